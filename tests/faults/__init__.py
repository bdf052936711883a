"""Faults brought about on purpose: kills, full and read-only disks, locks, power cuts, broken migrations."""
