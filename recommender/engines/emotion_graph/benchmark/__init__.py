"""How the emotion graph is judged, beside its baselines."""
