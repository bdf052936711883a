"""The demo office: a made-up liquor distributor whose staff, callers and calls come out the same from the same seed.

Everything here is invented; data/demo/ holds the words it is made from.
"""
