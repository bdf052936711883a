"""Complaints, opinions and suggestions: taken in, passed on, handled, asked about, kept for good."""
