"""Participants of studies, their periods and their answers."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
PLAIN = sa.JSON(none_as_null=True)


def upgrade() -> None:
    """Add the tables of studies."""
    op.create_table(
        "participants",
        sa.Column("id", ID, primary_key=True),
        sa.Column("study", sa.String(64), nullable=False),
        sa.Column("external_id", sa.String(128), nullable=False),
        sa.Column("link", PLAIN, nullable=False),
        sa.Column("digest", sa.String(16), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("step", sa.String(128), nullable=False),
        sa.Column("cell", sa.Integer),
        sa.Column("conditions", PLAIN),
        sa.Column("seed", sa.BigInteger),
        sa.Column("assignment", PLAIN),
        sa.Column("secret", sa.String(64), nullable=False),
        sa.Column("enrolled", sa.Float, nullable=False),
        sa.Column("seen", sa.Float, nullable=False),
        sa.Column("ended", sa.Float),
        sa.UniqueConstraint("study", "external_id", name="uq_participants_study"),
    )
    op.create_table(
        "periods",
        sa.Column("id", ID, primary_key=True),
        sa.Column("participant", ID, sa.ForeignKey("participants.id"), nullable=False),
        sa.Column("period", sa.Integer, nullable=False),
        sa.Column("condition", sa.String(64), nullable=False),
        sa.Column("sitting", sa.String(64), nullable=False),
        sa.Column("began", sa.Float, nullable=False),
        sa.Column("ended", sa.Float),
        sa.UniqueConstraint("participant", "period", name="uq_periods_participant"),
    )
    op.create_table(
        "answers",
        sa.Column("id", ID, primary_key=True),
        sa.Column("participant", ID, sa.ForeignKey("participants.id"), nullable=False),
        sa.Column("step", sa.String(128), nullable=False),
        sa.Column("item", sa.String(64), nullable=False),
        sa.Column("value", PLAIN),
        sa.Column("wall", sa.Float, nullable=False),
        sa.UniqueConstraint("participant", "step", "item", name="uq_answers_participant"),
    )
