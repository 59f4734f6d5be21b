"""One person's sitting: from signals and choices to snapshots."""
