"""Messages become words in every language, from tables that hold the same keys and parameters."""

from __future__ import annotations

from pathlib import Path

import pytest
from fluent.syntax import FluentParser, visitor

from emotion.message import Message
from emotion.types import EMOTIONS
from pages.texts import FOLDER, LANGUAGES, Texts, UnknownTextError, best_of, texts


class Variables(visitor.Visitor):
    """Collects the parameters a table's entry takes."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node) -> None:
        self.found.add(node.id.name)


def parameters_of(language: str) -> dict[str, frozenset[str]]:
    """Every key of a language with the parameters it takes, attributes handed on with a message left out.

    What the catalogue tells in a sentence is told in its own language alone; another says what the item is about.
    """
    found = {}
    for file in sorted((FOLDER / language).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            if type(entry).__name__ == "Message":
                variables = Variables()
                variables.visit(entry)
                own = variables.found
                found[entry.id.name] = frozenset(v for v in own if not any(v.startswith(f"{o}-") for o in own))
    assert found.pop("subject-told") == ({"happens"} if language == "en" else {"item", "themes"})
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys_and_parameters(language: str) -> None:
    assert parameters_of(language) == parameters_of("en")
    assert sorted(f.name for f in (FOLDER / language).iterdir()) == sorted(f.name for f in (FOLDER / "en").iterdir())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_emotion_has_a_word(language: str) -> None:
    said = {texts(language).say(Message(f"emotion-{emotion}")) for emotion in EMOTIONS}
    assert len(said) == len(EMOTIONS)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Texts:
    folder = tmp_path / "de"
    folder.mkdir()
    (folder / "made.ftl").write_text(
        "noun-drama = Drama\n    .gender = neuter\n"
        "article = { $noun-gender ->\n    [neuter] Ein { $noun }\n   *[other] Eine { $noun }\n }\n"
        "several = Mit { $names }\nsigned = { SIGNED($value) }\nsentence = { ENDED(CAPITAL($words)) }\n",
        encoding="utf-8",
    )
    monkeypatch.setattr("pages.texts.FOLDER", tmp_path)
    return Texts("de")


def test_a_message_inside_hands_its_attributes_on(made: Texts) -> None:
    assert made.say(Message("article", {"noun": Message("noun-drama")})) == "Ein Drama"


def test_a_list_is_joined_as_the_language_does(made: Texts) -> None:
    assert made.say(Message("several", {"names": (Message("noun-drama"),) * 3})) == "Mit Drama, Drama und Drama"


def test_a_key_without_words_is_an_error(made: Texts) -> None:
    with pytest.raises(UnknownTextError, match="nowhere"):
        made.say(Message("nowhere"))


def test_a_missing_parameter_is_an_error(made: Texts) -> None:
    with pytest.raises(ValueError, match="several"):
        made.say(Message("several"))


def test_a_message_survives_its_record() -> None:
    message = Message("a", {"title": "x", "number": 3, "inner": Message("b"), "all": (Message("c", {"n": 1.5}),)})
    assert Message.from_json(message.as_json()) == message
    assert hash(Message.from_json(message.as_json())) == hash(message)


@pytest.mark.parametrize(
    ("locale", "language"),
    [("de", "de"), ("de-AT", "de"), ("DE-ch", "de"), ("en-GB", "en"), ("fr-FR", "en"), ("", "en"), (None, "en")],
)
def test_the_language_follows_the_browser_where_there_are_words_in_it(locale: str | None, language: str) -> None:
    assert best_of(locale) == language


def test_a_number_with_its_sign_is_written_as_the_language_does(made: Texts) -> None:
    assert [made.say(Message("signed", {"value": value})) for value in (0.426, -1, -0.004)] == [
        "+0,43",
        "-1,00",
        "+0,00",
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("über den Fluss", "Über den Fluss."),
        ("wie „Wer?“", "Wie „Wer?“."),
        ("like Who?", "Like Who?"),
        ("4 Minuten", "4 Minuten."),
    ],
)
def test_words_are_made_a_sentence(made: Texts, words: str, sentence: str) -> None:
    assert made.say(Message("sentence", {"words": words})) == sentence
