"""What a step costs, and the one statement of the conventions by which we count.

* MAC: one multiply and one add in a `dot`. Convolution, transposed convolution, linear,
  matmul, einsum and attention are dots; taps that fall on padding count, as in every
  framework's formula. Batch norm, average pooling, local-response norm, interpolation and
  element-wise products are sums and products, not MACs.
* flops = 2 × macs, always.
* flops_exact: the real multiplies and adds of those steps, with the bias's adds: a dot of k
  products is k multiplies and k − 1 adds, and a bias is one more add.
* other: operations of activations, normalisation and pooling, one per addition,
  multiplication, division, comparison or function call.
"""

from cutaway.arithmetic.fact import fact

CONVENTION = (
    "MAC = one multiply-add of a dot product, padding taps included; "
    "flops = 2 × MACs; flops_exact counts the real multiplies and adds, bias included; "
    "other = activations, normalisation, pooling"
)


@fact(slots=True)
class Count:
    """Operations of one step, for its whole output.

    macs           multiply-adds inside dots
    flops_exact    multiplies and adds of the dots and their biases
    other          operations outside dots

    >>> Count.dots(outputs=10, length=490, bias=True)
    Count(macs=4900, flops_exact=9800, other=0)
    """

    macs: int = 0
    flops_exact: int = 0
    other: int = 0

    @staticmethod
    def dots(outputs: int, length: int, bias: bool) -> "Count":
        """`outputs` dot products of `length` products each."""
        return Count(outputs * length, outputs * (2 * length - 1 + bias))

    @property
    def flops(self) -> int:
        return 2 * self.macs

    def __add__(self, more: "Count") -> "Count":
        return Count(
            self.macs + more.macs, self.flops_exact + more.flops_exact, self.other + more.other
        )
