"""The events once more as the Brain Imaging Data Structure lays them out, for tools that read that.

https://bids-specification.readthedocs.io, modality-agnostic files and behavioural experiments.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from session.record.export import harmless

VERSION = "1.10.0"

MISSING = "n/a"

COLUMNS = {
    "onset": {"Description": "since the period began", "Units": "s"},
    "duration": {"Description": "how long it lasted; 0 for what happened at once", "Units": "s"},
    "trial_type": {"Description": "impression: an item was on the screen; else what was done with it"},
    "item_id": {"Description": "the item in the catalogue"},
    "rank": {"Description": "its place on the list, from 1"},
    "condition": {"Description": "the condition, by its name in the study's file"},
}


def write(name: str, tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Write the folder: participants, and of each one's periods what was shown and done, in the order of time.

    Participants are numbered in the order of their enrolment, as labels may hold letters and digits only.
    """
    folder.mkdir(parents=True, exist_ok=True)
    described = {"Name": name, "BIDSVersion": VERSION, "DatasetType": "raw"}
    (folder / "dataset_description.json").write_text(json.dumps(described, indent=2), encoding="utf-8")
    (folder / "README").write_text(f"Behavioural events of the study {name}.\n", encoding="utf-8")
    (folder / "task-list_events.json").write_text(json.dumps(COLUMNS, indent=2), encoding="utf-8")
    people = tables.get("participants", pd.DataFrame(columns=["participant_id", "status"]))
    labels = {person: f"sub-{number:04d}" for number, person in enumerate(people["participant_id"], start=1)}
    shown = pd.DataFrame({"participant_id": labels.values(), "external_id": labels.keys(), "status": people["status"]})
    _tsv(shown, folder / "participants.tsv")
    events = _events(tables)
    for (person, period), own in events.groupby(["participant_id", "period"]):
        label, session = labels[person], f"ses-{int(period):02d}"
        place = folder / label / session / "beh"
        place.mkdir(parents=True, exist_ok=True)
        _tsv(own[list(COLUMNS)].sort_values("onset"), place / f"{label}_{session}_task-list_events.tsv")


def _events(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    parts = []
    for table, kind, lasts in (("impressions", None, "seconds"), ("events", "action", None)):
        rows = tables.get(table)
        if rows is not None:
            onset = {"onset": rows["time"], "duration": rows[lasts] if lasts else 0.0}
            parts.append(rows.assign(**onset, trial_type=rows[kind] if kind else "impression"))
    columns = ["participant_id", "period", *COLUMNS]
    return pd.concat(parts)[columns] if parts else pd.DataFrame(columns=columns)


def _tsv(rows: pd.DataFrame, file: Path) -> None:
    rows.astype(object).map(harmless).to_csv(file, sep="\t", index=False, na_rep=MISSING)
