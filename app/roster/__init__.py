"""The cleaning roster (值日): who is on which day, fair over the year, and the weekly desk check (R43 to R45)."""
