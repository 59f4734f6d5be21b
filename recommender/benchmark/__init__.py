"""One benchmark for all engines and baselines: real histories, full ranking, intervals over people."""
