"""The tables as they were before they had a version."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
EMOTIONS = ("anger", "disgust", "fear", "joy", "sadness", "surprise", "neutral")
MODALITIES = ("face", "voice", "text", "told")


def upgrade() -> None:
    """Make them."""
    _table("sittings")
    _table("consents", *_of(sa.Boolean, "camera", "microphone", "text", "keep_comments"))
    _table("settings", *_of(sa.String(16), "name"), *_of(sa.JSON, "value"))
    _table(
        "states",
        *_of(sa.Float, *EMOTIONS, "valence", "arousal", "uncertainty"),
        *_of(sa.Boolean, "unknown"),
        *_of(sa.Float, *(f"attention_{modality}" for modality in MODALITIES)),
        *_of(sa.JSON, "intent"),
        *_of(sa.Float, "smoothed_valence", "smoothed_arousal"),
    )
    _table(
        "lists",
        *_of(sa.Integer, "version"),
        *_of(sa.Text, "change"),
        *_of(sa.JSON, "strategy", "trajectory", "items"),
    )
    _table(
        "actions",
        *_of(sa.String(128), "item_id"),
        *_of(sa.Text, "title"),
        *_of(sa.String(16), "action"),
        sa.Column("rank", sa.Integer),
        *_of(sa.Integer, "list_version"),
    )
    _table("comments", *_of(sa.Text, "text"))
    _table(
        "corrections",
        *_of(sa.Float, "told_valence", "told_arousal"),
        sa.Column("sensed_valence", sa.Float),
        sa.Column("sensed_arousal", sa.Float),
        sa.Column("sensed_probabilities", sa.JSON),
    )


def _of(kind, *names: str) -> list[sa.Column]:
    return [sa.Column(name, kind, nullable=False) for name in names]


def _table(name: str, *columns: sa.Column) -> None:
    op.create_table(
        name,
        sa.Column("id", ID, primary_key=True),
        sa.Column("sitting_id", sa.String(64), nullable=False),
        *_of(sa.Float, "wall", "monotonic"),
        *columns,
    )
    op.create_index(f"ix_{name}_sitting_id", name, ["sitting_id"])
