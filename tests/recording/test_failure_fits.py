"""What a failed run says would fit: held against torch, which runs it or does not."""

import pytest
import torch
from torch import Tensor, nn

import cutaway
from cutaway.errors import RunError
from cutaway.recording.twin import twin_of


def fits(net: nn.Module, x: Tensor) -> tuple[str, ...]:
    with pytest.raises(RunError) as caught:
        cutaway.record(net, x)
    found = caught.value.facts.get("fits", ())
    assert isinstance(found, tuple)
    assert all(fit in str(caught.value) for fit in found)
    return found


def runs(net: nn.Module, *shape: int) -> bool:
    """Whether torch itself gets through."""
    try:
        net(torch.zeros(shape))
    except RuntimeError:
        return False
    return True


def classifier(features: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(3, 8, 3), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(features, 10))


def test_a_linear_layer_and_the_sizes_that_fit() -> None:
    assert fits(classifier(128), torch.zeros(2, 3, 32, 32)) == (
        "nn.Linear(1800, 10) as 3",
        "an input of 10×10 to 11×11",
    )
    assert runs(classifier(1800), 2, 3, 32, 32)
    assert [size for size in range(3, 33) if runs(classifier(128), 2, 3, size, size)] == [10, 11]


def test_the_smallest_input_for_all_pools() -> None:
    net = nn.Sequential(*(nn.MaxPool2d(3, 2) for _ in range(4)))
    assert fits(net, torch.zeros(1, 3, 28, 28)) == (
        "nn.Identity() as 3",
        "an input of 31×31 or more",
    )
    assert (runs(net, 1, 3, 30, 30), runs(net, 1, 3, 31, 31), runs(net, 1, 3, 90, 90)) == (
        False,
        True,
        True,
    )


def test_a_padding_and_a_kernel_that_fit() -> None:
    found = fits(nn.Conv2d(3, 6, 7, dilation=2), torch.zeros(1, 3, 9, 10))
    assert found == ("padding=2", "an input of 13×13 or more")
    assert runs(nn.Conv2d(3, 6, 7, dilation=2, padding=2), 1, 3, 9, 10)
    assert not runs(nn.Conv2d(3, 6, 7, dilation=2, padding=1), 1, 3, 9, 10)


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        ((32, 32, 3), "x.permute(2, 0, 1).unsqueeze(0), channels first in a batch of one"),
        ((3, 32, 32), "x.unsqueeze(0), a batch of one"),
        ((4, 32, 32, 3), "x.permute(0, 3, 1, 2), channels before rows and columns"),
    ],
)
def test_layouts(shape: tuple[int, ...], told: str) -> None:
    net = nn.Sequential(classifier(1800), nn.BatchNorm1d(10)).eval()
    assert fits(net, torch.zeros(shape)) == (told,)
    change = eval(f"lambda x: {told.rpartition(', ')[0]}")
    assert net(change(torch.zeros(shape))).shape[1] == 10


@pytest.mark.parametrize(("channels", "wanted"), [(1, 3), (3, 1), (4, 3)])
def test_channels(channels: int, wanted: int) -> None:
    net = nn.Sequential(nn.Conv2d(wanted, 4, 3), nn.ReLU())
    first, second = fits(net, torch.zeros(2, channels, 8, 8))
    change = eval(f"lambda x: {first.rpartition(', ')[0]}")
    assert net(change(torch.zeros(2, channels, 8, 8))).shape == (2, 4, 6, 6)
    assert second == f"nn.Conv2d({channels}, 4, …) as 0"


def test_a_type_of_numbers() -> None:
    net = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU()).double()
    assert fits(net, torch.zeros(1, 3, 8, 8)) == ("x.to(torch.float64)",)
    assert net(torch.zeros(1, 3, 8, 8).to(torch.float64)).shape == (1, 4, 6, 6)


def test_a_change_must_carry_the_whole_network() -> None:
    # with 8 features the second layer would fit, and the third would refuse
    net = nn.Sequential(nn.Linear(4, 8), nn.Linear(9, 6), nn.Linear(7, 2))
    assert fits(net, torch.zeros(1, 4)) == ()


def test_a_change_must_not_mix_the_items_of_a_batch() -> None:
    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.fc = nn.Linear(16, 2)

        def forward(self, x: Tensor) -> Tensor:
            return self.fc(x.view(-1, 16))  # 8×8 would pass, as four items for one

    assert fits(Net(), torch.zeros(1, 1, 9, 9)) == ("an input of 4×4",)


def test_what_no_shape_mends_gets_no_advice() -> None:
    class Fails(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            raise ValueError("no such head")

    class Two(nn.Module):
        def forward(self, x: Tensor, y: Tensor) -> Tensor:
            return x + y

    assert fits(Fails(), torch.zeros(1, 2)) == ()
    with pytest.raises(RunError, match="do not fit together") as caught:
        cutaway.record(Two(), torch.zeros(2, 3), torch.zeros(2, 4))
    assert "fits" not in caught.value.facts


def test_summary_gives_the_same_advice() -> None:
    with pytest.raises(RunError) as caught:
        cutaway.summary(classifier(128), (2, 3, 32, 32))
    assert caught.value.facts["fits"] == fits(classifier(128), torch.zeros(2, 3, 32, 32))
    assert [row.name for row in caught.value.partial.steps] == ["input", "0", "1", "2"]  # type: ignore[attr-defined]


def test_the_model_is_left_alone() -> None:
    net = classifier(128)
    net[3].bias = net[0].bias = nn.Parameter(torch.ones(8))  # tied, and of a wrong length
    before = {name: (p, p.clone()) for name, p in net.named_parameters()}
    fits(net, torch.zeros(1, 3, 8, 8))
    assert [type(m).__name__ for m in net] == ["Conv2d", "MaxPool2d", "Flatten", "Linear"]
    for name, parameter in net.named_parameters():
        same, numbers = before[name]
        assert parameter is same and torch.equal(parameter, numbers)


def test_a_twin_has_the_structure_and_no_numbers() -> None:
    net = nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4), nn.Linear(4, 4))
    net[2].weight = net[0].weight
    twin = twin_of(net)
    assert all(t.is_meta for t in (*twin.parameters(), *twin.buffers()))
    assert twin[2].weight is twin[0].weight  # type: ignore[index]
    assert not any(p.is_meta for p in net.parameters())


def test_a_mixture_of_types_is_told_by_name() -> None:
    with pytest.raises(RunError, match="input is float64 and weight is float32"):
        cutaway.record(nn.Linear(2, 2), torch.zeros(1, 2, dtype=torch.float64))
