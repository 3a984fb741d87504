"""Exact fields against the structural support of the gradient.

With positive weights and inputs no two paths cancel and every ReLU is the identity; the twin
whose gradient is taken has a mean where the network has a maximum. Then a gradient is zero
exactly where nothing leads from the one number to the other.
"""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from cutaway.errors import AddressError
from cutaway.explain.exact import ExactFields
from cutaway.explain.field import projective_field, receptive_field
from cutaway.recording.recorder import record
from cutaway.recording.shapes import record_shapes


class Pool(nn.Module):
    """A maximum; in the twin, the mean of the same windows."""

    def __init__(self, size: int, stride: int, padding: int = 0, ceil: bool = False) -> None:
        super().__init__()
        self.options = {"stride": stride, "padding": padding, "ceil_mode": ceil}
        self.size, self.mean = size, False

    def forward(self, x: Tensor) -> Tensor:
        pool = functional.avg_pool2d if self.mean else functional.max_pool2d
        return pool(x, self.size, **self.options)


class Residual(nn.Module):
    """A strided 1×1 beside two 3×3: the shortcut alone would leave holes."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(2, 3, 3, padding=1)
        self.one = nn.Conv2d(3, 4, 3, stride=2, padding=1)
        self.two = nn.Conv2d(4, 4, 3, padding=1)
        self.short = nn.Conv2d(3, 4, 1, stride=2)
        self.out = nn.Conv2d(4, 2, 1, stride=2)

    def forward(self, x: Tensor) -> Tensor:
        x = torch.relu(self.stem(x))
        x = torch.relu(self.two(torch.relu(self.one(x))) + self.short(x))
        return self.out(x)


class Shortcut(nn.Module):
    """Two strided 1×1 and a dilated branch whose union is no product of rows and columns."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(2, 4, 1, stride=2)
        self.rows = nn.Conv2d(4, 3, (3, 1), padding=(2, 0), dilation=(2, 1))
        self.columns = nn.Conv2d(4, 3, (1, 3), padding=(0, 3), dilation=(1, 3))

    def forward(self, x: Tensor) -> Tensor:
        x = self.stem(x)
        return torch.cat([self.rows(x) + self.columns(x), x], 1)


class Dilated(nn.Module):
    """Holes of dilation under a pool, after a stride."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(2, 4, 3, stride=2, dilation=3, padding=2, groups=2)
        self.pool = Pool(3, 2, 1, ceil=True)
        self.out = nn.Conv2d(4, 4, 2, dilation=2, padding=1, groups=4)

    def forward(self, x: Tensor) -> Tensor:
        return self.out(self.pool(torch.relu(self.stem(x))))


class Adaptive(nn.Module):
    """Windows of unequal size, reflected padding, and a fully connected end."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(2, 3, 3, padding=2, padding_mode="reflect", stride=3)
        self.pool = nn.AdaptiveAvgPool2d((3, 2))
        self.out = nn.Linear(6, 5)

    def forward(self, x: Tensor) -> Tensor:
        x = self.pool(self.stem(x))
        return self.out(x.flatten(2)).transpose(1, 2)


