"""Titles and people of the catalogue, found in what people type."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from recommender.catalogue.titles import plain
from recommender.understanding.lexicon import Lexicon, folded
from recommender.understanding.mentions import Mention, find_mentions

MOST_WORDS = 8
"""Words of the longest name that is looked for."""

CLOSE = 87
"""From this similarity on (rapidfuzz's ratio, 0 to 100), another spelling is the same name."""

_WORD = re.compile(r"[\w'&.-]*\w")
_CAPITAL = r"[A-ZÀ-Þ](?:\.|[\w'-]*(?:\.[\w'-]+)*)"
_CAPITALISED = re.compile(rf"{_CAPITAL}(?:(?: (?:de|von|van|der|la|le|del|of|the|and|&))* {_CAPITAL})*")


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Plain forms of titles and of people -> as the catalogue has them. surnames: those only one person has."""

    titles: Mapping[str, str]
    people: Mapping[str, str]
    surnames: Mapping[str, str]

    @classmethod
    def of(cls, titles: Iterable[str], people: Iterable[str]) -> Gazetteer:
        """The gazetteer of these names."""
        named = {plain(name): name for name in people}
        last = Counter(name.split()[-1] for name in named if len(name.split()) > 1)
        surnames = {
            name.split()[-1]: full
            for name, full in named.items()
            if len(name.split()) > 1 and last[name.split()[-1]] == 1 and len(name.split()[-1]) > 2
        }
        return cls({plain(title): title for title in titles}, named, surnames)

    def find(self, text: str, lexicon: Lexicon) -> list[Mention]:
        """The titles and people named in a comment, none overlapping; text has its capitals."""
        found: list[Mention] = []
        for mention in (*self._likes(text, lexicon), *self._people(text, lexicon), *self._capitalised_titles(text)):
            if not any(mention.start < other.end and other.start < mention.end for other in found):
                found.append(mention)
        return sorted(found, key=lambda mention: mention.start)

    def _likes(self, text: str, lexicon: Lexicon) -> Iterable[Mention]:
        """What follows "something like": a title, by any spelling that is close, or a person."""
        for cue in lexicon.words["like"].finditer(folded(text)):
            words = _words_after(text, cue.end())
            for count in range(len(words), 0, -1):
                start, end = words[0][0], words[count - 1][1]
                title = self._title(text[start:end])
                if title:
                    yield Mention("like", title, start, end)
                    break
                name = plain(text[start:end])
                if name in self.people:
                    yield Mention("people", self.people[name], start, end)
                    break
            else:
                named = words and _CAPITALISED.match(text, words[0][0])
                if named and len(named[0].split()) > 1:
                    yield Mention("like", named[0].strip(), named.start(), named.start() + len(named[0].rstrip()))

    def _title(self, text: str) -> str | None:
        wanted = plain(text)
        if wanted in self.titles:
            return self.titles[wanted]
        close = process.extractOne(wanted, self.titles.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE)
        return self.titles[close[0]] if close and len(wanted) > 4 else None

    def _people(self, text: str, lexicon: Lexicon) -> Iterable[Mention]:
        cued = {cue.end() for cue in lexicon.words["by"].finditer(folded(text))}
        words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
        at = 0
        while at < len(words):
            follows = any(0 <= words[at][0] - end <= 1 for end in cued)
            mention = self._person_at(text, words[at : at + 5], follows, lexicon)
            if mention:
                yield mention
                at += sum(1 for start, _ in words[at:] if start < mention.end)
            else:
                at += 1

    def _person_at(self, text: str, words: list[tuple[int, int]], cued: bool, lexicon: Lexicon) -> Mention | None:
        start = words[0][0]
        for _, end in reversed(words):
            name = plain(re.sub(r"'s$", "", text[start:end]))
            single = " " not in name
            if single and (find_mentions(name, lexicon) or not (cued or _before_kind(text, end, lexicon))):
                continue
            if name in self.people and (not single or text[start].isupper() or len(name) > 4):
                return Mention("people", self.people[name], start, end)
            if single and name in self.surnames and (text[start].isupper() or len(name) > 4):
                return Mention("people", self.surnames[name], start, end)
            if not single and cued and len(name) > 7:
                close = process.extractOne(name, self.people.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE)
                if close:
                    return Mention("people", self.people[close[0]], start, end)
        named = _CAPITALISED.match(text, start)
        if cued and named and len(named[0].split()) > 1:
            return Mention("people", named[0].strip(), start, start + len(named[0].rstrip()))
        return None

    def _capitalised_titles(self, text: str) -> Iterable[Mention]:
        """Titles of several words written with capitals, wherever they stand: nothing in them is a wish."""
        words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
        for first, (start, _) in enumerate(words):
            if not text[start].isupper():
                continue
            for _, end in reversed(words[first + 1 : first + MOST_WORDS]):
                if plain(text[start:end]) in self.titles and text[start:end].split()[-1][0].isupper():
                    yield Mention("named", self.titles[plain(text[start:end])], start, end)
                    break


def _before_kind(text: str, end: int, lexicon: Lexicon) -> bool:
    """Whether a kind follows, as in "queen songs"."""
    after = folded(text[end + 1 :])
    return any(pattern.match(after) for pattern, _ in lexicon.named["kinds"])


def _words_after(text: str, place: int) -> list[tuple[int, int]]:
    """Places of the words from `place` to the end of the clause, at most MOST_WORDS."""
    end = re.compile(r"[,;!?\n]|\.(?:\s|$)").search(text, place)
    stop = end.start() if end else len(text)
    return [(m.start(), m.end()) for m in _WORD.finditer(text, place, stop)][:MOST_WORDS]
