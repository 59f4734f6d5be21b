"""Learning alone, together, in one place, and together with something of one's own: `python -m emotion federated`."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from emotion.errors import EmotionError
from emotion.evaluation.bootstrap import mean_interval
from emotion.federated.benchmark.corpora import diaries, drawn, voices
from emotion.federated.homes import Home
from emotion.federated.learning import Learner, Plan, averaged
from emotion.federated.network import Together, arrays_of

ROOT = Path(__file__).resolve().parents[3]
PYTHON = ROOT / ".venv-federated" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
"""The environment of the federation, which `make federated` makes."""

EPSILON, DELTA = 8.0, 1e-3
PEOPLE = 12
"""So many diaries take part."""

SPLITS = 5
"""A home is judged by some thirty clips, so its figure is the mean over so many drawings of them, all learnt anew."""

KILLED, KILLED_AFTER = "personal, one killed", 3

PLANS = {"FedAvg": Plan(personal=False, contrast=0.0), "personal": Plan()}


class NoFederationError(EmotionError):
    """The environment of the federation is not there, or a process of it failed."""


def measure(
    data: Path, task: str, seed: int, kill: bool, simulate: bool = False, splits: int = SPLITS, python: Path = PYTHON
) -> dict[str, Any]:
    """The object that `federated --json` prints: {"task", "figure", "clients", "moments", "epsilon", "delta", "noise",
    "models": {name: {"mean", "per_client", "over FedAvg": [x, low, high], "over local only", "better than local only",
    "rounds", "bytes"}}}. The figure is macro-F1 of voices, higher is better, or the mean absolute error of diaries.

    kill: also a run in which one client is killed in mid-round. splits: of diaries, which are cut in time, it is only
    the beginnings of the networks that are drawn anew. The first split is learnt by real processes, bytes and rounds
    are of it; the others, or with simulate all, by the same learning in this process alone. Only the noise is then told
    by the environment. Raises EmotionError.
    """
    if not python.is_file():
        raise NoFederationError(f"{python} is not there: run `make federated` first")
    homes = voices(data, seed) if task == "voices" else diaries(data, PEOPLE)
    noise = _noise(homes, PLANS["personal"], python)
    plans = PLANS | {"personal, private": replace(PLANS["personal"], noise=noise)}
    runs = []
    for turn in range(seed, seed + splits):
        print(f"split {turn - seed + 1} of {splits} ...", file=sys.stderr, flush=True)
        those = homes if turn == seed or task != "voices" else [drawn(home, turn) for home in homes]
        run: dict[str, dict[str, Any]] = {
            "local only": {"per_client": alone(those, PLANS["FedAvg"], turn)},
            "in one place": {"per_client": pooled(those, PLANS["FedAvg"], turn)},
        }
        if simulate or turn > seed:
            run |= {name: {"per_client": together(those, plan, turn)} for name, plan in plans.items()}
            if kill:
                run |= {KILLED: {"per_client": together(those, plans["personal"], turn, killed=0)}}
        else:
            run |= _on_flower(those, plans, turn, kill, python)
        runs.append(run)
    found = _mean(runs)
    _compare(found, higher=task == "voices")
    return {
        "task": task,
        "figure": "macro-F1" if task == "voices" else "mean absolute error",
        "clients": [home.name for home in homes],
        "moments": [len(home) for home in homes],
        "epsilon": EPSILON,
        "delta": DELTA,
        "noise": noise,
        "seed": seed,
        "splits": splits,
        "simulated": simulate,
        "models": found,
    }


def _mean(runs: Sequence[dict[str, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """The first run's, with each home's figure the mean over all runs that have one."""
    found = {}
    for name, model in runs[0].items():
        figures = [run[name]["per_client"] for run in runs]
        homes = dict.fromkeys(home for own in figures for home in own)
        found[name] = model | {"per_client": {h: float(np.mean([f[h] for f in figures if h in f])) for h in homes}}
    return found


def _on_flower(
    homes: Sequence[Home], plans: dict[str, Plan], seed: int, kill: bool, python: Path
) -> dict[str, dict[str, Any]]:
    with TemporaryDirectory() as folder:
        scratch = Path(folder)
        files = _kept(homes, scratch)
        found = {name: federated(homes, files, plan, seed, python, scratch) for name, plan in plans.items()}
        if kill:
            found[KILLED] = federated(homes, files, PLANS["personal"], seed, python, scratch, 0)
    return found


def alone(homes: Sequence[Home], plan: Plan, seed: int) -> dict[str, float]:
    """Each home by itself, for as long as the others learn together."""
    found = {}
    for place, home in enumerate(homes):
        learner, shared = Learner(home, plan, seed + place), first(homes, seed)
        for _ in range(plan.rounds):
            shared, _ = learner.fit(shared)
        found[home.name] = learner.judge(shared)
    return found


def pooled(homes: Sequence[Home], plan: Plan, seed: int) -> dict[str, float]:
    """One network of everybody's moments, which in earnest would have to leave their homes."""
    parts = {
        name: np.concatenate([getattr(home, name) for home in homes]) for name in ("first", "second", "targets", "test")
    }
    learner, shared = Learner(Home("all", classes=homes[0].classes, **parts), plan, seed), first(homes, seed)
    for _ in range(plan.rounds):
        shared, _ = learner.fit(shared)
    return {home.name: Learner(home, plan, seed).judge(shared) for home in homes}


