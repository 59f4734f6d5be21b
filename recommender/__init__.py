"""Recommendations that follow a feeling: EmotionStates and a history in, items with their reasons out."""
