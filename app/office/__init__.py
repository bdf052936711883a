"""One opened office: its store, settings, clock, calendar, number series and the person at the desk."""
