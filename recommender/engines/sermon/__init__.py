"""Ratings, reviews and the reasons they give, aligned: SERMON."""
