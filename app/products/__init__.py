"""Products: what the company sells, by code and name (records.md 产品)."""
