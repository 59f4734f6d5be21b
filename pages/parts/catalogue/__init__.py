"""What the page Catalogue draws."""