class Inception(nn.Module):
    """Branches of several sizes, joined, cropped and shuffled."""

    def __init__(self) -> None:
        super().__init__()
        self.one = nn.Conv2d(2, 2, 1)
        self.three = nn.Conv2d(2, 2, 3, padding=1)
        self.five = nn.Conv2d(2, 2, 5, padding=2)
        self.pool = Pool(3, 1, 1)
        self.gate = nn.Conv2d(8, 8, 1, groups=8)

    def forward(self, x: Tensor) -> Tensor:
        x = torch.cat([self.one(x), self.three(x), self.five(x), self.pool(x)], 1)
        n, c, h, w = x.shape
        x = x.view(n, 2, c // 2, h, w).transpose(1, 2).reshape(n, c, h, w)
        return self.gate(x)[:, 1:, ::2, 1:]


class Enlarged(nn.Module):
    """Each way of enlarging: painted kernels with gaps, copies, channels that become squares."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(2, 4, 3, stride=2)
        self.up = nn.ConvTranspose2d(4, 4, 3, stride=3, padding=1, dilation=2, output_padding=1)
        self.copies = nn.Upsample(scale_factor=2)
        self.squares = nn.PixelShuffle(2)
        self.out = nn.Conv2d(1, 2, 3, stride=4, dilation=2)

    def forward(self, x: Tensor) -> Tensor:
        return self.out(self.squares(self.copies(self.up(self.stem(x)))))


Make = Callable[[], nn.Module]
NETS: tuple[Make, ...] = (Residual, Shortcut, Dilated, Adaptive, Inception, Enlarged)
SIZES = ((13, 11), (9, 16))


def positive(net: nn.Module) -> nn.Module:
    for parameter in net.parameters():
        parameter.data.abs_().add_(0.1)
    return net


def traced(net: nn.Module, x: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
    """The twin's output and, by name, what its convolutions gave."""
    kept: dict[str, Tensor] = {}
    for module in net.modules():
        if isinstance(module, Pool):
            module.mean = True
    hooks = [
        module.register_forward_hook(lambda _m, _i, out, name=name: kept.__setitem__(name, out))
        for name, module in net.named_modules()
        if isinstance(module, nn.Conv2d) and module.padding_mode == "zeros"
    ]
    out = net(x)
    for hook in hooks:
        hook.remove()
    return out, kept


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("make", NETS)
def test_what_a_number_depends_on(make: Make, size: tuple[int, int]) -> None:
    torch.manual_seed(0)
    net = positive(make())
    recording = record(net, torch.rand(2, 2, *size))
    exact, last = ExactFields(recording), recording.outputs[0]
    x = torch.rand(2, 2, *size, requires_grad=True)
    out, kept = traced(net, x)
    compared = 0
    for index in places(out):
        found = exact.receptive(last, index)
        boxes = receptive_field(recording, last, index)
        for name, tensor in {"input": x, **kept}.items():
            (gradient,) = torch.autograd.grad(
                out[index], tensor, retain_graph=True, allow_unused=True
            )
            support = torch.zeros(tensor.shape).bool() if gradient is None else gradient != 0
            if name in found:
                assert found[name].exact
                assert torch.equal(found[name].dense(), support), (name, index)
                assert found[name].count == int(support.sum())
                compared += int(support.sum())
                inside = zip(found[name].box.spans, boxes[name].spans, strict=True)
                assert all(b.start <= a.start and a.stop <= b.stop for a, b in inside)
            else:
                assert not support.any(), (name, index)
    assert compared > 20


@pytest.mark.parametrize("make", NETS)
def test_what_a_number_feeds(make: Make) -> None:
    torch.manual_seed(0)
    net = positive(make())
    recording = record_shapes(net, (1, 2, 9, 8))
    exact, last = ExactFields(recording), recording.outputs[0]
    x = torch.rand(1, 2, 9, 8, requires_grad=True)
    out, _ = traced(net, x)
    ones = torch.eye(out.numel()).reshape(-1, *out.shape)
    rows = torch.autograd.grad(out, x, ones, is_grads_batched=True)[0]
    rows = rows.reshape(*out.shape, *x.shape)
    compared = 0
    for place in places(x):
        found = exact.projective("input", place)
        support = rows[(..., *place)] != 0
        if last in found:
            assert torch.equal(found[last].dense(), support), place
            boxes = projective_field(recording, "input", place)
            inside = zip(found[last].box.spans, boxes[last].spans, strict=True)
            assert all(b.start <= a.start and a.stop <= b.stop for a, b in inside)
        else:
            assert not support.any(), place
        compared += int(support.sum())
    assert compared > 20


def places(tensor: Tensor) -> list[tuple[int, ...]]:
    """The corners, the middle and a few more."""
    shape = tensor.shape
    generator = torch.Generator().manual_seed(5)
    random = [
        tuple(int(torch.randint(n, (1,), generator=generator)) for n in shape) for _ in range(4)
    ]
    return [(0,) * len(shape), tuple(n - 1 for n in shape), tuple(n // 2 for n in shape), *random]


def test_holes_are_told_from_a_full_box() -> None:
    net = nn.Sequential(nn.Conv2d(1, 1, 3, dilation=2), nn.Conv2d(1, 1, 1, stride=2))
    recording = record_shapes(net, (1, 1, 12, 12))
    found = ExactFields(recording).receptive("1", (0, 0, 1, 1))["input"]
    assert (found.box.shape, found.count, found.holes) == ((1, 1, 5, 5), 9, True)
    full = nn.Sequential(nn.Conv2d(1, 1, 3, dilation=2), nn.Conv2d(1, 1, 2))
    recording = record_shapes(full, (1, 1, 12, 12))
    found = ExactFields(recording).receptive("1", (0, 0, 1, 1))["input"]
    assert (found.box.shape, found.count, found.holes) == ((1, 1, 6, 6), 36, False)


def test_a_number_no_window_reaches_feeds_nothing() -> None:
    recording = record_shapes(nn.Sequential(nn.Conv2d(1, 1, 1, stride=2)), (1, 1, 6, 6))
    assert list(ExactFields(recording).projective("input", (0, 0, 1, 2))) == ["input"]
    fed = ExactFields(recording).projective("input", (0, 0, 2, 2))["0"]
    assert fed.box.spans[2].start == 1 and fed.count == 1


def test_what_is_unknown_is_a_bound() -> None:
    class Odd(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            return torch.cumsum(x, -1)

    recording = record_shapes(Odd(), (1, 2, 4, 4))
    found = ExactFields(recording).receptive("cumsum", (0, 0, 0, 0))["input"]
    assert not found.exact and found.count == 32


def test_what_numbers_decide_is_a_bound_until_they_are_recorded() -> None:
    class Unpool(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            values, indices = functional.max_pool2d(x, 2, return_indices=True)
            return functional.max_unpool2d(values, indices, 2)

    x = torch.tensor([[1.0, 0.0], [0.0, 0.0]]).repeat(2, 2)[None, None]
    shapes, run = record_shapes(Unpool(), (1, 1, 4, 4)), record(Unpool(), x)
    name, at = run.outputs[0], (0, 0, 2, 2)
    bound = ExactFields(shapes).receptive(name, at)["input"]
    assert (bound.exact, bound.count) == (False, 16)
    found = ExactFields(run).receptive(name, at)[run.steps[1].name]
    assert found.exact and found.box.spans[2].start == found.box.spans[3].start == 1


def test_an_index_outside_is_refused() -> None:
    recording = record_shapes(nn.Conv2d(1, 1, 3), (1, 1, 5, 5))
    with pytest.raises(AddressError, match="outside"):
        ExactFields(recording).receptive("conv2d", (0, 0, 3, 0))
