"""How well feelings of people whom nobody learnt from are predicted."""
