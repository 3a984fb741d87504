"""The lecture's examples, and some more, one click each."""

from dataclasses import dataclass, replace

from cutaway.playground.state import DEFAULT, LayerState, PlayState


@dataclass(frozen=True, slots=True)
class Example:
    """A state with a name.

    name      stable, for links and lessons
    title, title_zh   what it is called
    note, note_zh     what to see in it
    """

    name: str
    title: str
    title_zh: str
    note: str
    note_zh: str
    state: PlayState


EDGE = "1 1 0 0 0; 1 1 0 0 0; 1 1 0 0 0; 1 1 0 0 0"
EDGES = PlayState(EDGE, layers=(LayerState(kernel="1 -1"),))
NINE = "0 1 2; 3 4 5; 6 7 8"


def _pooled(pool: LayerState, shift: str = "") -> PlayState:
    return replace(EDGES, layers=(*EDGES.layers, pool), shift=shift)


def _one(input: str, layer: LayerState) -> PlayState:
    return PlayState(input, layers=(layer,))


EXAMPLES = (
    Example(
        "by-hand",
        "Convolution by hand: 4×4, kernel 3×3",
        "手算卷积：4×4 输入，3×3 卷积核",
        "Padding 1 and stride 1 keep the size; the bias is added to every number.",
        "填充 1、步长 1，尺寸不变；偏置加在每个数上。",
        DEFAULT,
    ),
    Example(
        "output-size",
        "Output size: 10, kernel 5, padding 1, stride 2",
        "输出尺寸：10，卷积核 5，填充 1，步长 2",
        "3.5 is rounded down: the last padded row and column are never read.",
        "3.5 向下取整：最后一行和一列填充从未被读到。",
        _one("10x10", LayerState(kernel="5x5", padding="1", stride="2")),
    ),
    Example(
        "cost-32",
        "What one 3×3 kernel costs on 32×32",
        "一个 3×3 卷积核在 32×32 上的计算量",
        "9 parameters, and 9 products for each of 16×16 outputs.",
        "9 个参数；16×16 个输出，每个 9 次乘加。",
        _one("32x32", LayerState(kernel="1 0 -1; 2 0 -2; 1 0 -1", padding="1", stride="2")),
    ),
    Example(
        "channels-56",
        "Two input channels, one output: 37 + 19 = 56",
        "两个输入通道，一个输出：37 + 19 = 56",
        "Each channel has a kernel of its own; their results are summed.",
        "每个通道都有一个卷积核，结果相加。",
        _one(f"{NINE} | 1 2 3; 4 5 6; 7 8 9", LayerState(kernel="0 1; 2 3 | 1 2; 3 4")),
    ),
    Example(
        "edge",
        "A vertical edge, found by [1, −1]",
        "用 [1, −1] 检测垂直边缘",
        "The kernel answers where neighbours differ, and only there.",
        "只有相邻两数不同之处才有响应。",
        EDGES,
    ),
    Example(
        "edge-shifted",
        "The edge, moved by one pixel",
        "边缘平移 1 像素",
        "The answer at the old place is 0, for it has moved along: equivariance.",
        "原位置的输出变为 0，因为响应随之平移：平移等变性。",
        replace(EDGES, shift="0 1"),
    ),
    Example(
        "edge-pooled",
        "The edge pooled 2×2, stride 2",
        "边缘再做 2×2 最大汇聚，步长 2",
        "What nn.MaxPool2d(2) gives; whether a shift changes it depends on the phase.",
        "nn.MaxPool2d(2) 的结果；平移后是否改变取决于相位。",
        _pooled(LayerState("maxpool2d", size="2"), "0 1"),
    ),
    Example(
        "edge-pooled-stride-1",
        "The edge pooled 2×2, stride 1",
        "边缘再做 2×2 最大汇聚，步长 1",
        "3×3: the windows overlap.",
        "输出 3×3：窗口相互重叠。",
        _pooled(LayerState("maxpool2d", size="2", stride="1"), "0 1"),
    ),
    Example(
        "edge-pooled-padded",
        "The edge pooled 2×2 to 4×4, as the slide prints it",
        "边缘再做 2×2 最大汇聚，输出 4×4（课件所印）",
        "It takes a row below and a column at the right that the layer itself cannot add.",
        "需要在下方补一行、右侧补一列，汇聚层自身做不到。",
        _pooled(LayerState("maxpool2d", size="2", stride="1", padding="0 1 0 1"), "0 1"),
    ),
    Example(
        "max-pool",
        "Max pooling, 4×4 to 2×2",
        "最大汇聚：4×4 到 2×2",
        "Each window gives its largest number; nothing is learned.",
        "每个窗口取最大值；没有可学习参数。",
        _one("1 1 2 0; 0 1 1 2; 0 0 1 3; 0 0 1 1", LayerState("maxpool2d", size="2")),
    ),
    Example(
        "max-pool-overlap",
        "Max pooling, 3×3, stride 1",
        "最大汇聚：3×3，步长 1",
        "The largest of each window: max(0, 1, 3, 4) = 4.",
        "每个窗口取最大值：max(0, 1, 3, 4) = 4。",
        _one(NINE, LayerState("maxpool2d", size="2", stride="1")),
    ),
    Example(
        "avg-pool",
        "Average pooling, 3×3, stride 1",
        "平均汇聚：3×3，步长 1",
        "The mean of each window: (0 + 1 + 3 + 4) / 4 = 2.",
        "每个窗口取平均：(0 + 1 + 3 + 4) / 4 = 2。",
        _one(NINE, LayerState("avgpool2d", size="2", stride="1")),
    ),
    Example(
        "one-by-one",
        "1×1 convolution mixes channels",
        "1×1 卷积：融合通道",
        "It sees no pattern in space: a fully connected layer at every position.",
        "不识别空间模式：相当于在每个位置上的全连接层。",
        _one(
            f"{NINE} | 1 0 1; 0 1 0; 1 0 1 | 2 2 2; 0 0 0; 1 1 1",
            LayerState(kernel="1 | 2 | 3 | 0 | 1 | -1", bias="0 1"),
        ),
    ),
    Example(
        "cost-100",
        "100 to 100 channels, 5×5, on 64×64: “1 GFLOP”",
        "100 到 100 通道，5×5，输出 64×64：“1 GFLOP”",
        "1.024 billion multiply-adds; counted as multiplies and adds they are 2.048 GFLOP.",
        "10.24 亿次乘加；乘与加分开计则是 2.048 GFLOP。",
        _one("100x64x64", LayerState(kernel="10000x5x5", padding="2", bias="0")),
    ),
    Example(
        "two-filters",
        "Three channels, two filters, stride 2, padding 1",
        "三个通道，两个卷积核，步长 2，填充 1",
        "Two filters of 3×3×3 are six slices; the output has two channels.",
        "两个 3×3×3 的卷积核共六个二维切片；输出有两个通道。",
        _one(
            "0 1 2 2 0; 1 0 0 2 1; 2 1 0 1 0; 0 2 1 0 2; 1 1 0 2 0 | "
            "2 0 1 0 1; 0 1 2 1 0; 1 2 0 0 2; 2 0 1 1 0; 0 0 2 1 1 | "
            "1 1 0 2 0; 2 0 1 0 2; 0 2 2 1 0; 1 0 0 2 1; 0 1 1 0 2",
            LayerState(
                kernel="1 0 -1; 0 1 0; -1 0 1 | 0 1 0; 1 -1 1; 0 0 0 | 1 0 0; 0 0 -1; 0 1 0 | "
                "0 -1 0; 1 0 1; 0 -1 0 | 1 1 0; 0 0 0; 0 -1 -1 | 0 0 1; 0 1 0; 1 0 0",
                bias="1 0",
                stride="2",
                padding="1",
            ),
        ),
    ),
    Example(
        "two-layers",
        "Two 3×3 layers see 5×5",
        "两层 3×3 卷积的感受野是 5×5",
        "The second layer's numbers read, through the first, 5×5 of the input.",
        "第二层的一个数，经第一层读到输入的 5×5。",
        PlayState("7x7", layers=(LayerState(kernel="3x3"), LayerState(kernel="3x3"))),
    ),
    Example(
        "three-small",
        "Three 3×3 layers see 7×7",
        "三层 3×3 卷积的感受野是 7×7",
        "As far as one 7×7, with 27 C² weights instead of 49 C² and two more non-linearities.",
        "与一层 7×7 看得一样远，权重 27 C² 而非 49 C²，还多两次非线性。",
        PlayState("9x9", layers=(LayerState(kernel="3x3"),) * 3),
    ),
    Example(
        "fully-connected",
        "A fully connected layer is a convolution as large as its input",
        "全连接层就是与输入一样大的卷积",
        "Make the input larger: a map of scores appears.",
        "把输入调大：得到一张得分图。",
        _one(NINE, LayerState(kernel="1 0 -1; 2 0 -2; 1 0 -1 | 1 1 1; 0 0 0; -1 -1 -1", bias="0")),
    ),
    Example(
        "depthwise",
        "Depthwise: each channel with a kernel of its own",
        "逐通道卷积：每个通道各用一个卷积核",
        "As many groups as channels: nothing is mixed.",
        "分组数等于通道数：通道之间不融合。",
        _one("3x5x5", LayerState(kernel="3x3x3", groups="depthwise", padding="1")),
    ),
    Example(
        "transposed",
        "Transposed convolution, stride 2",
        "转置卷积，步长 2",
        "Each input paints the kernel, times itself, on the output; what overlaps is added.",
        "每个输入数把“自己 × 卷积核”涂到输出上，重叠处相加。",
        _one("1 2; 3 4", LayerState("conv_transpose2d", "1 2 1; 0 1 0; 2 1 0", stride="2")),
    ),
    Example(
        "one-dimension",
        "Convolution along one axis",
        "一维卷积",
        "The same window, on a line.",
        "同样的窗口，在一条线上滑动。",
        _one("1 3 2 0 1 4 2 1", LayerState("conv1d", "1 2 1", padding="1")),
    ),
)


def example(name: str) -> Example | None:
    """The example of that name."""
    return next((found for found in EXAMPLES if found.name == name), None)
