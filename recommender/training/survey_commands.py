"""The command line of the stated rules, and of what a survey of the field describes beside the demo's list."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from recommender.catalogue.items import load_catalogue
from recommender.errors import RecommenderError
from recommender.ranking import rulebook
from recommender.shipped import shipped_ranker


def add_to(commands: argparse._SubParsersAction) -> None:
    """Add the commands `rules`, `distil`, `twin`, `stored`, `rerank`, `tune` and `sermon`."""
    command = commands.add_parser("rules", help="check the stated rules: contradictions, and how far lists keep them")
    command.add_argument("--file", type=Path, default=rulebook.FILE, help="rules to check; by default the demo's own")
    command.add_argument("--lists", type=int, default=1000, help="so many random lists are made")
    command.add_argument("--data", type=Path, help="folder of the data sets: judge rules as a training loss instead")
    command.add_argument("--dataset", default="movielens_100k", help="with --data, a set whose items have genres")
    command.add_argument("--share", type=float, default=0.1, help="with --data, the share of people to learn from")
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=_rules)
    command = commands.add_parser("distil", help="teach a small engine what a large one says, and judge both")
    command.add_argument("--data", type=Path, required=True, help="folder that holds recsys, the data sets")
    command.add_argument("--dataset", default="movielens_1m", help="the set that the teacher was fitted on")
    command.add_argument("--teacher", type=Path, required=True, help="folder of an engine that benchmark --fitted kept")
    command.add_argument("--labels", type=int, help="so many beginnings of histories the teacher is asked about")
    command.add_argument("--members", type=int, default=0, help="the student is so many of a blend's own members")
    command.add_argument("--among", default="", help="with --members, the members to choose from; by default all")
    command.add_argument("--untaught", action="store_true", help="fit the same small network without a teacher as well")
    command.add_argument("--test", type=Path, help="held-out rows; without it the set's val rows are judged on")
    command.add_argument("--out", type=Path, help="folder to write the student to")
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=_distil)
    command = commands.add_parser("twin", help="write a made twin of MovieLens 25M as Parquet, of any size")
    command.add_argument("--out", type=Path, required=True, help="file to write")
    command.add_argument("--rows", type=int, default=20_000_000, help="about so many ratings")
    command.add_argument("--seed", type=int, default=0)
    command.set_defaults(run=_twin)
    command = commands.add_parser("stored", help="fit an engine on a Parquet file, read in batches, and judge it")
    command.add_argument("--file", type=Path, required=True, help="columns user and item, each person's rows together")
    command.add_argument("--items", type=int, default=10_000, help="learn so many items, those that were taken most")
    command.add_argument("--out", type=Path, help="folder to write the engine to")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=_stored)
    command = commands.add_parser("rerank", help="re-rank candidates by the emotions in what people wrote")
    command.add_argument("--data", type=Path, required=True, help="folder that holds recsys, the data sets")
    command.add_argument("--dataset", required=True, help="amazon_all_beauty_2018_reviews or movielens_latest_small")
    command.add_argument("--test", type=Path, help="held-out rows; without it the set's val rows are judged on")
    command.add_argument("--candidates", default="linear_sequence", help="the engine that brings the candidates")
    command.add_argument("--ask", type=int, default=0, help="so many people's lists the model of ATTUNE_LLM_... orders")
    command.add_argument("--alone", action="store_true", help="with --ask, judge nothing else")
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=_rerank)
    command = commands.add_parser("tune", help="teach the model of ATTUNE_LLM_FOLDER which of the offered people take")
    command.add_argument("--data", type=Path, required=True, help="folder that holds recsys, the data sets")
    command.add_argument("--dataset", default="movielens_1m", help="one of those that rerank takes")
    command.add_argument("--out", type=Path, required=True, help="folder to write the taught model to")
    command.add_argument("--minutes", type=float, default=45, help="stop after so long")
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=_tune)
    command = commands.add_parser("sermon", help="foretell ratings and write reasons from reviews, and judge both")
    command.add_argument("--data", type=Path, required=True, help="folder that holds recsys, the data sets")
    command.add_argument("--dataset", required=True, help="amazon_all_beauty_2018_reviews or movielens_latest_small")
    command.add_argument("--test", type=Path, help="held-out rows; without it the set's val rows are judged on")
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=_sermon)


def _rules(options: argparse.Namespace) -> None:
    from recommender.benchmark import logic, rules  # here, as no other command need wait for it

    if options.data:
        found, lines = logic.little_data(options.data, options.dataset, options.share, options.seed), logic.lines
    else:
        ranker = shipped_ranker(load_catalogue(), options.file)
        found, lines = rules.check(ranker, options.lists, options.seed), rules.lines
    _print(found, lines, options.json)


def _twin(options: argparse.Namespace) -> None:
    from recommender.training.stored import twin

    print(f"{twin.write(options.out, options.rows, seed=options.seed):,} rows in {options.out}")


def _stored(options: argparse.Namespace) -> None:
    from recommender.training.stored import fit

    found = fit.fit(options.file, options.items, options.out)
    _print(found, fit.lines, options.json)


def _rerank(options: argparse.Namespace) -> None:
    from recommender.benchmark import rerank
    from recommender.engines.uim.language_user import language_user

    user = language_user() if options.ask else None
    if options.ask and user is None:
        raise RecommenderError("--ask needs a language model: set ATTUNE_LLM_URL and ATTUNE_LLM_MODEL, or a folder")
    where = options.data, options.dataset, options.test, options.seed, options.candidates
    found = rerank.rerank(*where, user, options.ask, options.alone)
    _print(found, rerank.lines, options.json)


def _tune(options: argparse.Namespace) -> None:
    from recommender.benchmark.words import felt_words
    from recommender.engines.uim.language_user import LocalUser, language_user
    from recommender.training import language

    user = language_user()
    if not isinstance(user, LocalUser):
        raise RecommenderError("tune needs a local language model: set ATTUNE_LLM_FOLDER to its folder")
    learnt, apart = language.choices(felt_words(options.data, options.dataset), options.seed)
    found = language.tune(user.folder, learnt, apart, options.out, options.minutes, options.seed)
    _print(found, language.lines, options.json)


def _sermon(options: argparse.Namespace) -> None:
    from recommender.benchmark import sermon

    found = sermon.sermon(options.data, options.dataset, options.test, options.seed)
    _print(found, sermon.lines, options.json)


def _distil(options: argparse.Namespace) -> None:
    from recommender.benchmark import distil

    found = distil.distil(
        options.data,
        options.dataset,
        options.teacher,
        options.test,
        options.out,
        options.seed,
        options.labels,
        options.members,
        [name.strip() for name in options.among.split(",") if name.strip()],
        options.untaught,
    )
    _print(found, distil.lines, options.json)


def _print(found: Any, lines: Callable[[Any], Iterable[str]], as_json: bool) -> None:
    """What was found, for reading, or as one JSON object."""
    if as_json:
        print(json.dumps(found))
        return
    for line in lines(found):
        print(line)
