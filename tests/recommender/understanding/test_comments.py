"""Files of comments, and what the command prints of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from recommender.errors import CommentsError
from recommender.understanding.comments import read_comments


def test_comments_come_in_their_order(tmp_path: Path) -> None:
    file = tmp_path / "comments.jsonl"
    file.write_text('{"text": "b"}\n\n{"text": "a", "more": 1}\n', encoding="utf-8")
    assert read_comments(file) == ["b", "a"]


@pytest.mark.parametrize("line", ["nonsense", "[]", '{"comment": "a"}', '{"text": 3}'])
def test_a_line_that_is_none_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "comments.jsonl"
    file.write_text('{"text": "a"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(CommentsError, match="line 2"):
        read_comments(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommentsError, match=r"nowhere\.jsonl"):
        read_comments(tmp_path / "nowhere.jsonl")
