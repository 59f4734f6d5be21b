"""Fusion of what is seen, heard, written and told, with the attention paid to each."""

from emotion.fusion.fusion import Fusion

__all__ = ["Fusion"]
