"""MobileNetV2 (Sandler et al. 2018, table 2)."""

from torch import Tensor, nn

# expansion, output channels, repeats, stride of the first
PLAN = (
    (1, 16, 1, 1),
    (6, 24, 2, 2),
    (6, 32, 3, 2),
    (6, 64, 4, 2),
    (6, 96, 3, 1),
    (6, 160, 3, 2),
    (6, 320, 1, 1),
)


def normed(inputs: int, outputs: int, size: int, stride: int = 1, groups: int = 1) -> nn.Sequential:
    """A convolution, batch norm, ReLU up to 6."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, stride, size // 2, groups=groups, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU6(inplace=True),
    )


class Inverted(nn.Module):
    """Widen by 1×1, filter each channel by 3×3, narrow by 1×1."""

    def __init__(self, inputs: int, outputs: int, stride: int, expansion: int) -> None:
        super().__init__()
        hidden = inputs * expansion
        layers: list[nn.Module] = [] if expansion == 1 else [normed(inputs, hidden, 1)]
        layers += [normed(hidden, hidden, 3, stride, hidden)]
        layers += [nn.Conv2d(hidden, outputs, 1, bias=False), nn.BatchNorm2d(outputs)]
        self.conv = nn.Sequential(*layers)
        self.adds = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        return x + self.conv(x) if self.adds else self.conv(x)


class MobileNet(nn.Module):
    """A stem, seventeen inverted bottlenecks, a head."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = [normed(3, 32, 3, 2)]
        inputs = 32
        for expansion, outputs, repeats, stride in PLAN:
            for turn in range(repeats):
                layers.append(Inverted(inputs, outputs, 1 if turn else stride, expansion))
                inputs = outputs
        self.features = nn.Sequential(*layers, normed(inputs, 1280, 1))
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(1280, 1000))

    def forward(self, x: Tensor) -> Tensor:
        return self.classifier(self.avgpool(self.features(x)).flatten(1))
