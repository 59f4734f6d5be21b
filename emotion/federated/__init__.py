"""Learning from many people without what they said or wrote leaving them."""
