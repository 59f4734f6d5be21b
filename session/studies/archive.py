"""A study's export as one ZIP file."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

from session.record.log import EventLog
from session.studies.design import Study
from session.studies.export import export
from session.studies.store import Store


def zipped(study: Study, file: Path, store: Store, log: EventLog) -> bytes:
    """What `export` writes, in a folder of the study's name. Raises LogError where the database can't be read."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / study.name
        export(study, file, store, log, out)
        return packed(out)


def packed(folder: Path) -> bytes:
    """A folder with all that lies in it as a ZIP file; empty folders are kept."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder.parent))
    return content.getvalue()
