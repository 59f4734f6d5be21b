"""What people gave so that a sense is read better of all."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "contributions",
        sa.Column("id", ID, primary_key=True),
        sa.Column("day", sa.Integer, nullable=False),
        sa.Column("modality", sa.String(16), nullable=False),
        sa.Column("valence", sa.Double, nullable=False),
        sa.Column("arousal", sa.Double, nullable=False),
    )
