"""What a study found: measures a person and condition, effects with intervals, and what a paper says of them."""
