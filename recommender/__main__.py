"""Command line: `python -m recommender COMMAND`; `--help` names the commands."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from emotion.threads import one_thread
from pages.texts import texts
from recommender.benchmark.speed import bench
from recommender.catalogue.items import load_catalogue
from recommender.engines.shipped import MODELS
from recommender.errors import RecommenderError
from recommender.shipped import shipped_ranker
from recommender.simulation.comparison import Setting
from recommender.simulation.moods import FAMILIES
from recommender.simulation.stories import STORIES
from recommender.simulation.trace import trace
from recommender.simulation.world import EFFECTS
from recommender.training import commands as catalogue
from recommender.training import survey_commands as survey


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 1 when it could not be done, with the reason on stderr."""
    options = _parser().parse_args(arguments)
    one_thread()
    try:
        options.run(options)
    except RecommenderError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader, such as `head`, has seen enough; keep the flush at exit from failing too
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m recommender")
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("trace", help="print the list along written trajectories")
    command.add_argument("--story", type=int, choices=range(1, len(STORIES) + 1), metavar=f"1..{len(STORIES)}")
    command.set_defaults(run=_trace)
    command = commands.add_parser("bench", help="measure how long a ranking takes")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=_bench)
    catalogue.add_to(commands, texts("en").say)
    command = commands.add_parser("train", help="fit the engines of the demo's list on its catalogue, and judge them")
    command.add_argument("--data", type=Path, required=True, help="folder that holds recsys, the data sets")
    command.add_argument("--out", type=Path, help="folder to write the engines to; by default the demo's own")
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=_train)
    command = commands.add_parser("benchmark", help="fit engines and baselines on a data set and judge what they rank")
    command.add_argument("--data", type=Path, required=True, help="folder that holds recsys, the data sets")
    command.add_argument("--dataset", required=True, help="movielens_1m, amazon_beauty_5core, tiktok, ...")
    command.add_argument("--models", default="all", help="names with commas between, or all")
    command.add_argument("--test", type=Path, help="held-out rows; without it the set's val rows are judged on")
    command.add_argument("--fitted", type=Path, help="folder to keep what was fitted in, and to reuse it from")
    command.add_argument("--seed", type=int, default=0)
    other = command.add_mutually_exclusive_group()
    other.add_argument("--ablation", action="store_true", help="fit fair, uim or mgce without each part in turn")
    other.add_argument("--shift", action="store_true", help="judge as the popularity of what people take is shifted")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=_benchmark)
    command = commands.add_parser("graph", help="judge the emotion graph on people it never saw, or time it")
    command.add_argument("--data", type=Path, help="folder that holds recsys, the data sets")
    command.add_argument("--test", type=Path, help="held-out rows; without it the set's val rows are judged on")
    command.add_argument("--folds", type=int, default=0, help="cross-validate over people as well, in so many parts")
    other = command.add_mutually_exclusive_group()
    other.add_argument("--cost", action="store_true", help="time an epoch on graphs of up to 1,000,000 edges instead")
    other.add_argument("--demo", action="store_true", help="fit what the demo's list uses of it instead, and judge it")
    command.add_argument("--out", type=Path, help="with --demo, folder to write to; by default the demo's own")
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=_graph)
    command = commands.add_parser("forecast", help="judge what predicts the next mood of people nobody learnt from")
    command.add_argument("--data", type=Path, required=True, help="folder that holds recsys, the data sets")
    command.add_argument(
        "--test", type=Path, action="append", default=[], help="held-out diaries or songs heard; else val people"
    )
    command.add_argument("--fit", action="store_true", help="fit the network that comes with the demo anew first")
    command.add_argument("--out", type=Path, help="with --fit, file to write it to; by default the demo's own")
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=_forecast)
    command = commands.add_parser("passport", help="judge how far simulated moods are like real ones")
    command.add_argument("--data", type=Path, required=True, help="folder that holds recsys, the data sets")
    command.add_argument("--test", type=Path, help="held-out diaries; without it the set's val people are compared")
    command.add_argument("--fit", action="store_true", help="fit the people that come with the demo anew first")
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=_passport)
    command = commands.add_parser("simulate", help="compare policies for simulated people, and judge what is claimed")
    command.add_argument("--days", type=int, default=30)
    command.add_argument("--people", type=int, default=200)
    command.add_argument("--seeds", type=int, default=5)
    command.add_argument("--world", choices=FAMILIES, default="two_state", help="how moods go on by themselves")
    command.add_argument("--effects", choices=EFFECTS, default="as_fitted", help="what items do to moods")
    command.add_argument("--off", type=float, default=0.0, help="draw the assumptions so large a share off")
    command.add_argument("--claims", action="store_true", help="judge the claims that need other worlds too")
    command.add_argument("--fit", action="store_true", help="fit engagement model and agents of the demo anew first")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=_simulate)
    command = commands.add_parser("understand", help="print what is understood of comments, or judge it")
    command.add_argument(
        "file", type=Path, nargs="?", help='lines of JSON, each with the comment under "text"; without it, judge'
    )
    command.add_argument("--json", action="store_true", help="print one JSON list")
    command.set_defaults(run=_understand)
    survey.add_to(commands)
    return parser


