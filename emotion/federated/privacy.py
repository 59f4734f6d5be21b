"""How much noise a promise of privacy takes. Runs in the environment of the federation, which has the accountant."""

from __future__ import annotations

import sys

from opacus.accountants.utils import get_noise_multiplier


def noise_for(epsilon: float, delta: float, share: float, steps: int) -> float:
    """The noise, in clips, with which so many steps over a share of a home's moments each are (epsilon, delta)-private
    for every moment, by Renyi differential privacy (Mironov et al. 2019)."""
    return get_noise_multiplier(
        target_epsilon=epsilon, target_delta=delta, sample_rate=share, steps=steps, accountant="rdp"
    )


if __name__ == "__main__":
    print(noise_for(*(float(one) for one in sys.argv[1:4]), int(sys.argv[4])))
