"""Environments apart, over what .venv holds: .venv-federated with Flower, .venv-ray with Ray Serve.

    python scripts/apart.py install NAME     make the environment
    python scripts/apart.py lock NAME...     write requirements-NAME.txt, with every version and hash

What one has of its own comes before the packages of .venv, which it sees but never changes.
"""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OTHER = {
    "federated": frozenset({"packaging", "protobuf", "rich", "starlette", "typer", "uvicorn"}),
    "ray": frozenset[str](),
}
"""Packages of which an environment needs an older version than the demo has."""


def pinned() -> dict[str, str]:
    """{package: version} of what serves, torch included."""
    files = (ROOT / name for name in ("requirements.txt", "requirements-torch.txt"))
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", text, re.MULTILINE))


def lock(environment: str) -> None:
    """Resolve beside what serves, and leave out what is the same there."""
    same = {name: version for name, version in pinned().items() if name.lower() not in OTHER[environment]}
    with tempfile.TemporaryDirectory() as scratch:
        constraints = Path(scratch) / "constraints.txt"
        constraints.write_text("\n".join(f"{name}=={version}" for name, version in same.items()), encoding="utf-8")
        asked, locked = (str(ROOT / f"requirements-{environment}.{kind}") for kind in ("in", "txt"))
        command = ["uv", "pip", "compile", asked, "--output-file", locked, "--quiet"]
        command += ["--generate-hashes", "--no-header", "--no-annotate", "--python-version", "3.11"]
        command += ["--constraints", str(constraints)]
        command += [one for name in same for one in ("--no-emit-package", name)]
        subprocess.run([str(Path(sys.executable).parent / command[0]), *command[1:]], cwd=ROOT, check=True)


def install(environment: str) -> None:
    """Make the environment. To be run by .venv's Python, whose packages it is to see."""
    venv, locked = ROOT / f".venv-{environment}", ROOT / f"requirements-{environment}.txt"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    python = venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    pip = [str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "-r", str(locked)]
    subprocess.run(pip, check=True)
    where = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    own = Path(subprocess.run(where, check=True, capture_output=True, text=True).stdout.strip())
    (own / "attune.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")


if __name__ == "__main__":
    for environment in sys.argv[2:]:
        {"install": install, "lock": lock}[sys.argv[1]](environment)
