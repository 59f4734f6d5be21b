"""Catalogues besides the demo's: the operator's, and those that visitors bring."""
