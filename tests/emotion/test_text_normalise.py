"""Comments as people type them become plain words, whatever is in them, in bounded time."""

import time

import pytest

from emotion.text.normalise import MAX_CHARACTERS, has_words, normalise


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        ("I got it 🎉", "I got it celebrating hooray"),
        ("no 😭😭😭😭😭", "no crying so sad crying so sad"),
        ("🤷🏽‍♀️", "don't know"),
        ("a crab 🦀", "a crab crab"),
        ("ok :)", "ok happy"),
        ("not good :(", "not good sad"),
        (":'(", "crying sad"),
        (">:(", "angry"),
        ("love u <3", "love u love"),
        ("</3", "heartbroken"),
        ("hahah xD", "hahah haha so funny"),
        ("I dont know, im fine", "I don't know, i'm fine"),
        ("I don\u2019t know", "I don't know"),
        ("I cant stop crying", "I keep crying"),
        ("I can't stop", "I can't stop"),
        ("sooooo goooood!!!!!!", "soo good!!"),
        ("YAAAY!", "yay, so happy!"),
        ("ew", "eww, disgusting"),
        ("a few new sewers", "a few new sewers"),
        ("This slaps", "This is amazing"),
        ("it was lit, we lit a candle", "it was amazing, we lit a candle"),
        ("stressed AF", "stressed as hell"),
        ("it couldnt be better", "it is perfect"),
        ("could be worse", "not too bad"),
        ("in 1000 years", "in 1000 years"),
        ("at 12:00 sharp", "at 12:00 sharp"),
        ("<b>so</b> <i class='x'>happy</i> &amp; glad", "so happy & glad"),
        ("a < b and b > c", "a < b and b > c"),
        ("see https://example.org/a?b=c now", "see now"),
        ("two\n\n  lines\t", "two lines"),
        ("a\x00b\x07c", "a b c"),
        ("\u202eright to left", "right to left"),
        ("مرحبا 😡", "مرحبا very angry"),
        ("\U0001d4fc\U0001d4ea\U0001d4ed", "sad"),
    ],
)
def test_known_comments(comment, words):
    assert normalise(comment) == words


@pytest.mark.parametrize(
    "comment", ["", "   \n\t", "...", "?!?!", "\x00\x01\x02", "\u200b\u202e", "🏽", "-- * --", "&nbsp;"]
)
def test_comments_without_a_word(comment):
    assert not has_words(normalise(comment))


@pytest.mark.parametrize(
    "piece",
    ["a", "😂", "<", "<a ", "&amp;", "\ufdfa", ":(", "www.", "http://", "not ", "\ud83d", "e\u0301", "((", "😂😡"],
)
@pytest.mark.timing
def test_length_and_time_are_bounded(piece):
    start = time.perf_counter()
    text = normalise(piece * (100_000 // len(piece)))
    assert len(text) <= MAX_CHARACTERS
    assert time.perf_counter() - start < 0.5
