"""python -m session study-schema and study-check FILE: what a study's file may hold, and whether one is right."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from session.studies.design import Study, load
from session.studies.located import FileError

NAMES = ("study-schema", "study-check")


def add_to(commands: Any) -> None:
    """Add the commands to a parser's commands."""
    commands.add_parser("study-schema", help="print the JSON schema of a study's file, for an editor")
    check = commands.add_parser("study-check", help="read a study's file, and tell what is wrong with it")
    check.add_argument("study", type=Path, metavar="STUDY.yaml")


def run(chosen: argparse.Namespace) -> int:
    """Run one of NAMES; the exit code is 0 when all went well."""
    if chosen.command == "study-schema":
        print(json.dumps(Study.model_json_schema(), indent=2))
        return 0
    try:
        study = load(chosen.study)
    except FileError as error:
        print(error, file=sys.stderr)
        return 1
    conditions = ", ".join(study.conditions)
    print(f"{study.name}: {study.design} people, {study.people} of them, conditions {conditions}")
    return 0
