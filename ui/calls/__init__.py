"""The calls page: the list, the form while a call is taken, and the card of who is calling."""
