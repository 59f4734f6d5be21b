"""Engines fitted on interactions that are read from a file in batches, however many there are."""
