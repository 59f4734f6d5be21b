"""Prints an evaluation for a reader."""

from __future__ import annotations

from emotion.types import EMOTIONS

_PLAIN = (
    ("n", "rows judged", "d"),
    ("left_out", "rows left out: label outside the seven", "d"),
    ("unreadable", "rows left out: signal unreadable", "d"),
    ("accuracy", "accuracy", ".4f"),
    ("uar", "UAR", ".4f"),
    ("macro_f1", "macro-F1", ".4f"),
    ("weighted_f1", "weighted F1", ".4f"),
    ("ece", "ECE", ".4f"),
    ("pearson_valence", "Pearson valence", ".4f"),
    ("pearson_arousal", "Pearson arousal", ".4f"),
    ("ccc_valence", "CCC valence", ".4f"),
    ("ccc_arousal", "CCC arousal", ".4f"),
    ("latency_ms", "median latency, one item, ms", ".2f"),
)


def print_report(report: dict) -> None:
    """Print metrics, per-class figures and the confusion matrix as text on stdout."""
    for key, name, form in _PLAIN:
        if key in report:
            print(f"{name:<42}{report[key]:>10{form}}")
    if "per_class" in report:
        print(f"\n{'class':<12}{'n':>7}{'recall':>9}{'F1':>9}")
        for name, row in report["per_class"].items():
            print(f"{name:<12}{row['n']:>7}{row['recall']:>9.4f}{row['f1']:>9.4f}")
        print("\nconfusion (rows: true, columns: predicted)")
        print(" " * 12 + "".join(f"{name[:7]:>9}" for name in EMOTIONS))
        for name, row in zip(EMOTIONS, report["confusion"], strict=True):
            print(f"{name:<12}" + "".join(f"{count:>9}" for count in row))
