"""Complaints: the list, one complaint with its steps, and the form that takes one in."""
