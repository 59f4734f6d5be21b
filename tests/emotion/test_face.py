"""Finding, following and reading faces: what a session sees of a camera's frames."""

import time

import cv2
import numpy as np
import pytest
from skimage import data

from emotion.face import FaceEncoder, FaceNetwork
from emotion.face.crop import aligned_crop
from emotion.face.geometry import Similarity
from emotion.face.quality import sharpness
from emotion.face.tracker import FaceTracker, thinned
from emotion.modalities import FACE
from emotion.types import Box, Condition

PORTRAIT = cv2.cvtColor(data.astronaut(), cv2.COLOR_RGB2BGR)
PLACE = np.array([178.0, 62.0, 90.0, 114.0])  # x, y, width, height of the face in the portrait


@pytest.fixture(scope="module")
def network():
    return FaceNetwork.load()


@pytest.fixture
def encoder(network):
    return FaceEncoder(network)


def scene(height=120, *, tilt=0.0, gain=1.0, at=(0.5, 0.5), size=(640, 480), frame=None):
    """The portrait's head, its face `height` px tall and centred at a fraction of a frame of `size`."""
    scale = height / PLACE[3]
    centre = PLACE[:2] + PLACE[2:] / 2
    head = PORTRAIT[:230, 120:330]
    matrix = cv2.getRotationMatrix2D(tuple(centre - (120, 0)), tilt, scale)
    matrix[:, 2] += np.array(at) * size - (centre - (120, 0))
    picture = np.full((size[1], size[0], 3), 110, np.uint8) if frame is None else frame.copy()
    cv2.warpAffine(head, matrix, size, picture, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_TRANSPARENT)
    return np.clip(picture * gain, 0, 255).astype(np.uint8)


def expected_box(height, at=(0.5, 0.5), size=(640, 480)):
    width = height * PLACE[2] / PLACE[3]
    return Box(at[0] - width / size[0] / 2, at[1] - height / size[1] / 2, width / size[0], height / size[1])


def overlap(a, b):
    """Intersection over union."""
    width = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    height = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    shared = max(width, 0) * max(height, 0)
    return shared / (a.width * a.height + b.width * b.height - shared)


@pytest.mark.parametrize("height", [26, 40, 80, 160, 400])
def test_face_is_found_at_any_size_where_it_is(encoder, height):
    reading = encoder.encode(scene(height), 1.5)
    assert reading.condition is Condition.OK
    assert reading.modality is FACE
    assert reading.time == reading.observation.time == 1.5
    assert overlap(reading.box, expected_box(height)) > 0.5


@pytest.mark.parametrize("size", [(320, 240), (1280, 720), (3840, 2160), (480, 640), (200, 900)])
def test_box_is_in_fractions_of_any_frame(encoder, size):
    height, at = 0.3 * min(size), (0.6, 0.45)
    reading = encoder.encode(scene(height, at=at, size=size), 0.0)
    assert reading.condition is Condition.OK
    assert overlap(reading.box, expected_box(height, at, size)) > 0.5


def test_smile_is_read_as_joy(encoder):
    observation = encoder.encode(scene(), 0.0).observation
    assert observation.probabilities.shape == (7,)
    assert observation.probabilities.sum() == pytest.approx(1, abs=1e-4)
    assert observation.probabilities.argmax() == 3
    assert observation.embedding.shape == (128,)
    assert observation.valence > 0.3
    assert 0 < observation.quality <= 1


@pytest.mark.parametrize("tilt", [-30, -15, 15, 30])
def test_tilted_head_is_set_upright_within_half_a_second(tilt):
    upright, tilted = (scene(160, tilt=angle) for angle in (0, tilt))
    crops = []
    for frame in (upright, tilted):
        tracker = FaceTracker()
        face = [tracker.update(frame)[0] for _ in range(6)][-1]
        crops.append(aligned_crop(frame, face)[8:40, 8:40].astype(float).ravel())
    assert np.corrcoef(*crops)[0, 1] > 0.8


@pytest.mark.parametrize("gain", [0.5, 0.25, 0.15])
def test_dim_face_is_read_with_less_quality(network, gain):
    bright = FaceEncoder(network).encode(scene(), 0.0)
    dim = FaceEncoder(network).encode(scene(gain=gain), 0.0)
    assert dim.condition is Condition.OK
    assert dim.brightness == pytest.approx(bright.brightness * gain, abs=0.01)
    assert dim.observation.quality < bright.observation.quality or gain == 0.5
    assert dim.observation.probabilities.argmax() == 3


@pytest.mark.parametrize("frame", [np.zeros((480, 640, 3), np.uint8), scene(gain=0.03)], ids=["black", "lights out"])
def test_dark_frame_is_called_dark(encoder, frame):
    reading = encoder.encode(frame, 0.0)
    assert reading.condition is Condition.DARK
    assert reading.observation is None
    assert reading.brightness < 0.05


def moved_by(frame, pixels):
    """What a camera sees of a head that moves sideways while the shutter is open."""
    return cv2.blur(frame, (pixels, 1))