def together(homes: Sequence[Home], plan: Plan, seed: int, killed: int | None = None) -> dict[str, float]:
    """What a federation comes to, in one process: what its processes do, without them.

    killed: the place of a home that is gone after KILLED_AFTER rounds.
    """
    learners = [Learner(home, plan, seed + place) for place, home in enumerate(homes)]
    shared = first(homes, seed)
    for number in range(plan.rounds):
        if killed is not None and number == KILLED_AFTER:
            learners.pop(killed)
        shared = averaged([learner.fit(shared) for learner in learners])
    return {learner.home.name: learner.judge(shared) for learner in learners}


def first(homes: Sequence[Home], seed: int) -> list[np.ndarray]:
    """The shared part as it begins."""
    import torch

    torch.manual_seed(seed)
    return arrays_of(Together(*_shapes(homes)))


def federated(
    homes: Sequence[Home],
    files: Sequence[Path],
    plan: Plan,
    seed: int,
    python: Path,
    scratch: Path,
    killed: int | None = None,
) -> dict[str, Any]:
    """Real processes on loopback, one server and a client a home; killed: the place of a client that is ended, not
    asked, once KILLED_AFTER rounds are done. Raises NoFederationError where the server does not end well."""
    out = scratch / "out.json"
    out.unlink(missing_ok=True)
    port = _free_port()
    job = {"address": f"127.0.0.1:{port}", "clients": len(homes), "plan": asdict(plan), "seed": seed}
    job |= {"shapes": _shapes(homes), "out": str(out)}
    jobs = []
    for place in range(len(homes) + 1):
        jobs.append(scratch / f"job{place}.json")
        jobs[-1].write_text(json.dumps(job | {"seed": seed + max(place - 1, 0)}), encoding="utf-8")
    running = [_started(python, ["serve", str(jobs[0])], scratch / "serve.log")]
    try:
        _listens(port, scratch / "serve.log")
        for place, file in enumerate(files):
            running.append(_started(python, ["join", str(jobs[place + 1]), str(file)], scratch / f"client{place}.log"))
        if killed is not None:
            _once(scratch / "serve.log", f'"round": {KILLED_AFTER}')
            running[1 + killed].send_signal(signal.SIGKILL)
        running[0].wait()
    finally:
        for one in running:
            one.kill()  # the server has written what it has to say; a client has nothing to put away
            one.wait()
    if not out.is_file():
        raise NoFederationError(f"the server of the federation failed: {_end_of(scratch / 'serve.log')}")
    found = json.loads(out.read_text(encoding="utf-8"))
    rounds = found["rounds"]
    return {
        "per_client": found["figures"],
        "rounds": len(rounds),
        "bytes": {way: sum(one.get(f"bytes_{way}", 0) for one in rounds) for way in ("up", "down")},
        "answered": [one.get("answered", 0) for one in rounds],
        "seconds": found["seconds"],
    }


