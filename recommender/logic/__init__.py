"""Rules stated as first-order formulas, whose truth is a number in [0, 1]."""
