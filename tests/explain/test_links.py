"""Fields made of links against fields asked of the operations, for numbers all over networks."""

from collections.abc import Callable
from random import Random

import pytest
import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate, max_pool2d, pad

from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.explain import links as module
from cutaway.explain.axes import Link, follow
from cutaway.explain.field import projective_field, receptive_field
from cutaway.explain.links import Links
from cutaway.ops.operation import Operation
from cutaway.ops.ref import Ref
from cutaway.recording.recorder import record
from cutaway.recording.recording import Recording

Network = Callable[[Tensor], Tensor]


class Fire(nn.Module):
    """Branches of unlike reach, joined; an addition; a strided shortcut; a flattened end."""

    def __init__(self) -> None:
        super().__init__()
        self.squeeze = nn.Conv2d(2, 3, 1)
        self.small, self.large = nn.Conv2d(3, 2, 1), nn.Conv2d(3, 3, 3, padding=1)
        self.down = nn.Conv2d(5, 4, 3, stride=2, padding=1)
        self.shortcut = nn.Conv2d(5, 4, 1, stride=2)
        self.score = nn.Linear(4 * 5 * 4, 3)

    def forward(self, x: Tensor) -> Tensor:
        x = self.squeeze(x)
        x = torch.cat([self.small(x), self.large(x)], 1)
        x = torch.relu(self.down(x) + self.shortcut(x))
        return torch.softmax(self.score(torch.flatten(x, 1)), 1)


class Gaps(nn.Module):
    """What leaves holes, turns around or grows: dilation, strides, reflection, resizing."""

    def __init__(self) -> None:
        super().__init__()
        self.wide = nn.Conv2d(2, 2, 3, stride=2, dilation=2, padding=3, groups=2)
        self.up = nn.ConvTranspose2d(2, 3, 3, stride=2)

    def forward(self, x: Tensor) -> Tensor:
        x = pad(x, (1, 2, 2, 1), mode="reflect")
        x = max_pool2d(self.wide(x), 2, stride=3)
        x = self.up(x)[:, 1:]
        x = interpolate(x, scale_factor=2)
        return x.mean(1).permute(0, 2, 1)


def shape(recording: Recording, step: str) -> Shape:
    return recording.step(step).shape


def through(box: Box, here: tuple[int, ...], size: Shape, there: Shape) -> list[Span]:
    """Row-major order by hand: all the positions of a box, and the hull of where they stand."""
    grid = torch.arange(torch.Size(size).numel()).reshape(size)
    cut = grid[tuple(slice(box.spans[axis].start, box.spans[axis].stop) for axis in here)]
    first, last = int(cut.min()), int(cut.max())
    places = torch.arange(first, last + 1)
    at = torch.unravel_index(places, there)
    return [Span(int(axis.min()), int(axis.max()) + 1) for axis in at]


def taken(link: Link, box: Box, recording: Recording, back: bool) -> Box | None:
    """The box that a link makes of a box."""
    one, other = (link.step, link.source) if back else (link.source, link.step)
    found = follow(link.reads if back else link.feeds, box, len(shape(recording, other)))
    for merged in link.merged:
        here, there = (merged.step, merged.source) if back else (merged.source, merged.step)
        assert found is not None
        size = tuple(shape(recording, one)[axis] for axis in here)
        sizes = tuple(shape(recording, other)[axis] for axis in there)
        for axis, span in zip(there, through(box, here, size, sizes), strict=True):
            found = found.replace(axis, span)
    return found


def made(
    found: tuple[Link, ...], recording: Recording, step: str, index: Index, back: bool
) -> dict[str, Box]:
    """Every box that a number reads, or feeds, made of links alone."""
    boxes = {step: Box.at(index)}
    for link in reversed(found) if back else found:
        here, there = (link.step, link.source) if back else (link.source, link.step)
        box = taken(link, boxes[here], recording, back) if here in boxes else None
        if box is not None:
            boxes[there] = boxes[there].union(box) if there in boxes else box
    return boxes


@pytest.mark.parametrize(
    ("network", "size"),
    [
        pytest.param(Fire(), (1, 2, 9, 8), id="branches"),
        pytest.param(Gaps(), (1, 2, 12, 11), id="gaps"),
    ],
)
def test_links_make_the_fields_that_operations_tell(network: nn.Module, size: Shape) -> None:
    recording = record(network, torch.rand(size))
    found = Links().of(recording)
    assert all(link.known for link in found)
    rng, several = Random(0), 0
    for step in recording.steps:
        for _ in range(25):
            index = tuple(rng.randrange(n) for n in step.shape)
            back = made(found, recording, step.name, index, back=True)
            on = made(found, recording, step.name, index, back=False)
            assert back == receptive_field(recording, step.name, index)
            assert on == projective_field(recording, step.name, index)
            several += len(back) + len(on) > 4
    assert several > 100


def test_equal_operations_are_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    kept = module.link

    def listened(operation: Operation, ref: Ref) -> Link:
        asked.append(ref.name)
        return kept(operation, ref)

    monkeypatch.setattr(module, "link", listened)
    net = nn.Sequential(*(nn.Conv2d(2, 2, 3, padding=1) for _ in range(5)), nn.Conv2d(2, 2, 3))
    recording = record(net, torch.rand(1, 2, 6, 6))
    links = Links()
    first = links.of(recording)
    assert links.of(recording) == first
    assert [link.step for link in first] == ["0", "1", "2", "3", "4", "5"]
    assert len(asked) == 2  # five that are alike, and one without padding
    assert first[4].reads != first[5].reads


def test_what_does_not_go_axis_by_axis_is_said_to_be_unknown() -> None:
    class Regroup(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            return torch.relu(x.reshape(1, 5, 10))

    recording = record(Regroup(), torch.rand(1, 2, 5, 5))
    assert [link.known for link in Links().of(recording)] == [False, True]
