"""Looks for ways in which what a model is trained on tells it of what it is judged on."""
