"""Signals -> EmotionState: what a person's face, voice and words say of how they feel."""
