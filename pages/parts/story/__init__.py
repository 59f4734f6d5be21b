"""What the page Story draws: a written person's sitting, and what conducts it."""
