"""Voice: a live microphone to readings of how a person sounds."""

from emotion.voice.encoder import VoiceEncoder
from emotion.voice.network import VoiceNetwork
from emotion.voice.stream import AudioCount, AudioStream, deinterleave

__all__ = ["AudioCount", "AudioStream", "VoiceEncoder", "VoiceNetwork", "deinterleave"]
