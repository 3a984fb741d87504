"""A line of PyTorch read as settings: parsed, never run."""

import ast
from collections.abc import Iterator
from dataclasses import replace

from cutaway.errors import AskError
from cutaway.playground.line import CLASSES, PADS
from cutaway.playground.state import MOST_LAYERS, LayerState

MOST_TEXT = 2000
KINDS = {name: kind for kind, name in CLASSES.items()}
MODES = {name: mode for mode, name in PADS.items()}
CONV = ("in_channels", "out_channels", "kernel_size", "stride", "padding")
SIGNATURES = {
    "Conv": (*CONV, "dilation", "groups", "bias", "padding_mode", "device", "dtype"),
    "ConvTranspose": (*CONV, "output_padding", "groups", "bias", "dilation", "padding_mode"),
    "MaxPool": ("kernel_size", "stride", "padding", "dilation", "return_indices", "ceil_mode"),
    "AvgPool": ("kernel_size", "stride", "padding", "ceil_mode", "count_include_pad"),
    "ReLU": ("inplace",),
    "Linear": ("in_features", "out_features", "bias"),
}
NEEDED = {"Conv": CONV[:3], "ConvTranspose": CONV[:3], "MaxPool": ("kernel_size",)}
NEEDED |= {"AvgPool": ("kernel_size",), "Linear": ("in_features", "out_features"), "ReLU": ()}
BOXES = {
    "out_channels": "outputs",
    "kernel_size": "size",
    "stride": "stride",
    "padding": "padding",
    "dilation": "dilation",
    "output_padding": "extra",
    "groups": "groups",
    "padding_mode": "mode",
    "ceil_mode": "ceil",
    "count_include_pad": "counted",
}
WORDY = ("padding_mode", "ceil_mode", "count_include_pad")


def read_line(text: str) -> tuple[tuple[LayerState, int], ...]:
    """The layers of a line, each with the input channels it expects (0: any).

    `nn.Conv2d(3, 8, 3, padding=1)`, an assignment of it, or an `nn.Sequential` of several; a
    padding layer joins the layer behind it. Raises AskError saying what is not understood.

    >>> layer, channels = read_line("self.conv = nn.Conv2d(3, 8, 3, padding=1)")[0]
    >>> layer.kind, layer.outputs, layer.kernel, layer.padding, channels
    ('conv2d', '8', '24x3x3', '1', 3)
    """
    found: list[tuple[LayerState, int]] = []
    pending: LayerState | None = None
    for call in _calls(_parsed(text)):
        name = _name(call)
        if name[:-2] in MODES:
            pending = _padding(name, call)
            continue
        layer, channels = _layer(name, call)
        if pending is not None:
            layer = _joined(pending, layer)
            pending = None
        found.append((layer, channels))
    if not found:
        raise AskError("the line holds no layer; expected one such as nn.Conv2d(3, 8, 3)")
    if len(found) > MOST_LAYERS:
        raise AskError(f"the line holds {len(found)} layers; at most {MOST_LAYERS} are read")
    return tuple(found)


def _parsed(text: str) -> ast.expr:
    if len(text) > MOST_TEXT:
        raise AskError(f"the line has {len(text)} characters; at most {MOST_TEXT}")
    try:
        tree = ast.parse(text.strip().rstrip(","))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise AskError(f"this is no line of Python: {text.strip()[:60]!r}") from None
    if len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr | ast.Assign | ast.AnnAssign):
        raise AskError("expected one line that makes one layer, such as nn.Conv2d(3, 8, 3)")
    value = tree.body[0].value
    if value is None:
        raise AskError("the line makes no layer; expected one such as nn.Conv2d(3, 8, 3)")
    return value


def _calls(value: ast.expr) -> Iterator[ast.Call]:
    if not isinstance(value, ast.Call):
        raise AskError(f"expected a layer such as nn.Conv2d(3, 8, 3); got {_told(value)}")
    if _name(value) == "Sequential":
        for inner in value.args:
            yield from _calls(inner)
    else:
        yield value


