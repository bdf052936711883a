"""Everything the front office knows and does. No Qt: a script can drive all of it."""
