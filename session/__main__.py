"""Command line: python -m session COMMAND; without one it lists them."""

from __future__ import annotations

import argparse
import json
import sys

from emotion.bench import bench, print_bench
from emotion.models import load_models
from emotion.threads import one_thread
from pages.texts import texts
from session.capacity import commands as capacity
from session.record import replay_command
from session.replies import DEATH, lines, replies
from session.serve import build
from session.soak import MOST_GROWTH, soak
from session.stories.script import stories
from session.studies import commands as studies
from session.timers import TIMERS


def main(arguments: list[str] | None = None) -> int:
    """Run a command; the exit code is 0 when all went well."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    one_thread()
    if chosen.command == "soak" and chosen.minutes < 2:
        parser.error(f"--minutes is {chosen.minutes:g}; growth after the first minute needs at least 2")
    return chosen.run(chosen)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m session")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("soak", help="stream for minutes and watch the memory; fails when it grows")
    command.add_argument("--minutes", type=float, default=10)
    command.add_argument("--people", type=int, default=0, help="so many send over WebRTC; 0: one is fed without")
    command.set_defaults(run=lambda chosen: _soak(chosen.minutes, chosen.people))
    timing = commands.add_parser("bench", help="time the models and whole cycles, from a frame to a new list")
    timing.set_defaults(run=lambda chosen: _bench(chosen.json))
    replying = commands.add_parser("replies", help="count the replies above the list along the written stories")
    replying.set_defaults(run=lambda chosen: _replies(chosen.json))
    for one in (timing, replying):
        one.add_argument("--json", action="store_true", help="one JSON object on stdout")
    for others, run in (
        (capacity, capacity.run),
        (replay_command, replay_command.run),
        (studies, lambda chosen: studies.run(chosen, lambda language: texts(language).say)),
    ):
        before = set(commands.choices)
        others.add_to(commands)
        for name in set(commands.choices) - before:
            commands.choices[name].set_defaults(run=run)
    return parser


def _bench(as_json: bool) -> int:
    models = load_models()
    times = bench(models) | {name: timer(models) for name, timer in TIMERS.items()}
    print(json.dumps(times)) if as_json else print_bench(times)
    return 0


def _replies(as_json: bool) -> int:
    found = replies(stories(), build().shared, {language: texts(language).say for language in DEATH})
    print(json.dumps(found) if as_json else "\n".join(lines(found)))
    return 0


def _soak(minutes: float, people: int) -> int:
    found = soak(minutes, people=people)
    print(
        f"memory grew {found.growth:+.1%} after the first minute (at most {MOST_GROWTH:.0%} is allowed), "
        f"{found.slope:+.2%} an hour in the second half; "
        f"{found.frames} frames sent, {found.face_rate:.1f} read a second at the end; "
        f"{found.packets} packets of one track; at most {found.unseen} unseen for a minute"
    )
    for error in (found.worker_error, found.log_error):
        if error:
            print(error)
    return 0 if found.passed else 1


if __name__ == "__main__":
    sys.exit(main())
