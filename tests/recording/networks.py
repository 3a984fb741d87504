"""Small networks, each with one way of doing things that is hard to follow."""

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils import parametrizations
from torch.utils.checkpoint import checkpoint


class BareParameter(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.kernel = nn.Parameter(torch.randn(4, 3, 3, 3))
        self.shift = nn.Parameter(torch.randn(4, 1, 1))

    def forward(self, x: Tensor) -> Tensor:
        return functional.conv2d(x, self.kernel, padding=1) + self.shift


class Functional(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, padding=1)
        self.head = nn.Linear(10 * 16, 5)

    def forward(self, x: Tensor) -> Tensor:
        y = functional.relu(self.conv(x))
        y = torch.cat([y, y.add(1), y[:, :2]], 1)
        y = functional.max_pool2d(y, 2)
        return self.head(y.view(y.size(0), -1))


class MatmulAttention(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(8, 24)

    def forward(self, x: Tensor) -> Tensor:
        q, k, v = self.qkv(x).chunk(3, dim=-1)
        q, k, v = (t.unflatten(-1, (2, 4)).transpose(1, 2) for t in (q, k, v))
        scores = (q @ k.transpose(-2, -1)) * 4**-0.5
        return (scores.softmax(-1) @ v).transpose(1, 2).reshape(x.shape)


class FusedAttention(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.q, self.kv = nn.Linear(8, 8), nn.Linear(8, 16)

    def forward(self, x: Tensor) -> Tensor:
        batch, length, _ = x.shape
        q = self.q(x).view(batch, length, 2, 4).permute(0, 2, 1, 3)
        k, v = self.kv(x).view(batch, length, 2, 2, 4).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(q, k, v)
        return mixed.transpose(1, 2).flatten(2)


class Heads(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True)

    def forward(self, x: Tensor) -> Tensor:
        return self.attention(x, x, x, need_weights=False)[0]


def heads() -> nn.Module:
    return Heads().train()  # in evaluation torch takes a fused path, where nobody watches


class ThreeTimes(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 3, 3, padding=1)
        self.act = nn.ReLU(inplace=True)

    def forward(self, x: Tensor) -> Tensor:
        for _ in range(3):
            x = self.act(self.conv(x))
        return x


class TwoNames(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, 3, 3, padding=1)
        self.second = self.first

    def forward(self, x: Tensor) -> Tensor:
        return self.second(torch.tanh(self.first(x)))


class Tied(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.encode, self.decode = nn.Linear(6, 4, bias=False), nn.Linear(4, 6)
        self.again = nn.Linear(6, 4, bias=False)
        self.again.weight = self.encode.weight

    def forward(self, x: Tensor) -> Tensor:
        hidden = torch.sigmoid(self.encode(x))
        return self.again(self.decode(hidden)) + functional.linear(x, self.encode.weight)


class Dict(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)

    def forward(self, x: Tensor) -> dict[str, Tensor]:
        y = self.conv(x)
        return {"maps": y, "mean": y.mean((2, 3))}


class Tuple(Dict):
    def forward(self, x: Tensor) -> Any:
        y = self.conv(x)
        return y.amax((2, 3)), (y * 2, [y - 1])


class TwoInputs(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.left, self.right = nn.Conv2d(3, 4, 3), nn.Conv2d(5, 4, 3)

    def forward(self, x: Tensor, y: Tensor) -> Tensor:
        return self.left(x) * torch.sigmoid(self.right(y))


class Branches(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.warm, self.cold = nn.Conv2d(3, 4, 3), nn.Conv2d(3, 4, 5)

    def forward(self, x: Tensor) -> Tensor:
        return self.warm(x) if x.sum() > 0 else self.cold(x)


def transposed() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(3, 4, 3, stride=2, padding=1),
        nn.ELU(),
        nn.ConvTranspose2d(4, 6, 3, stride=2, padding=1, output_padding=1, groups=2),
        nn.ConvTranspose2d(6, 2, 4, stride=3, padding=2, dilation=2),
    ).eval()


def separable() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(3, 6, 3, padding=1, groups=3), nn.SiLU(), nn.Conv2d(6, 4, 1)
    ).eval()


def even() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(3, 4, 4, padding="same"),
        nn.GELU(),
        nn.Conv2d(4, 2, (2, 3), padding="same", dilation=(3, 1)),
    ).eval()


def padded() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(3, 4, 3, padding=2, padding_mode="circular"),
        nn.Conv2d(4, 4, 3, padding=(1, 2), padding_mode="reflect"),
        nn.Conv2d(4, 2, 3, padding=1, padding_mode="replicate"),
    ).eval()


def line() -> nn.Module:
    return nn.Sequential(
        nn.Conv1d(3, 4, 5, padding=2, padding_mode="reflect"),
        nn.BatchNorm1d(4),
        nn.MaxPool1d(3, 2, 1),
        nn.ConvTranspose1d(4, 2, 4, stride=2),
        nn.AdaptiveAvgPool1d(5),
    ).eval()


def cube() -> nn.Module:
    return nn.Sequential(
        nn.Conv3d(2, 4, 3, padding=1, padding_mode="circular"),
        nn.InstanceNorm3d(4, affine=True),
        nn.AvgPool3d(2, ceil_mode=True),
        nn.ConvTranspose3d(4, 2, 2),
    ).eval()


def alex() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(3, 6, 3, padding=1),
        nn.LocalResponseNorm(5),
        nn.AdaptiveMaxPool2d(5),
        nn.AdaptiveAvgPool2d((3, 2)),
        nn.Flatten(),
        nn.Linear(36, 4),
        nn.Softmax(1),
    ).eval()


def training() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(3, 4, 3),
        nn.BatchNorm2d(4),
        nn.ReLU(inplace=True),
        nn.BatchNorm2d(4, momentum=None),
    ).train()


