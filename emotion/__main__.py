"""Command line: python -m emotion {train,finetune,evaluate,compose,benchmark,leaks,federated,bench}."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from emotion.encoder import MODEL_DIR
from emotion.errors import CorpusError, EmotionError
from emotion.modalities import modality_named
from emotion.pretrained.settings import Settings
from emotion.threads import one_thread

TRAINABLE = ("face", "voice", "text")
"""The senses whose encoders can be trained, fine-tuned and judged."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    one_thread()
    try:
        options.run(options)
    except EmotionError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m emotion", description="Train, judge and time the emotion models.")
    commands = parser.add_subparsers(
        required=True, metavar="{train,finetune,evaluate,compose,benchmark,leaks,federated,bench}"
    )

    train = commands.add_parser("train", help="reproduce shipped weights from the corpora")
    train.add_argument("model", choices=(*TRAINABLE, "comments", "intent", "fusion", "perception"))
    train.add_argument("--data", type=Path, help="folder that holds faces, speech and text; all but intent need it")
    train.add_argument("--out", type=Path, default=MODEL_DIR, help="where weights go (default: assets/models)")
    train.add_argument("--seed", type=int, default=0)
    train.add_argument("--device", default="cpu", help="voice: where to train; a day on a processor, minutes on cuda")
    train.add_argument("--seconds", type=float, help="voice: train about so long, whatever number of steps that makes")
    train.set_defaults(run=_train)

    tune = commands.add_parser("finetune", help="train a pretrained encoder on the corpora, for the pretrained tier")
    tune.add_argument("model", choices=TRAINABLE)
    tune.add_argument("--data", type=Path, required=True, help="folder that holds faces, speech and text")
    tune.add_argument(
        "--base", required=True, metavar="ID_OR_FOLDER", help="ViT, Wav2Vec2, BERT or RoBERTa to start from"
    )
    tune.add_argument("--out", type=Path, help="folder for the model (default: in the user's data folder)")
    tune.add_argument("--epochs", type=int, help="instead of the recipe's own number")
    tune.add_argument("--seed", type=int, default=0)
    tune.set_defaults(run=_finetune)

    judge = commands.add_parser("evaluate", help="judge a model on a corpus file")
    judge.add_argument("model", choices=(*TRAINABLE, "intent", "fusion"))
    judge.add_argument("file", type=Path, nargs="?", help="a corpus; intent has comments of its own")
    judge.add_argument("--split", help="only rows of this split")
    judge.add_argument("--pretrained", metavar="ID_OR_FOLDER", help="judge this model instead of the shipped one")
    judge.add_argument("--json", action="store_true", help="one JSON object on stdout")
    judge.add_argument("--predictions", type=Path, help="write predictions to this Parquet file")
    judge.add_argument("--baseline", action="store_true", help="face, voice: also what personal baselines change")
    judge.add_argument(
        "--apart", action="store_true", help="face, voice, text: also without near-duplicates of other splits"
    )
    judge.add_argument("--conditions", action="store_true", help="face: also by light, contrast and size of the face")
    judge.add_argument("--confusion", type=Path, help="draw the confusion matrix into this SVG file")
    judge.set_defaults(run=_evaluate)

    compose = commands.add_parser("compose", help="write multimodal sequences composed from the corpora")
    compose.add_argument("--data", type=Path, required=True, help="folder that holds faces, speech and text")
    compose.add_argument("--split", default="val")
    compose.add_argument("--seed", type=int, default=0)
    compose.add_argument("-n", type=int, default=2000, help="number of sequences")
    compose.add_argument("-o", "--out", type=Path, required=True)
    compose.set_defaults(run=_compose)

    rival = commands.add_parser("benchmark", help="judge a design on a published task, beside published figures")
    rival.add_argument(
        "model",
        choices=("face", "fusion", "intent", "perception", "paired", "missing", "playback", "aloud", "speakers"),
    )
    rival.add_argument("file", type=Path, nargs="?", help="face: a corpus of labelled crops")
    rival.add_argument(
        "--data", type=Path, help="folder that holds fusion, speech and text; face, missing and playback go without"
    )
    rival.add_argument(
        "--test",
        type=Path,
        help="what to judge on: npz of videos or Parquet of votes (default: cross-validation), Parquet of utterances",
    )
    rival.add_argument("--split", help="face: only rows of this split")
    rival.add_argument("--peers", type=Path, help="face: folder of other networks (default: .peers, from make peers)")
    rival.add_argument("--seed", type=int, default=0)
    rival.add_argument("--json", action="store_true", help="one JSON object on stdout")
    rival.set_defaults(run=_benchmark)

    leak = commands.add_parser("leaks", help="look for what training data tell of the data a model is judged on")
    leak.add_argument("--data", type=Path, required=True, help="folder that holds faces, speech and text")
    leak.add_argument("--test", type=Path, help="also compare with this Parquet file")
    leak.add_argument("--json", action="store_true", help="one JSON object on stdout")
    leak.set_defaults(run=_leaks)

    many = commands.add_parser("federated", help="learn from many people whose data stay with them, and judge it")
    many.add_argument("--data", type=Path, required=True, help="folder that holds speech and recsys")
    many.add_argument(
        "--task",
        choices=("voices", "diaries", "corrections"),
        default="voices",
        help="what each person has at home; corrections: what they give in the demo, in one process",
    )
    many.add_argument("--kill", action="store_true", help="also with one client that is killed in mid-round")
    many.add_argument("--simulate", action="store_true", help="the same in one process, without a client each")
    many.add_argument("--splits", type=int, default=5, help="drawings of what is judged by, each learnt anew")
    many.add_argument("--seed", type=int, default=0)
    many.add_argument("--json", action="store_true", help="one JSON object on stdout")
    many.set_defaults(run=_federated)

    bench = commands.add_parser("bench", help="time the live path on a synthetic session")
    bench.add_argument(
        "--untrained", action="store_true", help="time the pretrained tier on models of base size with random weights"
    )
    bench.add_argument("--json", action="store_true", help="one JSON object on stdout")
    bench.set_defaults(run=_bench)
    return parser


