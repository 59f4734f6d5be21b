"""requirements.txt pins exactly what the code imports, and what is pinned is what is installed."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OWN = ("emotion", "recommender", "session", "pages", "scripts", "tests")
PINS = dict(
    re.fullmatch(r"([A-Za-z0-9_.-]+)==(\S+)", line).groups()
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)


def normal(name: str) -> str:
    """A distribution's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def sources() -> list[Path]:
    """Every Python file of the repository."""
    return [ROOT / "app.py", *(file for folder in OWN for file in (ROOT / folder).rglob("*.py"))]


def imported() -> dict[str, Path]:
    """Each foreign top-level module the repository imports, with one file that does."""
    found = {}
    for file in sources():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module]
            found |= {name.split(".")[0]: file for name in names}
    return {name: file for name, file in found.items() if name not in sys.stdlib_module_names and name not in OWN}


def test_every_line_is_an_exact_pin() -> None:
    lines = [line for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines() if line]
    assert [line for line in lines if not re.fullmatch(r"#.*|[A-Za-z0-9_.-]+==[\w.]+", line)] == []
    names = [normal(line.split("==")[0]) for line in lines if "==" in line]
    assert len(names) == len(set(names))


def test_every_import_is_pinned() -> None:
    pinned = {normal(name) for name in PINS}
    providers = packages_distributions()
    modules = imported()
    assert {"streamlit", "numpy", "cv2", "torch"} <= set(modules)
    unpinned = {}
    for module, file in modules.items():
        names = {normal(name).removesuffix("-headless") for name in providers.get(module, [module])}
        if not names & pinned:
            unpinned[module] = str(file.relative_to(ROOT))
    assert unpinned == {}


def test_what_is_installed_is_what_is_pinned() -> None:
    wrong = {}
    for name, wanted in PINS.items():
        found = installed(name) or (installed("opencv-python-headless") if name == "opencv-python" else None)
        if found is None or found.split("+")[0] != wanted:  # torch's CPU build is 2.13.0+cpu
            wrong[name] = (wanted, found)
    assert wrong == {}


def installed(name: str) -> str | None:
    """The installed version of a distribution, or None."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def test_nothing_asks_the_terminal_or_tells_statistics() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["headless"] is True, "the first start would ask for an e-mail address"
    assert config["browser"]["gatherUsageStats"] is False
    assert config["server"]["address"] == "localhost", "without an address Streamlit asks an outside host for its own"
