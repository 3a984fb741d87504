"""Published networks: their parameters and costs are those that were published."""

import pytest
import torch

import cutaway
from cutaway.errors import NetworkError
from cutaway.networks import zoo
from cutaway.networks.architectures.published import ARCHITECTURES
from cutaway.networks.listing import listing
from cutaway.networks.network import Network
from cutaway.networks.recipe import Recipe

TORCHVISION = "torchvision's documentation of the model's weights, num_params"
PUBLISHED = {
    # name: (parameters, where that number is published)
    "alexnet": (60_965_224, "bvlc_reference and AlexNet as deployed; the paper says 60 million"),
    "squeezenet-1.0": (1_248_424, "table 1 of arXiv:1602.07360"),
    "squeezenet-1.1": (1_235_496, TORCHVISION),
    "resnet-18": (11_689_512, TORCHVISION),
    "resnet-34": (21_797_672, TORCHVISION),
    "resnet-50": (25_557_032, TORCHVISION),
    "densenet-121": (7_978_856, TORCHVISION),
    "mobilenet-v1": (4_231_976, "Keras' MobileNet, trainable; table 8 of the paper says 4.2 M"),
    "mobilenet-v2": (3_504_872, TORCHVISION),
    # the lecture: 10·128 + 128 + 128·5 + 5 and 20·256 + 256 + 256·10 + 10
    "mlp-10-128-5": (2_053, "by hand"),
    "mlp-20-256-10": (7_946, "by hand"),
    # table 2 of arXiv:1409.1556 in millions: 133, 133, 133, 134, 138, 144
    "vgg-a": (132_863_336, "by hand, and table 2"),
    "vgg-a-lrn": (132_863_336, "by hand, and table 2"),
    "vgg-b": (133_047_848, "by hand, and table 2"),
    "vgg-c": (133_638_952, "by hand, and table 2"),
    "vgg-d": (138_357_544, TORCHVISION),
    "vgg-e": (143_667_240, TORCHVISION),
}
OTHERWISE = {"lenet-5", "zfnet", "nin", "googlenet"}  # each has a test of its own below
MACS = {
    "resnet-18": (1.8e9, 0.1e9, "table 1 of arXiv:1512.03385"),
    "resnet-34": (3.6e9, 0.1e9, "table 1 of arXiv:1512.03385"),
    "resnet-50": (3.8e9, 0.1e9, "table 1 of arXiv:1512.03385"),
    "mobilenet-v1": (569e6, 0.5e6, "table 8 of arXiv:1704.04861"),
    "mobilenet-v2": (300e6, 1e6, "table 4 of arXiv:1801.04381"),
    "googlenet": (1.5e9, 0.1e9, "section 1 of arXiv:1409.4842"),
}


def params(name: str) -> int:
    return cutaway.summary(zoo.network(name)).totals.params


@pytest.mark.parametrize("name", PUBLISHED)
def test_parameters_are_those_published(name: str) -> None:
    assert params(name) == PUBLISHED[name][0], PUBLISHED[name][1]


@pytest.mark.parametrize("name", MACS)
def test_multiply_adds_are_those_published(name: str) -> None:
    macs, within, where = MACS[name]
    assert abs(cutaway.summary(zoo.network(name)).totals.macs - macs) <= within, where


def test_every_architecture_is_held_to_a_number() -> None:
    assert set(PUBLISHED) | OTHERWISE == set(ARCHITECTURES)


def test_lenet_differs_from_the_paper_by_what_its_note_says() -> None:
    """The paper: C1 156, S2 12, C3 1,516, S4 32, C5 48,120, F6 10,164, together 60,000."""
    paper = {"c1": 156, "c3": 1_516, "c5": 48_120, "f6": 10_164}
    rows = {row.name: row.params for row in cutaway.summary(zoo.network("lenet-5")).steps}
    assert rows["c1"] == paper["c1"] and rows["c5"] == paper["c5"] and rows["f6"] == paper["f6"]
    assert rows["c3"] - paper["c3"] == (6 * 16 - 60) * 25, "the paper's C3 has 60 of 96 kernels"
    assert rows["output"] == 84 * 10 + 10
    assert params("lenet-5") - 850 - 900 + 12 + 32 == sum(paper.values()) + 12 + 32 == 60_000


