"""The terms of a score, one file each. A new one is a file here, a line in TERMS, and words in pages/texts."""

from __future__ import annotations

from recommender.ranking.terms.affect import Affect
from recommender.ranking.terms.conformity import Conformity
from recommender.ranking.terms.feeling import Feeling
from recommender.ranking.terms.intent import IntentMatch
from recommender.ranking.terms.interest import Interest
from recommender.ranking.terms.novelty import Novelty
from recommender.ranking.terms.opening import Opening
from recommender.ranking.terms.rules import Rules
from recommender.ranking.terms.sequence import Sequence
from recommender.ranking.terms.taste import Taste
from recommender.ranking.terms.term import Term
from recommender.ranking.terms.went import Went
from recommender.ranking.terms.wish import Wish

TERMS: tuple[Term, ...] = (
    Affect(),
    Feeling(),
    IntentMatch(),
    Taste(),
    Interest(),
    Sequence(),
    Conformity(),
    Novelty(),
    Rules(),
    Wish(),
    Went(),
    Opening(),
)
