"""What pages are made of: theme, controls, record table, jobs, charts, preview."""
