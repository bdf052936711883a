"""The office's phrases and the lines for situations, changed at the desk."""
