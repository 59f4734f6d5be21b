"""What the page Learning together draws."""
