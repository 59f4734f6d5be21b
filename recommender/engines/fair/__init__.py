"""FAIR: generative recommendation with focused attention."""
