"""Lab: what the results' files say, drawn; what they do not say is not made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.charts import lab
from pages.parts.lab import questions, results
from pages.parts.lab.names import key
from pages.texts import texts
from tests.pages.conftest import Opener, shown

EN = texts("en")
PROTOCOL = {"dataset": "movielens_100k", "date": "2026-01-02", "judged_on": "val", "items_ranked": 1682, "notes": []}
GAIN = {"ndcg@10": [0.02, 0.01, 0.03], "hr@10": [0.03, 0.01, 0.05]}


def model(kind: str, ndcg: float, **more: object) -> dict[str, object]:
    figures = {"hr@10": 2 * ndcg, "ndcg@10": ndcg, "ci": {"ndcg@10": [ndcg - 0.01, ndcg + 0.01]}}
    return {"kind": kind} | figures | more


FIGURES = {
    "protocol": PROTOCOL,
    "n_users": 943,
    "models": {
        "popularity": model("baseline", 0.034, cold={"5": {"ndcg@10": 0.03}, "10": {"ndcg@10": 0.031}}),
        "linear_sequence": model(
            "engine",
            0.091,
            cold={"5": {"ndcg@10": 0.08}, "10": {"ndcg@10": 0.085}},
            by_profile={"sex": {"groups": {}, "gap": {"ndcg@10": 0.04, "hr@10": 0.02}}},
            train_seconds=3.0,
            train_memory_mb=50.0,
            serve_seconds_per_user=0.001,
        ),
        "blend": model("blend", 0.1, ablation={"popularity": GAIN, "linear_sequence": GAIN}),
    },
}
PARTS = {
    "protocol": PROTOCOL | {"dataset": "amazon_beauty_5core"},
    "n_users": 20,
    "models": {"fair": {"whole": {"ndcg@10": 0.05}, "without": {"the codes": {"ndcg@10": 0.03, "adds": GAIN}}}},
}


SHIFT = {
    "protocol": PROTOCOL,
    "n_users": 943,
    "models": {
        "mgce, without conformity": {
            "0.0": {"ndcg@10": [0.1, 0.09, 0.11]},
            "0.5": {"ndcg@10": [0.08, 0.07, 0.09]},
            "1.0": {"ndcg@10": [0.05, 0.04, 0.06]},
            "kept": {"ndcg@10": 0.5},
        }
    },
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "results"
    made.mkdir()
    monkeypatch.setattr(results, "RESULTS", made)
    return made


def write(folder: Path, name: str, content: object) -> None:
    (folder / name).write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture
def lab_page(open_app: Opener):
    return lambda: open_app().switch_page("lab.py").run()


class TestPage:
    def test_says_so_when_there_are_no_results(self, folder: Path, lab_page) -> None:
        app = lab_page()
        assert "no results here yet" in app.info[0].value
        assert not app.exception

    def test_tells_setting_best_model_and_what_the_figure_means(self, folder: Path, lab_page) -> None:
        write(folder, "a.json", FIGURES)
        app: AppTest = lab_page()
        text = shown(app).replace("\\", "")
        for said in ("Measured January 2, 2026", "943 people", "validation rows", "1,682 items", "0.63 at number two"):
            assert said in text
        assert "it does not in 1 of" in text
        assert "What each model adds to the Blend" in text

    def test_an_ablation_is_drawn_without_figures_of_its_own(self, folder: Path, lab_page) -> None:
        write(folder, "b.json", PARTS)
        text = shown(lab_page())
        assert "What each part adds to FAIR" in text
        assert "0.0500" in text

    def test_what_is_left_without_the_crowd_is_told(self, folder: Path, lab_page) -> None:
        write(folder, "c.json", SHIFT)
        app = lab_page()
        assert "When the crowd counts for less" in shown(app)
        table = app.dataframe[0].value
        assert table.index.tolist() == ["MGCE, without conformity"]
        assert table.to_numpy().tolist() == [[0.1, 0.08, 0.05, 0.5]]

    def test_another_set_and_another_figure_can_be_chosen(self, folder: Path, lab_page) -> None:
        write(folder, "a.json", FIGURES)
        write(folder, "b.json", PARTS)
        app = lab_page()
        assert "What each part adds to FAIR" in shown(app)
        app.pills(key="lab-dataset").set_value("movielens_100k").run()
        app.segmented_control(key="lab-metric-movielens_100k").set_value("hr@10").run()
        assert "among the first ten" in shown(app)
        assert "The largest difference in HR@10" in shown(app)
        assert "it does everywhere" in shown(app)

    @pytest.mark.parametrize(
        "content", ["{", "[]", "{}", '{"models": {}, "protocol": {}, "n_users": 1}', '{"models": {"x": 1}}', "null"]
    )
    def test_a_file_of_something_else_is_named_and_the_rest_drawn(self, folder: Path, lab_page, content: str) -> None:
        write(folder, "good.json", FIGURES)
        (folder / "odd.json").write_text(content, encoding="utf-8")
        app = lab_page()
        assert "odd" in app.warning[0].value
        assert "943 people" in shown(app)


def felt(accuracy: float, **more: object) -> dict[str, object]:
    figures = {name: accuracy for name in ("accuracy", "uar", "macro_f1")}
    part = figures | {"ci": {name: [accuracy - 0.05, accuracy + 0.05] for name in figures}} | more
    links = {"nothing known": None, "earlier films known": 0.7}
    return {"nothing known": part, "earlier films known": part, "links": links, "train_seconds": 1.0}


OVER = {"random forest": {"accuracy": [-0.02, -0.04, 0.01]}, "logistic regression": {"accuracy": [0.01, -0.01, 0.03]}}
FEELINGS = {
    "protocol": {"dataset": "ldos_comoda", "date": "2026-01-02", "judged_on": "val"},
    "n_people": 12,
    "n_rows": 500,
    "models": {"random forest": felt(0.5), "emotion graph, R-GCN": felt(0.48, over=OVER)},
}
COST = {"curve": [{"edges": 10_000, "seconds": 0.9}, {"edges": 1_000_000, "seconds": 91.0}], "exponent": 1.01}


class TestFeelings:
    def test_tells_the_best_model_and_what_the_paper_claims(self, folder: Path, lab_page) -> None:
        write(folder, results.FEELINGS, FEELINGS)
        app: AppTest = lab_page()
        text = shown(app)
        assert "over Random forest: -2.0 points of accuracy" in text
        assert "between -4.0 and +1.0; the paper claims +19.1" in text
        assert app.dataframe[0].value["accuracy"].tolist() == [0.5, 0.48]
        assert app.dataframe[0].value.index.tolist() == ["Random forest", "Emotion graph, R-GCN"]
        assert "Emotion graph, R-GCN 0.700; going by how many saw it, 0.700" in text
        assert not app.exception
        app.selectbox(key="lab-feelings-known").set_value("nothing known").run()
        assert "going by how many" not in shown(app)
        app.segmented_control(key="lab-feelings-figure").set_value("uar").run()
        assert "one in seven" in shown(app)

    def test_people_of_whom_each_was_held_out_once_come_first(self, folder: Path, lab_page) -> None:
        write(folder, results.FEELINGS, FEELINGS | {"cross_validated": FEELINGS | {"n_people": 97, "folds": 5}})
        app = lab_page()
        assert app.selectbox(key="lab-feelings-people").options == [
            "97 people, 500 films, each person held out once",
            "12 people, 500 films",
        ]

    def test_tells_what_an_epoch_costs(self, folder: Path, lab_page) -> None:
        write(folder, results.FEELINGS_COST, COST)
        app = lab_page()
        assert "to the power of 1.01" in shown(app)
        assert not app.exception

    @pytest.mark.parametrize("name", [results.FEELINGS, results.FEELINGS_COST])
    @pytest.mark.parametrize("content", ["{", "null", "{}", '{"models": {}}'])
    def test_a_file_of_something_else_is_named(self, folder: Path, lab_page, name: str, content: str) -> None:
        (folder / name).write_text(content, encoding="utf-8")
        app = lab_page()
        assert "holds no results of the emotion graph" in app.warning[0].value
        assert not app.exception

    def test_rows_of_the_cost_are_numbers(self) -> None:
        rows = lab.cost_rows(COST["curve"])
        assert rows["seconds"].tolist() == [0.9, 91.0]
        assert rows["edges"].dtype == "float64"


class TestShipped:
    def test_the_emotion_graphs_files_are_there_and_whole(self) -> None:
        found = json.loads((results.RESULTS / results.FEELINGS).read_text(encoding="utf-8"))
        assert {"R-GCN", "HGT"} <= {name.removeprefix("emotion graph, ") for name in found["models"]}
        assert found["cross_validated"]["n_people"] > found["n_people"]
        curve = json.loads((results.RESULTS / results.FEELINGS_COST).read_text(encoding="utf-8"))["curve"]
        assert curve[-1]["edges"] > 900_000

    def test_every_file_can_be_read(self) -> None:
        found, problems = results.read()
        assert problems == []
        assert found
        assert all(result.protocol.get("date") for result in found)


@pytest.mark.parametrize("file", sorted(results.RESULTS.glob("*.json")), ids=lambda file: file.stem)
def test_every_name_in_a_shipped_file_has_words(file: Path) -> None:
    found = json.loads(file.read_text(encoding="utf-8"))
    models = found.get("models", {})
    names = [("model", name) for name in models] + [("protocol", name) for name in found.get("protocol", {})]
    names += [("part", part) for model in models.values() for part in model.get("without", {})]
    names += [("profile", name) for model in models.values() for name in model.get("by_profile", {})]
    assert [key(*name) for name in names if not EN.has(key(*name))] == []


def test_bars_are_ordered_and_have_their_intervals() -> None:
    rows = lab.figures_rows(EN, FIGURES["models"], "ndcg@10")
    assert rows["name"].tolist() == ["Blend", "Linear sequence", "Popularity"]
    assert rows.loc[0, ["low", "high"]].tolist() == pytest.approx([0.09, 0.11])
    assert lab.figures_rows(EN, FIGURES["models"], "mrr").empty


def test_a_model_without_an_interval_is_drawn_without_one() -> None:
    rows = lab.figures_rows(EN, {"new_model": {"kind": "engine", "hr@10": 0.5}}, "hr@10")
    assert rows.to_dict("records") == [{"name": "new model", "kind": "engine", "value": 0.5, "low": 0.5, "high": 0.5}]


def test_parts_are_ordered_by_what_they_add() -> None:
    rows = lab.added_rows({"little": [0.001, -0.01, 0.01], "much": [0.1, 0.05, 0.15]})
    assert rows["name"].tolist() == ["much", "little"]


class TestQuestions:
    def test_come_first_and_are_answered_from_the_shipped_figures(self, open_app: Opener) -> None:
        app = open_app().switch_page("lab.py").run()
        assert [one.value for one in app.subheader[:3]] == ["Does it work?", "Does mood help?", "Is it fair?"]
        movielens = json.loads((results.RESULTS / "movielens_1m.json").read_text(encoding="utf-8"))["models"]
        found, popular = (round(100 * movielens[name]["hr@10"]) for name in ("blend", "popularity"))
        said = app.container(key="lab-works").markdown[0].value
        assert f"for {found} in 100" in said
        assert f"gets {popular} in 100" in said
        age = round(100 * movielens["blend"]["by_profile"]["age"]["gap"]["hr@10"])
        assert f"{age} by age" in app.container(key="lab-fair").markdown[0].value

    def test_a_small_gap_is_fair_and_a_large_one_is_not(self) -> None:
        def judged(gap: float) -> list[results.Result]:
            profile = {"sex": {"groups": {}, "gap": {"hr@10": gap}}}
            models = {"blend": model("blend", 0.1, by_profile=profile)}
            return [results.Result("movielens_100k", PROTOCOL, 943, models, "figures")]

        assert questions.fair(judged(0.02)).key == "lab-answer-fair"
        assert questions.fair(judged(0.05)).key == "lab-answer-unfair"

    def test_what_was_not_measured_is_not_answered(self) -> None:
        assert questions.works([]) is None
        assert questions.fair([]) is None
        assert questions.mood_helps({}) is None
