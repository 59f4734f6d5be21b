"""Faces: found, followed, aligned and read."""

from emotion.face.encoder import FaceEncoder
from emotion.face.network import FaceNetwork

__all__ = ["FaceEncoder", "FaceNetwork"]
