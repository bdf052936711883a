"""The today page and what reads across features: the board, the find panel."""
