"""A checkpoint is whole whenever the process that writes it is killed."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch

from emotion import checkpoint as module
from emotion.checkpoint import Checkpoint, optimiser_tensors, restore_optimiser

WRITER = """
import itertools, sys
from pathlib import Path
import torch
from emotion.checkpoint import Checkpoint
checkpoint = Checkpoint(Path(sys.argv[1]), "run")
for number in itertools.count(1):
    parts = {name: {"w": torch.full((size,), float(number))} for name, size in (("a", 300_000), ("b", 9))}
    checkpoint.save(parts, {"step": number})
    print(number, flush=True)
"""


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    kept = Checkpoint(tmp_path / "deep" / "run.safetensors", {"seed": 1})
    assert kept.load() is None
    kept.save({"model": {"layer.weight": torch.arange(6.0).reshape(2, 3).T}}, {"epoch": 3, "best": 0.25})
    saved = kept.load()
    assert saved.numbers == {"epoch": 3, "best": 0.25}
    torch.testing.assert_close(saved.parts["model"]["layer.weight"], torch.arange(6.0).reshape(2, 3).T)
    kept.clear()
    assert list((tmp_path / "deep").iterdir()) == []


def test_what_another_training_left_is_not_taken_up(tmp_path: Path) -> None:
    Checkpoint(tmp_path / "run.safetensors", {"seed": 1}).save({"a": {"w": torch.ones(1)}}, {})
    assert Checkpoint(tmp_path / "run.safetensors", {"seed": 2}).load() is None


def test_one_that_could_not_be_written_leaves_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Checkpoint(tmp_path / "run.safetensors")
    kept.save({"a": {"w": torch.zeros(4)}}, {"step": 1})

    def full(tensors: dict, path: Path, metadata: dict) -> None:
        Path(path).write_bytes(b"half of a file")
        raise OSError("no space left on device")

    monkeypatch.setattr(module, "save_file", full)
    with pytest.raises(OSError, match="no space"):
        kept.save({"a": {"w": torch.ones(4)}}, {"step": 2})
    saved = kept.load()
    assert saved.numbers == {"step": 1}
    assert saved.parts["a"]["w"].sum() == 0


@pytest.mark.parametrize("after", [1, 7])
def test_a_kill_in_the_middle_of_writing_leaves_a_whole_one(tmp_path: Path, after: int) -> None:
    file = tmp_path / "run.safetensors"
    with subprocess.Popen([sys.executable, "-c", WRITER, str(file)], stdout=subprocess.PIPE, text=True) as writer:
        try:
            for _ in range(after):
                writer.stdout.readline()
            time.sleep(0.0007 * after)
        finally:
            writer.kill()
    saved = Checkpoint(file, "run").load()
    assert saved.numbers["step"] >= after
    assert {float(value) for part in saved.parts.values() for value in part["w"].unique()} == {saved.numbers["step"]}


def test_an_optimiser_goes_on_as_if_never_stopped() -> None:
    def trained(stops: bool) -> torch.Tensor:
        weight = torch.nn.Parameter(torch.ones(3))
        optimiser = torch.optim.AdamW([weight], 0.1)
        for step in range(6):
            if stops and step == 3:
                remembered = optimiser_tensors(optimiser)
                optimiser = torch.optim.AdamW([weight], 0.1)
                restore_optimiser(optimiser, remembered)
            weight.grad = torch.tensor([1.0, -2.0, 0.5]) * (step + 1)
            optimiser.step()
        return weight.detach()

    torch.testing.assert_close(trained(stops=True), trained(stops=False), atol=0, rtol=0)
