"""The tables of the record as they are now. Every row of a sitting names it and has wall and monotonic time (s).

No table has a place for a frame, a sound or an embedding. `migrations` holds how older databases come to this schema.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Double,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from emotion.types import EMOTIONS

REVISION = "0007"
"""The newest migration. A database that names another one is migrated when that is older, and refused otherwise."""

metadata = MetaData()

PLAIN = JSON(none_as_null=True)

ID = BigInteger().with_variant(Integer, "sqlite")


def _table(name: str, *columns: Column) -> Table:
    return Table(
        name,
        metadata,
        Column("id", ID, primary_key=True),
        Column("sitting_id", String(64), nullable=False, index=True),
        Column("wall", Float, nullable=False),
        Column("monotonic", Float, nullable=False),
        *columns,
    )


sittings = _table(
    "sittings",
    Column("token_hash", String(64), index=True),
    Column("app", String(32)),
    Column("schema", String(16)),
    Column("models", String(64)),
    Column("catalogue", String(64)),
    Column("condition", PLAIN),
    Column("seed", BigInteger),
)
"""One row each time a sitting begins or is taken up again: under which versions of app, schema, models and catalogue,
and under which condition. token_hash: of the secret that finds the sitting."""

consents = _table(
    "consents",
    Column("modalities", PLAIN, nullable=False),
    Column("keep_comments", Boolean, nullable=False),
)
"""Which modalities the person agreed to, by name, and whether the words of comments may be kept."""

settings = _table("settings", Column("name", String(16), nullable=False), Column("value", PLAIN, nullable=False))
"""The goal, the controls and Hold, each time the person sets one; of which senses a baseline was taken; what the player
of an item said, what became of an item that was open, and what was made for the person; the item ids of a history the
person brought along, until they take it away again."""

states = _table(
    "states",
    *(Column(emotion.value, Float, nullable=False) for emotion in EMOTIONS),
    Column("valence", Float, nullable=False),
    Column("arousal", Float, nullable=False),
    Column("uncertainty", Float, nullable=False),
    Column("unknown", Boolean, nullable=False),
    Column("attention", PLAIN, nullable=False),
    Column("intent", PLAIN, nullable=False),
    Column("smoothed_valence", Float, nullable=False),
    Column("smoothed_arousal", Float, nullable=False),
)
"""The state, once a second, with the attention paid to each modality by name."""

lists = _table(
    "lists",
    Column("version", Integer, nullable=False),
    Column("change", PLAIN, nullable=False),
    Column("strategy", PLAIN, nullable=False),
    Column("trajectory", PLAIN, nullable=False),
    Column("items", PLAIN, nullable=False),
    Column("policy", String(32)),
    Column("policy_version", String(16)),
    Column("propensity", Float),
)
"""Each list made: its items with rank, score, terms and reason, the strategy and trajectory it was ranked by, and the
probability with which the policy chose this strategy."""

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
"""What the person did with an item, and the list and the rank at which they saw it."""

comments = _table("comments", Column("text", Text, nullable=False))
"""What the person wrote, only while they agree to keep it."""

corrections = _table(
    "corrections",
    Column("told_valence", Float, nullable=False),
    Column("told_arousal", Float, nullable=False),
    Column("sensed_valence", Float),
    Column("sensed_arousal", Float),
    Column("sensed_probabilities", PLAIN),
)
"""Pairs of what was told and what was sensed at that moment; sensed is empty where nothing could be sensed."""

choices = _table("choices", Column("name", String(16), nullable=False), Column("value", PLAIN, nullable=False))
"""What the steps after it are taken under, each time one of the person's choices differs from the step before."""

steps = _table("steps", Column("packed", LargeBinary, nullable=False))
"""What each look at the list was made from, see `steps`."""

