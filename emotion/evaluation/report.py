"""Prints an evaluation for a reader."""

from __future__ import annotations

from statistics import median

from emotion.evaluation.conditions import print_conditions
from emotion.types import EMOTIONS

PRODUCT = "product of experts"
MOST_LINES = 24
"""A grouping of more than so many groups is summed up in one line."""

_PLAIN = (
    ("n", "rows judged", "d"),
    ("left_out", "rows left out: label outside the seven", "d"),
    ("unreadable", "rows left out: signal unreadable", "d"),
    ("accuracy", "accuracy", ".4f"),
    ("uar", "UAR", ".4f"),
    ("macro_f1", "macro-F1", ".4f"),
    ("weighted_f1", "weighted F1", ".4f"),
    ("ece", "ECE", ".4f"),
    ("ece_by_chance", "ECE of a perfect calibration on so many rows", ".4f"),
    ("pearson_valence", "Pearson valence", ".4f"),
    ("pearson_arousal", "Pearson arousal", ".4f"),
    ("ccc_valence", "CCC valence", ".4f"),
    ("ccc_arousal", "CCC arousal", ".4f"),
    ("latency_ms", "median latency, one item, ms", ".2f"),
)


def print_report(report: dict) -> None:
    """Print metrics with their intervals, figures by class and group, and the confusion matrix as text on stdout."""
    intervals = report.get("intervals", {})
    for key, name, form in _PLAIN:
        if key in report:
            print(f"{name:<44}{report[key]:>10{form}}{_interval(intervals, key)}")
    if intervals:
        print(f"[ ]: 95 % bootstrap interval, drawn by {intervals['by']} ({intervals['clusters']})")
    if "per_class" in report:
        print(f"\n{'class':<12}{'n':>7}{'recall':>9}{'F1':>9}")
        for name, row in report["per_class"].items():
            interval = _interval(intervals, f"recall {name}")
            print(f"{name:<12}{row['n']:>7}{row['recall']:>9.4f}{row['f1']:>9.4f}{interval}")
        print("\nconfusion (rows: true, columns: predicted)")
        print(" " * 12 + "".join(f"{name[:7]:>9}" for name in EMOTIONS))
        for name, row in zip(EMOTIONS, report["confusion"], strict=True):
            print(f"{name:<12}" + "".join(f"{count:>9}" for count in row))
    for column, groups in report.get("groups", {}).items():
        _print_groups(column, groups)
    if "risk_coverage" in report:
        _print_risk_coverage(report["risk_coverage"])
    if "baseline" in report:
        _print_baseline(report["baseline"])
    if "apart" in report:
        _print_apart(report["apart"])
    if "conditions" in report:
        print_conditions(report["conditions"])
    if "variants" in report:
        _print_fusion(report)


def _print_apart(apart: dict) -> None:
    print(f"\nwithout {apart['near_duplicates']} near-duplicates of other splits")
    for key, name, form in _PLAIN:
        if key in apart:
            print(f"{name:<42}{apart[key]:>10{form}}")


def _interval(intervals: dict, key: str) -> str:
    return "   [{:.3f}, {:.3f}]".format(*intervals[key]) if key in intervals else ""


def _print_groups(column: str, groups: dict) -> None:
    print(f"\nby {column:<17}{'n':>7}{'accuracy':>10}{'UAR':>9}{'macro-F1':>10}{'ECE':>9}   UAR's interval")
    if len(groups) > MOST_LINES:
        uar = sorted(row["uar"] for row in groups.values())
        print(f"{len(groups)} groups, UAR: least {uar[0]:.4f}, median {median(uar):.4f}, most {uar[-1]:.4f}")
        return
    for name, row in groups.items():
        figures = f"{row['accuracy']:>10.4f}{row['uar']:>9.4f}{row['macro_f1']:>10.4f}{row['ece']:>9.4f}"
        print(f"{name[:19]:<20}{row['n']:>7}{figures}{_interval(row['intervals'], 'uar')}")


def _print_risk_coverage(curve: dict) -> None:
    print("\nshare read, surest first" + "".join(f"{c:>9.0%}" for c in curve["coverage"]))
    print(f"{'accuracy':<24}" + "".join(f"{a:>9.4f}" for a in curve["accuracy"]))
    print(f"{'AURC':<24}{curve['aurc']:>9.4f}")


def _print_baseline(report: dict) -> None:
    drawn = f"[ ] drawn by {report['intervals']['by']}"
    print(f"\npersonal baseline from {report['clips']} neutral rows each of {report['people']} people; {drawn}")
    print(f"{'':<18}{'without':>10}{'with':>10}{'gain':>10}")
    for name, without in report["without"].items():
        gain = report["with"][name] - without
        interval = _interval(report["intervals"], name)
        print(f"{name:<18}{without:>10.4f}{report['with'][name]:>10.4f}{gain:>+10.4f}{interval}")


def _print_fusion(report: dict) -> None:
    print(f"\n{'method':<26}{'accuracy':>10}{'UAR':>9}{'macro-F1':>10}{'ECE':>9}")
    for name, row in {"attune": report, **report["baselines"]}.items():
        print(f"{name:<26}{row['accuracy']:>10.4f}{row['uar']:>9.4f}{row['macro_f1']:>10.4f}{row['ece']:>9.4f}")
    variants = report["variants"]
    print("\naccuracy by variant       " + "".join(f"{v:>15}" for v in variants))
    for name in [key for key in next(iter(variants.values())) if key != "n"]:
        print(f"{name:<26}" + "".join(f"{row[name]:>15.4f}" for row in variants.values()))
    if report["present"]:
        print(f"\nclean, with only{'attune':>24}{PRODUCT:>22}")
        for names, row in report["present"].items():
            print(f"{names:<26}{row['attune']:>14.4f}{row[PRODUCT]:>22.4f}")
    print("\ngain in accuracy over each, with its 95 % bootstrap interval by sequences")
    for name in next(iter(report["gains"].values())):
        print(name)
        for variant, row in report["gains"].items():
            print("  {:<24}{:>+9.4f}   [{:+.4f}, {:+.4f}]".format(variant, *row[name]))
    print("\nmean attention to the affected modality, in clean sequences first; in brackets how often it was lowered")
    for variant, row in report["attention"].items():
        print(f"{variant:<22}" + "".join(f"{m:>8} {_attention(paid)}" for m, paid in row.items()))


def _attention(paid: dict) -> str:
    if paid["mean"] is None:
        return "-"
    return f"{paid['mean']:.3f}" + (f" ({paid['lowered']:.0%})" if paid.get("lowered") is not None else "")
