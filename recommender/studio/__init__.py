"""Music and pictures made by rules for a place on the affect plane."""
