"""What a replay needs, ids that open nothing, messages in place of sentences, no column of one modality's own."""

import hashlib
import json
import secrets

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MODALITIES = ("face", "voice", "text", "told")
AGREED = {"camera": "face", "microphone": "voice", "text": "text"}
TABLES = ("sittings", "consents", "settings", "states", "lists", "actions", "comments", "corrections")


def upgrade() -> None:
    """Add the tables and columns, and carry what is there over."""
    _add_tables()
    _add_columns()
    _rename_sittings()
    _carry_consents()
    _carry_attention()
    _carry_words()


def _add_tables() -> None:
    def text(name: str, length: int) -> sa.Column:
        return sa.Column(name, sa.String(length), nullable=False)

    def number(name: str, kind: type = sa.Integer) -> sa.Column:
        return sa.Column(name, kind, nullable=False)

    _table("impressions", number("list_version"), text("item_id", 128), number("rank"), number("seconds", sa.Float))
    _table("choices", text("name", 16), number("value", sa.JSON))
    _table("steps", number("packed", sa.LargeBinary))


def _table(name: str, *columns: sa.Column) -> None:
    op.create_table(
        name,
        sa.Column("id", ID, primary_key=True),
        sa.Column("sitting_id", sa.String(64), nullable=False),
        sa.Column("wall", sa.Float, nullable=False),
        sa.Column("monotonic", sa.Float, nullable=False),
        *columns,
    )
    op.create_index(f"ix_{name}_sitting_id", name, ["sitting_id"])


def _add_columns() -> None:
    for name, length in (("token_hash", 64), ("app", 32), ("schema", 16), ("models", 64), ("catalogue", 64)):
        op.add_column("sittings", sa.Column(name, sa.String(length)))
    for name, kind in (("condition", sa.JSON), ("seed", sa.BigInteger)):
        op.add_column("sittings", sa.Column(name, kind))
    op.create_index("ix_sittings_token_hash", "sittings", ["token_hash"])
    for name, kind in (("policy", sa.String(32)), ("policy_version", sa.String(16)), ("propensity", sa.Float)):
        op.add_column("lists", sa.Column(name, kind))


def _rename_sittings() -> None:
    """An id was the secret of its sitting; from now on it is not, so each gets another id, and keeps its secret."""
    connection = op.get_bind()
    tables = {name: sa.table(name, sa.column("sitting_id")) for name in TABLES}
    named = sa.union(*(sa.select(table.c.sitting_id) for table in tables.values()))
    sittings = sa.table("sittings", sa.column("sitting_id"), sa.column("token_hash"))
    for old in connection.scalars(named).all():
        new = secrets.token_urlsafe(9)
        for table in tables.values():
            connection.execute(table.update().where(table.c.sitting_id == old).values(sitting_id=new))
        hashed = hashlib.sha256(old.encode("utf-8", "replace")).hexdigest()
        connection.execute(sittings.update().where(sittings.c.sitting_id == new).values(token_hash=hashed))


def _carry_consents() -> None:
    op.add_column("consents", sa.Column("modalities", sa.JSON, nullable=False, server_default="[]"))
    _carry("consents", "modalities", lambda row: [new for old, new in AGREED.items() if row[old]], AGREED)
    with op.batch_alter_table("consents") as batch:
        batch.alter_column("modalities", server_default=None)
        for name in AGREED:
            batch.drop_column(name)


def _carry_attention() -> None:
    columns = [f"attention_{modality}" for modality in MODALITIES]
    op.add_column("states", sa.Column("attention", sa.JSON, nullable=False, server_default="{}"))
    _carry("states", "attention", lambda row: {m: row[f"attention_{m}"] for m in MODALITIES}, columns)
    with op.batch_alter_table("states") as batch:
        batch.alter_column("attention", server_default=None)
        for name in columns:
            batch.drop_column(name)


def _carry_words() -> None:
    """Sentences of then become messages that hold them as they were."""
    _carry("lists", "change", lambda row: json.dumps(_as_written(row["change"])), kind=sa.Text)
    _carry("lists", "strategy", lambda row: row["strategy"] | {"why": _as_written(row["strategy"]["why"])})
    _carry("lists", "items", lambda row: [item | {"reason": _as_written(item["reason"])} for item in row["items"]])
    with op.batch_alter_table("lists") as batch:
        batch.alter_column("change", existing_type=sa.Text, type_=sa.JSON, postgresql_using="change::json")


def _as_written(words: str) -> dict:
    return {"key": "as-written", "parameters": {"text": words}}


def _carry(name: str, target: str, value_of, sources=(), kind: type = sa.JSON) -> None:
    """Set a column of every row from itself or from others of the row."""
    table = sa.table(name, sa.column("id"), sa.column(target, kind), *map(sa.column, sources))
    connection = op.get_bind()
    for number in connection.scalars(sa.select(table.c.id)).all():
        this = table.c.id == number
        row = connection.execute(sa.select(table).where(this)).mappings().one()
        connection.execute(table.update().where(this).values({target: value_of(row)}))
