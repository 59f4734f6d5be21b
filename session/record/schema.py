"""The tables of the event log. Every row names its sitting and has wall time (Unix s) and monotonic time (s).

No table has a place for a frame, a sound or an embedding.
"""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, Integer, MetaData, String, Table, Text

from emotion.modalities import MODALITIES
from emotion.types import EMOTIONS

metadata = MetaData()


def _table(name: str, *columns: Column) -> Table:
    return Table(
        name,
        metadata,
        Column("id", Integer, primary_key=True),
        Column("sitting_id", String(64), nullable=False, index=True),
        Column("wall", Float, nullable=False),
        Column("monotonic", Float, nullable=False),
        *columns,
    )


sittings = _table("sittings")
"""One row each time a sitting begins or is taken up again."""

consents = _table(
    "consents",
    Column("camera", Boolean, nullable=False),
    Column("microphone", Boolean, nullable=False),
    Column("text", Boolean, nullable=False),
    Column("keep_comments", Boolean, nullable=False),
)

settings = _table("settings", Column("name", String(16), nullable=False), Column("value", JSON, nullable=False))
"""The goal, the controls and Hold, each time the person sets one; of which senses a personal baseline was taken; the
item ids of a history the person brought along, until they take it away again."""

states = _table(
    "states",
    *(Column(emotion.value, Float, nullable=False) for emotion in EMOTIONS),
    Column("valence", Float, nullable=False),
    Column("arousal", Float, nullable=False),
    Column("uncertainty", Float, nullable=False),
    Column("unknown", Boolean, nullable=False),
    *(Column(f"attention_{modality}", Float, nullable=False) for modality in MODALITIES),
    Column("intent", JSON, nullable=False),
    Column("smoothed_valence", Float, nullable=False),
    Column("smoothed_arousal", Float, nullable=False),
)

lists = _table(
    "lists",
    Column("version", Integer, nullable=False),
    Column("change", Text, nullable=False),
    Column("strategy", JSON, nullable=False),
    Column("trajectory", JSON, nullable=False),
    Column("items", JSON, nullable=False),
)
"""Each list shown: its items with rank, score, terms and reason, and the strategy and trajectory it was ranked by."""

impressions = _table(
    "impressions",
    Column("list_version", Integer, nullable=False),
    Column("item_id", String(128), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("seconds", Float, nullable=False),
)
"""Each item that was drawn: in which list and at which rank, since when (`wall`), and for how many seconds."""

actions = _table(
    "actions",
    Column("item_id", String(128), nullable=False),
    Column("title", Text, nullable=False),
    Column("action", String(16), nullable=False),
    Column("rank", Integer),
    Column("list_version", Integer, nullable=False),
)

comments = _table("comments", Column("text", Text, nullable=False))
"""What the person wrote, only while they agree to keep it."""

corrections = _table(
    "corrections",
    Column("told_valence", Float, nullable=False),
    Column("told_arousal", Float, nullable=False),
    Column("sensed_valence", Float),
    Column("sensed_arousal", Float),
    Column("sensed_probabilities", JSON),
)
"""Pairs of what was told and what was sensed at that moment; sensed is empty where nothing could be sensed."""
