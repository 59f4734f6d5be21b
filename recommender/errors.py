"""Every error this package raises on purpose. Messages say what was given, what is allowed and what to do next."""


class RecommenderError(Exception):
    """Root of this package's errors."""


class CatalogueError(RecommenderError):
    """A catalogue file is missing, broken, or holds an item that breaks a rule."""


class UnknownItemError(RecommenderError):
    """An item id that the catalogue does not hold."""
