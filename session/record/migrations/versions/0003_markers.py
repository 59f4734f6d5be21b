"""Markers on a sitting's time line."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the table of markers."""
    op.create_table(
        "markers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("sitting_id", sa.String(64), nullable=False),
        sa.Column("wall", sa.Float, nullable=False),
        sa.Column("monotonic", sa.Float, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("begins", sa.Float, nullable=False),
        sa.Column("ends", sa.Float, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("ix_markers_sitting_id", "markers", ["sitting_id"])