@pytest.mark.parametrize(
    "blurred", [cv2.GaussianBlur(scene(160), (0, 0), 9), moved_by(scene(160), 51)], ids=["focus", "motion"]
)
def test_blurred_face_is_called_blurred_and_keeps_its_box(encoder, blurred):
    reading = encoder.encode(blurred, 0.0)
    assert reading.condition is Condition.BLURRED
    assert reading.observation is None
    assert overlap(reading.box, expected_box(160)) > 0.4


def test_blur_lowers_quality(network):
    sharp, soft = (FaceEncoder(network).encode(f, 0.0) for f in (scene(), cv2.GaussianBlur(scene(), (0, 0), 2.5)))
    assert soft.observation.quality < 0.7 * sharp.observation.quality


def test_small_face_has_less_quality(network):
    large, small = (FaceEncoder(network).encode(scene(height), 0.0).observation for height in (120, 26))
    assert small.quality < 0.7 * large.quality


def test_several_faces_give_the_largest(encoder):
    frame = scene(90, at=(0.25, 0.5), frame=scene(140, at=(0.7, 0.5)))
    reading = encoder.encode(frame, 0.0)
    assert reading.condition is Condition.SEVERAL_FACES
    assert reading.observation is not None
    assert overlap(reading.box, expected_box(140, at=(0.7, 0.5))) > 0.5


def test_far_face_in_the_background_does_not_count(encoder):
    frame = scene(40, at=(0.15, 0.3), frame=scene(160, at=(0.65, 0.5)))
    assert encoder.encode(frame, 0.0).condition is Condition.OK


def test_second_face_is_noticed_and_forgotten(encoder):
    one = scene(120, at=(0.7, 0.5))
    two = scene(100, at=(0.2, 0.5), frame=one)
    conditions = [
        encoder.encode(frame, 0.1 * i).condition for i, frame in enumerate([one] * 12 + [two] * 12 + [one] * 12)
    ]
    assert set(conditions[:12]) == {Condition.OK}
    assert conditions[23] is Condition.SEVERAL_FACES
    assert conditions[-1] is Condition.OK


@pytest.mark.parametrize(
    "frame",
    [
        np.random.default_rng(0).integers(0, 256, (480, 640, 3), dtype=np.uint8),
        np.full((480, 640, 3), 128, np.uint8),
        np.full((480, 640, 3), 255, np.uint8),
        cv2.cvtColor(data.coffee(), cv2.COLOR_RGB2BGR),
        cv2.cvtColor(data.rocket(), cv2.COLOR_RGB2BGR),
        np.full((32, 32, 3), 90, np.uint8),
        np.full((40, 4000, 3), 90, np.uint8),
    ],
    ids=["noise", "grey", "white", "coffee", "rocket", "smallest", "strip"],
)
def test_no_face_is_said_and_nothing_guessed(encoder, frame):
    for i in range(12):
        reading = encoder.encode(frame, 0.1 * i)
        assert reading.condition is Condition.NO_FACE
        assert reading.observation is None
        assert reading.box is None


@pytest.mark.parametrize(
    "signal",
    [
        None,
        "a comment",
        np.zeros((1, 1, 3), np.uint8),
        np.zeros((480, 0, 3), np.uint8),
        np.zeros((480, 640), np.uint8),
        np.zeros((480, 640, 4), np.uint8),
        np.full((480, 640, 3), np.nan),
        scene().astype(np.float32),
        scene().astype(object),
        [[1, 2], [3]],
    ],
    ids=["none", "text", "1x1", "empty", "grey", "alpha", "nan", "float", "object", "list"],
)
def test_what_is_no_frame_is_called_invalid(encoder, signal):
    reading = encoder.encode(signal, 3.0)
    assert reading.condition is Condition.INVALID
    assert (reading.time, reading.observation, reading.box) == (3.0, None, None)


def test_bad_frames_do_not_lose_the_face(encoder):
    for frame in (scene(), None, np.zeros((1, 1, 3), np.uint8), scene()):
        reading = encoder.encode(frame, 0.0)
    assert reading.condition is Condition.OK


@pytest.mark.parametrize("view", [np.s_[:, ::-1], np.s_[::-1], np.s_[::2, ::2], np.s_[..., ::-1]])
def test_any_memory_layout_is_read(encoder, view):
    frame = scene(200)[view]
    assert encoder.encode(frame, 0.0).condition is encoder.encode(frame.copy(), 0.1).condition


def test_frames_are_left_as_they_were(encoder):
    frame = scene()
    before = frame.copy()
    encoder.encode(frame, 0.0)
    assert np.array_equal(frame, before)


def test_box_holds_on_a_moving_turning_face(encoder):
    for i in range(60):
        at = 0.5 + 0.25 * np.sin(i / 8), 0.5 + 0.1 * np.cos(i / 5)
        height = 120 + 40 * np.sin(i / 11)
        reading = encoder.encode(scene(height, tilt=20 * np.sin(i / 9), at=at), i / 15)
        assert reading.condition is Condition.OK
        assert overlap(reading.box, expected_box(height, at)) > 0.45


