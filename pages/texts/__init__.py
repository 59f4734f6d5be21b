"""Every sentence a person reads, in one folder of Fluent files a language; messages become words here."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel import negotiate_locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message as Entry
from fluent.syntax.ast import Term

from emotion.message import Message, Parameter

LANGUAGES = {"en": "English", "de": "Deutsch"}
"""What the interface can be read in, by the name each language has for itself."""

FOLDER = Path(__file__).parent


class UnknownTextError(KeyError):
    """No table holds words for a key."""


class Texts:
    """The tables of one language."""

    def __init__(self, language: str) -> None:
        """Raises KeyError for a language that LANGUAGES lacks, ValueError for a table that breaks Fluent's grammar."""
        LANGUAGES[language]
        self.language = language
        functions = {"SIGNED": self._signed, "DAY": self._day, "CAPITAL": self._capital, "ENDED": self._ended}
        self._bundle = FluentBundle([language], use_isolating=False, functions=functions)
        self._keys: set[str] = set()
        for file in sorted((FOLDER / language).glob("*.ftl")):
            source = file.read_text(encoding="utf-8")
            for entry in FluentParser().parse(source).body:
                if isinstance(entry, Entry | Term):
                    name = entry.id.name
                    if name in self._keys:
                        raise ValueError(f"{file}: {name} stands in another table already")
                    self._keys.add(name)
                elif type(entry).__name__ == "Junk":
                    raise ValueError(f"{file}: cannot be read at {str(entry.content)[:60]!r}")
            self._bundle.add_resource(FluentResource(source))

    @property
    def keys(self) -> frozenset[str]:
        """All keys and terms that have words."""
        return frozenset(self._keys)

    def has(self, key: str) -> bool:
        """Whether there are words for a key."""
        return self._bundle.has_message(key)

    def say(self, message: Message | str) -> str:
        """The message in words; what is no message yet is said as it is.

        A parameter that is itself a message is put into words first; what its entry states as attributes (a gender, a
        form in another case) is handed on as `parameter-attribute`. A list is joined as the language joins lists.
        Raises UnknownTextError for a key without words and ValueError where a parameter is missing.
        """
        if isinstance(message, str):
            return message
        if not self._bundle.has_message(message.key):
            raise UnknownTextError(f"no words in {self.language!r} for {message.key!r}")
        pattern = self._bundle.get_message(message.key).value
        text, errors = self._bundle.format_pattern(pattern, self._arguments(message.parameters))
        if errors:
            raise ValueError(f"{message.key!r} in {self.language!r}: {errors[0]}")
        return text

    def __call__(self, key: str, **parameters: Parameter) -> str:
        """The words of a key; hyphens of parameter names are written as underscores here."""
        return self.say(Message(key, {name.replace("_", "-"): value for name, value in parameters.items()}))

    def _arguments(self, parameters: Mapping[str, Parameter]) -> dict[str, str | int | float]:
        found: dict[str, str | int | float] = {}
        for name, value in parameters.items():
            if isinstance(value, tuple):
                found[name] = format_list([self.say(part) for part in value], locale=self.language)
                found[f"{name}-count"] = len(value)
            elif isinstance(value, Message):
                found |= self._attributes(name, value)
                found[name] = self.say(value)
            else:
                found[name] = value
        return found

    def _signed(self, value: float, digits: int = 2) -> str:
        """SIGNED($value, digits: 2): a number with its sign; one that rounds to nothing is +0.00."""
        decimals = "0" * int(digits)
        return format_decimal(round(float(value), int(digits)) + 0.0, f"+0.{decimals};-0.{decimals}", self.language)

    def _capital(self, words: str) -> str:
        """CAPITAL($words): as they begin a sentence."""
        return f"{words[:1].upper()}{words[1:]}"

    def _ended(self, words: str) -> str:
        """ENDED($words): with a full stop, unless they end on a mark of their own."""
        return words if words.endswith((".", "!", "?", "…")) else f"{words}."

    def _day(self, date: str) -> str:
        """DAY($date): a day that is given as 2026-01-31; anything else as it is."""
        try:
            return format_date(datetime.date.fromisoformat(str(date)), "long", self.language)
        except ValueError:
            return str(date)

    def _attributes(self, name: str, message: Message) -> dict[str, str]:
        if not self._bundle.has_message(message.key):
            return {}
        arguments = self._arguments(message.parameters)
        attributes = self._bundle.get_message(message.key).attributes
        return {f"{name}-{own}": self._bundle.format_pattern(of, arguments)[0] for own, of in attributes.items()}


def best_of(locale: str | None) -> str:
    """The language that suits a browser's locale such as "de-AT" best; English where none does."""
    return negotiate_locale([(locale or "en").lower()], LANGUAGES, sep="-") or "en"


@cache
def texts(language: str) -> Texts:
    """The tables of a language, read once."""
    return Texts(language)
