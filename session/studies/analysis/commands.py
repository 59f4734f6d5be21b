"""What a researcher types about effects: python -m session {analyse,power,calibrate}."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from emotion.message import Message
from session.record.log import EventLog
from session.studies import library
from session.studies.design import load
from session.studies.located import FileError
from session.studies.store import Store

if TYPE_CHECKING:
    from session.studies.analysis.calibration import Counted

# The statistics are imported where they are needed, as no other command needs them.

NAMES = ("analyse", "power", "calibrate")

Words = Callable[[str], Callable[[Message | str], str]]
"""What puts messages into words, by the code of a language."""


def add_to(commands: Any) -> None:
    """Add the commands to a parser's commands."""
    command = commands.add_parser("analyse", help="compare a study's conditions, with figures and a Methods paragraph")
    command.add_argument("study", metavar="STUDY|FOLDER", help="a study, or a folder that `export` wrote")
    command.add_argument("--report", type=Path, metavar="FILE.html", help="write all of it as one HTML file")
    command.add_argument("--figures", type=Path, metavar="DIR", help="write each figure as SVG and as PDF")
    command.add_argument("--json", action="store_true", help="one JSON object on stdout")
    command.add_argument("--language", default="en", metavar="CODE", help="of the report")
    command.add_argument("--database", metavar="URL", help="else ATTUNE_DATABASE_URL, or the user's own")
    command = commands.add_parser("power", help="how often so many people find the changes that a study expects")
    command.add_argument("study", metavar="STUDY")
    command.add_argument("--people", type=int, nargs="+", metavar="N", help="else as many as the study asks for")
    command.add_argument("--runs", type=int, default=500, metavar="N")
    command.add_argument("--seed", type=int, default=0, metavar="S")
    command = commands.add_parser("calibrate", help="how often the analysis finds what was planted in simulated people")
    command.add_argument("study", metavar="STUDY")
    command.add_argument("--people", type=int, default=24, metavar="N")
    command.add_argument("--runs", type=int, default=100, metavar="N")
    add_effect(command)


def add_effect(command: argparse.ArgumentParser) -> None:
    """Add what is planted in simulated people."""
    command.add_argument(
        "--effect",
        type=json.loads,
        default={},
        metavar="JSON",
        help="what a condition changes: answers in shares of the scale, engagement in shares of its time: "
        '{"aware": {"satisfaction": 0.1, "engagement": 0.15}}',
    )


def run(chosen: argparse.Namespace, words: Words) -> int:
    """Run one of NAMES; the exit code is 0 when there was anything to tell. Raises FileError and LogError."""
    return {"analyse": _analyse, "power": _power, "calibrate": _calibrate}[chosen.command](chosen, words)


def _analyse(chosen: argparse.Namespace, words: Words) -> int:
    from session.studies.analysis import figures, read, report
    from session.studies.analysis.analyse import analyse

    if Path(chosen.study).is_dir():
        collected = read.of_folder(Path(chosen.study))
    else:
        study = load(library.named(chosen.study))
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


def _power(chosen: argparse.Namespace, words: Words) -> int:
    from session.studies.analysis import saying
    from session.studies.analysis.power import power

    study = load(library.named(chosen.study))
    if not study.analysis.expected:
        raise FileError(f"{study.name} expects nothing; state analysis.expected in its file")
    for one in power(study, chosen.people or [study.people], chosen.runs, chosen.seed):
        print(words("en")(saying.powered(study, one)))
    return 0


def _calibrate(chosen: argparse.Namespace, words: Words) -> int:
    from session.serve import build
    from session.studies.analysis.calibration import calibrate

    study = load(library.named(chosen.study))
    served = build(log=EventLog("sqlite://"))
    served.sittings.close()
    counted = calibrate(
        study,
        chosen.effect,
        chosen.people,
        chosen.runs,
        lambda log: replace(served.shared, log=log),
        lambda run, counted: print(f"{run} of {chosen.runs} runs: {'; '.join(_told(counted))}", file=sys.stderr),
    )
    print("\n".join(_told(counted)))
    return 0 if counted else 1


def _told(counted: Mapping[tuple[str, str], Counted]) -> Iterator[str]:
    for (measure, condition), one in counted.items():
        yield f"{measure} under {condition}: inside {one.inside} of {one.runs} intervals, found {one.found} times"
