"""What the list should do for a person now."""
