"""The tab 值日: a month at a glance, changed in place, and its sheet as it prints."""
