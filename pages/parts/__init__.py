"""What the pages are made of. Only what is drawn is decided here; what is shown comes from the packages."""
