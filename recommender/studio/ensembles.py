"""Who plays: instruments by their General MIDI numbers, the figure they accompany with, and the feeling they suit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ensemble:
    """lead, chords and bass are program numbers from 0; figure: how chords are broken, see `texture`; drums: which beat
    is played, None for none; place: where on the affect plane this sound is at home, (valence, arousal)."""

    name: str
    genre: str
    lead: int
    chords: int
    bass: int
    figure: str
    place: tuple[float, float]
    drums: str | None = None

    def distance(self, valence: float, arousal: float) -> float:
        """How far a feeling lies from where this sound is at home."""
        return ((valence - self.place[0]) ** 2 + (arousal - self.place[1]) ** 2) ** 0.5


ENSEMBLES = (
    Ensemble("piano", "classical", 0, 0, 0, "broken", (0.0, -0.4)),
    Ensemble("celesta and harp", "ambient", 8, 46, 43, "broken", (0.7, -0.6)),
    Ensemble("flute and guitar", "folk", 73, 24, 32, "broken", (0.5, -0.3)),
    Ensemble("string quartet", "classical", 40, 48, 42, "held", (-0.4, -0.2)),
    Ensemble("cello and low strings", "classical", 42, 48, 43, "held", (-0.7, -0.6)),
    Ensemble("tremolo strings", "classical", 60, 44, 43, "pulsed", (-0.7, 0.3)),
    Ensemble("soft synthesizers", "ambient", 88, 89, 39, "held", (0.2, -0.85)),
    Ensemble("vibraphone and choir", "ambient", 11, 52, 32, "held", (-0.2, -0.8)),
    Ensemble("oboe and organ", "classical", 68, 19, 19, "held", (-0.5, 0.0)),
    Ensemble("jazz trio", "jazz", 0, 0, 32, "off beat", (0.4, 0.0), "swing"),
    Ensemble("clarinet and accordion", "folk", 71, 21, 32, "waltzed", (0.3, 0.2)),
    Ensemble("fiddle and guitar", "folk", 110, 25, 32, "pulsed", (0.7, 0.5), "clap"),
    Ensemble("marimba and kalimba", "latin", 12, 108, 32, "off beat", (0.8, 0.2), "shaker"),
    Ensemble("trumpets and horns", "classical", 56, 61, 58, "pulsed", (0.5, 0.6), "march"),
    Ensemble("synthesizer pop", "electronic", 81, 90, 38, "pulsed", (0.6, 0.8), "four"),
    Ensemble("dark synthesizers", "electronic", 81, 50, 38, "pulsed", (-0.6, 0.6), "toms"),
    Ensemble("electric guitars", "rock", 29, 30, 33, "pulsed", (-0.4, 0.85), "toms"),
    Ensemble("rock band", "rock", 29, 27, 33, "pulsed", (0.2, 0.8), "rock"),
    Ensemble("electric piano and bass", "soul", 4, 4, 33, "off beat", (0.1, 0.3), "rock"),
)
