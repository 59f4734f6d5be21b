"""What a researcher types: python -m session {study-schema,study-check,pilot,power,analyse,export,erase}."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from session.record.errors import LogError
from session.record.log import EventLog
from session.studies import library
from session.studies.analysis import commands as analysis
from session.studies.analysis.commands import Words
from session.studies.design import Study, load
from session.studies.erasure import StillThereError, erase
from session.studies.export import export
from session.studies.located import FileError
from session.studies.pilot import pilot
from session.studies.psychds import problems
from session.studies.store import Store

NAMES = ("study-schema", "study-check", "export", "pilot", "erase", *analysis.NAMES)


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
    analysis.add_to(commands)
    piloting = commands.add_parser("pilot", help="send simulated people through a study's real steps")
    piloting.add_argument("study", metavar="STUDY")
    piloting.add_argument("--people", type=int, default=50, metavar="N")
    piloting.add_argument("--seed", type=int, default=0, metavar="S")
    piloting.add_argument("--at-once", type=int, default=1, metavar="N", help="so many on their way together")
    analysis.add_effect(piloting)
    # Simulated people must never come among real ones by oversight.
    piloting.add_argument("--database", required=True, metavar="URL")


def run(chosen: argparse.Namespace, words: Words) -> int:
    """Run one of NAMES; the exit code is 0 when all went well."""
    if chosen.command == "study-schema":
        print(json.dumps(Study.model_json_schema(), indent=2))
        return 0
    try:
        if chosen.command in analysis.NAMES:
            return analysis.run(chosen, words)
        file = library.named(chosen.study)
        study = load(file)
        return {"study-check": _check, "export": _export, "pilot": _pilot, "erase": _erase}[chosen.command](
            chosen, study, file
        )
    except (FileError, FileExistsError, StillThereError) as error:
        print(error, file=sys.stderr)
    except LogError as error:
        print(f"the record cannot be used: {error.message.key}", file=sys.stderr)
    return 1


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


def _erase(chosen: argparse.Namespace, study: Study, file: Path) -> int:
    receipt = erase(study, chosen.participant, Store(chosen.database), EventLog(chosen.database))
    print(f"{receipt.rows} rows erased, receipt {receipt.number}" if receipt else "nobody has this id")
    return 0 if receipt else 1


def _pilot(chosen: argparse.Namespace, study: Study, file: Path) -> int:
    from session.serve import build  # brings the models, which nothing else here needs

    began = time.monotonic()
    served = build(log=EventLog(chosen.database))
    try:
        store, together = Store(chosen.database), max(1, chosen.at_once)
        ended = pilot(study, chosen.people, chosen.seed, store, served.sittings, chosen.effect, together)
    finally:
        served.sittings.close()
    for status, count in sorted(ended.items()):
        print(f"{status}: {count}")
    print(f"{chosen.people} people in {time.monotonic() - began:.0f} s")
    return 0
