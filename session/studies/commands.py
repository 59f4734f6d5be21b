"""What a researcher types: python -m session {study-schema,study-check,pilot,power,analyse,export,erase}."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from emotion.message import Message
from session.record.errors import LogError
from session.record.log import EventLog
from session.studies import library
from session.studies.design import Study, load
from session.studies.erasure import StillThereError, erase
from session.studies.export import export
from session.studies.located import FileError
from session.studies.pilot import pilot
from session.studies.psychds import problems
from session.studies.store import Store

NAMES = ("study-schema", "study-check", "export", "pilot", "erase", "analyse", "power")

Words = Callable[[str], Callable[[Message | str], str]]
"""What puts messages into words, by the code of a language."""


def add_to(commands: Any) -> None:
    """Add the commands to a parser's commands."""
    commands.add_parser("study-schema", help="print the JSON schema of a study's file, for an editor")
    check = commands.add_parser("study-check", help="read a study's file, and tell what is wrong with it")
    check.add_argument("study", metavar="STUDY")
    exporting = commands.add_parser("export", help="write a study's data as a Psych-DS folder")
    exporting.add_argument("study", metavar="STUDY")
    exporting.add_argument("out", type=Path, metavar="OUT")
    exporting.add_argument("--database", metavar="URL", help="else ATTUNE_DATABASE_URL, or the user's own")
    erasing = commands.add_parser("erase", help="erase one participant of a study with all that is kept of them")
    erasing.add_argument("study", metavar="STUDY")
    erasing.add_argument("participant", metavar="ID", help="as their link names them")
    erasing.add_argument("--database", metavar="URL", help="else ATTUNE_DATABASE_URL, or the user's own")
    analysing = commands.add_parser(
        "analyse", help="compare a study's conditions, with figures and a Methods paragraph"
    )
    analysing.add_argument("study", metavar="STUDY|FOLDER", help="a study, or a folder that `export` wrote")
    analysing.add_argument("--report", type=Path, metavar="FILE.html", help="write all of it as one HTML file")
    analysing.add_argument("--figures", type=Path, metavar="DIR", help="write each figure as SVG and as PDF")
    analysing.add_argument("--json", action="store_true", help="one JSON object on stdout")
    analysing.add_argument("--language", default="en", metavar="CODE", help="of the report")
    analysing.add_argument("--database", metavar="URL", help="else ATTUNE_DATABASE_URL, or the user's own")
    powering = commands.add_parser("power", help="how often so many people find the changes that a study expects")
    powering.add_argument("study", metavar="STUDY")
    powering.add_argument("--people", type=int, nargs="+", metavar="N", help="else as many as the study asks for")
    powering.add_argument("--runs", type=int, default=500, metavar="N")
    powering.add_argument("--seed", type=int, default=0, metavar="S")
    piloting = commands.add_parser("pilot", help="send simulated people through a study's real steps")
    piloting.add_argument("study", metavar="STUDY")
    piloting.add_argument("--people", type=int, default=50, metavar="N")
    piloting.add_argument("--seed", type=int, default=0, metavar="S")
    piloting.add_argument(
        "--effect",
        type=json.loads,
        default={},
        metavar="JSON",
        help="what a condition changes: answers in shares of the scale, engagement in shares of its time: "
        '{"aware": {"satisfaction": 0.1, "engagement": 0.15}}',
    )
    # Simulated people must never come among real ones by oversight.
    piloting.add_argument("--database", required=True, metavar="URL")


def run(chosen: argparse.Namespace, words: Words) -> int:
    """Run one of NAMES; the exit code is 0 when all went well."""
    if chosen.command == "study-schema":
        print(json.dumps(Study.model_json_schema(), indent=2))
        return 0
    try:
        if chosen.command == "analyse":
            return _analyse(chosen, words)
        file = _file(chosen.study)
        study = load(file)
        if chosen.command == "power":
            return _power(chosen, study, words("en"))
        return {"study-check": _check, "export": _export, "pilot": _pilot, "erase": _erase}[chosen.command](
            chosen, study, file
        )
    except (FileError, FileExistsError, StillThereError) as error:
        print(error, file=sys.stderr)
    except LogError as error:
        print(f"the record cannot be used: {error.message.key}", file=sys.stderr)
    return 1


def _file(named: str) -> Path:
    """A study's file, named by its path or by the study's name. Raises FileError."""
    file = Path(named) if named.endswith((".yaml", ".yml")) else library.file_of(named)
    if file is None:
        raise FileError(f"no study is named {named!r}; name one of assets/studies, of ${library.VARIABLE}, or a file")
    return file


def _check(chosen: argparse.Namespace, study: Study, file: Path) -> int:
    conditions = ", ".join(study.conditions)
    print(f"{study.name}: {study.design} people, {study.people} of them, conditions {conditions}")
    return 0


def _export(chosen: argparse.Namespace, study: Study, file: Path) -> int:
    store, log = Store(chosen.database), EventLog(chosen.database)
    rows = export(study, file, store, log, chosen.out)
    for table, count in rows.items():
        print(f"{table}: {count} rows")
    found = problems(chosen.out) if rows else ["there is nothing of this study in the record"]
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


def _analyse(chosen: argparse.Namespace, words: Words) -> int:
    # These bring the statistics, which nothing else here needs.
    from session.studies.analysis import figures, read, report
    from session.studies.analysis.analyse import analyse

    if Path(chosen.study).is_dir():
        collected = read.of_folder(Path(chosen.study))
    else:
        study = load(_file(chosen.study))
        collected = read.of_record(study, Store(chosen.database), EventLog(chosen.database))
    found, say = analyse(collected.study, collected.tables), words(chosen.language)
    if chosen.json:
        print(json.dumps(found.as_json(), indent=2))
    else:
        print("\n".join(report.lines(found, say)))
    if chosen.report:
        chosen.report.write_text(report.html(found, say, chosen.language, collected.versions), encoding="utf-8")
    if chosen.figures:
        figures.write(figures.figures(found, say), chosen.figures)
    return 0 if found.effects or found.preferences or found.proximal else 1


def _power(chosen: argparse.Namespace, study: Study, say: Callable[[Message | str], str]) -> int:
    from session.studies.analysis import saying  # these bring the statistics
    from session.studies.analysis.power import power

    if not study.analysis.expected:
        raise FileError(f"{study.name} expects nothing; state analysis.expected in its file")
    for one in power(study, chosen.people or [study.people], chosen.runs, chosen.seed):
        print(say(saying.powered(study, one)))
    return 0


def _erase(chosen: argparse.Namespace, study: Study, file: Path) -> int:
    receipt = erase(study, chosen.participant, Store(chosen.database), EventLog(chosen.database))
    print(f"{receipt.rows} rows erased, receipt {receipt.number}" if receipt else "nobody has this id")
    return 0 if receipt else 1


def _pilot(chosen: argparse.Namespace, study: Study, file: Path) -> int:
    from session.serve import build  # brings the models, which nothing else here needs

    began = time.monotonic()
    served = build(log=EventLog(chosen.database))
    try:
        ended = pilot(study, chosen.people, chosen.seed, Store(chosen.database), served.sittings, chosen.effect)
    finally:
        served.sittings.close()
    for status, count in sorted(ended.items()):
        print(f"{status}: {count}")
    print(f"{chosen.people} people in {time.monotonic() - began:.0f} s")
    return 0
