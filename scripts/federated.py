"""The federation's environment, .venv-federated: Flower needs other versions of some packages than the demo has.

    python scripts/federated.py install     make it, over what .venv holds
    python scripts/federated.py lock        write requirements-federated.txt, with every version and hash

What it has of its own comes before the packages of .venv, which it sees but never changes.
"""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv-federated"
LOCK = ROOT / "requirements-federated.txt"
OTHER = frozenset({"packaging", "protobuf", "rich", "starlette", "typer", "uvicorn"})
"""Packages of which Flower needs an older version than the demo has."""


def pinned() -> dict[str, str]:
    """{package: version} of what serves, torch included."""
    files = (ROOT / name for name in ("requirements.txt", "requirements-torch.txt"))
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", text, re.MULTILINE))


def lock() -> None:
    """Resolve beside what serves, and leave out what is the same there."""
    same = {name: version for name, version in pinned().items() if name.lower() not in OTHER}
    with tempfile.TemporaryDirectory() as scratch:
        constraints = Path(scratch) / "constraints.txt"
        constraints.write_text("\n".join(f"{name}=={version}" for name, version in same.items()), encoding="utf-8")
        command = ["uv", "pip", "compile", "requirements-federated.in", "--output-file", str(LOCK), "--quiet"]
        command += ["--generate-hashes", "--no-header", "--no-annotate", "--python-version", "3.11"]
        command += ["--constraints", str(constraints)]
        command += [one for name in same for one in ("--no-emit-package", name)]
        subprocess.run([str(Path(sys.executable).parent / command[0]), *command[1:]], cwd=ROOT, check=True)


def install() -> None:
    """Make the environment. To be run by .venv's Python, whose packages it is to see."""
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    python = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    pip = [str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "-r", str(LOCK)]
    subprocess.run(pip, check=True)
    where = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    own = Path(subprocess.run(where, check=True, capture_output=True, text=True).stdout.strip())
    (own / "attune.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")


if __name__ == "__main__":
    {"install": install, "lock": lock}[sys.argv[1]]()
