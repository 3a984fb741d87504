"""The mistakes that have a name, and what is said to whoever made one, in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake with a name; its sentences hold places for numbers in braces."""

    name: str
    english: str
    chinese: str

    def told(self, **facts: object) -> tuple[str, str]:
        """Its sentences with the numbers in."""
        return self.english.format(**facts), self.chinese.format(**facts)


_ALL = (
    Slip("no-padding", "This is the answer without the padding.", "这是没有做填充的结果。"),
    Slip(
        "flipped",
        "The kernel was flipped: that is convolution as mathematics has it; deep learning "
        "computes the cross-correlation.",
        "卷积核被翻转了：这是数学意义上的卷积；深度学习中计算的是互相关。",
    ),
    Slip(
        "transposed-kernel",
        "The kernel's rows and columns were exchanged.",
        "卷积核的行和列被调换了。",
    ),
    Slip("no-bias", "The bias was not added.", "没有加上偏置。"),
    Slip(
        "wrong-stride",
        "This is the answer with stride {made}; the stride is {asked}.",
        "这是步长为 {made} 的结果；题目中步长是 {asked}。",
    ),
    Slip(
        "replicate",
        "The padding repeats the border; it should be zeros.",
        "填充时重复了边缘的数；应当是零填充。",
    ),
    Slip(
        "reflect",
        "The padding mirrors the input; it should be zeros.",
        "填充时用了镜像；应当是零填充。",
    ),
    Slip(
        "circular",
        "The padding wraps around to the other side; it should be zeros.",
        "填充时绕到了另一侧；应当是零填充。",
    ),
    Slip(
        "channels-apart",
        "The channels were kept apart: their results are summed to one output channel.",
        "各通道的结果被分开了：应当相加，得到一个输出通道。",
    ),
    Slip(
        "averaged",
        "The channels were averaged; they are summed.",
        "对各通道取了平均；应当相加。",
    ),
    Slip(
        "one-channel",
        "Only channel {channel} was counted; all {channels} are summed.",
        "只算了第 {channel} 个通道；应当把 {channels} 个通道都加起来。",
    ),
    Slip(
        "average-for-max",
        "This is the average of each window; asked for is its maximum.",
        "这是每个窗口的平均值；题目要的是最大值。",
    ),
    Slip(
        "max-for-average",
        "This is the maximum of each window; asked for is its average.",
        "这是每个窗口的最大值；题目要的是平均值。",
    ),
    Slip(
        "no-floor",
        "You have {answer}: {quotient} was rounded up; it is rounded down.",
        "你得到 {answer}：{quotient} 被向上取整了；应当向下取整。",
    ),
    Slip(
        "size-no-padding",
        "You have {answer}: the padding was left out.",
        "你得到 {answer}：漏掉了填充。",
    ),
    Slip(
        "padding-once",
        "You have {answer}: the padding was added on one side only; it stands on both.",
        "你得到 {answer}：填充只算了一侧；两侧都有。",
    ),
    Slip(
        "no-one",
        "You have {answer}: the “+ 1” at the end was forgotten.",
        "你得到 {answer}：忘了最后的“+ 1”。",
    ),
    Slip(
        "no-stride",
        "You have {answer}: the stride was left out; it is {stride}.",
        "你得到 {answer}：漏掉了步长；步长是 {stride}。",
    ),
    Slip(
        "no-dilation",
        "You have {answer}: the dilation was left out; it is {dilation}.",
        "你得到 {answer}：漏掉了空洞率；空洞率是 {dilation}。",
    ),
    Slip(
        "bias-counted",
        "You counted {bias} bias too many: the layer has none.",
        "多算了 {bias} 个偏置：这一层没有偏置。",
    ),
    Slip(
        "bias-forgotten",
        "The biases are missing: {bias}, one for each output channel.",
        "漏掉了偏置：{bias} 个，每个输出通道一个。",
    ),
    Slip(
        "bias-per-pair",
        "You counted a bias for each pair of channels; there is one for each output channel, "
        "{bias}.",
        "你给每对通道都算了一个偏置；应当每个输出通道一个，共 {bias} 个。",
    ),
    Slip(
        "no-outputs",
        "The output channels are missing: each of {outputs} has kernels of its own.",
        "漏掉了输出通道：{outputs} 个输出通道各有自己的卷积核。",
    ),
    Slip(
        "no-inputs",
        "The input channels are missing: a kernel reads {depth} of them.",
        "漏掉了输入通道：每个卷积核要读 {depth} 个输入通道。",
    ),
    Slip(
        "no-groups",
        "The groups were left out: a kernel reads only {depth} input channels.",
        "漏掉了分组：每个卷积核只读 {depth} 个输入通道。",
    ),
    Slip(
        "dense",
        "That is a fully connected layer: every output with every input; a kernel is shared "
        "by all places.",
        "这是全连接层的数目：每个输出连每个输入；卷积核在所有位置共享。",
    ),
    Slip(
        "count-no-stride",
        "The stride was left out: the output is {size}, not {made}.",
        "漏掉了步长：输出是 {size}，不是 {made}。",
    ),
    Slip(
        "count-no-padding",
        "The padding was left out: the output is {size}, not {made}.",
        "漏掉了填充：输出是 {size}，不是 {made}。",
    ),
    Slip(
        "count-ceil",
        "The output size was rounded up: it is {size}, not {made}.",
        "输出尺寸被向上取整了：应为 {size}，不是 {made}。",
    ),
    Slip(
        "real-only",
        "You counted only products that touch real positions; by convention those on the "
        "padding count too.",
        "你只算了落在真实位置上的乘法；按惯例，填充处的也要计入。",
    ),
    Slip(
        "flops-for-macs",
        "That is the number of FLOPs; a multiply-add is two of them, and one MAC.",
        "这是浮点运算次数；一次乘加是两次浮点运算、一次乘加。",
    ),
    Slip(
        "macs-for-flops",
        "Right if a multiply-add counts as one operation: these are the MACs. By the usual "
        "2 per MAC it is {flops:,} FLOPs.",
        "若把一次乘加算作一次运算，则正确：这是乘加次数。按通常每次乘加算两次，应为 "
        "{flops:,} 次浮点运算。",
    ),
    Slip(
        "exact-flops",
        "Right, counted exactly: each multiply and each add. By the usual 2 per MAC it is "
        "{flops:,}.",
        "正确，这是精确计数：每次乘法和加法各算一次。按通常每次乘加算两次，为 {flops:,}。",
    ),
    Slip("params-for-macs", "Those are the parameters.", "这是参数量。"),
)
SLIPS = {slip.name: slip for slip in _ALL}
