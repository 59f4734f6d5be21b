"""UiM: a profile, several interests and a simulated user that re-ranks."""
