"""The benchmark's object as tables to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

COLUMNS = ("hr@10", "ndcg@10", "recall@10", "recall@20", "ndcg@20", "mrr", "coverage", "novelty", "diversity", "gini")
GAP_AT_MOST = 0.03
"""Groups of people should not differ by more in any rate."""


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The protocol, the figures with their intervals, and those by groups of people."""
    for name, value in found["protocol"].items():
        if name != "notes":
            yield f"{name.replace('_', ' ')}: {value}"
    yield from found["protocol"]["notes"]
    yield f"users: {found['n_users']}"
    yield ""
    yield f"{'model':<16}{'kind':<10}" + "".join(f"{column:>11}" for column in COLUMNS)
    for name, model in found["models"].items():
        yield f"{name:<16}{model['kind']:<10}" + "".join(f"{model[column]:>11.4f}" for column in COLUMNS)
    for name, model in found["models"].items():
        if chosen := model.get("chosen on test, as published"):
            figures = ", ".join(f"{metric} {chosen[metric]:.4f}" for metric in ("recall@20", "ndcg@20"))
            yield f"{name}, its epoch chosen on test, as published: {figures}"
    yield ""
    yield "95 % intervals, and what it costs"
    for name, model in found["models"].items():
        (low, high), (worst, best) = model["ci"]["hr@10"], model["ci"]["ndcg@10"]
        yield (
            f"{name:<16}hr@10 [{low:.4f}, {high:.4f}]  ndcg@10 [{worst:.4f}, {best:.4f}]"
            f"  fit {model['train_seconds']:.0f} s ({model['train_cpu_seconds']:.0f} s of processor),"
            f" {model['train_memory_mb']:.0f} MB; one list {1000 * model['serve_seconds_per_user']:.1f} ms"
        )
    yield from _cold(found["models"])
    yield from _lengths(found["models"])
    yield from _profiles(found["models"])
    for name, model in found["models"].items():
        if "weights" in model:
            yield f"\nweights of {name}"
            yield from (f"  {member:<16}{pair}" for member, pair in model["weights"].items())
        if "ablation" in model:
            yield f"\nwhat each member adds to {name}: ndcg@10 and hr@10 with all, less that without it"
            yield from (f"  {member:<16}{_added(gain)}" for member, gain in model["ablation"].items())


def _cold(models: dict[str, Any]) -> Iterator[str]:
    yield "\nhistories cut to their last items: ndcg@10"
    for name, model in models.items():
        yield f"{name:<16}" + "".join(f"  {n:>3}: {part['ndcg@10']:.4f}" for n, part in model["cold"].items())


def _lengths(models: dict[str, Any]) -> Iterator[str]:
    yield "\nby length of the history: ndcg@10 (users)"
    for name, model in models.items():
        parts = model["by_history_length"].items()
        yield f"{name:<16}" + "".join(
            f"  {length}: {part['ndcg@10']:.4f} ({part['n_users']})" for length, part in parts
        )


def _profiles(models: dict[str, Any]) -> Iterator[str]:
    for name, model in models.items():
        for attribute, part in model["by_profile"].items():
            groups = ", ".join(f"{value} {group['ndcg@10']:.4f}" for value, group in part["groups"].items())
            gaps = ", ".join(f"{metric} {_verdict(part['gap'][metric])}" for metric in ("ndcg@10", "hr@10"))
            yield f"\n{name}, ndcg@10 by {attribute}: {groups}; largest gap {gaps}"


def _verdict(gap: float) -> str:
    return f"{gap:.4f} ({'within' if gap <= GAP_AT_MOST else 'ABOVE'} {GAP_AT_MOST})"


def _added(gain: dict[str, list[float]]) -> str:
    return ", ".join(f"{metric} {mean:+.4f} [{low:+.4f}, {high:+.4f}]" for metric, (mean, low, high) in gain.items())
