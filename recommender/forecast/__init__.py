"""How a feeling will go on by itself, predicted from its past."""
