"""Any subset of the senses works, and a device that is refused, covered or without a face is said in plain words."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.conftest import OpenTab
from tests.browser.live import Live

KEEP_CONNECTIONS = """
window.connections = [];
const Connection = window.RTCPeerConnection;
window.RTCPeerConnection = class extends Connection {
    constructor(...given) { super(...given); window.connections.push(this); }
};
"""
SOUND_PACKETS = """async () => {
    const found = await Promise.all(window.connections.map((one) => one.getStats()));
    const sent = found.flatMap((stats) => [...stats.values()]).filter((one) => one.type === "outbound-rtp");
    return Math.max(0, ...sent.filter((one) => one.kind === "audio").map((one) => one.packetsSent));
}"""

DELIGHT = "This is the happiest day of my life! We won, I love everybody, I want to dance all night!"


def test_camera_only(live: Live) -> None:
    live.begin(camera=True, microphone=False, text=False)
    live.sure_state()
    live.until(live.sees_picture, 5, "running picture")
    expect(live.key("live-meter-voice")).to_contain_text("off", ignore_case=True)
    assert live.key("live-comment").locator("textarea:enabled, input:enabled").count() == 0


def test_microphone_only(live: Live) -> None:
    live.begin(camera=False, microphone=True, text=False)
    live.sure_state(15)
    expect(live.key("live-meter-face")).to_contain_text("off", ignore_case=True)


def test_sound_comes_in_long_packets(tab: OpenTab) -> None:
    live = tab()
    live.page.add_init_script(KEEP_CONNECTIONS)
    live.begin(camera=False, microphone=True, text=False)
    live.sure_state(15)
    frame = next(one for one in live.page.frames if one.evaluate("(window.connections ?? []).length > 0"))
    before = frame.evaluate(SOUND_PACKETS)
    live.page.wait_for_timeout(3000)
    assert 40 <= frame.evaluate(SOUND_PACKETS) - before <= 60, "16.7 packets a second, of 60 ms each"


def test_text_only(live: Live) -> None:
    live.begin(camera=False, microphone=False, text=True)
    listed = live.titles()
    assert live.page.locator("iframe").count() == 0, "no stream is mounted"
    live.say(DELIGHT)
    assert live.sure_state(5).pleasant > 0.2
    live.until(lambda: live.titles() != listed, 5, "list that follows the comment")


def test_refusing_everything_leaves_the_goal(live: Live) -> None:
    live.begin(camera=False, microphone=False, text=False)
    listed = live.titles()
    assert len(listed) == 10
    assert live.state().emotion == "Not sure"
    live.choose("live-goal", "Lift")
    live.until(lambda: live.titles() != listed, 5, "list that follows the goal")


def test_permission_denied_is_said_and_the_rest_works(tab: OpenTab, refusing_browser: Browser) -> None:
    live = tab(browser=refusing_browser)
    live.begin()
    live.until(lambda: "allow" in live.page.locator("body").inner_text().lower(), 15, "word on how to allow the camera")
    live.say(DELIGHT)
    assert live.sure_state(5).pleasant > 0.2


def test_covered_lens_and_empty_room_are_told_apart(tab: OpenTab, interrupted_browser: Browser) -> None:
    live = tab(browser=interrupted_browser)
    live.begin(microphone=False)
    meter = live.key("live-meter-face")
    expect(meter).to_contain_text("dark", ignore_case=True, timeout=30_000)
    live.until(lambda: "counts" not in live.text("live-meter-face"), 3, "face that counts no more")
    expect(meter).to_contain_text("no face", ignore_case=True, timeout=30_000)
    live.until(lambda: "counts" in live.text("live-meter-face"), 30, "face that counts again")


def test_camera_taken_away_in_mid_session(live: Live) -> None:
    live.begin(microphone=False)
    live.sure_state()
    live.unplug()
    live.until(lambda: "counts" not in live.text("live-meter-face"), 4, "face that counts no more")
    live.until(lambda: not live.state().sure, 30, "doubt when the reading has grown old")
    live.say(DELIGHT)
    assert live.sure_state(5).pleasant > 0.2
