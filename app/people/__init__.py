"""Staff, who sits at the desk, and who is responsible for which province."""
