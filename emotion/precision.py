"""In which precision networks multiply on a processor."""

from __future__ import annotations

from functools import cache

import torch


@cache
def narrow() -> torch.dtype:
    """bfloat16 where the processor multiplies it: half the time of float32 there, many times that elsewhere."""
    able = torch.cpu.get_capabilities()
    return torch.bfloat16 if able.get("avx512_bf16") or able.get("amx_bf16") else torch.float32


def mixed(enabled: bool = True) -> torch.autocast:
    """Within it, layers multiply in `narrow`."""
    return torch.autocast("cpu", torch.bfloat16, enabled=enabled and narrow() is torch.bfloat16)
