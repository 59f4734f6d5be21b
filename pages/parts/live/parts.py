"""Names of the parts of the page that others have drawn anew."""

LIST, MAP, GOAL = "list", "map", "goal"
