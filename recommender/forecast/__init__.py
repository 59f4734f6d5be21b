"""How a feeling will go on by itself, foretold from its past."""