def _trace(options: argparse.Namespace) -> None:
    ranker = shipped_ranker(load_catalogue())
    stories = STORIES if options.story is None else STORIES[options.story - 1 : options.story]
    for story in stories:
        for line in trace(story, ranker, texts("en").say):
            print(line)


def _bench(options: argparse.Namespace) -> None:
    figures = bench()
    if options.json:
        print(json.dumps(figures))
        return
    for name, figure in figures.items():
        if isinstance(figure, float):
            print(f"{name:>14}  {figure:.3f}")
        else:
            print(f"{name:>14}  median {figure['median_ms']:8.2f} ms  p95 {figure['p95_ms']:8.2f} ms")


def _train(options: argparse.Namespace) -> None:
    from recommender.training import engines  # what serves imports no training code

    found = engines.train(load_catalogue(), options.data, options.out or MODELS, options.seed)
    if options.json:
        print(json.dumps(found))
        return
    for line in engines.lines(found):
        print(line)


def _benchmark(options: argparse.Namespace) -> None:
    from recommender.benchmark import parts, report, shift  # what serves imports no benchmark
    from recommender.benchmark.run import run

    models = [name.strip() for name in options.models.split(",") if name.strip()]
    measure, lines = run, report.lines
    if options.ablation:
        measure, lines = parts.part_ablation, parts.lines
    elif options.shift:
        measure, lines = shift.popularity_shift, shift.lines
    found = measure(options.data, options.dataset, models, options.test, options.fitted, options.seed)
    if options.json:
        print(json.dumps(found))
        return
    for line in lines(found):
        print(line)


def _graph(options: argparse.Namespace) -> None:
    from recommender.engines.emotion_graph.benchmark import cost as graph_cost
    from recommender.engines.emotion_graph.benchmark import run as feelings_run  # what serves imports no benchmark

    if options.demo and options.data:
        from recommender.engines.emotion_graph import training as film_feelings  # what serves imports no training code

        found = film_feelings.train(load_catalogue(), options.data, options.out, options.seed)
        lines = film_feelings.lines
    elif options.cost:
        found, lines = graph_cost.cost_curve(options.seed), graph_cost.lines
    elif options.data:
        found = feelings_run.measure(options.data, options.test, options.folds, options.seed)
        lines = feelings_run.lines
    else:
        raise RecommenderError("give --data DIR, the folder of the data sets, or --cost")
    if options.json:
        print(json.dumps(found))
        return
    for line in lines(found):
        print(line)


def _forecast(options: argparse.Namespace) -> None:
    from recommender.forecast import training  # what serves imports neither training code nor a benchmark
    from recommender.forecast.benchmark import run as forecasts

    if options.fit:
        training.fit_shipped(options.data, options.out, options.seed)
    found = forecasts.measure(options.data, options.test, options.seed)
    if options.json:
        print(json.dumps(found))
        return
    for line in forecasts.lines(found):
        print(line)


def _passport(options: argparse.Namespace) -> None:
    from recommender.simulation import training  # what serves imports neither training code nor a benchmark
    from recommender.simulation.benchmark import passport

    if options.fit:
        training.fit_shipped(options.data, seed=options.seed)
    found = passport.measure(options.data, options.test, options.seed)
    if options.json:
        print(json.dumps(found))
        return
    for line in passport.lines(found):
        print(line)


def _simulate(options: argparse.Namespace) -> None:
    from recommender.simulation.benchmark import simulate  # what serves imports neither training code nor a benchmark
    from recommender.training import esmr

    if options.fit:
        esmr.fit_shipped()
    setting = Setting(options.world, options.effects, options.days, options.people, options.off)
    found = simulate.measure(setting, options.seeds, options.claims)
    if options.json:
        print(json.dumps(found))
        return
    for line in simulate.lines(found):
        print(line)


def _understand(options: argparse.Namespace) -> None:
    from emotion.text import TextNetwork
    from recommender.benchmark import understanding as held_out
    from recommender.understanding.comments import read_comments
    from recommender.understanding.understanding import Understanding

    comments = read_comments(options.file) if options.file else None
    understanding = Understanding.of(TextNetwork.load(), load_catalogue().items)
    if comments is None:
        found, lines = held_out.judge(understanding), held_out.lines
    else:
        found = [understanding.read(comment).as_json() for comment in comments]
        lines = partial(map, partial(json.dumps, ensure_ascii=False))
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
        return
    for line in lines(found):
        print(line)


if __name__ == "__main__":
    sys.exit(main())
