"""Who sits at the desk, and how the window suits them."""
