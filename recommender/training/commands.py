"""The command line of the catalogue: what it holds, what is computed of it, and what is made or brought into it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

from emotion.message import Message
from recommender.catalogue.imported import FIELDS, Plan, head, names_of
from recommender.catalogue.items import load_catalogue
from recommender.catalogue.vocabulary import KINDS
from recommender.errors import RecommenderError, TableError
from recommender.shipped import shipped_ranker
from recommender.simulation.coverage import coverage

MISTAKES = 20
"""So many wrong rows of a table are named."""


def add_to(commands: argparse._SubParsersAction, say: Callable[[Message], str]) -> None:
    """Add the commands `catalogue`, `studio`, `import` and `moods`; say puts a message into words."""
    command = commands.add_parser("catalogue", help="report on the catalogue, or build what is computed of it")
    command.add_argument("--data", type=Path, help="folder of the data sets, to compare item affect with other sources")
    command.add_argument("--build", action="store_true", help="compute affect, popularity and embeddings anew first")
    command.add_argument("--coverage", action="store_true", help="count the items that lists of the demo ever hold")
    command.set_defaults(run=_catalogue)
    command = commands.add_parser("studio", help="make the collection of music and pictures, as far as it is missing")
    command.add_argument("--anew", action="store_true", help="make all of it, also what is there")
    command.add_argument(
        "--report", action="store_true", help="only compose the music again, and print what it is like"
    )
    command.add_argument(
        "--listen", action="store_true", help="have an estimator that real songs taught hear the music, with --data"
    )
    command.add_argument("--data", type=Path, help="folder of the data sets")
    command.add_argument("--json", action="store_true", help="with --listen, print one JSON object")
    command.set_defaults(run=_studio)
    command = commands.add_parser("import", help="make a catalogue of your own from CSV, JSON Lines or Parquet")
    command.add_argument("file", type=Path, help="one item a row; the layouts of MovieLens and TMDB are recognised")
    command.add_argument("--out", type=Path, required=True, help="folder to make")
    command.add_argument(
        "--map", action="append", default=[], metavar="FIELD=COLUMN", help="read a field from a column"
    )
    command.add_argument("--kind", choices=KINDS, help="the kind of rows that do not say theirs")
    command.add_argument("--skip", action="store_true", help="leave rows out that are wrong, instead of stopping")
    command.add_argument("--most", type=int, help="refuse a table of more rows")
    command.add_argument("--json", action="store_true", help="print how far it is and what is wrong as lines of JSON")
    command.set_defaults(run=partial(_import, say=say))
    command = commands.add_parser("moods", help="print the affect of every item, and how a panel and songs agree")
    command.add_argument("--data", type=Path, help="folder of the data sets, to compare songs with measured features")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=_moods)


def _catalogue(options: argparse.Namespace) -> None:
    from recommender.training.catalogue import build  # here, as no other command need wait for it
    from recommender.training.report import report

    if options.build:
        build()
    report(options.data)
    if options.coverage:
        print(coverage(shipped_ranker(load_catalogue())))


def _studio(options: argparse.Namespace) -> None:
    from recommender.training.studio.build import build, report

    if options.listen:
        _listen(options)
    elif options.report:
        report()
    else:
        build(options.anew)


def _listen(options: argparse.Namespace) -> None:
    from recommender.training.studio import listening

    if options.data is None:
        raise RecommenderError("--listen needs --data DIR, the folder of the data sets")
    found = listening.listen(options.data)
    if options.json:
        print(json.dumps(found))
        return
    for line in listening.lines(found):
        print(line)


def _pair(text: str) -> tuple[str, str]:
    field, _, column = text.partition("=")
    if field not in FIELDS:
        raise RecommenderError(f"--map names {field!r}; fields are {', '.join(FIELDS)}")
    return field, column


def _import(options: argparse.Namespace, say: Callable[[Message], str]) -> None:
    from recommender.training import importing  # here, as no other command need wait for it

    def tell(share: float) -> None:
        if options.json:
            print(json.dumps({"share": round(share, 3)}), flush=True)

    try:
        plan = Plan.of(names_of(head(options.file, 100))).changed(dict(map(_pair, options.map)), options.kind)
        found = importing.bring(options.file, options.out, plan, options.skip, options.most, tell)
    except TableError as error:
        if options.json:
            print(
                json.dumps({"wrong": [message.as_json() for message in error.args[:MISTAKES]], "of": len(error.args)})
            )
        lines = [say(message) for message in error.args[:MISTAKES]]
        more = [f"and {len(error.args) - MISTAKES} more"] if len(error.args) > MISTAKES else []
        raise RecommenderError("\n".join([*lines, *more])) from None
    if options.json:
        print(json.dumps({"items": len(found.items), "skipped": len(found.wrong)}))
        return
    for field, column in plan.columns.items():
        print(f"{field} from the column {column}")
    print(f"{len(found.items)} items in {options.out}, {len(found.wrong)} rows left out")
    print(f"serve them with: ATTUNE_CATALOGUE={options.out} make run")


def _moods(options: argparse.Namespace) -> None:
    from recommender.training import moods  # here, as no other command need wait for it

    found = moods.moods(load_catalogue(), options.data)
    if options.json:
        print(json.dumps(found))
        return
    for line in moods.lines(found):
        print(line)
