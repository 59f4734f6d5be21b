"""A model's name -> the folder that holds it, quickly and in plain words where there is none."""

from __future__ import annotations

import os
from pathlib import Path

from huggingface_hub import HfApi, snapshot_download
from huggingface_hub.constants import is_offline_mode
from huggingface_hub.errors import HFValidationError, HTTPError, LocalEntryNotFoundError
from huggingface_hub.utils import validate_repo_id

from emotion.errors import PretrainedError
from emotion.modalities import FACE, TEXT, VOICE
from emotion.pretrained.settings import MODEL
from emotion.types import Modality

NEEDED: dict[Modality, str] = {
    FACE: "config.json, model.safetensors and preprocessor_config.json",
    VOICE: "config.json, model.safetensors and preprocessor_config.json",
    TEXT: "config.json, model.safetensors and the tokenizer's files (tokenizer.json or vocab.txt)",
}
FROM_DISK = {"local_files_only": True, "trust_remote_code": False}
"""How transformers opens a model's folder: nobody is asked for what it lacks, and no code that lies in it is run."""

ANSWER_WITHIN = 5.0
"""Seconds the hub has to answer before it counts as out of reach."""

_FILES = ("*.json", "*.txt", "*.safetensors", "*.model")


def model_folder(modality: Modality, name: str) -> Path:
    """The folder of a model: the local folder `name`, or the hub's snapshot of it, which is downloaded when it is not
    in the hub's cache yet and the hub answers.

    Raises PretrainedError, saying what to set or to put where, when there is none.
    """
    folder = Path(name).expanduser()
    if not folder.is_dir():
        if _is_path(name):
            raise PretrainedError(
                f"{MODEL[modality]} names the folder {name}, which does not exist; {_wanted(modality)}"
            )
        folder = _snapshot(modality, name)
    if not (folder / "config.json").is_file():
        raise PretrainedError(f"{folder} holds no config.json; {_wanted(modality)}")
    if not _has_weights(folder):
        pickled = ", ".join(sorted(file.name for file in folder.glob("*.bin")))
        why = (
            f"holds {pickled}, which would have to be unpickled; save it" if pickled else "holds no weights; save them"
        )
        raise PretrainedError(f"{folder} {why} as model.safetensors (save_pretrained of transformers does)")
    return folder


def _snapshot(modality: Modality, name: str) -> Path:
    try:
        validate_repo_id(name)
    except HFValidationError as error:
        raise PretrainedError(f"{name!r} is neither a folder nor a hub id; {_wanted(modality)}") from error
    try:
        cached = Path(snapshot_download(name, local_files_only=True))
        if _has_weights(cached):
            return cached
    except LocalEntryNotFoundError:
        pass
    elsewhere = f"copy it from a machine with a network and set {MODEL[modality]} to its folder: {_holds(modality)}"
    if is_offline_mode():
        raise PretrainedError(f"{name} is not in the hub's cache and HF_HUB_OFFLINE is set; {elsewhere}")
    try:
        # One question with a short time limit first: the download itself would try again and again.
        HfApi().model_info(name, timeout=ANSWER_WITHIN)
        return Path(snapshot_download(name, allow_patterns=list(_FILES), etag_timeout=ANSWER_WITHIN))
    except (OSError, HTTPError) as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise PretrainedError(f"{name} cannot be had from the hub ({reason}); {elsewhere}") from error


def _is_path(name: str) -> bool:
    return name.startswith((".", "~", os.sep)) or "\\" in name or name.count("/") != 1


def _has_weights(folder: Path) -> bool:
    return any(folder.glob("model*.safetensors"))


def _wanted(modality: Modality) -> str:
    return f"set {MODEL[modality]} to a hub id (owner/name) or to a folder that {_holds(modality)}"


def _holds(modality: Modality) -> str:
    return f"holds {NEEDED[modality]}"
