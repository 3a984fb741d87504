"""What each operation of a network does: one file per family, found by torch's own names.

Importing this package fills the table; `builder_of("conv2d")` then gives what reads that call.
"""

from cutaway.ops import (
    activation,
    adaptive_pool,
    batch_norm,
    conv,
    dropout,
    elementwise,
    join,
    linear,
    local_response_norm,
    mean,
    move,
    pad,
    pool,
    reshape,
    softmax,
)

FAMILIES = (
    activation,
    adaptive_pool,
    batch_norm,
    conv,
    dropout,
    elementwise,
    join,
    linear,
    local_response_norm,
    mean,
    move,
    pad,
    pool,
    reshape,
    softmax,
)
