"""Makes .venv beside this repository's files and installs the locked requirements into it.

    python3.11 scripts/install.py [train] [test] [speech]

What serves the demo is always installed; the groups named come on top. Needs Python 3.11 with venv and nothing else;
works on Linux, macOS and Windows. Running it again repairs or updates.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PIP = "pip==26.3"
"""What Python brings along is years old and has known holes."""

GROUPS = ("train", "test", "speech")

# A module whose own shared library is not there: the system lacks it, so installing again would not help.
_LIBRARY_MISSING = re.compile(r"ImportError: .*?([\w.+-]+\.so[.\d]*)\b")


class InstallError(Exception):
    """The set-up cannot go on; the message says what to do."""


def venv_python(venv: Path = VENV) -> Path:
    """The interpreter inside a virtual environment, on any system."""
    return venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def pinned_version(name: str, requirements: str) -> str:
    """The exact version that the text of a requirements file asks for.

    Raises InstallError when `name` is not pinned there.
    """
    match = re.search(rf"^{re.escape(name)}==(\S+)", requirements, re.MULTILINE)
    if match is None:
        raise InstallError(f"requirements.txt pins no {name}")
    return match[1]


def missing_library(import_error: str) -> str | None:
    """The shared library whose absence an `import` complained of on stderr, or None for any other complaint."""
    match = _LIBRARY_MISSING.search(import_error)
    return match[1] if match else None


def run(*command: str | Path) -> subprocess.CompletedProcess:
    """Run a command with its output shown, never waiting for input."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, stdin=subprocess.DEVNULL)


def make_venv(venv: Path = VENV) -> None:
    """Make the virtual environment, or complete a half-made one.

    Raises InstallError under another Python than 3.11, or where venv is missing.
    """
    if sys.version_info[:2] != (3, 11):
        found = ".".join(map(str, sys.version_info[:3]))
        raise InstallError(f"Python 3.11 is needed, this is {found}. Try: python3.11 scripts/install.py")
    if run(sys.executable, "-m", "venv", venv).returncode:
        raise InstallError("venv did not work. On Debian it comes with: apt-get install python3.11-venv")


def pip_install(python: Path, *arguments: str | Path) -> None:
    """Run `pip install`. Raises InstallError when it fails."""
    if run(python, "-m", "pip", "install", "--no-input", "--progress-bar", "off", *arguments).returncode:
        raise InstallError(f"pip could not install {' '.join(map(str, arguments))}; its message is above")


def locked(groups: list[str]) -> list[Path]:
    """The lock files of what serves and of some groups. Raises InstallError for an unknown group."""
    if unknown := [group for group in groups if group not in GROUPS]:
        raise InstallError(f"there is no group {unknown[0]}, only {', '.join(GROUPS)}")
    return [ROOT / "requirements.txt", *(ROOT / f"requirements-{group}.txt" for group in groups)]


def install_requirements(python: Path, groups: list[str]) -> None:
    """Install the locked requirements, every file checked against its hash, and then torch.

    Raises InstallError when pip fails.
    """
    files = locked(groups)
    print(
        f"Installing {', '.join(file.name for file in files)} into {VENV.name}; the first time takes a while.",
        flush=True,
    )
    pip_install(python, "--quiet", PIP)
    # The files list all that is needed, so pip has nothing to add.
    pip_install(python, "--no-deps", "--require-hashes", *(part for file in files for part in ("-r", file)))
    pip_install(python, "-r", ROOT / "requirements-torch.txt")


def import_complaint(python: Path, module: str) -> str:
    """What importing `module` writes to stderr when it fails; empty when it works."""
    result = subprocess.run([str(python), "-c", f"import {module}"], capture_output=True, text=True, cwd=ROOT)
    return result.stderr.strip() if result.returncode else ""


def ensure_opencv(python: Path) -> None:
    """Put opencv-python-headless in opencv-python's place where the system lacks libGL or glib.

    The two hold the same cv2 and differ in the windows only, which the demo never opens.
    Raises InstallError when cv2 cannot be imported afterwards either.
    """
    complaint = import_complaint(python, "cv2")
    if not complaint:
        return
    library = missing_library(complaint)
    if library is None:
        raise InstallError(f"import cv2 fails:\n{complaint}")
    version = pinned_version("opencv-python", (ROOT / "requirements.txt").read_text(encoding="utf-8"))
    print(f"This system has no {library}, which opencv-python needs for its windows.", flush=True)
    print(f"Putting opencv-python-headless {version} in its place: the same without windows.", flush=True)
    run(python, "-m", "pip", "uninstall", "--yes", "opencv-python")
    # Forced, because both write the same cv2 folder: where headless was already there, uninstalling emptied it.
    pip_install(python, "--no-deps", "--force-reinstall", f"opencv-python-headless=={version}")
    complaint = import_complaint(python, "cv2")
    if complaint:
        raise InstallError(f"import cv2 fails with opencv-python-headless too:\n{complaint}")


def megabytes(folder: Path) -> int:
    """The size of all files under a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink()) // 10**6


def main(groups: list[str]) -> None:
    """Make the environment, fill it, check what depends on the system."""
    began = time.monotonic()
    try:
        make_venv()
        install_requirements(venv_python(), groups)
        ensure_opencv(venv_python())
    except InstallError as error:
        sys.exit(f"install: {error}")
    print(f"Ready: {venv_python().relative_to(ROOT)}, {megabytes(VENV)} MB, after {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
