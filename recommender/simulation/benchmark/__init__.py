"""How far people who are not real are like those who are, and what policies do to them."""