def lazy() -> nn.Module:
    return nn.Sequential(
        nn.LazyConv2d(4, 3), nn.LazyBatchNorm2d(), nn.Flatten(), nn.LazyLinear(5)
    ).eval()


def weight_norm() -> nn.Module:
    return nn.Sequential(
        parametrizations.weight_norm(nn.Conv2d(3, 4, 3)),
        nn.Flatten(),
        parametrizations.weight_norm(nn.Linear(144, 3), dim=None),
    ).eval()


def spectral_norm() -> nn.Module:
    return nn.Sequential(parametrizations.spectral_norm(nn.Conv2d(3, 4, 3)), nn.Tanh()).train()


class StandardisedConv(nn.Conv2d):
    def forward(self, x: Tensor) -> Tensor:
        variance, mean = torch.var_mean(self.weight, dim=(1, 2, 3), keepdim=True, unbiased=False)
        weight = (self.weight - mean) / torch.sqrt(variance + 1e-5)
        return functional.conv2d(x, weight, self.bias, self.stride, self.padding)


def standardising() -> nn.Module:
    return nn.Sequential(StandardisedConv(3, 4, 3), nn.GroupNorm(2, 4), nn.Mish()).eval()


class Arguments(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)

    def forward(self, x: Tensor, factor: int, kind: str, more: dict[str, float]) -> Tensor:
        pool = functional.max_pool2d if kind == "max" else functional.avg_pool2d
        return pool(self.conv(x), factor) * more["scale"]


class Checkpointed(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Softplus(), nn.Conv2d(4, 3, 3))

    def forward(self, x: Tensor) -> Tensor:
        out = checkpoint(self.body, x, use_reentrant=False)
        assert isinstance(out, Tensor)
        return out


class InPlaceViews(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)

    def forward(self, x: Tensor) -> Tensor:
        x += 1
        y = self.conv(x)
        y[:, 1:3].mul_(2)
        y.view(y.shape[0], -1).relu_()
        half = y[:, ::2]
        y[:, 0, 1] = half[:, 1, 0]
        y[0] -= 0.5
        return half + 1


class Rebinding(nn.Module):
    """Gives tensors other numbers by their `data`, and tells torch what it wants of them."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)
        self.scale = nn.Parameter(torch.randn(4, 1, 1))

    def forward(self, x: Tensor) -> Tensor:
        self.scale.data = self.scale.data.clamp(-0.5, 0.5)
        self.conv.weight.data = self.conv.weight.data[:4]
        self.conv.bias = None
        y = self.conv(x)
        y.requires_grad = False
        y.grad = None
        z = y * self.scale
        y.data = y.data[:, :, 1:]
        x.data = z.data
        return x[:, :, 1:] + y.relu_()
