"""YAML read into a pydantic model; what is wrong with it is told by file, line and what to write instead."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, GetCoreSchemaHandler, ValidationError
from pydantic_core.core_schema import CoreSchema, literal_schema

Model = TypeVar("Model", bound=BaseModel)

Place = Sequence[str | int]
"""Keys and positions that lead from the top of a file to a value."""


class FileError(Exception):
    """A file that cannot be used. Its one argument names the file, the line and the remedy, one problem a line."""


class OneOf:
    """Stands in Annotated[str, OneOf(names)] for a field that holds one of some names."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = [*known]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return literal_schema(self._known)


class PlaceError(ValueError):
    """What a model's own check finds wrong at a place below the value it was given."""

    def __init__(self, text: str, *place: str | int) -> None:
        super().__init__(text)
        self.place = place


def read(file: Path, model: type[Model]) -> Model:
    """The file as a model. Raises FileError for one that is missing, is no YAML, or does not fit the model."""
    try:
        text = file.read_text(encoding="utf-8")
        root = yaml.compose(text, yaml.SafeLoader)
        content = yaml.safe_load(text)
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(f"{file}: cannot be read: {error}") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise FileError(f"{file}:{line}: this is no YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise FileError(f"{file}: this is no YAML: {error}") from None
    twice = [f"{file}:{line}: {key!r} stands here twice; keep one of them" for key, line in _repeated(root)]
    if twice:
        raise FileError("\n".join(twice))
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise FileError("\n".join(_told(file, root, model, one) for one in error.errors())) from None


def line_of(file: Path, *place: str | int) -> int:
    """The line, from 1, at which a file that was read holds a place."""
    return _found(yaml.compose(file.read_text(encoding="utf-8"), yaml.SafeLoader), place)[0]


def suggestion(wrong: object, known: Sequence[str]) -> str:
    """What to write instead of a name: the nearest one that is known, or all of them."""
    near = difflib.get_close_matches(str(wrong), known, n=1)
    return f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"


def _told(file: Path, root: yaml.Node | None, model: type[BaseModel], error: Any) -> str:
    place = tuple(part for part in error["loc"] if part != "[key]")
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, PlaceError):
        place += tuple(cause.place)
    line, path = _found(root, place)
    where = ".".join(map(str, path)) or "the file"
    return f"{file}:{line}: {where}: {_problem(model, place, error, cause)}"


def _problem(model: type[BaseModel], place: Place, error: Any, cause: object) -> str:
    if error["type"] == "extra_forbidden":
        return f"no key has this name; {suggestion(place[-1], _keys(model, place[:-1]))}"
    if error["type"] == "union_tag_invalid":
        known = [tag.strip(" '") for tag in error["ctx"]["expected_tags"].split(",")]
        return f"{error['ctx']['tag']!r} is not known; {suggestion(error['ctx']['tag'], known)}"
    if error["type"] == "missing":
        return "this key is missing"
    if error["type"] == "literal_error":
        known = [part.strip(" '") for part in error["ctx"]["expected"].replace(" or ", ",").split(",")]
        return f"{error['input']!r} is not known; {suggestion(error['input'], known)}"
    if isinstance(cause, ValueError):
        return str(cause)
    return f"{error['msg'].lower()}, got {error['input']!r:.80}"


def _keys(model: type[BaseModel], place: Place) -> list[str]:
    """The keys that the part of a model's schema at this place knows."""
    schema = model.model_json_schema()
    known = schema
    for part in place:
        known = _inside(schema, known, part)
    return sorted({key for one in _alternatives(schema, known) for key in one.get("properties", {})})


def _inside(schema: dict[str, Any], known: dict[str, Any], part: str | int) -> dict[str, Any]:
    for one in _alternatives(schema, known):
        for inner in (
            one.get("properties", {}).get(part),
            one.get("items") if isinstance(part, int) else None,
            one.get("additionalProperties") if isinstance(part, str) else None,
        ):
            if isinstance(inner, dict):
                return inner
    return known  # the tag of a union, which no file holds


def _alternatives(schema: dict[str, Any], known: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for one in known.get("anyOf") or known.get("oneOf") or [known]:
        yield schema["$defs"][one["$ref"].rsplit("/", 1)[-1]] if "$ref" in one else one


def _line(node: yaml.Node) -> int:
    assert node.start_mark is not None  # every node that was read from a file has one
    return node.start_mark.line + 1


def _found(node: yaml.Node | None, place: Place) -> tuple[int, list[str | int]]:
    """The line of a place, from 1, and the part of it that the file holds."""
    line, path = (_line(node) if node else 1), []
    for part in place:
        if isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == str(part)), None)
            if pair is None:
                path += [part] if part == place[-1] else []
                continue
            line, node = _line(pair[0]), pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = _line(node)
        else:
            continue
        path.append(part)
    return line, path


def _repeated(node: yaml.Node | None) -> Iterator[tuple[str, int]]:
    """Keys that a mapping holds more than once, with the line of the later one."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield key.value, key.start_mark.line + 1
            seen.add(key.value)
            yield from _repeated(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _repeated(value)
