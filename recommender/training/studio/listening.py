"""Whether music sounds like the feeling it was composed for, by an estimator that had no part in composing it.

The estimator learns from real songs (SiTunes; Grigorev, Li et al. 2024) how what is measured of their sound goes with
the energy and the valence that Spotify states of them. Their sound was measured with openSMILE (ComParE 2016; Schuller
et al. 2016), the collection's is with librosa, from the same definitions as far as they are published. As units differ
between the two, what is compared are ranks: of a song among the songs, of a piece among the pieces. What depends on how
loud a song was mastered is taken as a share of its loudness, as the collection is all of one loudness.

Beside it stand two cues that composing did use, as far as they are found again in the sound: whether it is major or
minor, and how strongly tones begin.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import norm, rankdata
from sklearn.linear_model import RidgeCV
from sklearn.model_selection import KFold, cross_val_predict

from recommender.errors import CatalogueError
from recommender.studio.recording import RATE, decoded
from recommender.training.report import Agreement, agreement
from recommender.training.studio import music, placing
from recommender.training.studio.judging import PROFILES

SONGS = Path("recsys") / "situnes_songs.parquet"

MEASURED = {
    "tempo": "tempo",
    "sharpness": "pcm_fftMag_psySharpness_sma_amean",
    "sharpness_sd": "pcm_fftMag_psySharpness_sma_stddev",
    "crossings": "pcm_zcr_sma_amean",
    "crossings_sd": "pcm_zcr_sma_stddev",
    "energy_sd": "pcm_RMSenergy_sma_stddev",
    "loudness_sd": "audspec_lengthL1norm_sma_stddev",
}
"""What is measured of a sound, and the column of SONGS that holds it."""

AXES = {"arousal": "energy", "valence": "valence"}
"""What Spotify states that goes with each axis."""

CUES = {"arousal": "onsets", "valence": "major"}
"""The cue that goes with each axis."""

COMPRESSION = 0.33
"""The power of loudness in the auditory spectrum."""

FAR = 6
"""So many pieces that are heard farthest from where they were aimed at are named on each axis."""

_INNER_RATE, _FRAME, _HOP = 22_050, 1024, 220


def listen(data: Path, seed: int = 0) -> dict[str, Any]:
    """How the estimator hears the collection. data: the folder of the data sets.

    For each axis: agreement with where the pieces were aimed at, `known`, how well songs it did not learn from are
    estimated, `cue`, how far the cue agrees, and `far`, the pieces it hears elsewhere; quadrant: the share heard in the
    quadrant they were aimed at, with its 95 % interval (Wilson 1927). Raises CatalogueError where SONGS cannot be read.
    """
    files = sorted(music.FOLDER.glob("*.opus"))
    waves = (decoded(file.read_bytes()).mean(axis=1) for file in files)
    sounds = pd.DataFrame([measured(wave) | cues(wave) for wave in waves])
    return judged(sounds, [file.stem for file in files], placing.targets(len(files)), _songs(data / SONGS), seed)


def judged(
    sounds: pd.DataFrame, names: Sequence[str], targets: np.ndarray, songs: pd.DataFrame, seed: int = 0
) -> dict[str, Any]:
    """As `listen`, of N sounds with the columns of MEASURED and CUES, their names, and targets (N, 2) of valence
    and arousal; songs have the columns of MEASURED and Spotify's."""
    learnt, heard = _ranks(songs), _ranks(sounds)
    apart = KFold(10, shuffle=True, random_state=seed)
    found: dict[str, Any] = {}
    estimates = {}
    for axis, column in AXES.items():
        model, stated = RidgeCV(np.logspace(-2, 4, 13)), songs[column].to_numpy()
        target = targets[:, ("valence", "arousal").index(axis)]
        unseen = cross_val_predict(model, learnt, stated, cv=apart)
        estimate = estimates[axis] = model.fit(learnt, stated).predict(heard)
        missed = np.argsort(-np.abs(rankdata(estimate) - rankdata(target)))[:FAR]
        found[axis] = {
            "agreement": agreement(f"{axis}, aimed at and heard", target.tolist(), estimate.tolist()).__dict__,
            "known": agreement(f"  songs' {column}, not learnt from", stated.tolist(), unseen.tolist()).__dict__,
            "cue": agreement(f"  aimed at and {CUES[axis]}", target.tolist(), sounds[CUES[axis]].tolist()).__dict__,
            "far": [names[row] for row in missed],
        }
    sides = [
        (estimates[axis] > np.median(estimates[axis])) == (targets[:, number] > 0)
        for number, axis in enumerate(("valence", "arousal"))
    ]
    found["quadrant"] = _share(sides[0] & sides[1])
    return found