def _train(options: argparse.Namespace) -> None:
    options.out.mkdir(parents=True, exist_ok=True)
    if options.model == "intent":
        from emotion.training.intent import train

        return train(options.out, options.seed)
    if options.model == "comments":
        from emotion.training.comments import train

        return train(options.out)
    if options.data is None:
        raise CorpusError(f"train {options.model} needs --data, the folder that holds faces, speech and text")
    _look_for_leaks(options)
    trainer = importlib.import_module(f"emotion.training.{options.model}")
    if options.model == "voice":
        return trainer.train(options.data, options.out, options.seed, options.device, options.seconds)
    return trainer.train(options.data, options.out, seed=options.seed)


def _look_for_leaks(options: argparse.Namespace) -> None:
    from emotion.evaluation.leaks.command import said_before_training

    kinds = {"fusion": TRAINABLE, "perception": ("face", "voice")}.get(options.model, (options.model,))
    said_before_training(options.data, kinds)


def _evaluate(options: argparse.Namespace) -> None:
    if options.model == "intent":
        return _evaluate_intent(options)
    if options.file is None:
        raise CorpusError(f"evaluate {options.model} needs a corpus file")
    from emotion.evaluation.confusion import write_confusion
    from emotion.evaluation.report import print_report

    if options.baseline and options.model not in ("face", "voice"):
        raise CorpusError("--baseline is for face and voice: nobody writes at rest")
    if options.conditions and options.model != "face":
        raise CorpusError("--conditions is for face")
    if options.apart and options.model not in TRAINABLE:
        raise CorpusError(f"--apart is for {', '.join(TRAINABLE)}")
    if options.model == "fusion":
        from emotion.evaluation.fusion import evaluate_fusion as judge
    else:
        from functools import partial

        from emotion.evaluation.evaluate import evaluate

        run = _pretrained_runner(options)
        more = {name: getattr(options, name) for name in ("baseline", "apart", "conditions")}
        judge = partial(evaluate, options.model, run=run, **more)
    report, predictions = judge(options.file, options.split)
    if options.predictions:
        predictions.to_parquet(options.predictions, index=False)
    if options.confusion:
        write_confusion(report, options.confusion, f"Confusion matrix: {options.model}, {options.file.stem}")
    return print(json.dumps(report)) if options.json else print_report(report)


def _evaluate_intent(options: argparse.Namespace) -> None:
    from emotion.benchmark.phrasing import evaluate_intent, print_intent
    from emotion.evaluation.confusion import write_confusion

    if options.split or options.pretrained or options.baseline or options.apart or options.conditions:
        raise CorpusError("intent takes no --split, --pretrained, --baseline, --apart and --conditions")
    report, predictions = evaluate_intent(options.file)
    if options.predictions:
        predictions.to_parquet(options.predictions, index=False)
    if options.confusion:
        write_confusion(report["families"], options.confusion, "Confusion matrix: intent, held-out families")
    print(json.dumps(report)) if options.json else print_intent(report, predictions)


def _pretrained_runner(options: argparse.Namespace) -> Callable | None:
    if options.pretrained is None:
        return None
    from emotion.evaluation.pretrained import pretrained_runner
    from emotion.pretrained.source import model_folder

    modality = modality_named(options.model)
    return pretrained_runner(modality, model_folder(modality, options.pretrained))


def _finetune(options: argparse.Namespace) -> None:
    from emotion.training.finetune.command import finetune

    _look_for_leaks(options)
    finetune(options.model, options.data, options.base, options.out, options.epochs, options.seed)


def _compose(options: argparse.Namespace) -> None:
    from emotion.training.compose import write_sequences

    write_sequences(options.data, options.split, options.seed, options.n, options.out)


def _benchmark(options: argparse.Namespace) -> None:
    from emotion.benchmark.command import BENCHMARKS

    run, show = BENCHMARKS[options.model]()
    report = run(options)
    print(json.dumps(report)) if options.json else show(report)


def _federated(options: argparse.Namespace) -> None:
    from emotion.federated.benchmark import corrections, run

    if options.task == "corrections":
        found, lines = corrections.measure(options.data, options.seed), corrections.lines
    else:
        found = run.measure(options.data, options.task, options.seed, options.kill, options.simulate, options.splits)
        lines = run.lines
    print(json.dumps(found) if options.json else "\n".join(lines(found)))


def _leaks(options: argparse.Namespace) -> None:
    from emotion.evaluation.leaks.command import leaks, lines

    report = leaks(options.data, options.test)
    print(json.dumps(report) if options.json else "\n".join(lines(report)))


def _bench(options: argparse.Namespace) -> None:
    from emotion.bench import bench, print_bench
    from emotion.models import load_models
    from emotion.remote.address import Address
    from emotion.remote.network import asked_elsewhere
    from emotion.timers import timers

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        models = load_models(_untrained(Path(folder)) if options.untrained else None)
        address = Address.from_environment()
        models = asked_elsewhere(models, address) if address else models
        times = bench(models) | {name: timer(models) for name, timer in timers().items()}
    print(json.dumps(times)) if options.json else print_bench(times)


def _untrained(folder: Path) -> Settings:
    from emotion.pretrained.untrained import untrained_models

    os.environ["ATTUNE_CACHE_DIR"] = str(folder)  # nothing of it is worth keeping
    return untrained_models(folder)


if __name__ == "__main__":
    raise SystemExit(main())
