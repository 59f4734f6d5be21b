"""Senses that share a label and nothing else, some of them missing."""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch

from emotion.__main__ import main
from emotion.benchmark import missing
from emotion.benchmark.missing import CLASSES, SEPARATION, drawn, product


def test_one_or_two_senses_are_there() -> None:
    tokens, labels = drawn(500, 1.0, np.random.default_rng(0))
    present = torch.cat([here for _, _, here in tokens.values()], 1).sum(1)
    assert set(present.tolist()) == {1.0, 2.0}
    assert set(labels.tolist()) == set(range(CLASSES))


def test_the_product_of_exact_experts_is_bayes_rule() -> None:
    tokens, _ = drawn(50, 1.0, np.random.default_rng(0))
    means = SEPARATION * torch.eye(CLASSES)
    likelihood = torch.zeros(50, CLASSES)
    for signal, _, here in tokens.values():
        likelihood += -0.5 * (signal - means).square().sum(2) * here
    torch.testing.assert_close(product(tokens).softmax(1), likelihood.softmax(1), atol=1e-5, rtol=1e-4)


def test_the_command_prints_both_worlds(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    for name, value in {"STEPS": 3, "BATCH": 32, "JUDGED": 64}.items():
        monkeypatch.setattr(missing, name, value)
    assert main(["benchmark", "missing", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert set(report) == {"exact", "one sense oversure"}
    for row in report.values():
        assert row["gain"][0] == pytest.approx(row["attune"] - row["product"])
    assert main(["benchmark", "missing"]) == 0
    assert "Bayes" in capsys.readouterr().out
    assert main(["benchmark", "fusion"]) == 1
