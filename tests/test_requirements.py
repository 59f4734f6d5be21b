"""What the code imports is pinned in pyproject.toml, in its group, and locked with hashes in requirements*.txt."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OWN = ("emotion", "recommender", "session", "pages", "scripts", "tests", "app")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = {"serve": PROJECT["project"]["dependencies"], **PROJECT["dependency-groups"]}
APART = {
    name: dict(
        re.findall(
            r"^([\w.-]+)(?:\[\w+\])?==(\S+)",
            (ROOT / f"requirements-{name}.in").read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    )
    for name in ("federated", "ray")
}
"""What each environment apart asks for."""
SPEECH = ROOT / "requirements-speech.in"
"""What reads words that are said aloud, by choice on top of what serves."""
FILES = {"serve": "requirements.txt", "train": "requirements-train.txt", "test": "requirements-test.txt"}


def normal(name: str) -> str:
    """A distribution's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(*groups: str) -> dict[str, str]:
    """The version that pyproject.toml asks for of each distribution in some groups."""
    found = [
        re.fullmatch(r"([\w.-]+)(?:\[\w+\])?==([^\s;]+)(?:;.*)?", line) for group in groups for line in GROUPS[group]
    ]
    return {normal(match[1]): match[2] for match in found if match}


def locked(group: str) -> dict[str, str]:
    """The version that a group's lock file gives each distribution."""
    text = (ROOT / FILES[group]).read_text(encoding="utf-8")
    return {normal(name): pinned for name, pinned in re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)}


def imports(file: Path) -> Iterator[str]:
    """The full names of the modules that a file imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))


def own_files(module: str) -> list[Path]:
    """The files of this repository that importing a module runs."""
    names = module.split(".")
    places = [ROOT.joinpath(*names[:depth]) for depth in range(1, len(names) + 1)]
    return [file for place in places for file in (place.with_suffix(".py"), place / "__init__.py") if file.is_file()]


def reached(starts: Iterable[Path]) -> set[Path]:
    """The files of this repository that some files import, directly or not, themselves included."""
    found: set[Path] = set()
    left = list(starts)
    while left:
        file = left.pop()
        if file not in found:
            found.add(file)
            left += [own for name in imports(file) if name.split(".")[0] in OWN for own in own_files(name)]
    return found


def unpinned(files: Iterable[Path], pinned: set[str]) -> dict[str, str]:
    """Each foreign module that some files import though no distribution in `pinned` brings it, with one such file."""
    providers = packages_distributions()
    found = {}
    for file in files:
        for module in {name.split(".")[0] for name in imports(file)} - set(OWN) - set(sys.stdlib_module_names):
            names = {normal(name).removesuffix("-headless") for name in providers.get(module, [module])}
            if not names & pinned:
                found[module] = str(file.relative_to(ROOT))
    return found


def test_every_requirement_is_an_exact_pin_of_one_group() -> None:
    lines = [line for group in GROUPS.values() for line in group]
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+(\[\w+\])?==[\w.]+(; .+)?", line)] == []
    assert len(pins(*GROUPS)) == len(lines)


def test_what_serves_imports_only_what_is_installed_to_serve() -> None:
    served = reached([ROOT / "app.py", ROOT / "pages" / "navigation.py", *(ROOT / "pages").glob("*.py")])
    assert ROOT / "emotion" / "face" / "network.py" in served
    assert unpinned(served, set(pins("serve"))) == {}


def test_every_import_is_pinned() -> None:
    sources = [ROOT / "app.py", *(file for folder in OWN for file in (ROOT / folder).rglob("*.py"))]
    assert unpinned(sources, set(pins(*GROUPS)) | set().union(*APART.values())) == {}


@pytest.mark.parametrize("name", APART)
def test_an_environment_apart_has_hashes_and_what_it_asks_for(name: str) -> None:
    text = (ROOT / f"requirements-{name}.txt").read_text(encoding="utf-8")
    found = dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))
    assert APART[name].items() <= found.items()
    assert len(re.findall(r"==\S+ \\\n +--hash=sha256:", text)) == len(found)
    assert "torch" not in found


def test_what_hears_has_hashes_and_moves_nothing_that_serves() -> None:
    asked = dict(re.findall(r"^([\w.-]+)==(\S+)", SPEECH.read_text(encoding="utf-8"), re.MULTILINE))
    text = SPEECH.with_suffix(".txt").read_text(encoding="utf-8")
    found = {normal(name): pinned for name, pinned in re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)}
    assert asked.items() <= found.items()
    assert len(re.findall(r"==\S+ \\\n +--hash=sha256:", text)) == len(found)
    serves = locked("serve")
    assert {name: pinned for name, pinned in found.items() if serves.get(name, pinned) != pinned} == {}


@pytest.mark.parametrize("group", GROUPS)
def test_the_lock_file_holds_what_is_pinned(group: str) -> None:
    wanted = {name: pinned for name, pinned in pins(group).items() if name != "torch"}
    assert wanted.items() <= locked(group).items()


@pytest.mark.parametrize("group", GROUPS)
def test_every_locked_version_has_a_hash(group: str) -> None:
    blocks = re.split(r"\n(?=\S)", (ROOT / FILES[group]).read_text(encoding="utf-8").strip())
    assert [block.split()[0] for block in blocks if not re.search(r"--hash=sha256:[0-9a-f]{64}", block)] == []


@pytest.mark.parametrize("group", ["train", "test"])
def test_groups_agree_on_what_they_share(group: str) -> None:
    serve, other = locked("serve"), locked(group)
    assert {name: other[name] for name in other.keys() & serve} == {name: serve[name] for name in other.keys() & serve}


def test_the_demo_installs_no_tools_for_training_or_testing() -> None:
    assert set(locked("serve")) & {"torch-geometric", "matplotlib", "playwright", "implicit", "pytest"} == set()


def test_torch_is_pinned_in_its_own_file() -> None:
    assert f"torch=={pins('serve')['torch']}\n" in (ROOT / "requirements-torch.txt").read_text(encoding="utf-8")


def test_what_is_installed_is_what_is_pinned() -> None:
    wrong = {}
    for name, wanted in pins(*GROUPS).items():
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


def test_nothing_asks_the_terminal_or_an_outside_host() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["headless"] is True, "the first start would ask for an e-mail address"
    assert config["browser"]["gatherUsageStats"] is False
    assert config["browser"]["serverAddress"], "without a name Streamlit asks an outside host for its own address"
    assert config["server"]["address"] == "localhost"
