"""Where an office is set up: settings, calendar, staff, provinces, backup, looks, and the first-start guide."""