def _name(call: ast.Call) -> str:
    """The class: the last word of `torch.nn.Conv2d`."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _layer(name: str, call: ast.Call) -> tuple[LayerState, int]:
    kind = KINDS.get(name, "conv2d" if name == "Linear" else "")
    if not kind:
        known = ", ".join((*KINDS, "Linear"))
        raise AskError(f"{name or _told(call)} is no layer the playground knows; it knows {known}")
    family = name.removesuffix("1d").removesuffix("2d")
    given = _arguments(name, family, call)
    if family == "Linear":
        return _linear(given)
    layer = LayerState(kind=kind)
    for argument, value in given.items():
        if argument in BOXES:
            if not (family == "Conv" and argument == "padding" and value in ("same", "valid")):
                _refuse_words(argument, value)
            layer = replace(layer, **{BOXES[argument]: _box(value)})
    if given.get("padding") == "same" and layer.stride.strip(" 1"):
        raise AskError(
            f"padding='same' needs a stride of 1, as in torch; got {given['stride']!r:.40}"
        )
    if not family.startswith("Conv"):
        return layer, 0
    return _with_kernel(layer, given, int(kind[-2]))


def _with_kernel(layer: LayerState, given: dict[str, object], axes: int) -> tuple[LayerState, int]:
    """The weights are made up: a line says how many there are, not what they are."""
    channels = _whole("in_channels", given["in_channels"])
    outputs = _whole("out_channels", given["out_channels"])
    groups = _whole("groups", given.get("groups", 1))
    if channels % groups or outputs % groups:
        raise AskError(
            f"groups={groups} must divide both the {channels} input and the {outputs} output "
            "channels"
        )
    sizes = layer.size.split()
    if len(sizes) not in (1, axes):
        raise AskError(f"kernel_size has {len(sizes)} numbers; expected 1 or {axes}")
    planes = channels * outputs // groups
    bias = "" if given.get("bias", True) is False else "0"
    kernel = "x".join([str(planes), *(sizes * axes if len(sizes) == 1 else sizes)])
    return replace(layer, kernel=kernel, bias=bias), channels


def _linear(given: dict[str, object]) -> tuple[LayerState, int]:
    """A fully connected layer is a convolution whose window is one position."""
    inputs = _whole("in_features", given["in_features"])
    outputs = _whole("out_features", given["out_features"])
    bias = "" if given.get("bias", True) is False else "0"
    kernel = f"{inputs * outputs}x1x1"
    return LayerState(kernel=kernel, outputs=str(outputs), bias=bias), inputs


def _padding(name: str, call: ast.Call) -> LayerState:
    values = [_value(item) for item in call.args] + [_value(k.value) for k in call.keywords]
    if len(values) != 1:
        raise AskError(f"nn.{name} takes its padding; got {len(values)} arguments")
    axes = int(name[-2])
    sides = _box(values[0]).split()
    sides = sides * 2 * axes if len(sides) == 1 else sides
    if len(sides) != 2 * axes:
        raise AskError(f"nn.{name} takes 1 or {2 * axes} numbers; got {len(sides)}")
    pairs = [sides[i : i + 2] for i in range(0, len(sides), 2)][::-1]  # torch's last axis first
    padding = " ".join(side for pair in pairs for side in pair)
    return LayerState(padding=padding, mode=MODES[name[:-2]])


def _joined(pad: LayerState, layer: LayerState) -> LayerState:
    if layer.padding.strip(" 0"):
        raise AskError("a padding layer before a layer that pads too: say the padding once")
    mode = "" if pad.mode == "zeros" else pad.mode
    return replace(layer, padding=pad.padding, mode=mode)


def _arguments(name: str, family: str, call: ast.Call) -> dict[str, object]:
    signature = SIGNATURES[family]
    if len(call.args) > len(signature):
        raise AskError(f"nn.{name} takes {len(signature)} arguments; got {len(call.args)}")
    given = {key: _value(item) for key, item in zip(signature, call.args, strict=False)}
    for keyword in call.keywords:
        if keyword.arg not in signature:
            raise AskError(f"nn.{name} has no argument {keyword.arg!r}; it has {list(signature)}")
        given[keyword.arg] = _value(keyword.value)
    for needed in NEEDED[family]:
        if needed not in given:
            raise AskError(f"nn.{name} needs {needed}; it takes {', '.join(NEEDED[family])}")
    return given


def _value(node: ast.expr) -> object:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        raise AskError(f"{_told(node)} is no plain number or word") from None


def _box(value: object) -> str:
    """An argument as the text of a box; None as an empty one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return " ".join(_box(item) for item in value)
    if isinstance(value, int | str):
        return str(value)
    raise AskError(f"{value!r:.40} is neither a whole number nor a word")


def _refuse_words(argument: str, value: object) -> None:
    """torch takes no switch and no word where a layer has a number."""
    items = value if isinstance(value, tuple | list) else (value,)
    if argument not in WORDY and any(isinstance(item, bool | str) for item in items):
        raise AskError(f"{argument} is a whole number, or one for each axis; got {value!r:.40}")


def _whole(name: str, value: object) -> int:
    if type(value) is not int or not 1 <= value <= 10**9:
        raise AskError(f"{name} is a whole number of at least 1; got {value!r:.40}")
    return value


def _told(node: ast.AST) -> str:
    return repr(ast.unparse(node)[:60])
