"""Stories as their files state them, and what their people's senses are read as."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from emotion.modalities import FACE, VOICE
from emotion.types import EMOTIONS, Condition, Emotion
from pages.texts import LANGUAGES
from session.stories.script import FOLDER, Story, stories
from session.stories.trace import reading
from session.studies.located import FileError, read

JOY = EMOTIONS.index(Emotion.JOY)


@pytest.mark.parametrize("name", [file.stem for file in FOLDER.glob("*.yaml")])
def test_a_shipped_story_is_whole_in_every_language_and_short(name: str) -> None:
    story = stories()[name]
    said = [story.person, story.about]
    for chapter in story.chapters:
        said += [chapter.title, chapter.notice, chapter.note, *(d.says for d in chapter.does if d.says)]
        assert all(deed.at < chapter.seconds for deed in chapter.does)
    assert all(set(words) == set(LANGUAGES) and all(map(str.strip, words.values())) for words in said)
    assert 30 <= story.seconds <= 120


def test_there_are_three_people() -> None:
    assert len(stories()) == 3


def test_a_broken_story_is_told_by_line(tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text(
        (FOLDER / "mara.yaml").read_text(encoding="utf-8").replace("sadness:", "saddness:"), encoding="utf-8"
    )
    with pytest.raises(FileError, match="saddness"):
        read(file, Story)


def test_chapters_follow_each_other(story: Story) -> None:
    assert [story.begins(number) for number in (1, 2, 3)] == [0, 4, 8]
    assert [story.chapter_at(time) for time in (0, 3.9, 4, 11.9, 99)] == [1, 1, 2, 3, 3]
    with pytest.raises(IndexError):
        story.begins(4)


def test_each_deed_is_done_once(story: Story) -> None:
    steps = np.arange(-0.25, 12, 0.25)
    done = [deed for first, last in itertools.pairwise(steps) for deed in story.deeds_between(first, last)]
    assert done == [deed for chapter in story.chapters for deed in chapter.does]


def test_a_face_glides_and_wavers_the_same_way_each_time(story: Story) -> None:
    joy = [reading(story, FACE, time, 0.0).observation.probabilities[JOY] for time in (3.75, 5.0, 6.5)]
    assert joy[0] < 0.2 < joy[1] < joy[2]
    first, again, later = (reading(story, FACE, time, 0.0).observation.probabilities for time in (6.5, 6.5, 6.75))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, later)


def test_who_is_away_is_not_read(story: Story) -> None:
    assert reading(story, VOICE, 1.0, 5.0).condition == Condition.SILENT
    assert reading(story, FACE, 9.0, 5.0).condition == Condition.NO_FACE
    assert reading(story, FACE, 1.0, 5.0).time == 5.0
