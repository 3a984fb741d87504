"""Convolution and pooling side by side: what is the same, and what is not."""

from dataclasses import dataclass

from cutaway.arithmetic.counted import counted
from cutaway.playground.cost import costs, value_of
from cutaway.playground.layer import Layer
from cutaway.playground.size import output_shape


@dataclass(frozen=True, slots=True)
class Row:
    """One aspect, for both, in both languages.

    same   whether both behave alike in it
    """

    aspect: str
    aspect_zh: str
    same: bool
    convolution: str
    convolution_zh: str
    pooling: str
    pooling_zh: str


def comparison(convolution: Layer, pooling: Layer) -> tuple[Row, ...]:
    """The card, with the numbers of these two layers.

    >>> conv = Layer("conv2d", 1, (4, 4), 1, (3, 3), (1, 1), (1, 1), (1, 1), (1, 1), bias=True)
    >>> pool = Layer("maxpool2d", 1, (4, 4), 1, (2, 2), (2, 2), (0, 0), (0, 0), (1, 1))
    >>> [row.same for row in comparison(conv, pool)].count(True)
    3
    """
    conv, pool = _Told(convolution), _Told(pooling)
    return (*_alike(conv, pool), *_made(conv, pool), *_behaviour(pool), _cost(conv, pool))


def _alike(conv: "_Told", pool: "_Told") -> tuple[Row, ...]:
    """What is the same: the geometry of the window."""
    return (
        Row("window", "窗口", True, conv.window, conv.window_zh, pool.window, pool.window_zh),
        Row("output size", "输出尺寸", True, conv.size, conv.size, pool.size, pool.size),
        Row(
            "receptive field", "感受野", True,
            "grows with window and stride", "随窗口与步长增大",
            "grows with window and stride", "随窗口与步长增大",
        ),
    )  # fmt: skip


def _made(conv: "_Told", pool: "_Told") -> tuple[Row, ...]:
    """What a number is made of, and what is learned."""
    return (
        Row(
            "what it computes", "计算内容", False,
            "the weighted sum of the window, plus a bias", "窗口内的加权和，再加偏置",
            "the mean of the window" if pool.mean else "the largest number of the window",
            "窗口内的平均值" if pool.mean else "窗口内的最大值",
        ),
        Row(
            "parameters", "可学习参数", False,
            f"{conv.params}, learned", f"{conv.params} 个，由学习得到", "none", "没有",
        ),
        Row(
            "channels", "通道", False,
            f"every output channel reads {counted(conv.depth, 'input channel')}; "
            f"C_o = {conv.outputs} is free",
            f"每个输出通道读 {conv.depth} 个输入通道；输出通道数 {conv.outputs} 可自由选择",
            f"each channel on its own; C_o = C_i = {pool.outputs}",
            f"每个通道分别汇聚；输出通道数 = 输入通道数 = {pool.outputs}",
        ),
    )  # fmt: skip


def _behaviour(pool: "_Told") -> tuple[Row, ...]:
    """What becomes of sums, of shifts, and of the edge."""
    return (
        Row(
            "linear", "线性", False, "yes, apart from the bias", "是（偏置除外）",
            *(
                ("yes: a fixed depthwise convolution", "是：相当于固定的逐通道卷积")
                if pool.mean
                else ("no", "否")
            ),
        ),
        Row(
            "a shifted input", "输入平移", False,
            "the answer moves along (equivariance), by shift ÷ stride",
            "输出随之平移（平移等变性），平移量 = 位移 ÷ 步长",
            "the answer may stay (some invariance); with a stride that depends on the phase",
            "输出可能不变（一定的平移不变性）；步长大于 1 时取决于相位",
        ),
        Row(
            "padding", "填充", False,
            "counts as 0 in the sum", "在求和中记为 0",
            *(
                ("counts as 0, and in the divisor", "记为 0，并计入除数")
                if pool.mean
                else ("counts as −∞: it never wins", "记为 −∞，不会成为最大值")
            ),
        ),
    )  # fmt: skip


def _cost(conv: "_Told", pool: "_Told") -> Row:
    return Row(
        "cost", "计算量", False,
        f"{conv.macs:,} MACs", f"{conv.macs:,} 次乘加",
        f"{pool.other:,} " + ("additions and divisions" if pool.mean else "comparisons"),
        f"{pool.other:,} 次" + ("加法与除法" if pool.mean else "比较"),
    )  # fmt: skip


class _Told:
    """The numbers of one layer, as the card tells them."""

    def __init__(self, layer: Layer) -> None:
        window = "×".join(map(str, layer.sizes))
        stride = "×".join(map(str, sorted(set(layer.strides), reverse=True)))
        found = costs(layer)
        self.window = f"{window}, in steps of {stride}"
        self.window_zh = f"{window}，步长 {stride}"
        sizes = "×".join(map(str, layer.space)), "×".join(map(str, output_shape(layer)[1:]))
        self.size = f"{sizes[0]} → {sizes[1]}"
        self.mean = layer.kind.startswith("avg")
        self.params = layer.params
        self.depth = layer.channels // layer.groups
        self.outputs = layer.outputs
        self.macs = value_of(found, "macs")
        self.other = value_of(found, "other")
