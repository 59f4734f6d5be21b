"""Values as the record keeps them: plain JSON, short."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from emotion.message import Message

DECIMALS = 7
"""Numbers are kept to so many places: scores and terms are compared to 1e-6."""


def plain(value: Any) -> Any:
    """Dataclasses and mappings as dicts, arrays and sequences as lists, messages as they write themselves."""
    if isinstance(value, Message):
        return value.as_json()
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, (np.ndarray, np.generic)):
        return plain(value.tolist())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(part) for part in value]
    if isinstance(value, float):
        return round(value, DECIMALS) if math.isfinite(value) else None
    return value if _is_json(value) else str(value)


def _is_json(value: Any) -> bool:
    return value is None or type(value) in (str, int, bool)
