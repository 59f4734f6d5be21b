"""Command line: python -m session soak [--minutes 10]."""

from __future__ import annotations

import argparse
import sys

from session.soak import MOST_GROWTH, soak


def main(arguments: list[str] | None = None) -> int:
    """Run a command; the exit code is 0 when all went well."""
    parser = argparse.ArgumentParser(prog="python -m session")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("soak", help="stream for minutes and watch the memory; fails when it grows")
    command.add_argument("--minutes", type=float, default=10)
    chosen = parser.parse_args(arguments)
    if chosen.minutes < 2:
        parser.error(f"--minutes is {chosen.minutes:g}; growth after the first minute needs at least 2")
    found = soak(chosen.minutes)
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