markers = _table(
    "markers",
    Column("kind", String(16), nullable=False),
    Column("begins", Float, nullable=False),
    Column("ends", Float, nullable=False),
    Column("text", Text, nullable=False),
)
"""What was marked on the time line afterwards: an event, or a stretch to leave out, in s since the sitting began."""

OF_SITTINGS = tuple(metadata.sorted_tables)
"""The tables above, whose rows each belong to a sitting. Those below are of studies, see `session.studies.store`."""

participants = Table(
    "participants",
    metadata,
    Column("id", ID, primary_key=True),
    Column("study", String(64), nullable=False),
    Column("external_id", String(128), nullable=False),
    Column("link", PLAIN, nullable=False),
    Column("digest", String(16), nullable=False),
    Column("status", String(20), nullable=False),
    Column("step", String(128), nullable=False),
    Column("cell", Integer),
    Column("conditions", PLAIN),
    Column("seed", BigInteger),
    Column("assignment", PLAIN),
    Column("secret", String(64), nullable=False),
    Column("enrolled", Float, nullable=False),
    Column("seen", Float, nullable=False),
    Column("ended", Float),
    Column("excluded", Text),
    UniqueConstraint("study", "external_id", name="uq_participants_study"),
)
"""Who takes part in a study, by the id their link names, with all that the link names; how far they are; and, once
assigned, their cell of the design, their conditions in order and their seed, with what the assignment was drawn from.
excluded: why they are left out of the analysis, where the researcher left them out.
secret makes the tokens of their sittings. digest: of the study's file when they enrolled. Times are wall times (s)."""

periods = Table(
    "periods",
    metadata,
    Column("id", ID, primary_key=True),
    Column("participant", ID, ForeignKey("participants.id"), nullable=False),
    Column("period", Integer, nullable=False),
    Column("condition", String(64), nullable=False),
    Column("sitting", String(64), nullable=False),
    Column("began", Float, nullable=False),
    Column("ended", Float),
    UniqueConstraint("participant", "period", name="uq_periods_participant"),
)
"""A participant's sittings, one a period, from 1: each under a condition, from and until a wall time (s)."""

answers = Table(
    "answers",
    metadata,
    Column("id", ID, primary_key=True),
    Column("participant", ID, ForeignKey("participants.id"), nullable=False),
    Column("step", String(128), nullable=False),
    Column("item", String(64), nullable=False),
    Column("value", PLAIN),
    Column("wall", Float, nullable=False),
    UniqueConstraint("participant", "step", "item", name="uq_answers_participant"),
)
"""The newest answer to each item of each step, and when it was given."""

recruiting = Table(
    "recruiting",
    metadata,
    Column("study", String(64), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("wall", Float, nullable=False),
)
"""Whether a study takes new people, since a wall time (s); one that has no row does."""

erasures = Table(
    "erasures",
    metadata,
    Column("id", ID, primary_key=True),
    Column("study", String(64), nullable=False),
    Column("receipt", String(32), nullable=False),
    Column("rows", Integer, nullable=False),
    Column("wall", Float, nullable=False),
)
"""That somebody was erased: how many rows, when, and under which receipt. Nothing says who it was."""

leases = Table(
    "leases",
    metadata,
    Column("sitting_id", String(64), primary_key=True),
    Column("holder", String(32), nullable=False),
    Column("until", Double, nullable=False),
    Column("wanted", Boolean, nullable=False),
)
"""On a server: which process writes a sitting, by a number it drew when it started, until when by the database's clock
(s since 1970), and whether another one wants it. A row is gone with its sitting. See `leases`."""

contributions = Table(
    "contributions",
    metadata,
    Column("id", ID, primary_key=True),
    Column("day", Integer, nullable=False),
    Column("modality", String(16), nullable=False),
    Column("valence", Double, nullable=False),
    Column("arousal", Double, nullable=False),
)
"""What people gave so that a sense is read better of all: two numbers with noise, on a day (since 1970). Nothing says
whose they are, so they stay when a sitting is erased. See `pool`."""
