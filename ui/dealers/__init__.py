"""The dealers tab: the list, one dealer whole, the form, merging and handing over."""
