"""VGG (Simonyan and Zisserman 2014, table 1), as it is usually written in torch."""

from collections.abc import Sequence

from torch import Tensor, nn

POOL = 0
BLOCKS = {16: (2, 2, 3, 3, 3), 19: (2, 2, 4, 4, 4)}
WIDTHS = (64, 128, 256, 512, 512)


class Vgg(nn.Module):
    """Convolutions of 3×3, pools of 2×2, three fully connected layers."""

    def __init__(self, depth: int) -> None:
        super().__init__()
        plan = [
            width
            for width, count in zip(WIDTHS, BLOCKS[depth], strict=True)
            for width in (*(width,) * count, POOL)
        ]
        self.features = nn.Sequential(*_features(plan))
        self.avgpool = nn.AdaptiveAvgPool2d((7, 7))
        self.classifier = nn.Sequential(
            nn.Linear(512 * 7 * 7, 4096),
            nn.ReLU(True),
            nn.Dropout(),
            nn.Linear(4096, 4096),
            nn.ReLU(True),
            nn.Dropout(),
            nn.Linear(4096, 1000),
        )

    def forward(self, x: Tensor) -> Tensor:
        x = self.avgpool(self.features(x))
        return self.classifier(x.flatten(1))


def _features(plan: Sequence[int]) -> list[nn.Module]:
    layers: list[nn.Module] = []
    channels = 3
    for width in plan:
        if width == POOL:
            layers.append(nn.MaxPool2d(2, 2))
            continue
        layers += [nn.Conv2d(channels, width, 3, padding=1), nn.ReLU(inplace=True)]
        channels = width
    return layers
