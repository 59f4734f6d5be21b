"""What each column of a study's tables holds, with its unit and range."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from emotion.types import EMOTIONS


class Meaning(NamedTuple):
    """What a column holds; a unit and a range where it has them."""

    text: str
    unit: str | None = None
    low: float | None = None
    high: float | None = None


TABLES: Mapping[str, str] = {
    "participants": "Who came, and how it ended: a row each.",
    "conditions": "When somebody was under which condition: a row each task.",
    "answers": "What was answered, and when: a row each item.",
    "scores": "The scores of questionnaires: a row each score and time.",
    "states": "The feeling that was read, once a second.",
    "lists": "Each list that was shown, with the terms of each item's score: a row each item.",
    "impressions": "For how long an item stood on the screen: a row each item and list.",
    "decisions": "Each draw between the arms of a condition, with its propensity.",
    "events": "What somebody did with an item: a row each.",
}
"""What the tables hold, by name."""

COLUMNS: Mapping[str, Meaning] = {
    "participant_id": Meaning("the id that the participant's link named"),
    "status": Meaning("how it ended: active while they are at it, done, or why not"),
    "step": Meaning("the step of the study, by name; of a participant, the last one"),
    "cell": Meaning("the cell of the design, from 0"),
    "condition_order": Meaning("the conditions in the order in which they were met"),
    "seed": Meaning("all the chance in the participant's lists"),
    "study_digest": Meaning("of the study's file when they enrolled"),
    "enrolled": Meaning("when the link was followed first", "s since 1970, UTC"),
    "ended": Meaning("when it ended", "s since 1970, UTC"),
    "began": Meaning("when the period began", "s since 1970, UTC"),
    "wall": Meaning("when the answer was given", "s since 1970, UTC"),
    "senses": Meaning("what they agreed to have sensed"),
    "excluded": Meaning("why they are left out of the analysis; empty: they are not"),
    "failed_checks": Meaning("attention checks answered wrongly", "count", 0),
    "period": Meaning("which of the participant's tasks it belongs to, from 1"),
    "condition": Meaning("the condition, by its name in the study's file"),
    "sitting_id": Meaning("the sitting in the record"),
    "instrument": Meaning("the questionnaire, by name"),
    "item": Meaning("the question, by its name in the questionnaire"),
    "number": Meaning("the answer where it is a number, not reversed"),
    "words": Meaning("the answer where it is none"),
    "score": Meaning("the score, by its name in the questionnaire"),
    "value": Meaning("the score's value, empty where an answer is missing"),
    "time": Meaning("since the period began", "s", 0),
    "valence": Meaning("how pleasant the feeling is that was read", None, -1, 1),
    "arousal": Meaning("how energetic it is", None, -1, 1),
    "uncertainty": Meaning("how unsure the reading is", None, 0),
    "unknown": Meaning("whether nothing could be read"),
    "smoothed_valence": Meaning("valence, smoothed over time", None, -1, 1),
    "smoothed_arousal": Meaning("arousal, smoothed over time", None, -1, 1),
    "list_version": Meaning("which list of the sitting, from 1", "count", 1),
    "policy": Meaning("who decided what the list should do"),
    "propensity": Meaning("how likely they were to decide this", "probability", 0, 1),
    "change": Meaning("why the list changed, by the key of the sentence that was shown"),
    "rank": Meaning("place on the list, from 1", "count", 1),
    "previous_rank": Meaning("place on the list before; empty: it was not on it", "count", 1),
    "team": Meaning("whose pick it is in a drafted list: the condition's own side's, first, or its rival's, second"),
    "decision": Meaning("which decision between arms it is, from 1", "count", 1),
    "arm": Meaning("the arm that was drawn"),
    "until": Meaning("until when it counted, since the period began", "s", 0),
    "item_id": Meaning("the item in the catalogue"),
    "title": Meaning("the item's title"),
    "kind": Meaning("film, song, book or short read"),
    "score_of_item": Meaning("the sum of the item's terms"),
    "seconds": Meaning("how long it was shown", "s", 0),
    "action": Meaning("like, no, open or finish"),
    **{emotion.value: Meaning(f"probability of {emotion.value}", "probability", 0, 1) for emotion in EMOTIONS},
}

_FAMILIES = {
    "attention_": Meaning("share that this sense has in the reading", "share", 0, 1),
    "term_": Meaning("what this term adds to the item's score"),
    "field_": Meaning("what the participant said of themselves"),
}
"""Columns by how their names begin."""


def meaning(column: str) -> Meaning:
    """What a column holds. Raises KeyError for one that nobody described."""
    family = next((own for start, own in _FAMILIES.items() if column.startswith(start)), None)
    return family or COLUMNS[column]


def described(tables: Mapping[str, pd.DataFrame]) -> list[dict[str, Any]]:
    """All columns of some tables, each once, as Psych-DS wants them."""
    names = dict.fromkeys(column for table in tables.values() for column in table.columns)
    return [_property(name, meaning(name)) for name in names]


def _property(name: str, means: Meaning) -> dict[str, Any]:
    stated = {"unitText": means.unit, "minValue": means.low, "maxValue": means.high}
    known = {key: value for key, value in stated.items() if value is not None}
    return {"@type": "PropertyValue", "name": name, "description": means.text} | known
