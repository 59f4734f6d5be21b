"""Two web processes behind the proxy on one PostgreSQL: each request finds its own, and what is gone is made up for."""

from __future__ import annotations

import base64
import json
import os
import random
import secrets
import socket
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, expect, sync_playwright

from pages.web.browser import COOKIE
from tests.browser import chromium, media, server
from tests.browser.live import Live
from tests.network.proxied import proxy
from tests.postgres.conftest import Server

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]

MEDIA, RECONNECTS, AT_ONCE = 2_000, 500, 8
RECOVERS_WITHIN = 15.0
"""Seconds after which a page has to work again by itself."""

AWAY = 10.0
PEOPLE = 6


@dataclass
class Hall:
    """The proxy's address, the web processes behind it by what the proxy calls them, and their record."""

    address: str
    web: dict[str, server.Server]
    folder: Path
    record: Server
    database: str
    browser: Browser

    def visitor(self, context: BrowserContext | None = None) -> tuple[Live, BrowserContext]:
        """Somebody who looks on without being sensed, at the list."""
        context = context or self.browser.new_context()
        live = self._at_notice(context)
        live.click("look-first")
        expect(live.key("live-list")).to_be_visible(timeout=60_000)
        live.settle()
        return live, context

    def sensed(self, context: BrowserContext) -> Live:
        """Somebody who is seen and heard, and whose feeling is read."""
        live = self._at_notice(context)
        live.agree()
        live.click("live-start")
        live.sure_state(60)
        return live

    def of_two(self) -> BrowserContext:
        """A browser that got its secret from one process and is sent to the other with it."""
        host, parted = urlsplit(self.address), ""
        while not parted:
            secret = answered(host, "/").getheader("set-cookie").split(";")[0].partition("=")[2]
            answered(host, "/_stcore/health", secret)
            time.sleep(0.1)
            (_, gave, *_), (cookie, to, *_) = self.asked()[-2:]
            parted = secret if cookie == secret and gave != to else ""
        context = self.browser.new_context()
        context.add_cookies([{"name": COOKIE, "value": parted, "url": self.address, "httpOnly": True}])
        return context

    def _at_notice(self, context: BrowserContext) -> Live:
        live = Live(context.new_page(), self.address)
        live.page.goto(f"{self.address}/?details=1")
        expect(live.key("live-consent")).to_be_visible(timeout=60_000)
        return live

    def asked(self) -> list[tuple[str, str, str, str]]:
        """(cookie, server, status, path) of each request that has ended; of one asked twice, the last server."""
        lines = (self.folder / "access.log").read_text(encoding="utf-8").splitlines()
        split = [line.replace(", ", ",").split(" ", 3) for line in lines]
        return [(cookie, to.split(",")[-1], status, path) for cookie, to, status, path in split]

    def of(self, context: BrowserContext) -> str:
        """The web process that a visitor is at."""
        own = cookie_of(context)
        return [to for cookie, to, _, _ in self.asked() if cookie == own][-1]

    def liked(self) -> int:
        """How many likes are recorded; -1 while the record is away."""
        try:
            with self.record.connect(self.database) as connection:
                return connection.execute("SELECT count(*) FROM actions WHERE action = 'like'").fetchone()[0]
        except OSError:
            return -1

    def like(self, live: Live, row: int) -> None:
        live.key(f"rec-{row}-like").get_by_role("button").first.dispatch_event("click", timeout=10_000)

    def until_liked(self, number: int, within: float) -> float:
        """Wait until so many likes are recorded; how many seconds that took."""
        started = time.monotonic()
        while self.liked() < number:
            assert time.monotonic() - started < within, f"{self.liked()} of {number} likes are recorded"
            time.sleep(0.1)
        return time.monotonic() - started

    def likes_at_rest(self) -> int:
        """How many likes are recorded once no more come."""
        before = -1
        while before < (before := self.liked()):
            time.sleep(2)
        return before

    def recovers(self, live: Live, before: int) -> float:
        """Go on liking until that is recorded; seconds until it was."""
        started = time.monotonic()
        row = 3
        while self.liked() <= before:
            assert time.monotonic() - started < 60, "the page does not recover"
            with suppress(Error):  # of a page that is away
                self.like(live, row)
                row = 3 + (row - 2) % 6
            live.page.wait_for_timeout(500)
        return time.monotonic() - started


