"""How many threads the libraries below may use, and how those of Python take turns."""

from __future__ import annotations

import sys

TURN_S = 0.001
"""Seconds for which a thread may keep the interpreter from the others; Python's own 0.005 let what comes from many
people at once wait longer than it is worked on: each of the threads that a frame passes waits for its turn anew."""


def one_thread() -> None:
    """Let torch and OpenCV work on the calling thread alone, for the whole process: each model is small, many sittings
    run side by side, and timings and training then depend on no count of cores.

    Called once by whatever starts a process: the composition root and the command lines.
    """
    import cv2
    import torch

    torch.set_num_threads(1)
    cv2.setNumThreads(1)


def short_turns() -> None:
    """Let the threads of this process take turns every TURN_S. Called once, by what serves many people at once."""
    sys.setswitchinterval(TURN_S)