def test_face_that_jumps_is_found_in_the_same_frame(encoder):
    encoder.encode(scene(at=(0.2, 0.5)), 0.0)
    assert overlap(encoder.encode(scene(at=(0.8, 0.5)), 0.1).box, expected_box(120, at=(0.8, 0.5))) > 0.5


def test_face_that_leaves_is_lost_at_once_and_found_again(encoder):
    empty = np.full((480, 640, 3), 110, np.uint8)
    frames = [scene(), empty, empty, scene()]
    conditions = [encoder.encode(frame, 0.1 * i).condition for i, frame in enumerate(frames)]
    assert conditions == [Condition.OK, Condition.NO_FACE, Condition.NO_FACE, Condition.OK]


def test_camera_that_changes_its_size_keeps_working(encoder):
    for i, size in enumerate([(640, 480), (1280, 720), (320, 240), (720, 1280), (800, 600), (640, 480)]):
        height = 0.3 * min(size)
        reading = encoder.encode(scene(height, size=size), 0.1 * i)
        assert reading.condition is Condition.OK
        assert overlap(reading.box, expected_box(height, size=size)) > 0.5


def test_face_at_the_edge_keeps_its_box_inside(encoder):
    reading = encoder.encode(scene(200, at=(0.06, 0.5)), 0.0)
    assert reading.condition is Condition.OK
    assert reading.box.x >= 0
    assert reading.box.x + reading.box.width <= 1


def test_sessions_do_not_share_a_track(network):
    first, second = FaceEncoder(network), FaceEncoder(network)
    left, right = scene(at=(0.25, 0.5)), scene(at=(0.75, 0.5))
    for i in range(3):
        assert first.encode(left, 0.1 * i).box.x < 0.3
        assert second.encode(right, 0.1 * i).box.x > 0.6


def test_face_path_keeps_up_with_a_camera(network):
    """Processor time, so that a busy machine does not matter; the bars are 30 ms and, for the network, 5 ms."""
    encoder = FaceEncoder(network)
    frames = [scene(140, at=(0.5 + 0.1 * np.sin(i / 6), 0.5)) for i in range(30)]
    assert _median_ms(lambda i: encoder.encode(frames[i], i / 15), 30) < 30
    large = scene(600, size=(3840, 2160))
    assert _median_ms(lambda i: encoder.encode(large, i / 15), 10) < 60


def _median_ms(call, count):
    call(0)
    spent = []
    for i in range(count):
        start = time.thread_time()
        call(i)
        spent.append(1000 * (time.thread_time() - start))
    return np.median(spent)


def test_thinned_keeps_at_least_the_side_asked_for():
    assert thinned(np.zeros((2160, 3840, 3), np.uint8), 640).shape == (360, 640, 3)
    assert thinned(np.zeros((480, 640, 3), np.uint8), 640).shape == (480, 640, 3)


def test_similarity_brings_points_back():
    turn = Similarity(2 * np.exp(0.3j), 5 - 7j)
    points = np.array([0, 1, 1j, 3 + 4j])
    assert np.allclose(turn.inverse()(turn(points)), points)
    fitted = Similarity.fit(points, turn(points))
    assert fitted.turn == pytest.approx(turn.turn)
    assert fitted.shift == pytest.approx(turn.shift)


def test_sample_moves_a_known_picture():
    frame = np.zeros((100, 100), np.uint8)
    frame[20:40, 60:80] = 200
    part = Similarity(0.5, -0.5 * (60 + 20j)).sample(frame, 10)
    assert part.shape == (10, 10)
    assert part[1:-1, 1:-1].min() == 200
    assert Similarity(0.5, 0).sample(frame, 50)[:9].max() == 0


def test_sharpness_knows_blur_but_not_light():
    crop = np.random.default_rng(0).integers(0, 120, (48, 48)).astype(np.uint8)
    crop = cv2.GaussianBlur(crop, (0, 0), 1)
    assert sharpness(crop * 2) == pytest.approx(sharpness(crop), rel=0.2)
    assert sharpness(cv2.GaussianBlur(crop, (0, 0), 3)) < 0.3 * sharpness(crop)
    assert sharpness(np.full((48, 48), 90, np.uint8)) == 0


def test_landmarks_lie_where_eyes_nose_and_mouth_are(encoder):
    box = encoder.encode(scene(), 0.0).box
    left_eye, right_eye, nose, left_mouth, right_mouth = box.landmarks
    assert left_eye[0] < nose[0] < right_eye[0]
    assert left_mouth[0] < right_mouth[0]
    assert max(left_eye[1], right_eye[1]) < nose[1] < min(left_mouth[1], right_mouth[1])
    assert all(box.x < x < box.x + box.width and box.y < y < box.y + box.height for x, y in box.landmarks)
