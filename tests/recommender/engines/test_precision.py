"""Networks multiply in bfloat16 only where the processor does so itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch

from emotion import precision
from recommender.engines.losses import softmax_loss


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    precision.narrow.cache_clear()
    yield
    precision.narrow.cache_clear()


@pytest.mark.parametrize(
    ("able", "expected"),
    [({"avx512_bf16": True}, torch.bfloat16), ({"amx_bf16": True}, torch.bfloat16), ({"avx2": True}, torch.float32)],
)
def test_layers_multiply_as_the_processor_can(
    able: dict[str, bool], expected: torch.dtype, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: able)
    layer, given = torch.nn.Linear(3, 2), torch.ones(1, 3)
    with precision.mixed():
        assert layer(given).dtype == expected
    with precision.mixed(False):
        assert layer(given).dtype == torch.float32


def test_the_loss_is_that_of_torch_in_either(monkeypatch: pytest.MonkeyPatch) -> None:
    generator = torch.Generator().manual_seed(0)
    states, table = (torch.randn(count, 8, generator=generator) for count in (300, 20))
    targets = torch.randint(0, 20, (300,), generator=generator)
    known = states.clone().requires_grad_()
    expected = torch.nn.functional.cross_entropy(known @ table.T, targets)
    expected.backward()
    for able, tolerance in (({}, 1e-5), ({"avx512_bf16": True}, 0.02)):
        precision.narrow.cache_clear()
        monkeypatch.setattr(torch.cpu, "get_capabilities", lambda able=able: able)
        own = states.clone().requires_grad_()
        found = softmax_loss(own, table, targets)
        found.backward()
        assert found.item() == pytest.approx(expected.item(), abs=tolerance)
        torch.testing.assert_close(own.grad, known.grad, atol=tolerance, rtol=0)
