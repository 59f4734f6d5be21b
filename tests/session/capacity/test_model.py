"""The model of what sittings take: fitted on few, it tells of more; and a plan made with it."""

from __future__ import annotations

import json

import pytest

from session.capacity.measuring import EVENTS, STAGES, Load
from session.capacity.model import PAGE, Model, Plan, planned
from session.capacity.report import found, show

COST = dict.fromkeys(STAGES, 0.002) | {"face": 0.004, "voice": 0.02, "network": 0.0005}


def load(sittings: int, faces: float = 15.0) -> Load:
    """A load at which every stage costs what COST says, and so many faces a second are read of each sitting."""
    each = {
        "packets": 80.0,
        "sittings": 1.0,
        "frames": 15.0,
        "face": faces,
        "voice": 1.0,
        "fusion": 4.5,
        "ranking": 1.0,
    }
    events = {name: sittings * rate for name, rate in each.items()} | {"sittings": float(sittings)}
    cpu = {stage: COST[stage] * events[EVENTS[stage]] for stage in STAGES}
    return Load(
        rung=0,
        sittings=sittings,
        seconds=20.0,
        cpu=cpu,
        events=events,
        dropped=0.0,
        sound_dropped=0.0,
        frame_ms=(20.0, 60.0),
        memory_mb=1200.0 + 20 * sittings,
        received=100_000.0 * sittings,
        sent=120_000.0 * sittings,
        rows=2.0 * sittings,
        stored=1500.0 * sittings,
    )


@pytest.fixture
def model() -> Model:
    return Model.of([load(1), load(2), load(4)], page=0.05)


def test_more_take_as_many_times_as_much(model: Model) -> None:
    assert model.cost == pytest.approx(COST | {PAGE: 0.05})
    assert model.cores(8) == pytest.approx(load(8).total + 8 * 0.05)
    assert model.memory_mb == pytest.approx((1200.0, 20.0))
    assert (model.received, model.stored) == pytest.approx((100_000.0, 1500.0))


def test_where_fewer_faces_are_read_less_is_predicted(model: Model) -> None:
    busy = load(8, faces=6.0)
    assert model.at(busy) == pytest.approx(busy.total)
    assert busy.total < model.cores(8)


def test_the_first_to_give_way_stands_first(model: Model) -> None:
    few, many = model.limits(0.5), model.limits(64)
    assert next(iter(few)) == "cores"
    assert next(iter(many)) == "interpreter"
    assert many["cores"] == pytest.approx(64 / model.sitting)
    assert many["event loop"] == pytest.approx(1 / (0.0005 * 80))
    assert list(many.values()) == sorted(many.values())


def test_a_plan_states_no_cost_without_a_price(model: Model) -> None:
    free = {line.what: line for line in planned(model, Plan())}
    assert not {"cores an hour", "traffic out an hour", "or graphics cards"} & set(free)
    assert free["processor"].value == pytest.approx(10_000 * model.sitting)
    assert free["media in"].value == pytest.approx(8.0)
    assert free["through TURN"].value == pytest.approx(0.2 * (8.0 + 9.6))
    assert free["record"].value == pytest.approx(20_000)
    priced = {line.what: line.value for line in planned(model, Plan(core_hour=0.02, gigabyte=0.01, gpu_faces=5000))}
    assert priced["cores an hour"] == pytest.approx(free["machines"].value * 16 * 0.02)
    assert priced["traffic out an hour"] == pytest.approx(9.6 * 450 * 0.01)
    assert priced["or graphics cards"] == pytest.approx(30)


def test_every_line_comes_with_its_arithmetic(model: Model) -> None:
    assert all(line.how and line.value > 0 for line in planned(model, Plan(people=500)))


def test_the_report_is_one_object_of_json_and_can_be_read(model: Model, capsys: pytest.CaptureFixture[str]) -> None:
    loads = [load(1), load(2), load(4)]
    report = json.loads(json.dumps(found(loads, [load(8)], model, Plan(), 2.0)))
    assert report["checked"][0]["off"] == pytest.approx(0.0)
    assert report["sitting"] == pytest.approx(model.sitting)
    show(report)
    shown = capsys.readouterr().out
    assert "8 sittings, processes: 1: " in shown
    assert "10000 people at once, on paper" in shown
    assert all(f"\n{stage} " in shown for stage in STAGES)


def test_processes_side_by_side_are_checked_by_what_they_take_together(model: Model) -> None:
    found_of_both = found([load(1)], [], model, Plan(), 2.0, apart=[load(4), load(4, faces=6.0)])
    [both] = found_of_both["checked"]
    assert (both["sittings"], both["processes"]) == (8, 2)
    assert both["measured"] == pytest.approx(load(4).total + load(4, faces=6.0).total)
    assert both["off"] == pytest.approx(0.0)
