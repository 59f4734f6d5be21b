"""Parts of the page that participants of a study see."""
