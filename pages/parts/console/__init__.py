"""Parts of the researcher's console."""
