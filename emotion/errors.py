"""Every error this package raises on purpose. Messages say what was given, what is allowed and what to do next."""


class EmotionError(Exception):
    """Root of this package's errors."""


class ModelNotFoundError(EmotionError):
    """A weights file or model folder is missing."""


class CorpusError(EmotionError):
    """A data file cannot be read as the corpus it is taken for."""


class LabelError(EmotionError):
    """A foreign model's labels cannot be mapped onto the seven emotions."""


class PretrainedError(EmotionError):
    """A pretrained model cannot be found, read or used; the message says what to do."""
