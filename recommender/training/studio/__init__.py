"""Makes the collection that comes with the demo: music, pictures and words, and their items of the catalogue."""
