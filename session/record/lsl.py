"""What is recorded of sittings, sent out as it happens to the lab streaming layer, where other signals are recorded.

https://labstreaminglayer.readthedocs.io. Streams can be read by whoever is on the network, so there are none unless the
operator asks for them; comments, frames and sound are never sent.
"""

from __future__ import annotations

import importlib
import json
import logging
import math
import os
import threading
import time
from collections import OrderedDict
from types import ModuleType
from typing import Any

import sqlalchemy as sa

from emotion.types import EMOTIONS
from session.record import schema

logger = logging.getLogger(__name__)

VARIABLE = "ATTUNE_LSL"
"""Set to 1 it has sittings sent out, where the package pylsl is installed."""

CHANNELS = ("valence", "arousal", "uncertainty", *(emotion.value for emotion in EMOTIONS))
"""Of the stream of type Affect, once a second: as the table of states holds them; NaN where nothing is known."""

MARKERS = {
    schema.sittings: (),
    schema.lists: ("version",),
    schema.actions: ("action", "item_id", "rank", "list_version"),
}
"""What the stream of type Markers holds: a JSON object that names the table, and these columns of its row."""

MOST = 32
"""So many sittings have streams, the latest to begin."""


def outlets() -> Outlets | None:
    """What sends sittings out; None where nobody asked for it, or the package is not there."""
    if os.environ.get(VARIABLE, "") != "1":
        return None
    try:
        return Outlets(importlib.import_module("pylsl"))
    except (ImportError, RuntimeError) as error:  # the package, or the library that it brings
        logger.error("nothing is sent to the lab streaming layer: %s", type(error).__name__)
        return None


class Outlets:
    """Two streams a sitting, of types Affect and Markers, named by its id in the record. Any thread; never raises."""

    def __init__(self, pylsl: ModuleType) -> None:
        self._pylsl = pylsl
        self._lock = threading.Lock()
        self._of_sittings: OrderedDict[str, tuple[Any, Any]] = OrderedDict()

    def heard(self, table: sa.Table, row: dict[str, Any]) -> None:
        """Send a row of the record out, if it is one of those that are sent."""
        if table is not schema.states and table not in MARKERS:
            return
        try:
            with self._lock:
                affect, markers = self._streams(row["sitting_id"])
                at = self._pylsl.local_clock() - (time.monotonic() - row["monotonic"])
                if table is schema.states:
                    affect.push_sample([math.nan if row["unknown"] else row[name] for name in CHANNELS], at)
                else:
                    said = {"what": table.name} | {name: row[name] for name in MARKERS[table]}
                    markers.push_sample([json.dumps(said)], at)
        except Exception as error:
            logger.error("a row could not be sent to the lab streaming layer: %s", type(error).__name__)

    def _streams(self, sitting: str) -> tuple[Any, Any]:
        if sitting not in self._of_sittings:
            self._of_sittings[sitting] = self._affect(sitting), self._markers(sitting)
            while len(self._of_sittings) > MOST:
                self._of_sittings.popitem(last=False)
        return self._of_sittings[sitting]

    def _affect(self, sitting: str) -> Any:
        of_states = self._info(sitting, "Affect", len(CHANNELS), self._pylsl.cf_float32)
        channels = of_states.desc().append_child("channels")
        for name in CHANNELS:
            channels.append_child("channel").append_child_value("label", name)
        return self._pylsl.StreamOutlet(of_states)

    def _markers(self, sitting: str) -> Any:
        return self._pylsl.StreamOutlet(self._info(sitting, "Markers", 1, self._pylsl.cf_string))

    def _info(self, sitting: str, kind: str, channels: int, form: int) -> Any:
        made = (f"Attune {kind}", kind, channels, self._pylsl.IRREGULAR_RATE, form, f"attune {kind} {sitting}")
        return self._pylsl.StreamInfo(*made)
