"""What reads across features: the caller card, the today board, global search, the month folder."""
