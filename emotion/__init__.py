"""Signals -> EmotionState: what a person's face, voice and words say of how they feel."""

import os

# Before onnxruntime and huggingface_hub are imported, which otherwise report their use to their makers.
os.environ |= {"ORT_DISABLE_TELEMETRY": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
