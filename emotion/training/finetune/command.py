"""`python -m emotion finetune`: from a base model and the corpora to a folder that the pretrained tier serves."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import platformdirs
import torch
from scipy.optimize import minimize_scalar
from sklearn.metrics import precision_recall_curve
from transformers import AutoConfig

from emotion.evaluation.evaluate import evaluate
from emotion.evaluation.report import print_report
from emotion.labels import LabelMap
from emotion.modalities import VOICE, modality_named
from emotion.pretrained.checkpoint import explained, model_class
from emotion.pretrained.head import MULTI_LABEL, NOTES, Head
from emotion.pretrained.settings import MODEL, TIER, Tier
from emotion.pretrained.signals import signals_of
from emotion.pretrained.source import FROM_DISK, model_folder
from emotion.training.finetune.corpora import Task, task_of
from emotion.training.finetune.run import PLANS, Plan, Run
from emotion.types import EMOTIONS, Modality

CHECKPOINT = "checkpoint.safetensors"


def finetune(
    modality: Modality, data: Path, base: str, out: Path | None = None, epochs: int | None = None, seed: int = 0
) -> Path:
    """Train a base model on the corpora under data, calibrate it, save it and print its figures as it is served.

    base is a hub id or a folder; out defaults to a folder of the user's data. A run that finds
    OUT/checkpoint.safetensors goes on from there. Returns the folder, which holds model.safetensors, config, processor,
    a card and evaluation.json. Raises CorpusError on missing data and PretrainedError on a base that cannot be used.
    """
    modality = modality_named(modality)
    out = out or Path(platformdirs.user_data_dir("attune", False)) / "models" / modality
    plan = PLANS[modality] if epochs is None else replace(PLANS[modality], epochs=epochs)
    task = task_of(modality, data, seed)
    run = train(task, model_folder(modality, base), out, plan, seed)
    (out / CHECKPOINT).unlink(missing_ok=True)
    reports = judge(modality, out, task.judged)
    (out / "evaluation.json").write_text(json.dumps(reports))
    (out / "README.md").write_text(_card(task, base, run.steps, reports), encoding="utf-8")
    print(f"\nserve it with {TIER}={Tier.PRETRAINED} {MODEL[modality]}={out}")
    return out


def train(task: Task, base: Path, out: Path, plan: Plan, seed: int) -> Run:
    """Train, calibrate and save into the folder out."""
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(seed)
    with explained(base, "config, weights or processor"):
        config = AutoConfig.from_pretrained(base, **FROM_DISK)
        kind = model_class(task.modality, config)
        model = kind.from_pretrained(
            base,
            num_labels=len(task.labels),
            id2label=dict(enumerate(task.labels)),
            label2id={name: i for i, name in enumerate(task.labels)},
            problem_type=MULTI_LABEL if task.multi_label else "single_label_classification",
            ignore_mismatched_sizes=True,
            use_safetensors=True,
            **FROM_DISK,
            dtype=torch.float32,
        )
        signals = signals_of(task.modality, base, task.notes)
    if task.modality == VOICE and hasattr(model, "freeze_feature_encoder"):
        model.freeze_feature_encoder()
    run = Run(model, signals, task, plan, seed)
    run.fit(out / CHECKPOINT)
    setattr(model.config, NOTES, task.notes | calibration(task, run.logits(task.tune)))
    model.save_pretrained(out)
    signals.save(out)
    return run


def calibration(task: Task, logits: np.ndarray) -> dict:
    """Notes for the config: the temperature at which logits (N, L) of the tuning rows are likeliest, and of a
    multi-label model the cuts with the best F1 for each emotion."""
    seven = len(EMOTIONS)
    known = ~np.isnan(task.tune.targets[:, :seven]).any(axis=1)
    logits, targets = logits[known], task.tune.targets[known, :seven]
    head = Head(LabelMap.of(task.labels), task.multi_label)
    wanted = targets / np.maximum(targets.sum(axis=1, keepdims=True), 1e-9)

    def loss(log_temperature: float) -> float:
        guess = replace(head, temperature=float(np.exp(log_temperature))).predict(logits).probabilities
        return -float((wanted * np.log(np.maximum(guess, 1e-9))).sum(axis=1).mean())

    notes = {"temperature": float(np.exp(minimize_scalar(loss, bounds=(-2.5, 2.5), method="bounded").x))}
    if task.multi_label:
        notes["cuts"] = [best_cut(logits[:, i], targets[:, i]) for i in range(seven)]
    return notes


def best_cut(scores: np.ndarray, truth: np.ndarray) -> float:
    """The score (N,) above which calling an emotion present gives the best F1 against truth (N,) 0 or 1."""
    if not truth.any():
        return 0.0
    precision, recall, cuts = precision_recall_curve(truth, scores)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    # A curve's threshold counts itself as present, a cut does not.
    return float(np.nextafter(np.float32(cuts[f1[:-1].argmax()]), np.float32(-np.inf)))


def judge(modality: Modality, folder: Path, files: tuple[tuple[Path, str], ...]) -> dict[str, dict]:
    """The figures of a saved model, as it is served here, on files and splits; printed and returned by file name."""
    from emotion.evaluation.pretrained import pretrained_runner

    run = pretrained_runner(modality, folder)
    reports = {}
    for file, split in files:
        print(f"\n{file.stem}, {split}")
        reports[file.stem], _ = evaluate(modality, file, split, run=run)
        print_report(reports[file.stem])
    return reports


def _card(task: Task, base: str, steps: int, reports: dict[str, dict]) -> str:
    keys = ("n", "accuracy", "uar", "macro_f1", "ece", "pearson_valence", "pearson_arousal")
    rows = [
        f"| {name} | " + ", ".join(f"{key} {report[key]:.4g}" for key in keys if key in report) + " |"
        for name, report in reports.items()
    ]
    files = " ".join(f"{file.name} --split {split}" for file, split in task.judged)
    return "\n".join(
        [
            f"# {task.modality.capitalize()}: {base}, fine-tuned",
            "",
            f"Fine-tuned for {steps} steps on {task.data}. The base model's own licence holds as well.",
            "Readings are estimates. Not for work, school, health or any decision about a person.",
            "",
            "| judged on | figures |",
            "|---|---|",
            *rows,
            "",
            f"Again: `python -m emotion evaluate {task.modality} FILE --split SPLIT --pretrained FOLDER` ({files}).",
            "",
        ]
    )
