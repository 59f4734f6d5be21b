"""What the page About draws."""
