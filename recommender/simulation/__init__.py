"""People who are not real: written stories, and tastes that drift."""
