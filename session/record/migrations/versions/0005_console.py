"""Whether a study takes people, who is left out of its analysis, and that somebody was erased."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the tables and the column."""
    op.add_column("participants", sa.Column("excluded", sa.Text))
    op.create_table(
        "recruiting",
        sa.Column("study", sa.String(64), primary_key=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("wall", sa.Float, nullable=False),
    )
    op.create_table(
        "erasures",
        sa.Column("id", ID, primary_key=True),
        sa.Column("study", sa.String(64), nullable=False),
        sa.Column("receipt", sa.String(32), nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("wall", sa.Float, nullable=False),
    )
