"""The layers that another network brings, as a package keeps them, and their training on."""

import pytest
import torch
from torch.nn import functional as F

from emotion.checkpoint import Checkpoint
from emotion.errors import CorpusError
from emotion.training import face_tuned
from emotion.training.face_corpus import FaceCorpus
from emotion.training.face_trunk import SIDE, STRIDES, enlarged, evened, read_trunk
from emotion.training.face_tuned import Course, Stage, tune
from tests.emotion.layers import write_layers
from tests.emotion.test_face_training import write_corpus


@pytest.fixture(scope="module")
def peers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("peers")
    return folder, write_layers(folder)


def as_kept(made, x):
    """The layers by hand, on three equal channels: convolution, factor, offset, ReLU6; padded below and right first."""
    x = x.repeat(1, 3, 1, 1)
    strides = [STRIDES[0]] + [s for stride in STRIDES[1:] for s in (stride, 1)]
    for (kernel, scale, added), stride in zip(made, strides, strict=True):
        weight = torch.from_numpy(kernel).permute(3, 2, 0, 1)
        depthwise = kernel.shape[3] == 1 and kernel.shape[2] > 3
        if depthwise:
            weight = torch.from_numpy(kernel).permute(2, 3, 0, 1)
        if kernel.shape[0] == 3:
            x = F.pad(x, (0, 1, 0, 1) if stride == 2 else (1, 1, 1, 1))
        x = F.conv2d(x, weight, stride=stride, groups=len(weight) if depthwise else 1)
        x = F.relu6(x * torch.from_numpy(scale).view(1, -1, 1, 1) + torch.from_numpy(added).view(1, -1, 1, 1))
    return x


def test_the_layers_do_what_they_did_where_they_come_from(peers):
    folder, made = peers
    crops = enlarged(255 * torch.rand(4, 1, 48, 48, generator=torch.Generator().manual_seed(0)))
    trunk = read_trunk(folder, [crops[:2], crops[2:]])
    with torch.no_grad():
        found, expected = trunk(evened(crops)), as_kept(made, evened(crops))
    assert found.shape == (4, 1024, SIDE // 32, SIDE // 32)
    assert expected.std() > 0.01
    torch.testing.assert_close(found, expected, atol=1e-3, rtol=1e-3)


def test_layers_that_are_not_there_are_named_with_what_brings_them(tmp_path):
    with pytest.raises(CorpusError, match="make peers"):
        read_trunk(tmp_path, [torch.zeros(1, 1, 48, 48)])


def test_light_and_contrast_of_a_crop_matter_little():
    crop = 255 * torch.rand(1, 1, 48, 48)
    torch.testing.assert_close(evened(0.5 * crop + 60), evened(crop), atol=4.0, rtol=0.1)


@pytest.mark.parametrize("stop", [1, 2])
def test_a_stopped_run_goes_on_to_the_same_weights(peers, tmp_path, monkeypatch, stop):
    data = write_corpus(tmp_path / "data")
    corpus, val = FaceCorpus.read(data, "train"), FaceCorpus.read(data, "val")
    courses = (
        Course((Stage(1, 64, 0.9), Stage(1, 96, 0.5)), 1e-3, 1e-3, mixed=0.5, warm_up=2),
        Course((Stage(1, 96, 0.3),), 1e-4, 1e-4, mixed=0.0, warm_up=1),
    )
    whole = tune(corpus, val, peers[0], Checkpoint(tmp_path / "whole"), 3, courses)
    epoch_of = face_tuned._Run.epoch

    def stopped(run, course, epoch, number):
        if number == stop:
            raise KeyboardInterrupt
        return epoch_of(run, course, epoch, number)

    monkeypatch.setattr(face_tuned._Run, "epoch", stopped)
    with pytest.raises(KeyboardInterrupt):
        tune(corpus, val, peers[0], Checkpoint(tmp_path / "parts"), 3, courses)
    monkeypatch.setattr(face_tuned._Run, "epoch", epoch_of)
    parts = tune(corpus, val, peers[0], Checkpoint(tmp_path / "parts"), 3, courses)
    for name, values in whole.state_dict().items():
        assert torch.equal(values, parts.state_dict()[name]), name
