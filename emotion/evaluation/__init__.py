"""How well a model recognises emotion: corpus readers, metrics and the `evaluate` command."""
