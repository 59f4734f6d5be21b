"""What the page Live draws."""
