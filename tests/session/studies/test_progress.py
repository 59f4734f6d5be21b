"""How a study goes is counted from what is there, and a ZIP file holds its export."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from session.record.log import EventLog
from session.sitting.shared import Shared
from session.studies import library
from session.studies.archive import zipped
from session.studies.design import Recruiting, Status
from session.studies.located import FileError
from session.studies.progress import progress
from session.studies.store import ClosedError, Store, abandoned_after
from session.studies.trial import Trial
from tests.session.studies.test_participation import FOLDER, Servers, study_of, to_the_end


def test_cells_endings_dropouts_and_consent_are_counted(shared: Shared, url: str, log: EventLog) -> None:
    servers, study = Servers(shared, url), study_of("two-lists")
    to_the_end(servers, study)
    gone = servers.store.enrol(study, "gone", {}, "consent")
    servers.store.answer(gone.id, "consent", {"agreed": True, "senses": []}, now=0.0)
    refuses = servers.store.enrol(study, "refuses", {}, "consent")
    servers.store.answer(refuses.id, "consent", {"agreed": False})
    servers.store.move(refuses.id, "consent", "consent", Status.NO_CONSENT)
    servers.store.enrol(study, "here", {}, "consent")
    found = progress(study, servers.store, log)
    assert sum(cell.done for cell in found.cells) == 1
    assert sum(cell.quota for cell in found.cells) == study.people
    assert found.endings == {"done": 1, "left": 1, "no-consent": 1, "active": 1}
    assert found.left == {"consent": 1}
    assert (found.consented, found.agreed) == (2, {"text": 1})
    assert found.sensing.sittings == 2
    servers.sittings.close()


def test_a_study_that_is_closed_takes_nobody_new(url: str) -> None:
    store, study = Store(url), study_of("two-lists")
    first = store.enrol(study, "first", {}, "consent")
    for state in (Recruiting.PAUSED, Recruiting.STOPPED):
        store.recruit(study.name, state)
        with pytest.raises(ClosedError) as raised:
            store.enrol(study, "second", {}, "consent")
        assert raised.value.state == state
        assert store.enrol(study, "first", {}, "consent").id == first.id
    store.recruit(study.name, Recruiting.OPEN)
    assert store.enrol(study, "second", {}, "consent").external_id == "second"
    assert abandoned_after(study) > 0


def test_a_zip_file_holds_the_export(url: str, log: EventLog) -> None:
    store, study = Store(url), study_of("two-lists")
    store.enrol(study, "one", {}, "consent")
    with zipfile.ZipFile(io.BytesIO(zipped(study, FOLDER / "two-lists.yaml", store, log))) as archive:
        names = archive.namelist()
    assert "two-lists/data/study-twolists_description-participants_data.csv" in names
    assert "two-lists/analysis/" in names


def test_a_study_is_made_after_another_in_ones_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(library.VARIABLE, str(tmp_path / "own"))
    assert library.create("mine", "two-lists") == tmp_path / "own" / "mine.yaml"
    assert library.find("mine").name == "mine"
    assert library.names()[0] == "mine"
    for name, template in (("mine", "two-lists"), ("../mine", "two-lists"), ("other", "nothing")):
        with pytest.raises(FileError):
            library.create(name, template)
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(library.VARIABLE, str(tmp_path / "file"))
    with pytest.raises(FileError, match="cannot be written"):
        library.create("third", "two-lists")


def test_a_trial_that_cannot_run_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    trial = Trial(tmp_path / "nothing.yaml", 1, 0)
    trial._process.wait(120)
    assert trial.failed
    assert "cannot be read" in trial.output()
    folder = Path(trial._folder.name)
    trial.close()
    assert not folder.exists()
