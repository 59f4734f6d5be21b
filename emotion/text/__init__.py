"""Reading feeling and wishes from typed comments."""

from emotion.text.encoder import TextEncoder
from emotion.text.network import TextNetwork

__all__ = ["TextEncoder", "TextNetwork"]