def _compare(found: dict[str, dict[str, Any]], higher: bool) -> None:
    sign = 1 if higher else -1
    for model in found.values():
        own = model["per_client"]
        model["mean"] = float(np.mean(list(own.values())))
        for name in ("FedAvg", "local only"):
            other = found[name]["per_client"]
            gains = np.array([sign * (own[one] - other[one]) for one in own if one in other])
            model[f"over {name}"] = mean_interval(gains)
            model[f"better than {name}"] = float((gains > 0).mean())


def _noise(homes: Sequence[Home], plan: Plan, python: Path) -> float:
    """What the smallest home needs, for all."""
    counts = min(int((~home.test).sum()) for home in homes)
    steps = plan.rounds * plan.epochs * max(1, round(counts / plan.batch))
    share = min(1.0, plan.batch / counts)
    command = [python, "-m", "emotion.federated.privacy", str(EPSILON), str(DELTA), str(share), str(steps)]
    done = subprocess.run([str(one) for one in command], cwd=ROOT, capture_output=True, text=True, env=_environment())
    if done.returncode:
        raise NoFederationError(f"the accountant of privacy failed: {done.stderr.strip()[-300:]}")
    return float(done.stdout)


def _kept(homes: Sequence[Home], folder: Path) -> list[Path]:
    files = [folder / f"home{place}.npz" for place in range(len(homes))]
    for home, file in zip(homes, files, strict=True):
        home.save(file)
    return files


def _shapes(homes: Sequence[Home]) -> list[int]:
    return [homes[0].first.shape[1], homes[0].second.shape[1], max(homes[0].classes, 1)]


def _started(python: Path, arguments: Sequence[str], log: Path) -> subprocess.Popen:
    with log.open("w", encoding="utf-8") as file:
        command = [str(python), "-m", "emotion.federated.flower", *arguments]
        return subprocess.Popen(command, cwd=ROOT, stdout=file, stderr=subprocess.STDOUT, env=_environment())


def _environment() -> dict[str, str]:
    return os.environ | {"FLWR_TELEMETRY_ENABLED": "0", "OMP_NUM_THREADS": "1", "GRPC_VERBOSITY": "ERROR"}


def _once(log: Path, said: str, patience: float = 600.0) -> None:
    end = time.monotonic() + patience
    while said not in log.read_text(encoding="utf-8", errors="replace"):
        if time.monotonic() > end:
            raise NoFederationError(f"the federation did not get so far: {_end_of(log)}")
        time.sleep(0.05)


def _listens(port: int, log: Path, patience: float = 120.0) -> None:
    """Come back once somebody listens there."""
    end = time.monotonic() + patience
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError as error:
            if time.monotonic() > end:
                raise NoFederationError(f"the server of the federation does not listen: {_end_of(log)}") from error
            time.sleep(0.1)


def _end_of(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace").strip()[-300:]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The object as a table to read."""
    few, many = min(found["moments"]), max(found["moments"])
    each = f"{found['task']}: {len(found['clients'])} homes, {few} to {many} moments each"
    yield f"{each}, means over {found['splits']} splits"
    yield f"private: epsilon {found['epsilon']}, delta {found['delta']}, noise of {found['noise']:.2f} clips a step"
    yield f"\n{'':<24}{found['figure']:>20}   over FedAvg              better than local only"
    for name, model in found["models"].items():
        x, low, high = model["over FedAvg"]
        sent = (
            "".join(f", {model['bytes'][way] / 1e6:.2f} MB {way}" for way in ("up", "down")) if "bytes" in model else ""
        )
        yield (
            f"{name:<24}{model['mean']:>20.4f}   {x:+.4f} [{low:+.4f}, {high:+.4f}]"
            f"{model['better than local only']:>14.0%}" + (f"   {model['rounds']} rounds{sent}" if sent else "")
        )
