"""Calls and the promises to call back."""
