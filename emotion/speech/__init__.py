"""Speech: a live microphone to the words that are said."""
