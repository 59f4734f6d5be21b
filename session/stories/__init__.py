"""Written people, whose face, voice, words and acts go through a real sitting that needs no camera."""