def test_zfnet_is_its_figure() -> None:
    """Figure 3 of arXiv:1311.2901, which states no number: sizes 110, 55, 26, 13, 13, 13, 13, 6."""
    convs = [(96, 3, 7), (256, 96, 5), (384, 256, 3), (384, 384, 3), (256, 384, 3)]
    full = [(4096, 256 * 36), (4096, 4096), (1000, 4096)]
    by_hand = sum(o * i * k * k + o for o, i, k in convs) + sum(o * i + o for o, i in full)
    found = cutaway.summary(zoo.network("zfnet"))
    assert found.totals.params == by_hand == 62_357_608
    sides = [
        row.shape[2]
        for row in found.steps
        if row.kind in ("Conv", "Pool") or row.name[:4] == "pool"
    ]
    assert sides == [110, 55, 26, 13, 13, 13, 13, 6]


def test_network_in_network_is_as_large_as_its_published_file() -> None:
    """The model zoo of Caffe: nin_imagenet.caffemodel, 29 MB."""
    assert round(params("nin") * 4 / 2**20) == 29


def test_googlenet_has_what_its_authors_network_has_less_its_classifiers() -> None:
    """13,378,280 with both: 1×1×128, FC-1024 on 4×4 maps, FC-1000, behind 4a and 4d."""
    classifiers = sum(
        (channels + 1) * 128 + (128 * 16 + 1) * 1024 + (1024 + 1) * 1000 for channels in (512, 528)
    )
    assert params("googlenet") + classifiers == 13_378_280


@pytest.fixture
def without_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    def module(made: Recipe) -> object:
        raise AssertionError("numbers were made")

    monkeypatch.setattr(Recipe, "module", module)


@pytest.mark.usefixtures("without_weights")
@pytest.mark.parametrize("name", [name for name in zoo.NAMES if not zoo.available(name)])
def test_a_summary_makes_no_weight(name: str) -> None:
    found = zoo.network(name)
    table = cutaway.summary(found)
    assert table.totals.complete and table.totals.params > 0
    tensors = (*found.skeleton.parameters(), *found.skeleton.buffers())
    assert tensors and all(tensor.is_meta for tensor in tensors)


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_random_weights_say_so(name: str) -> None:
    found = zoo.network(name)
    assert found.weights_are_random and found.source.startswith("random weights")
    assert (found.year > 1900) == bool(found.paper) == (not name.startswith("mlp"))
    assert str(found.year or "") in found.paper


def test_weights_are_the_same_every_time_and_alive() -> None:
    one, other = (zoo.network("mobilenet-v2").module for _ in range(2))
    assert one is not other
    pairs = list(zip(one.state_dict().values(), other.state_dict().values(), strict=True))
    assert all(torch.equal(a, b) for a, b in pairs) and len(pairs) == 314
    x = torch.randn(1, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        y = one(x)
    assert torch.isfinite(y).all() and y.std() > 0 and y.sum().item() == pytest.approx(1, abs=1e-4)


def test_module_and_skeleton_are_made_once() -> None:
    found = zoo.network("lenet-5")
    assert found.module is found.module and found.skeleton is found.skeleton
    assert list(found.module.state_dict()) == list(found.skeleton.state_dict())
    plain = Network("own", "own", found.module, found.preprocess, found.input_shape)
    assert plain.skeleton is plain.module is found.module


@pytest.mark.parametrize(
    ("name", "near"),
    [("VGG-16", "vgg16"), ("resnet50", "resnet-50"), ("densenet", "densenet-121"),
     ("mobilenetv2", "mobilenet-v2"), ("Lenet", "lenet-5"), ("conv_3-64", "conv3-64")],
)  # fmt: skip
def test_a_misspelled_name_is_guessed(name: str, near: str) -> None:
    with pytest.raises(NetworkError, match=f"did you mean {near}\\?"):
        zoo.network(name)
    assert zoo.network(near)


def test_spoken_names_are_columns_of_the_table() -> None:
    assert zoo.network("vgg16").name == "vgg-d" and zoo.network("vgg19").name == "vgg-e"


def test_the_list_is_whole() -> None:
    found = {entry.name: entry for entry in listing()}
    assert tuple(found) == zoo.NAMES
    assert (found["resnet-50"].year, found["resnet-50"].params) == (2015, 25_557_032)
    assert all(entry.params or entry.missing for entry in found.values())
    for name, entry in found.items():
        assert entry.missing or entry.params == params(name)
