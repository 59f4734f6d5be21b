"""A small Transformer over the columns of a past that predicts quantiles of the next answer.

As in TabTransformer (Huang et al. 2020) and FT-Transformer (Gorishniy et al. 2021) each column becomes a token and
attention relates columns; here the numbers of one past answer share a token, and so do GROUP of the summaries. Trained
with the pinball loss (Koenker & Bassett 1978). It corrects an anchor, the exponential average, and so starts from the
best simple rule.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import nn

from recommender.errors import ForecastError
from recommender.forecast.past import NAMES, OF_ANSWER, RECENT

QUANTILES = (0.1, 0.5, 0.9)
ANCHORS = ("average_0.3", "arousal_average")
"""What valence and arousal are predicted from."""

SHIPPED = Path(__file__).resolve().parents[2] / "assets" / "models" / "forecast.safetensors"
ONE_BY_ONE = RECENT * len(OF_ANSWER)
GROUP = 5


class ForecastNetwork(nn.Module):
    """(B, len(NAMES)) pasts with NaN for the unknown, (B,) studies -> (B, 2, 3) quantiles of valence and arousal.

    A study that is not known (-1) is told apart from none by an embedding of its own.
    """

    centre: torch.Tensor
    scale: torch.Tensor
    widening: torch.Tensor

    def __init__(self, studies: int, width: int = 32, depth: int = 2, heads: int = 4) -> None:
        super().__init__()
        self.size = {"studies": studies, "width": width, "depth": depth, "heads": heads}
        groups = -(-(len(NAMES) - ONE_BY_ONE) // GROUP)
        self._filled = groups * GROUP - (len(NAMES) - ONE_BY_ONE)
        self.register_buffer("centre", torch.zeros(len(NAMES)))
        self.register_buffer("scale", torch.ones(len(NAMES)))
        self.register_buffer("widening", torch.zeros(2))
        self.answer = nn.Linear(2 * len(OF_ANSWER), width)
        self.place = nn.Parameter(torch.randn(RECENT, width) * 0.02)
        self.group = nn.Parameter(torch.randn(groups, 2 * GROUP, width) * 0.1)
        self.bias = nn.Parameter(torch.randn(groups, width) * 0.02)
        self.direct = nn.Linear(len(NAMES), 6)
        self.study = nn.Embedding(studies + 1, width)
        layer = nn.TransformerEncoderLayer(width, heads, 2 * width, 0.1, "gelu", batch_first=True, norm_first=True)
        self.layers = nn.TransformerEncoder(layer, depth, enable_nested_tensor=False)
        self.head = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, 6))

    def forward(self, past: torch.Tensor, study: torch.Tensor) -> torch.Tensor:
        """The quantiles in rising order, not yet widened to what they cover."""
        known = ~past.isnan()
        values = torch.where(known, (past - self.centre) / self.scale, 0.0).clamp(-5, 5)
        both = torch.stack([values, known.float()], dim=-1)
        answers = self.answer(both[:, :ONE_BY_ONE].reshape(len(past), RECENT, -1)) + self.place
        summaries = nn.functional.pad(both[:, ONE_BY_ONE:], (0, 0, 0, self._filled))
        columns = torch.einsum("bgv,gvw->bgw", summaries.reshape(len(past), -1, 2 * GROUP), self.group) + self.bias
        token = self.study(torch.where(study < 0, self.size["studies"], study))[:, None]
        read = self.head(self.layers(torch.cat([token, answers, columns], dim=1))[:, 0])
        raw = (read + self.direct(values)).reshape(-1, 2, 3)
        anchor = torch.nan_to_num(past[:, [NAMES.index(name) for name in ANCHORS]])
        middle = anchor + raw[:, :, 1]
        below, above = nn.functional.softplus(raw[:, :, 0] - 1), nn.functional.softplus(raw[:, :, 2] - 1)
        return torch.stack([middle - below, middle, middle + above], dim=-1)

    @torch.inference_mode()
    def predict(self, past: np.ndarray, study: np.ndarray, batch: int = 4096) -> np.ndarray:
        """(B, 2, 3) quantiles in [-1, 1], widened so that the outer ones cover what they say."""
        self.eval()
        found = [
            self(torch.from_numpy(past[start : start + batch]), torch.from_numpy(study[start : start + batch]))
            for start in range(0, len(past), batch)
        ]
        quantiles = torch.cat(found) + self.widening[:, None] * torch.tensor([-1.0, 0.0, 1.0])
        return quantiles.clamp(-1, 1).numpy()

    def save(self, file: Path, studies: tuple[str, ...], dynamics: dict[str, dict[str, float]]) -> None:
        """Write the weights, the studies' names and the filters' parameters."""
        told = {"size": json.dumps(self.size), "studies": json.dumps(studies), "dynamics": json.dumps(dynamics)}
        save_file({name: value.contiguous() for name, value in self.state_dict().items()}, file, told)


def load(file: Path = SHIPPED) -> tuple[ForecastNetwork, tuple[str, ...], dict[str, dict[str, float]]]:
    """The network, the studies it knows and the parameters of its filters. Raises ForecastError where it is missing."""
    try:
        with safe_open(file, "pt") as stored:
            told = stored.metadata()
            network = ForecastNetwork(**json.loads(told["size"]))
            names = stored.keys()
            network.load_state_dict({name: stored.get_tensor(name) for name in names})
    except (OSError, SafetensorError, KeyError, TypeError, RuntimeError) as error:
        raise ForecastError(f"{file}: no forecast that can be read ({error}); `forecast --fit` makes it") from error
    return network.eval(), tuple(json.loads(told["studies"])), json.loads(told["dynamics"])
