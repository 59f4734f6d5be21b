"""One person's data erased from a study: their row, answers and periods, and all that their sittings left."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from session.record.log import EventLog
from session.studies.design import Status, Study
from session.studies.store import Store, abandoned_after


class StillThereError(Exception):
    """The person is at it now: what they do would be recorded again."""


@dataclass(frozen=True)
class Receipt:
    """That somebody was erased: so many rows, under a number by which that can be looked up and they cannot."""

    number: str
    rows: int


def erase(study: Study, external_id: str, store: Store, log: EventLog) -> Receipt | None:
    """Erase them, down to the bytes, and note that it was done; None where nobody has this id.

    Raises StillThereError for who was seen lately and has not ended, and LogError when the record can't be changed:
    it can then be asked for again.
    """
    person = next((one for one in store.participants(study.name) if one.external_id == external_id), None)
    if person is None:
        return None
    if person.status == Status.ACTIVE and person.seen > time.time() - abandoned_after(study):
        raise StillThereError(f"{external_id!r} is at it now; ask again once they are done or gone")
    rows = sum(log.delete(period.sitting) for period in store.periods(person.id))
    gone = store.erase(person.id)
    if not gone:  # somebody else erased them meanwhile
        return None
    rows += gone
    receipt = Receipt(secrets.token_hex(8).upper(), rows)
    store.erased(study.name, receipt.number, rows)
    return receipt
