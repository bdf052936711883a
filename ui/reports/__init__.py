"""The reports page: months, their figures, and their papers."""
