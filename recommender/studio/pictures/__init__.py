"""Pictures painted by rules for a place on the affect plane."""
