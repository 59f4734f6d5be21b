"""Every error this package raises on purpose. Messages say what was given, what is allowed and what to do next."""


class RecommenderError(Exception):
    """Root of this package's errors."""


class CatalogueError(RecommenderError):
    """A catalogue file is missing, broken, or holds an item that breaks a rule."""


class TableError(CatalogueError):
    """A table that was brought along cannot become a catalogue; its arguments are Messages that name row or column."""


class UnknownItemError(RecommenderError):
    """An item id that the catalogue does not hold."""


class EngineError(RecommenderError):
    """An engine that is not fitted, does not fit the data it is given, or cannot be read from its folder."""


class InteractionError(RecommenderError):
    """A table of interactions, items or users is missing or breaks a rule; the message names file, row and column."""


class HistoryError(RecommenderError):
    """A person's own history cannot be read; its one argument is a Message that names file, row and column."""


class CommentsError(RecommenderError):
    """A file of comments cannot be read; the message names file and line."""


class RuleError(RecommenderError):
    """A file of rules cannot be read, or a rule in it means nothing; the message names the file and the rule."""


class ForecastError(RecommenderError):
    """A forecast's weights are missing or cannot be read."""


class SimulationError(RecommenderError):
    """People cannot be simulated as was asked, or what they are drawn from is missing."""
