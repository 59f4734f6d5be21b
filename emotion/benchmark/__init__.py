"""The fusion on published features, beside published figures and baselines of the same run."""
