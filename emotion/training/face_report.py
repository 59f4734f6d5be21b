"""What the face card states beyond `evaluate`: what each network gives, and both, on val crops.

python -m emotion.training.face_report --data DIR    the shipped networks, calibrated on what they are judged on
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from emotion.encoder import model_file
from emotion.evaluation.metrics import single_label
from emotion.threads import one_thread
from emotion.training.face_corpus import VOTE_COLUMNS, FaceCorpus
from emotion.training.face_export import balanced, calibration, exported, logits
from emotion.types import EMOTIONS, Emotion

AGREED = 0.8
"""The share of FER+'s taggers who agree with the label of a crop that is clear."""


def shipped(data: Path) -> list[str]:
    """Lines of accuracy, UAR, cross-entropy before balancing, and the share of clear crops, neutral apart, misread."""
    pair, val = exported(model_file("face.onnx")), FaceCorpus.read(data, "val")
    labels = torch.tensor(val.labels)
    sides = [logits(lambda x, turned=turned: pair.apart(x.flip(3) if turned else x), val) for turned in (False, True)]
    (first, mirrored_second), (mirrored_first, second) = (side[:2] for side in sides)
    first_both, second_both = (first + mirrored_first) / 2, (second + mirrored_second) / 2
    read = {
        "first, both sides": first_both,
        "second, both sides": second_both,
        "both, a side each": _mean(first, mirrored_second, labels),
        "both, both sides": _mean(first_both, second_both, labels),
    }
    lines = [f"{'n = ' + str(len(val)):<20}{'accuracy':>10}{'UAR':>8}{'nats':>8}{'clear misread':>15}"]
    clear = _clear(val)
    for name, values in read.items():
        temperature, bias = calibration(values, labels)
        chances = torch.softmax(values / temperature + balanced(bias, torch.from_numpy(val.prior())), 1)
        figures = single_label(chances.numpy(), val.labels)
        nats = cross_entropy(values / temperature + bias, labels).item()
        wrong = (chances.argmax(1) != labels)[clear].float().mean().item()
        lines.append(f"{name:<20}{figures['accuracy']:>10.4f}{figures['uar']:>8.4f}{nats:>8.3f}{wrong:>15.3f}")
    return [*lines, f"clear crops: {int(clear.sum())}"]


def _mean(first: Tensor, second: Tensor, labels: Tensor) -> Tensor:
    parts = []
    for values in (first, second):
        temperature, bias = calibration(values, labels)
        parts.append(torch.log_softmax(values / temperature + bias, 1))
    return (parts[0] + parts[1]) / 2


def _clear(corpus: FaceCorpus) -> Tensor:
    votes = torch.from_numpy(corpus.votes)[:, [VOTE_COLUMNS.index(emotion) for emotion in EMOTIONS]]
    labels = torch.tensor(corpus.labels)
    agreed = votes[torch.arange(len(labels)), labels] >= AGREED
    return agreed & (labels != EMOTIONS.index(Emotion.NEUTRAL))


def main(arguments: list[str] | None = None) -> None:
    """Print the report of the shipped networks."""
    parser = argparse.ArgumentParser(prog="python -m emotion.training.face_report")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds faces/fer2013.parquet")
    one_thread()
    print("\n".join(shipped(parser.parse_args(arguments).data)))


if __name__ == "__main__":
    main()
