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
from session.soak import MOST_GROWTH, soak
from session.studies import commands as studies
from session.timers import TIMERS


def main(arguments: list[str] | None = None) -> int:
    """Run a command; the exit code is 0 when all went well."""
    parser = argparse.ArgumentParser(prog="python -m session")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("soak", help="stream for minutes and watch the memory; fails when it grows")
    command.add_argument("--minutes", type=float, default=10)
    timing = commands.add_parser("bench", help="time the models and whole cycles, from a frame to a new list")
    timing.add_argument("--json", action="store_true", help="one JSON object on stdout")
    capacity.add_to(commands)
    replay_command.add_to(commands)
    studies.add_to(commands)
    chosen = parser.parse_args(arguments)
    one_thread()
    if chosen.command == "capacity":
        return capacity.run(chosen)
    if chosen.command == "replay":
        return replay_command.run(chosen)
    if chosen.command in studies.NAMES:
        return studies.run(chosen, lambda language: texts(language).say)
    if chosen.command == "bench":
        return _bench(chosen.json)
    if chosen.minutes < 2:
        parser.error(f"--minutes is {chosen.minutes:g}; growth after the first minute needs at least 2")
    return _soak(chosen.minutes)


def _bench(as_json: bool) -> int:
    models = load_models()
    times = bench(models) | {name: timer(models) for name, timer in TIMERS.items()}
    print(json.dumps(times)) if as_json else print_bench(times)
    return 0


def _soak(minutes: float) -> int:
    found = soak(minutes)
    print(
        f"memory grew {found.growth:+.1%} after the first minute (at most {MOST_GROWTH:.0%} is allowed); "
        f"{found.frames} frames sent, {found.face_rate:.1f} read a second at the end"
    )
    for error in (found.worker_error, found.log_error):
        if error:
            print(error)
    return 0 if found.passed else 1


if __name__ == "__main__":
    sys.exit(main())
