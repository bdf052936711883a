"""How fast the program is: each goal of the design's speed table as a ratio against a bare baseline."""
