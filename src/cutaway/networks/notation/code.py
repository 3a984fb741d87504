"""The plain PyTorch for a notation, as a person would write it: it runs without Cutaway."""

from collections.abc import Iterator

from cutaway.arithmetic.box import Shape
from cutaway.networks.notation.construct import Construct, construct
from cutaway.networks.notation.layers import Activation, BatchNorm, Group, Join, Layer
from cutaway.networks.notation.plan import Placed, plan

RESIDUAL = """class Residual(nn.Module):
    def __init__(self, body, shortcut):
        super().__init__()
        self.body = body
        self.shortcut = shortcut

    def forward(self, x):
        return self.body(x) + self.shortcut(x)
"""
CONCAT = """class Concat(nn.Module):
    def __init__(self, **branches):
        super().__init__()
        for name, branch in branches.items():
            self.add_module(name, branch)

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.children()], 1)
"""
NAMED = """def named(**layers):
    return nn.Sequential(OrderedDict(layers))
"""
INDENT = "    "


def sequential_code(layers: tuple[Layer, ...], input_shape: Shape) -> str:
    """The network as one `nn.Sequential`; its layers are numbered, as torch does.

    Raises ShapeError where a layer does not fit.

    >>> from cutaway.networks.notation.text import parse
    >>> print(sequential_code(parse("conv3-8 FC-10"), (1, 1, 4, 4)).partition("\\n\\n")[2])
    # input: 1×4×4
    net = nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(128, 10),
    )
    <BLANKLINE>
    """
    net = f"{_told(input_shape)}net = {_sequence(plan(layers, input_shape), False, '')}\n"
    return _with_imports(net)


def module_code(layers: tuple[Layer, ...], input_shape: Shape) -> str:
    """The network as a class with a `forward`; its state has the names that Cutaway gives it.

    Raises ShapeError where a layer does not fit.

    >>> from cutaway.networks.notation.text import parse
    >>> print(module_code(parse("conv3-8 FC-10"), (1, 1, 4, 4)).rpartition("forward")[2])
    (self, x):
            x = F.relu(self.conv1_1(x))
            x = torch.flatten(x, 1)
            x = self.fc2(x)
            return x
    <BLANKLINE>
    <BLANKLINE>
    net = Net()
    <BLANKLINE>
    """
    placed = plan(layers, input_shape)
    inner = INDENT * 2
    lines = [
        f"{_told(input_shape)}class Net(nn.Module):",
        f"{INDENT}def __init__(self):",
        f"{inner}super().__init__()",
        *(
            f"{inner}self.{each.name} = {_expression(each, True, inner)}"
            for each in placed
            if not _function(each)
        ),
        "",
        f"{INDENT}def forward(self, x):",
        *(f"{inner}x = {call}" for call in _calls(placed)),
        f"{inner}return x",
        "\n\nnet = Net()\n",
    ]
    return _with_imports("\n".join(lines))


def _calls(placed: tuple[Placed, ...]) -> Iterator[str]:
    """The lines of `forward`; a norm or an activation is written around what it follows."""
    call = ""
    for each in placed:
        joined = isinstance(each.layer, Activation | BatchNorm)
        if call and not joined:
            yield call
            call = ""
        given = call or "x"
        made = _function(each)
        call = made.call(given) if made else f"self.{each.name}({given})"
    if call:
        yield call


def _function(placed: Placed) -> Construct | None:
    """How a layer is called where it needs no module."""
    if isinstance(placed.layer, Group | Join):
        return None
    made = construct(placed)
    return made if made.function else None


def _expression(placed: Placed, names: bool, indent: str) -> str:
    if isinstance(placed.layer, Group):
        return _sequence(placed.branches[0], names, indent)
    if not isinstance(placed.layer, Join):
        return construct(placed).code()
    deeper = indent + INDENT
    branches = [_sequence(branch, names, deeper) for branch in placed.branches]
    if placed.layer.kind == "res":
        return _bracketed("Residual", branches, indent)
    told = [f"branch{i}={branch}" for i, branch in enumerate(branches, 1)]
    return _bracketed("Concat", told, indent)


def _sequence(placed: tuple[Placed, ...], names: bool, indent: str) -> str:
    if not placed:
        return "nn.Identity()"
    parts = []
    for each in placed:
        name = f"{each.name}=" if names else ""
        parts.append(name + _expression(each, names, indent + INDENT))
    return _bracketed("named" if names else "nn.Sequential", parts, indent)


def _bracketed(call: str, parts: list[str], indent: str) -> str:
    lines = "".join(f"{indent}{INDENT}{part},\n" for part in parts)
    return f"{call}(\n{lines}{indent})"


def _with_imports(code: str) -> str:
    """The code below the imports and the definitions that it uses."""
    used = [
        text
        for name, text in (("Residual(", RESIDUAL), ("Concat(", CONCAT), ("named(", NAMED))
        if name in code
    ]
    body = "\n\n".join([*used, code])
    imports = [
        line
        for word, line in (
            ("OrderedDict(", "from collections import OrderedDict\n"),
            ("torch.", "import torch"),
            ("nn.", "from torch import nn"),
            ("F.", "from torch.nn import functional as F"),
        )
        if word in body
    ]
    space = "\n\n\n" if used or "class " in code else "\n\n"
    return "\n".join(imports) + space + body


def _told(shape: Shape) -> str:
    return f"# input: {'×'.join(map(str, shape[1:]))}\n"