def lines(found: Mapping[str, Any]) -> Iterator[str]:
    """The findings of `listen` as text."""
    for axis in AXES:
        for name in ("agreement", "known", "cue"):
            yield str(Agreement(**found[axis][name]))
        yield f"  heard farthest from there: {', '.join(found[axis]['far'])}"
    share = found["quadrant"]
    yield f"in the quadrant aimed at: {share['share']:.2f}  95 % [{share['low']:.2f}, {share['high']:.2f}]; chance 0.25"


def measured(sound: np.ndarray) -> dict[str, float]:
    """What MEASURED names, of a waveform (T,) float32 at RATE."""
    import librosa  # a second, of which nothing else here knows
    import soxr

    samples = soxr.resample(sound, RATE, _INNER_RATE)
    spectrum = np.abs(librosa.stft(samples, n_fft=_FRAME, hop_length=_HOP))
    power = librosa.feature.rms(S=spectrum, frame_length=_FRAME)[0]
    crossings = librosa.feature.zero_crossing_rate(samples, frame_length=_FRAME, hop_length=_HOP)[0]
    bands = librosa.feature.melspectrogram(S=spectrum**2, sr=_INNER_RATE, n_mels=26, fmax=8000)
    sharpness = _sharpness(spectrum, librosa.fft_frequencies(sr=_INNER_RATE, n_fft=_FRAME))
    return {
        "tempo": float(librosa.feature.tempo(y=samples, sr=_INNER_RATE)[0]),
        "sharpness": float(sharpness.mean()),
        "sharpness_sd": float(sharpness.std()),
        "crossings": float(crossings.mean()),
        "crossings_sd": float(crossings.std()),
        "energy_sd": float(power.std() / power.mean()),
        "loudness_sd": float((bands**COMPRESSION).sum(axis=0).std()),
    }


def cues(sound: np.ndarray) -> dict[str, float]:
    """What CUES names, of a waveform (T,) float32 at RATE: the mean strength of onsets, and how much better the tones
    fit the best major key than the best minor one (Krumhansl 1990), as a difference of correlations."""
    import librosa
    import soxr

    samples = soxr.resample(sound, RATE, _INNER_RATE)
    tones = librosa.feature.chroma_stft(y=samples, sr=_INNER_RATE).mean(axis=1)
    fits = {
        minor: max(np.corrcoef(np.roll(profile, tonic), tones)[0, 1] for tonic in range(12))
        for minor, profile in PROFILES.items()
    }
    onsets = librosa.onset.onset_strength(y=samples, sr=_INNER_RATE)
    return {"onsets": float(onsets.mean()), "major": float(fits[False] - fits[True])}


def _sharpness(spectrum: np.ndarray, hertz: np.ndarray) -> np.ndarray:
    """Psychoacoustic sharpness of each frame (T,), of a spectrum (F, T): the centroid on the Bark scale, of which the
    highest bands weigh more (Zwicker & Fastl 1999, Psychoacoustics, section 9.1)."""
    bark = 13 * np.arctan(0.00076 * hertz) + 3.5 * np.arctan((hertz / 7500) ** 2)
    weight = bark * np.where(bark < 16, 1.0, 0.066 * np.exp(0.171 * bark))
    return 0.11 * (weight @ spectrum) / np.maximum(spectrum.sum(axis=0), 1e-9)


def _ranks(table: pd.DataFrame) -> np.ndarray:
    """(N, M): each column of MEASURED as normal scores of its ranks."""
    return np.column_stack([norm.ppf((rankdata(table[name]) - 0.5) / len(table)) for name in MEASURED])


def _songs(file: Path) -> pd.DataFrame:
    try:
        table = pd.read_parquet(file).dropna(subset=[*MEASURED.values(), *AXES.values(), "loudness"])
    except (OSError, KeyError) as error:
        raise CatalogueError(f"{file} cannot be read: {error}") from error
    songs = table[[*MEASURED.values(), *AXES.values()]].set_axis([*MEASURED, *AXES.values()], axis=1)
    mastered = 10 ** (table["loudness"] / 20)
    songs["energy_sd"] /= mastered
    songs["loudness_sd"] /= mastered**COMPRESSION
    return songs


def _share(hits: np.ndarray) -> dict[str, float]:
    count, share, z = len(hits), float(hits.mean()), norm.ppf(0.975)
    middle = (share + z**2 / (2 * count)) / (1 + z**2 / count)
    reach = z / (1 + z**2 / count) * np.sqrt(share * (1 - share) / count + z**2 / (4 * count**2))
    return {"share": share, "low": float(middle - reach), "high": float(middle + reach)}
