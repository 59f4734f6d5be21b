"""The simulated user: the local one learns whom to please, the language model is asked, and its failures are plain."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from recommender.engines.uim.engine import UiM
from recommender.engines.uim.language_user import (
    LocalUser,
    ServedUser,
    ask_or_keep,
    language_user,
    messages,
    parsed,
    said_before,
)
from recommender.engines.uim.simulated_user import FEATURES, SimulatedUser, came_after
from recommender.errors import EngineError
from tests.recommender.engines.made import language_model, planted
from tests.recommender.engines.test_uim import SMALL

VECTORS = np.array([[1, 0], [1, 0.1], [0, 1], [0.1, 1], [0.7, 0.7]], np.float32)


class Stub(BaseHTTPRequestHandler):
    """Answers what the server's `says` holds, after `waits` seconds, and keeps what it was asked."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, self.headers.get("Authorization"), body))
        time.sleep(self.server.waits)
        reply = json.dumps({"choices": [{"message": {"role": "assistant", "content": self.server.says}}]}).encode()
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(reply if self.server.status == 200 else b"{}")

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def stub() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    server.asked, server.waits, server.status, server.says = [], 0.0, 200, "RANKING: 2, 1"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def served(stub: ThreadingHTTPServer, timeout: float = 5.0) -> ServedUser:
    return ServedUser(f"http://127.0.0.1:{stub.server_address[1]}/v1", "tiny", key="k", timeout=timeout)


def local() -> SimulatedUser:
    after = came_after([np.array([0, 1, 2])], 5)
    return SimulatedUser(VECTORS, after, np.array([9, 5, 3, 1, 0], np.float32), np.array([0, 0, 1, 1, 1], np.float32))


def test_features_by_hand() -> None:
    found = local().features(np.array([[1, 2]]), np.array([[3.0, 1.0]]), [np.array([2, 0])])[0]
    by_name = dict(zip(FEATURES, found.T, strict=True))
    assert by_name["score"].tolist() == [0, -2]
    assert by_name["place"] == pytest.approx([-1, -np.log2(3)])
    assert by_name["like the last item"] == pytest.approx([1 / np.hypot(1, 0.1), 0], abs=1e-5)
    assert by_name["taken after the last item"] == pytest.approx([np.log(2), 0])
    assert by_name["rare, for a person who accepts new items"] == pytest.approx([0, 0.5])


def test_learns_that_people_go_by_likeness_against_the_engines_order() -> None:
    rng = np.random.default_rng(0)
    histories = [np.array([rng.integers(2) * 2]) for _ in range(300)]
    candidates = np.tile([1, 3], (300, 1))
    candidates[rng.random(300) < 0.5] = [3, 1]
    taken = np.array([history[0] + 1 for history in histories])
    user, scores = local(), np.tile([1.0, 0.0], (300, 1))
    user.learn(candidates, scores, histories, taken)
    liked = np.take_along_axis(candidates, user.feedback(candidates, scores, histories).argmax(axis=1)[:, None], axis=1)
    assert (liked[:, 0] == taken).all()


def test_who_took_no_candidate_teaches_nothing() -> None:
    user = local()
    user.learn(np.array([[1, 3]]), np.array([[1.0, 0.0]]), [np.array([0])], np.array([4]))
    feedback = user.feedback(np.array([[1, 3]]), np.array([[1.0, 0.5]]), [np.array([0])])
    assert feedback[0] == pytest.approx([0, -0.5])


def test_items_that_came_after_are_counted() -> None:
    counts = came_after([np.array([0, 1, 0, 1]), np.array([1]), np.array([], int)], 3).toarray()
    np.testing.assert_array_equal(counts, [[0, 2, 0], [1, 0, 0], [0, 0, 0]])
    assert came_after([], 2).nnz == 0


def test_served_model_is_asked_in_three_roles_and_its_order_is_taken(stub: ThreadingHTTPServer) -> None:
    stub.says = "I like old films. RANKING: 3, 1"
    assert served(stub).order({"sex": "F"}, ["Alien"], ["Heat", "Babe", "Fargo"]) == [2, 0, 1]
    path, key, body = stub.asked[0]
    assert (path, key, body["model"]) == ("/v1/chat/completions", "Bearer k", "tiny")
    profile, memory, feedback = (message["content"] for message in body["messages"])
    assert "sex F" in profile
    assert "Alien" in memory
    assert "3. Fargo" in feedback


