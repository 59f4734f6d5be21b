"""What the page Replay draws."""
