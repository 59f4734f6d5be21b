"""From a context and a strategy to a list: terms, the ranker, reasons and explanations."""
