"""Whoever follows the recipes of CONTRIBUTING.md gets what they promise: each is followed here, in a copy."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from recommender.engines.contract import Engine
from tests.recipes.followers import Followers
from tests.recommender.engines.contract import EngineContract

ROOT = Path(__file__).resolve().parent.parent
RECIPES = ROOT / "tests" / "recipes"
LANGUAGES = ("en", "de")


class TestEngine(EngineContract):
    def make(self) -> Engine:
        return Followers()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The product, to be changed."""
    for package in ("emotion", "recommender", "session", "pages", "tests"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "assets").symlink_to(ROOT / "assets")
    return tmp_path


def step(recipe: str, named: str) -> None:
    """The recipe tells to do this."""
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert named in contributing.split(f"## {recipe}\n")[1].split("\n## ")[0]


def line(file: Path, before: str, new: str) -> None:
    """Put a new line in front of the one that begins with `before`."""
    text = file.read_text(encoding="utf-8")
    assert len(re.findall(f"^{re.escape(before)}", text, re.MULTILINE)) == 1, f"{file} has not one line {before!r}"
    file.write_text(re.sub(f"^(?={re.escape(before)})", new.replace("\\", r"\\") + "\n", text, flags=re.MULTILINE))


def words(copy: Path, entries: str) -> None:
    """Put words into every language."""
    for language in LANGUAGES:
        (copy / "pages" / "texts" / language / "more.ftl").write_text(entries, encoding="utf-8")


def told(copy: Path, program: str) -> str:
    """What a program prints that runs in the copy."""
    done = subprocess.run([sys.executable, "-c", program], cwd=copy, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_term(copy: Path) -> None:
    terms = copy / "recommender" / "ranking" / "terms"
    step("A term", "`recommender/ranking/terms/NAME.py`")
    shutil.copy(RECIPES / "recency.py", terms / "recency.py")
    step("A term", "`TERMS` in `recommender/ranking/terms/__init__.py`")
    line(
        terms / "__init__.py",
        "from recommender.ranking.terms.sequence",
        "from recommender.ranking.terms.recency import Recency",
    )
    line(terms / "__init__.py", "    Wish(),", "    Recency(),")
    step("A term", "`pages/texts/en/` and `pages/texts/de/`")
    words(copy, "term-recency = is new\nof-late = from { $year }\n    .opening = From { $year }\n")
    printed = told(
        copy,
        """
from emotion.trajectory import TrajectorySummary
from pages.texts import texts
from recommender.policy.iso import strategy_for
from recommender.ranking.explanation import explain
from recommender.ranking.ranker import Ranker
from recommender.types import Context
from tests.fakes import catalogue

context = Context(trajectory=TrajectorySummary(time=0.0))
ranker = Ranker(catalogue())
strategy = strategy_for(context)
listed = ranker.rank(context, strategy)
print(min(one.item.year for one in listed))
for cause in explain(ranker, context, strategy, listed[0]).causes:
    print(cause.term, texts("de").say(cause.text))
""",
    )
    assert int(printed.splitlines()[0]) > 1980
    assert re.search(r"^recency from 20\d\d$", printed, re.MULTILINE)


def test_a_modality(copy: Path) -> None:
    modalities = copy / "emotion" / "modalities"
    step("A modality", "`emotion/modalities/NAME.py`")
    shutil.copy(RECIPES / "heart.py", modalities / "heart.py")
    step("A modality", "`MODALITIES` in `emotion/modalities/__init__.py`")
    line(modalities / "__init__.py", "from emotion.modalities.text", "from emotion.modalities.heart import HEART")
    registry = modalities / "__init__.py"
    registry.write_text(
        registry.read_text(encoding="utf-8").replace("(FACE, VOICE, TEXT, TOLD)", "(FACE, VOICE, TEXT, HEART, TOLD)")
    )
    step("A modality", "`pages/texts/en/` and `pages/texts/de/`")
    keys = ("modality", "consent", "baseline-of", "without", "change-after")
    words(copy, "".join(f"{key}-heart = Heart\n" for key in keys))
    printed = told(
        copy,
        """
from emotion.modalities import asked_for
from emotion.modalities.heart import HEART
from emotion.modality import Arrival
from emotion.message import Message
from pages.parts.shared import words
from pages.texts import texts
from recommender.ranking.ranker import Ranker
from session.record.log import EventLog
from session.record.record import Record
from session.sitting.choices import Choices
from session.sitting.inputs import Inputs
from session.sitting.pipeline import Pipeline
from session.sitting.shared import Shared
from session.types import Consent
from tests import fakes

assert HEART in asked_for()
choices = Choices(Consent.to(HEART))
log = EventLog("sqlite:///sitting.db")
pipeline = Pipeline(Shared(fakes.FakeModels(), Ranker(fakes.catalogue()), log), Record(log, "one"), choices, 0.0)
for second in range(1, 4):
    snapshot = pipeline.step(Inputs(choices, True, {HEART: [Arrival(115.0, float(second))]}), float(second))
log.close()
print(texts("de").say(words.modality_name(HEART)), snapshot.meters[HEART].status, round(snapshot.state.arousal, 2))
""",
    )
    assert printed.split() == ["Heart", "on", "0.83"]


def test_a_page_part(copy: Path) -> None:
    step("A page part", "`pages/parts/PAGE/NAME.py`")
    shutil.copy(RECIPES / "visits.py", copy / "pages" / "parts" / "about" / "visits.py")
    about = copy / "pages" / "about.py"
    about.write_text(
        about.read_text(encoding="utf-8").replace("import cards, tier", "import cards, tier, visits")
        + "    visits.show()\n"
    )
    step("A page part", "`Tab` in `pages/parts/shared/tab.py`")
    line(copy / "pages" / "parts" / "shared" / "tab.py", "    deletes: bool", "    visits: int = 0")
    words(copy, "visits = Looked at { $count } times\n")
    printed = told(
        copy,
        """
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest
from session import serve
from recommender.ranking.ranker import Ranker
from tests import fakes

ContextProxy.cookies = {}
serve.load_models = fakes.FakeModels
serve.understanding_of = lambda *_: fakes.FakeUnderstanding()
serve.shipped_ranker = lambda _: Ranker(fakes.catalogue(24))
app = AppTest.from_file("pages/navigation.py", default_timeout=60).run().switch_page("about.py").run().run()
assert not app.exception, app.exception
print([caption.value for caption in app.caption if "Looked" in caption.value][0])
""",
    )
    assert "Looked at 2 times" in printed


def test_a_language(copy: Path) -> None:
    texts = copy / "pages" / "texts"
    step("A language", "`pages/texts/CODE/`")
    shutil.copytree(texts / "en", texts / "nl")
    step("A language", "`LANGUAGES` in `pages/texts/__init__.py`")
    registry = texts / "__init__.py"
    registry.write_text(
        registry.read_text(encoding="utf-8").replace('"de": "Deutsch"}', '"de": "Deutsch", "nl": "Nederlands"}')
    )
    printed = told(
        copy,
        """
from pages.texts import best_of, texts
print(best_of("nl-NL,nl;q=0.9"), len(texts("nl").keys) == len(texts("en").keys), texts("nl")("page-about"))
""",
    )
    assert printed.split() == ["nl", "True", "About"]
