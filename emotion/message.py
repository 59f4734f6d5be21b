"""What the packages below the pages have to say to a person, as data: a key and parameters, in no language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, Union

Parameter: TypeAlias = Union[str, int, float, "Message", tuple["Message", ...]]
"""A title or a number, another message, or a list of them. Text here is a proper name, never a sentence."""


@dataclass(frozen=True)
class Message:
    """Something to say, which pages/texts puts into words. Equal by value."""

    key: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.key, tuple(sorted(self.parameters.items(), key=lambda pair: pair[0]))))

    def __str__(self) -> str:
        """The message for a developer's eyes: its key, and its parameters in brackets."""
        if not self.parameters:
            return self.key
        return f"{self.key}({', '.join(f'{name}: {_shown(value)}' for name, value in self.parameters.items())})"

    def as_json(self) -> dict[str, Any]:
        """The message in plain JSON values, for a record."""
        return {"key": self.key, "parameters": {name: _plain(value) for name, value in self.parameters.items()}}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Message:
        """The message that `as_json` wrote. Raises KeyError where it is none."""
        return cls(value["key"], {name: _restored(part) for name, part in value["parameters"].items()})


def _shown(value: Parameter) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, tuple) else str(value)


def _plain(value: Parameter) -> Any:
    if isinstance(value, Message):
        return value.as_json()
    return [part.as_json() for part in value] if isinstance(value, tuple) else value


def _restored(value: Any) -> Parameter:
    if isinstance(value, Mapping):
        return Message.from_json(value)
    return tuple(Message.from_json(part) for part in value) if isinstance(value, list) else value
