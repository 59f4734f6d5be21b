"""How many threads the libraries below may use."""

from __future__ import annotations


def one_thread() -> None:
    """Let torch and OpenCV work on the calling thread alone, for the whole process: each model is small, many sittings
    run side by side, and timings and training then depend on no count of cores.

    Called once by whatever starts a process: the composition root and the command lines.
    """
    import cv2
    import torch

    torch.set_num_threads(1)
    cv2.setNumThreads(1)
