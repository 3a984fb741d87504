"""Trains the embedded Tiny VGG on Fashion-MNIST and states its accuracy on the test pictures.

    python tools/train_tiny_vgg.py [FOLDER]

FOLDER holds the four files of Fashion-MNIST (MIT licence; Debian's package
`dataset-fashion-mnist` puts them under /usr/share/datasets/fashion-mnist). Written into the
package: the weights, and sixty test pictures with their labels, six of each class.
"""

import gzip
import json
import sys
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from safetensors.torch import save_file
from torch import Tensor, nn

from cutaway.networks.architectures.build import build, initialise
from cutaway.networks.notation.text import parse

WORDS = "conv3-10 conv3-10 maxpool conv3-10 conv3-10 maxpool FC-10"
FOLDER = Path("/usr/share/datasets/fashion-mnist")
DATA = Path(__file__).parents[1] / "src/cutaway/networks/data"
EPOCHS, BATCH, RATE, SEED = 10, 128, 3e-3, 7


def main(folder: Path) -> None:
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    images, labels = read(folder, "train")
    net = build(parse(WORDS), (1, 1, 28, 28)).train()
    initialise(net, SEED)
    train(net, images, labels)
    net.eval()
    test_images, test_labels = read(folder, "t10k")
    right = accuracy(net, test_images, test_labels)
    print(f"accuracy on the 10,000 test pictures: {right:.4f}")
    recipe = f"Adam {RATE}, one-cycle, {EPOCHS} epochs of batches of {BATCH}, seed {SEED}"
    facts = {"notation": WORDS, "accuracy": f"{right:.4f}", "recipe": recipe}
    save_file(net.state_dict(), DATA / "tiny_vgg.safetensors", facts)
    keep_pictures(net, test_images, test_labels)


def read(folder: Path, part: str) -> tuple[Tensor, Tensor]:
    """Images (n, 1, 28, 28) in 0 … 1 and labels (n), from the IDX files."""
    pixels = _bytes(folder / f"{part}-images-idx3-ubyte.gz")[16:].reshape(-1, 1, 28, 28)
    labels = _bytes(folder / f"{part}-labels-idx1-ubyte.gz")[8:]
    return torch.from_numpy(pixels).float() / 255, torch.from_numpy(labels).long()


def train(net: nn.Module, images: Tensor, labels: Tensor) -> None:
    """Cross-entropy, Adam, a one-cycle rate."""
    steps = EPOCHS * -(-len(images) // BATCH)
    optimiser = torch.optim.Adam(net.parameters(), RATE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps)
    for epoch in range(EPOCHS):
        losses = []
        for chosen in torch.split(torch.randperm(len(images)), BATCH):
            loss = nn.functional.cross_entropy(net(images[chosen]), labels[chosen])
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
            optimiser.step()
            schedule.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}", flush=True)


def accuracy(net: nn.Module, images: Tensor, labels: Tensor) -> float:
    """Share of the pictures whose highest score is their label's."""
    with torch.no_grad():
        found = torch.cat([net(part).argmax(1) for part in torch.split(images, 1000)])
    return float((found == labels).float().mean())


def keep_pictures(net: nn.Module, images: Tensor, labels: Tensor) -> None:
    """One sheet of sixty pictures, the classes in turn, and their labels."""
    places = [(labels == label).nonzero().flatten()[:6].tolist() for label in range(10)]
    chosen = [places[label][turn] for turn in range(6) for label in range(10)]
    pixels = (images[chosen, 0] * 255).round().byte().numpy()
    sheet = pixels.reshape(6, 10, 28, 28).transpose(0, 2, 1, 3).reshape(168, 280)
    Image.fromarray(sheet).save(DATA / "fashion_mnist.png", optimize=True)
    facts = {"labels": labels[chosen].tolist(), "indices": chosen}
    (DATA / "fashion_mnist.json").write_text(json.dumps(facts) + "\n", encoding="utf-8")


def _bytes(path: Path) -> NDArray[np.uint8]:
    with gzip.open(path) as file:
        return np.frombuffer(bytearray(file.read()), np.uint8)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