def answered(host: SplitResult, path: str, cookie: str = "") -> HTTPResponse:
    """What the proxy answers to a browser that asks for a page with this secret, or none."""
    connection = HTTPConnection(host.hostname, host.port, timeout=30)
    connection.request("GET", path, headers={"Accept": "text/html", "Cookie": f"{COOKIE}={cookie}"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def cookie_of(context: BrowserContext) -> str:
    return next(cookie["value"] for cookie in context.cookies() if cookie["name"] == COOKIE)


def told(name: str, **figures: float) -> None:
    """Print figures, and keep them where ATTUNE_HALL_FIGURES says."""
    line = json.dumps({"test": name} | figures)
    print(line)
    if "ATTUNE_HALL_FIGURES" in os.environ:
        with open(os.environ["ATTUNE_HALL_FIGURES"], "a", encoding="utf-8") as out:
            out.write(line + "\n")


@contextmanager
def two_processes(record: Server, database: str, folder: Path) -> Iterator[Hall]:
    """The proxy before two web processes on a new database of this name, until the block ends."""
    with record.connect() as connection:
        connection.execute(f"CREATE DATABASE {database}")
    web: list[server.Server] = []

    def start(name: str) -> None:
        own = folder / name
        own.mkdir()
        web.append(server.start(own, ATTUNE_DATABASE_URL=record.url(database), XDG_DATA_HOME=str(own)))

    try:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(start, ("one", "two")))
        ports = tuple(urlsplit(one.url).port for one in web)
        face, speech = media.write_face(folder / "face.mjpeg"), media.write_speech(folder / "speech.wav")
        by_name = {f"127.0.0.1:{port}": one for port, one in zip(ports, web, strict=True)}
        with (
            proxy(folder, ports) as address,
            sync_playwright() as playwright,
            chromium.launch(playwright, face, speech) as browser,
        ):
            yield Hall(address, by_name, folder, record, database, browser)
    finally:
        for one in web:
            one.stop()


def test_no_request_and_no_reconnect_fails(server: Server, tmp_path: Path) -> None:
    with two_processes(server, "hall_asked", tmp_path) as hall:
        no_request_and_no_reconnect_fails(hall)


def test_what_is_gone_for_a_while_loses_nothing(server: Server, tmp_path: Path) -> None:
    with two_processes(server, "hall_killed", tmp_path) as hall:
        while_the_record_is_away_pages_go_on(hall)
        a_page_goes_on_at_the_other_process(hall, politely=False)


def test_a_process_that_is_restarted_leaves_its_people_to_the_other(server: Server, tmp_path: Path) -> None:
    with two_processes(server, "hall_restarted", tmp_path) as hall:
        a_page_goes_on_at_the_other_process(hall, politely=True)


def test_who_is_sensed_is_sensed_again_by_the_other_process(server: Server, tmp_path: Path) -> None:
    with two_processes(server, "hall_sensed", tmp_path) as hall:
        sensing_goes_on_at_the_other_process(hall)


def no_request_and_no_reconnect_fails(hall: Hall) -> None:
    people = [hall.visitor() for _ in range(PEOPLE)]
    wanted = [
        (cookie_of(context), urlsplit(url))
        for live, context in people
        for url in sorted({url for url in live.requested if "/media/" in url})
    ]
    assert len({cookie for cookie, _ in wanted}) == PEOPLE
    drawn = random.Random(0).choices(wanted, k=MEDIA)

    def fetch(one: tuple[str, SplitResult]) -> int:
        cookie, url = one
        return answered(url, url.path, cookie).status

    started = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = Counter(pool.map(fetch, drawn))
    took = time.monotonic() - started
    assert statuses == {200: MEDIA}

    secret = [secrets.token_urlsafe(32) for _ in range(RECONNECTS // 20)]
    host = urlsplit(hall.address)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        opened = Counter(pool.map(lambda n: connect(host.port, secret[n % len(secret)]), range(RECONNECTS)))
    assert opened == {101: RECONNECTS}
    time.sleep(1)
    servers = defaultdict(set)
    for cookie, to, status, _ in hall.asked():
        assert status in ("101", "200", "304"), status
        servers[cookie].add(to)
    assert all(len(servers[one]) == 1 for one in [*secret, *(cookie for cookie, _ in wanted)])
    assert len({next(iter(servers[one])) for one in secret}) == 2, "both have their share"
    told("requests", media=MEDIA, failed=0, reconnects=RECONNECTS, reconnects_failed=0, seconds_media=took)


def connect(port: int, cookie: str) -> int:
    """Open a page's WebSocket as its browser does and close it; the status."""
    key = base64.b64encode(secrets.token_bytes(16)).decode()
    with socket.create_connection(("localhost", port), 30) as channel:
        headers = {
            "Host": f"localhost:{port}",
            "Origin": f"http://localhost:{port}",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": key,
            "Sec-WebSocket-Protocol": "streamlit",
            "Cookie": f"{COOKIE}={cookie}",
        }
        lines = ["GET /_stcore/stream HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        channel.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        answer = channel.recv(4096)
        channel.sendall(b"\x88\x80\x00\x00\x00\x00")  # the end, masked as a browser's frames are
    return int(answer.split()[1])


def a_page_goes_on_at_the_other_process(hall: Hall, politely: bool) -> None:
    live, context = hall.visitor(hall.of_two())
    earlier = hall.liked()
    for row in (1, 2):
        hall.like(live, row)
        hall.until_liked(earlier + row, 10)
    before, own = hall.likes_at_rest(), hall.web[hall.of(context)]
    if politely:
        own.process.terminate()
    else:
        own.process.kill()
    took = hall.recovers(live, before)
    with hall.record.connect(hall.database) as connection:
        [sittings] = connection.execute("SELECT count(DISTINCT sitting_id) FROM actions").fetchone()
    assert sittings == (2 if earlier else 1), "it is the same sitting that goes on"
    told("restarted" if politely else "killed", recovered_in_s=took)
    assert took < RECOVERS_WITHIN


def sensing_goes_on_at_the_other_process(hall: Hall) -> None:
    context = hall.of_two()
    live = hall.sensed(context)
    hall.like(live, 1)
    hall.until_liked(1, 10)
    before, own = hall.likes_at_rest(), hall.web[hall.of(context)]
    own.process.kill()
    killed = time.monotonic()
    live.until(lambda: (state := live.state()) and not state.sure, 30, "page that was taken over")
    taken_over = time.monotonic() - killed
    live.sure_state(30)
    took = time.monotonic() - killed
    assert hall.recovers(live, before) < RECOVERS_WITHIN
    with hall.record.connect(hall.database) as connection:
        assert connection.execute("SELECT count(DISTINCT sitting_id) FROM actions").fetchone() == (1,)
    told("killed while sensed", taken_over_in_s=taken_over, sensed_again_in_s=took)
    assert took < RECOVERS_WITHIN
    live.page.reload()
    expect(live.key("live-list")).to_be_visible(timeout=60_000)
    live.settle()
    expect(live.key("live-start").get_by_role("button")).to_be_enabled()


def while_the_record_is_away_pages_go_on(hall: Hall) -> None:
    live, _ = hall.visitor()
    assert hall.liked() == 0
    hall.like(live, 1)
    hall.until_liked(1, 10)
    hall.record.stop()
    try:
        until, pressed = time.monotonic() + AWAY, 1
        for row in (2, 3, 4):
            hall.like(live, row)
            pressed += 1
            live.page.wait_for_timeout(1_000)
        while time.monotonic() < until:
            live.page.wait_for_timeout(200)
    finally:
        hall.record.start()
    back = hall.until_liked(pressed, RECOVERS_WITHIN)
    hall.like(live, 5)
    again = hall.until_liked(pressed + 1, RECOVERS_WITHIN)
    assert hall.liked() == pressed + 1, "each once"
    told("record away", away_s=AWAY, all_recorded_after_s=back, next_recorded_after_s=again)
