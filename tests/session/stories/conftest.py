"""A short story for the fakes: calm, then cheerful with words and deeds, then gone."""

from __future__ import annotations

import pytest

from session.stories.script import Story


def both(words: str) -> dict[str, str]:
    return {"en": words, "de": words}


@pytest.fixture(scope="session")
def story() -> Story:
    said = {"notice": both("look"), "note": both("say"), "seconds": 4}
    return Story.model_validate(
        {
            "name": "short",
            "person": both("One"),
            "about": both("What happens."),
            "chapters": [
                {"title": both("calm"), "face": {"neutral": 0.8}, "voice": "away", **said},
                {
                    "title": both("glad"),
                    "face": {"joy": 0.8},
                    **said,
                    "does": [{"at": 1, "says": both("I am happy")}, {"at": 2, "wants": "lift"}, {"at": 3, "likes": 1}],
                },
                {"title": both("gone"), "face": "away", **said, "does": [{"at": 1, "holds": True}]},
            ],
        }
    )
