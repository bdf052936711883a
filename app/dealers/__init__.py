"""Dealers: who they are, complete and without doubles, found by anything one remembers of them (R25–R29)."""
