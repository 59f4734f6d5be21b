"""What the page Lab draws."""
