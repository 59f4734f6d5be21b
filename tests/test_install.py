"""The set-up script: pins read, a missing system library recognised, the headless OpenCV put in its place."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts import install

NO_LIBGL = "Traceback ...\nImportError: libGL.so.1: cannot open shared object file: No such file or directory"


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that would have run; each succeeds."""
    ran: list[list[str]] = []

    def note(*command: str | Path) -> subprocess.CompletedProcess:
        ran.append([str(part) for part in command])
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(install, "run", note)
    return ran


def complaints(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    """Let the imports of cv2 end with these complaints, one after the other."""
    left = iter(answers)
    monkeypatch.setattr(install, "import_complaint", lambda python, module: next(left))


def test_reads_the_pin() -> None:
    text = "opencv-python-extra==1.0\nopencv-python==4.14.0.94\n"
    assert install.pinned_version("opencv-python", text) == "4.14.0.94"
    with pytest.raises(install.InstallError, match="pins no numpy"):
        install.pinned_version("numpy", text)


@pytest.mark.parametrize(
    ("complaint", "library"),
    [
        (NO_LIBGL, "libGL.so.1"),
        ("ImportError: libgthread-2.0.so.0: cannot open shared object file", "libgthread-2.0.so.0"),
        ("ImportError: /usr/lib/libGL.so.1: file too short", "libGL.so.1"),
        ("ModuleNotFoundError: No module named 'cv2'", None),
        ("ImportError: numpy._core.multiarray failed to import", None),
        ("", None),
    ],
)
def test_tells_a_missing_library_from_other_trouble(complaint: str, library: str | None) -> None:
    assert install.missing_library(complaint) == library


def test_a_module_that_imports_has_no_complaint() -> None:
    python = Path(sys.executable)
    assert install.import_complaint(python, "json") == ""
    assert "No module named" in install.import_complaint(python, "no_such_module_here")


def test_a_working_opencv_is_left_alone(monkeypatch: pytest.MonkeyPatch, commands: list) -> None:
    complaints(monkeypatch, "")
    install.ensure_opencv(Path("python"))
    assert commands == []


def test_without_libgl_the_same_version_comes_headless(
    monkeypatch: pytest.MonkeyPatch, commands: list, capsys: pytest.CaptureFixture
) -> None:
    complaints(monkeypatch, NO_LIBGL, "")
    install.ensure_opencv(Path("python"))
    pinned = install.pinned_version("opencv-python", (install.ROOT / "requirements.txt").read_text(encoding="utf-8"))
    assert [command[3] for command in commands] == ["uninstall", "install"]
    assert commands[0][-1] == "opencv-python"
    assert commands[1][-1] == f"opencv-python-headless=={pinned}"
    said = capsys.readouterr().out
    assert "libGL.so.1" in said
    assert f"opencv-python-headless {pinned}" in said


def test_other_trouble_with_opencv_is_reported(monkeypatch: pytest.MonkeyPatch, commands: list) -> None:
    complaints(monkeypatch, "ImportError: numpy._core.multiarray failed to import")
    with pytest.raises(install.InstallError, match="multiarray"):
        install.ensure_opencv(Path("python"))
    assert commands == []


def test_a_swap_that_does_not_help_is_reported(monkeypatch: pytest.MonkeyPatch, commands: list) -> None:
    complaints(monkeypatch, NO_LIBGL, NO_LIBGL)
    with pytest.raises(install.InstallError, match="too"):
        install.ensure_opencv(Path("python"))


def test_another_python_is_refused(monkeypatch: pytest.MonkeyPatch, commands: list) -> None:
    monkeypatch.setattr(install.sys, "version_info", (3, 13, 1))
    with pytest.raises(install.InstallError, match=r"3\.11 is needed, this is 3\.13\.1"):
        install.make_venv(Path("nowhere"))
    assert commands == []


def test_every_file_is_checked_against_its_hash_except_torch(commands: list) -> None:
    install.install_requirements(Path("python"), ["test"])
    pip, rest, torch = (command[7:] for command in commands)
    assert pip[-1].startswith("pip==")
    assert {"--require-hashes", "--no-deps"} <= set(rest)
    assert [Path(part).name for part in rest if part.endswith(".txt")] == ["requirements.txt", "requirements-test.txt"]
    assert [Path(part).name for part in torch] == ["-r", "requirements-torch.txt"]


def test_an_unknown_group_is_refused(commands: list) -> None:
    with pytest.raises(install.InstallError, match="no group tests, only train, test, speech"):
        install.install_requirements(Path("python"), ["tests"])
    assert commands == []


def test_the_size_of_a_folder_counts_each_file_once(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "one.so").write_bytes(bytes(1_500_000))
    (tmp_path / "two.so").write_bytes(bytes(1_000_000))
    (tmp_path / "three.so").symlink_to(tmp_path / "two.so")
    assert install.megabytes(tmp_path) == 2