@pytest.mark.parametrize(
    ("status", "says", "waits", "reason"),
    [
        (500, "", 0, "answered 500"),
        (200, "RANKING: 1", 1.0, "did not answer within"),
        (200, "no idea", 0, "holds no ranking"),
    ],
)
def test_failure_keeps_the_order_and_says_why(
    stub: ThreadingHTTPServer, caplog: pytest.LogCaptureFixture, status: int, says: str, waits: float, reason: str
) -> None:
    stub.status, stub.says, stub.waits = status, says, waits
    with caplog.at_level(logging.WARNING):
        assert ask_or_keep(served(stub, timeout=0.3), {}, ["a"], ["b", "c"]) == [0, 1]
    assert reason in caplog.text


def test_nobody_there_is_said(caplog: pytest.LogCaptureFixture) -> None:
    assert ask_or_keep(ServedUser("http://127.0.0.1:9/v1", "tiny", timeout=1), {}, ["a"], ["b", "c"]) == [0, 1]
    assert "cannot be reached" in caplog.text


def test_ranking_is_read_off_the_last_line_that_has_one() -> None:
    assert parsed("RANKING: 1\nno, rather\nranking: 3, 3, 9, 2", 4) == [2, 1, 0, 3]
    with pytest.raises(EngineError, match="no ranking"):
        parsed("RANKING: 7", 4)


def test_nothing_known_of_a_person_is_said_to_the_model() -> None:
    assert "nothing is known" in messages({}, [], ["a"])[0]["content"]


def test_environment_says_which_model() -> None:
    assert language_user({}) is None
    user = language_user({"ATTUNE_LLM_URL": "http://h/v1/", "ATTUNE_LLM_MODEL": "m"})
    assert isinstance(user, ServedUser)
    assert (user.url, user.model) == ("http://h/v1", "m")
    assert isinstance(language_user({"ATTUNE_LLM_FOLDER": "somewhere"}), LocalUser)
    with pytest.raises(EngineError, match="ATTUNE_LLM_MODEL"):
        language_user({"ATTUNE_LLM_URL": "http://h/v1"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a language model of four words and weights drawn at random."""
    return language_model(tmp_path)


def test_local_model_is_run_from_its_folder(folder: Path) -> None:
    assert set(LocalUser(folder).answer(messages({}, ["a"], ["a", "b"])).split()) <= {"RANKING", "a", "b"}


def test_local_model_says_how_likely_each_text_is_after_the_conversation(folder: Path) -> None:
    """The texts are read together, padded, behind a conversation that is read once; here each is read by itself."""
    import torch

    user, conversation, texts = LocalUser(folder), said_before({"sex": "F"}, ["a", "a b"]), ["a", "b a b", "RANKING b"]
    tokeniser, model = user.loaded
    before = tokeniser("\n\n".join(message["content"] for message in conversation))["input_ids"]
    for found, text in zip(user.likelihoods(conversation, texts), texts, strict=True):
        after = tokeniser(text)["input_ids"]
        with torch.inference_mode():
            logs = torch.log_softmax(model(torch.tensor([before + after])).logits[0], dim=1)
        places = range(len(before) - 1, len(before) + len(after) - 1)
        assert found == pytest.approx(
            sum(float(logs[row, word]) for row, word in zip(places, after, strict=True)), abs=1e-4
        )


def test_local_model_orders_by_what_the_history_makes_likelier(folder: Path) -> None:
    user, history, offered = LocalUser(folder), ["a", "b"], ["a", "b a", "RANKING"]
    gain = user.likelihoods(said_before({}, history), offered) - user.likelihoods(said_before({}, []), offered)
    assert user.order({}, history, offered) == np.argsort(-gain).tolist()


def test_folder_without_a_model_is_said(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="not a transformers model"):
        LocalUser(tmp_path).answer([{"role": "user", "content": "a"}])


def test_engine_hands_its_first_2k_to_the_language_model(stub: ThreadingHTTPServer, tmp_path: Path) -> None:
    data = planted(n_users=60)
    engine = UiM(**SMALL | {"epochs": 1})
    engine.fit(data, tmp_path, seed=0)
    first = [item for item, _ in engine.recommend(data.items[:2], None, 4)]
    stub.says = "RANKING: 4, 1"
    engine.language = served(stub)
    listed = engine.recommend(data.items[:2], None, 2)
    assert [item for item, _ in listed] == [first[3], first[0]]
    assert listed[0][1] >= listed[1][1]
    assert "item of group" in stub.asked[0][2]["messages"][1]["content"]
    stub.says = "?"
    assert [item for item, _ in engine.recommend(data.items[:2], None, 2)] == first[:2]
    engine.recommend([], None, 2)
    assert len(stub.asked) == 2  # of somebody without history it cannot judge
