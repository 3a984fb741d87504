"""Scaled dot-product attention (Vaswani et al. 2017)."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import inf, prod, sqrt
from random import Random

from cutaway.arithmetic.block import Block
from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.rules import choose, divide, dot, exp, number, product, subtract, total
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops.broadcast import broadcast, source_box, source_index
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, at, boxes, one


@fact
class Attention:
    """softmax(scale × query · keyᵀ + mask) · value.

    query (*, l, e) · key (*, s, e) · value (*, s, v) → (*, l, v). A query's score with a key is
    a dot; the softmax of its scores are the weights in the dot that is its output.

    mask     (*, l, s): true where a query may look, or numbers that are added to the scores
    causal   query i looks at keys 0 … i alone
    grouped  queries that share one head of keys and values
    """

    query: Ref
    key: Ref
    value: Ref
    mask: Ref | None
    causal: bool
    scale: float
    grouped: int = 1

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.query, self.key, self.value) + ((self.mask,) if self.mask else ())

    def shape(self) -> Shape:
        q, k, v = self.query.shape, self.key.shape, self.value.shape
        if q[-1] != k[-1] or k[-2] != v[-2]:
            raise ShapeError(
                f"queries {list(q)}, keys {list(k)} and values {list(v)} do not fit: a key is as "
                "long as a query, and there are as many values as keys"
            )
        shape = (*broadcast(q[:-2], self._heads(k), self._heads(v)), q[-2], v[-1])
        if self.mask is not None:
            scores = (*shape[:-1], k[-2])
            if broadcast(scores, self.mask.shape) != scores:
                raise ShapeError(f"the mask {list(self.mask.shape)} does not fit {list(scores)}")
        return shape

    def count(self) -> Count:
        """Both products whole, as a matrix product computes them, whatever the mask leaves out."""
        *lead, queries, _ = self.shape()
        heads, keys = prod(lead), self.key.shape[-2]
        scores = Count.dots(heads * queries * keys, self.query.shape[-1], bias=False)
        mixed = Count.dots(heads * queries * self.value.shape[-1], keys, bias=False)
        return scores + mixed + Count(other=6 * heads * queries * keys)

    def all_products(self) -> "Attention":
        """The same, no key left out."""
        return replace(self, causal=False)

    def reads(self, out: Box) -> dict[Ref, Box]:
        if not out.size:
            return {}
        *lead, rows, columns = out.spans
        keys = Span(0, min(rows.stop, self.key.shape[-2]) if self.causal else self.key.shape[-2])
        features = Span(0, self.query.shape[-1])
        shared = self._shared_box(tuple(lead))
        pairs: list[tuple[Ref | None, Box]] = [
            (self.query, self._box(tuple(lead), self.query, rows, features)),
            (self.key, self._box(shared, self.key, keys, features)),
            (self.value, self._box(shared, self.value, keys, columns)),
        ]
        if self.mask is not None:
            pairs.append((self.mask, source_box(Box((*lead, rows, keys)), self.mask.shape)))
        return boxes(*pairs)

    def explain(self, out: Index, read: Read) -> Term:
        *lead, row, column = out
        place = (*lead, row)
        scores = self._scores(place, read)
        largest = number(max(term.value for term in scores), "max")
        if largest.value == -inf:
            return choose(number(0), "every key is masked")
        powers = [exp(subtract(term, largest)) for term in scores]
        summed = number(sum(term.value for term in powers), "Σ e^(score − max)")
        shares = [divide(term, summed) for term in powers]
        keys = range(len(shares))
        made = array("d", (share.value for share in shares))
        weights = Block("weights", (*at(place), keys), (*self.shape()[:-1], len(shares)), made)
        values = read(
            self.value, (*at(self._place(self._shared(lead), self.value)), keys, *at((column,)))
        )
        return dot(weights, values, "weights × values", shares)

    def _scores(self, place: Index, read: Read) -> list[Term]:
        """The scaled score with each key; −∞ where it is masked."""
        *lead, row = place
        features = range(self.query.shape[-1])
        query = read(self.query, (*at((*self._place(lead, self.query), row)), features))
        keys = min(row + 1, self.key.shape[-2]) if self.causal else self.key.shape[-2]
        shared = self._place(self._shared(lead), self.key)
        found = []
        for k in range(keys):
            mask = self._mask((*place, k), read)
            if mask is not None and mask.value == -inf:
                found.append(choose(mask, "masked"))
                continue
            key = read(self.key, (*at((*shared, k)), features))
            score = product(number(self.scale, "scale"), dot(query, key, label="query × key"))
            found.append(score if mask is None or mask.rule == "choose" else total(score, mask))
        return found

    def _mask(self, place: Index, read: Read) -> Term | None:
        """What is added to a score; where the mask holds truths, 0 or −∞."""
        if self.mask is None:
            return None
        mask = one(read, self.mask, source_index(place, self.mask.shape), label="mask")
        if self.mask.dtype != "bool":
            return mask
        return choose(number(0), "seen") if mask.value else number(-inf, "masked")

    def _heads(self, shape: Shape) -> Shape:
        """Leading axes, with as many heads as the queries have."""
        lead = shape[:-2]
        return lead if self.grouped == 1 else (*lead[:-1], lead[-1] * self.grouped)

    def _shared(self, lead: Sequence[int]) -> Sequence[int]:
        """Where the keys and values of a head of queries stand."""
        return lead if self.grouped == 1 else (*lead[:-1], lead[-1] // self.grouped)

    def _shared_box(self, lead: tuple[Span, ...]) -> tuple[Span, ...]:
        if self.grouped == 1:
            return lead
        heads = lead[-1]
        first, last = heads.start // self.grouped, (heads.stop - 1) // self.grouped
        return (*lead[:-1], Span(first, last + 1))

    @staticmethod
    def _place(lead: Sequence[int], ref: Ref) -> Index:
        return source_index(tuple(lead), ref.shape[:-2])

    @staticmethod
    def _box(lead: tuple[Span, ...], ref: Ref, rows: Span, columns: Span) -> Box:
        return Box((*source_box(Box(lead), ref.shape[:-2]).spans, rows, columns))


@calls("scaled_dot_product_attention")
def attention(
    query: Ref,
    key: Ref,
    value: Ref,
    attn_mask: Ref | None = None,
    dropout_p: float = 0.0,
    is_causal: bool = False,
    scale: float | None = None,
    enable_gqa: bool = False,
) -> Attention | None:
    """torch's `scaled_dot_product_attention`; with dropout it draws at random: opaque."""
    if (
        dropout_p
        or (is_causal and attn_mask is not None)
        or min(map(_axes, (query, key, value))) < 2
    ):
        return None
    factor = 1 / sqrt(query.shape[-1]) if scale is None else scale
    grouped = query.shape[-3] // key.shape[-3] if enable_gqa else 1
    return Attention(query, key, value, attn_mask, is_causal, factor, max(1, grouped))


def _axes(ref: Ref) -> int:
    return len(ref.shape)


def cases(rng: Random) -> Iterator[Call]:
    """Several heads, a mask, a causal one, shared heads, sizes that do not fit."""
    name = "scaled_dot_product_attention"
    size = rng.randint(2, 4)
    plain = {"query": (1, 2, 4, size), "key": (1, 2, 5, size), "value": (1, 2, 5, 3)}
    yield Call(name, plain)
    yield Call(name, plain | {"attn_mask": (4, 5)}, {"scale": 0.7})
    yield Call(name, plain, {"is_causal": True})
    yield Call(name, {"query": (3, 2), "key": (2, 2), "value": (2, 4)}, {"is_causal": True})
    shared = {"query": (1, 4, 3, 2), "key": (1, 2, 3, 2), "value": (1, 2, 3, 2)}
    yield Call(name, shared, {"enable_gqa": True})
    yield Call(name, plain | {"key": (1, 2, 5, size + 1)})  # refused
