"""Networks from ONNX files: one file for each family of operators, as plain torch calls.

Importing this package fills the table of `cutaway.networks.onnx.node`.
"""

from cutaway.networks.onnx import (
    activation,
    constant,
    conv,
    elementwise,
    linear,
    move,
    norm,
    pool,
    reduce,
    resize,
    select,
    softmax,
)

FAMILIES = (
    activation,
    constant,
    conv,
    elementwise,
    linear,
    move,
    norm,
    pool,
    reduce,
    resize,
    select,
    softmax,
)
