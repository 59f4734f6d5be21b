"""The composition root: builds all that a server of sittings needs and hands it in. Nothing else makes such things."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from emotion.models import Models, load_models
from emotion.remote.address import Address
from emotion.remote.network import asked_elsewhere
from emotion.speech.recogniser import load_recogniser
from emotion.text.once import ReadOnce
from emotion.threads import one_thread, short_turns
from recommender.catalogue.items import CATALOGUE_DIR, Catalogue, load_catalogue
from recommender.ranking.ranker import Ranker
from recommender.shipped import shipped_ranker
from recommender.understanding.understanding import Understanding
from session.catalogues.shelf import Shelf
from session.record import lsl
from session.record.log import EventLog
from session.record.provenance import Provenance
from session.sitting.registry import Sittings, places
from session.sitting.room import Room
from session.sitting.said import Understands
from session.sitting.shared import Shared
from session.sitting.turns import turns


@dataclass(frozen=True, eq=False)
class Served:
    """What a server serves: the sittings, and what they share."""

    shared: Shared
    sittings: Sittings
    shelf: Shelf


def build(
    models: Models | None = None,
    ranker: Ranker | None = None,
    log: EventLog | None = None,
    understanding: Understands | None = None,
    room: Room | None = None,
) -> Served:
    """Everything, ready to begin sittings; what is computed once for a catalogue is computed.

    What is not given is what comes with the demo; without a room nobody is refused for want of one.
    Raises ModelNotFoundError and EngineError where weights are missing, CatalogueError for a broken catalogue,
    ValueError where ATTUNE_SITTINGS holds no number, AddressError where ATTUNE_INFERENCE holds no address.
    """
    one_thread()
    short_turns()
    address = Address.from_environment()
    models, ranker = models or load_models(), ranker or shipped_ranker(load_catalogue(_catalogue_folder()))
    models = asked_elsewhere(models, address) if address else models
    models = replace(models, text=ReadOnce(models.text))
    shelf = Shelf(shipped_ranker)
    shared = Shared(
        models,
        ranker,
        log or EventLog(heard=sent.heard if (sent := lsl.outlets()) else None),
        shelf,
        provenance=Provenance.of(models, ranker.catalogue),
        understanding=understanding or understanding_of(models, ranker.catalogue),
        recogniser=load_recogniser(),
        turns=turns(models, elsewhere=address is not None),
    )
    return Served(shared, Sittings(shared, places(), room=room), shelf)


def _catalogue_folder() -> Path:
    """Where the catalogue lies: in the folder that ATTUNE_CATALOGUE names, else the one that comes with the demo."""
    return Path(os.environ.get("ATTUNE_CATALOGUE") or CATALOGUE_DIR)


def understanding_of(models: Models, catalogue: Catalogue) -> Understands:
    """Who reads comments, for people who are shown this catalogue."""
    return Understanding.of(models.text, catalogue.items)
