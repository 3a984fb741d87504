"""Weights into a module: exactly, or with the difference told."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file, save_model
from torch import Tensor, nn

from cutaway.errors import NetworkError
from cutaway.networks.files.fit import fit
from cutaway.networks.find import network
from cutaway.networks.zoo import network as of_the_zoo
from cutaway.recording.recorder import record


def net(classes: int = 7) -> nn.Sequential:
    parts = {"conv": nn.Conv2d(3, 4, 3), "bn": nn.BatchNorm2d(4), "fc": nn.Linear(4, classes)}
    made = nn.Sequential()
    for name, part in parts.items():
        made.add_module(name, part)
    return made


def refused(module: nn.Module, tensors: dict[str, Tensor]) -> str:
    with pytest.raises(NetworkError) as caught:
        fit(module, tensors, "best.pt", "Net")
    return str(caught.value)


def test_every_number_arrives() -> None:
    given, module = net().state_dict(), net()
    fit(module, dict(given), "best.pt", "Net")
    assert all(torch.equal(module.state_dict()[name], given[name]) for name in given)
    assert module.conv.weight.data_ptr() == given["conv.weight"].data_ptr(), "not copied"


def test_a_root_that_all_names_share_is_no_part_of_them() -> None:
    given, module = net().state_dict(), net()
    fit(module, {f"backbone.{name}": tensor for name, tensor in given.items()}, "best.pt", "Net")
    assert torch.equal(module.fc.weight, given["fc.weight"])


def test_half_precision_becomes_the_networks_own() -> None:
    module = net()
    fit(module, {n: t.half() if t.is_floating_point() else t for n, t in
                 net().state_dict().items()}, "best.pt", "Net")  # fmt: skip
    assert module.conv.weight.dtype == torch.float32


def test_an_old_file_counts_no_batches() -> None:
    given = net().state_dict()
    module, at_first = net(), torch.tensor(3)
    del given["bn.num_batches_tracked"]
    module.bn.num_batches_tracked = at_first
    fit(module, dict(given), "best.pt", "Net")
    assert torch.equal(module.bn.num_batches_tracked, at_first), "its own count stays"
    assert all(torch.equal(module.state_dict()[name], given[name]) for name in given)


def test_other_classes_name_their_number() -> None:
    said = refused(net(7), net(10).state_dict())
    assert said == (
        "best.pt does not fit Net: 2 have another shape: fc.weight is [10, 4] in the file, [7, 4] "
        "here, fc.bias is [10] in the file, [7] here. Only fc differs: make the network with 10 "
        "outputs, such as Net(num_classes=10)"
    )


def test_a_renamed_layer_is_near() -> None:
    given = {n.replace("conv.", "conv1."): t for n, t in net().state_dict().items()}
    said = refused(net(), given)
    assert "2 of the network's 9 tensors are not in the file: conv.weight [4, 3, 3, 3] " in said
    assert "(there is conv1.weight of that shape)" in said
    assert said.endswith("All shapes agree, in order: rename the file's keys to the network's")


def test_a_checkpoint_of_another_class() -> None:
    said = refused(net(), nn.Sequential(nn.Linear(3, 3), nn.Linear(3, 5)).state_dict())
    assert "8 of the network's 9 tensors are not in the file" in said and "… and 4 more" in said
    assert "4 of the file's 4 are not in the network: 0.weight [3, 3]" in said
    assert said.endswith("weights of another class: name the one they were saved from")


class Tied(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.a, self.b = nn.Linear(4, 4), nn.Linear(4, 4)
        self.b.weight = self.a.weight

    def forward(self, x: Tensor) -> Tensor:
        return self.b(self.a(x))


def test_ties_stay_tied(tmp_path: Path) -> None:
    one, other = Tied(), Tied()
    save_model(one, str(tmp_path / "tied.safetensors"))  # which writes the shared tensor once
    for tensors in (
        one.state_dict(),
        {n: t for n, t in one.state_dict().items() if n != "b.weight"},
    ):
        fit(other, dict(tensors), "tied", "Tied")
        assert other.a.weight is other.b.weight and torch.equal(other.a.weight, one.a.weight)
    assert sum(p.size for p in record(other, torch.ones(1, 4)).parameters) == 16 + 8


def test_a_file_with_an_architecture(tmp_path: Path) -> None:
    own = of_the_zoo("tiny-vgg")
    changed = {name: tensor * 2 for name, tensor in own.module.state_dict().items()}
    save_file(changed, tmp_path / "mine.safetensors")
    found = network(str(tmp_path / "mine.safetensors"), arch="tiny-vgg")
    assert found.source == "weights from mine.safetensors" and len(found.classes) == 10
    x = torch.rand(found.input_shape)
    assert torch.equal(found.module.conv1_1(x), own.module.conv1_1(x) * 2)
    assert torch.equal(of_the_zoo("tiny-vgg").module.conv1_1.weight, own.module.conv1_1.weight)
    with pytest.raises(NetworkError, match=r"holds weights and no network; .* --arch vgg16"):
        network(str(tmp_path / "mine.safetensors"))
    torch.save({"model": changed, "ema": dict(own.module.state_dict())}, tmp_path / "two.pt")
    averaged = network(f"{tmp_path / 'two.pt'}::ema", arch="tiny-vgg")
    assert torch.equal(averaged.module.conv1_1.weight, own.module.conv1_1.weight)
    with pytest.raises(NetworkError, match="'tiny-vgg' is none: leave it out"):
        network("tiny-vgg", arch="vgg16")
