from dataclasses import replace

from pages.parts.live.attempts import PATIENCE, REST, Attempt, after
from pages.parts.live.preflight import GIVE_UP_AFTER

FIRST = Attempt(started=100.0, begins=100.0)


def test_a_connection_may_take_its_time():
    assert after(FIRST, 100.0 + PATIENCE - 0.1, offered=True) == FIRST


def test_a_connection_that_hangs_rests_and_begins_anew_with_more_patience():
    resting = after(FIRST, 107.0, offered=True)
    assert resting.resting
    assert after(resting, 107.0 + REST / 2, offered=False) == resting
    again = after(resting, 107.0 + REST, offered=False)
    assert not again.resting
    assert after(again, again.begins + 1.5 * PATIENCE, offered=True) == again
    assert after(again, again.begins + 2.1 * PATIENCE, offered=True).number == 2


def test_what_arrives_ends_the_waiting_but_no_rest():
    assert after(FIRST, 107.0, offered=True, connected=True) == FIRST
    resting = after(FIRST, 107.0, offered=True)
    assert not after(resting, 107.0 + REST, offered=False, connected=True).resting


def test_refused_devices_are_asked_for_no_more():
    assert after(FIRST, 100.0 + GIVE_UP_AFTER - 0.1, offered=False) == FIRST
    given_up = after(FIRST, 100.1 + GIVE_UP_AFTER, offered=False)
    assert given_up.given_up
    assert after(given_up, 200.0, offered=False) == given_up


def test_an_attempt_after_a_rest_has_its_own_time_to_be_offered():
    again = replace(FIRST, begins=108.0, number=1)
    assert not after(again, 100.1 + GIVE_UP_AFTER, offered=False).given_up
