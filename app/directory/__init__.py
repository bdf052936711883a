"""Every name and number of everybody, and the text of every record, in one table that answers "who is 138…?"."""
