"""One byte a number: zero, NaN and ±∞ exactly, every other within half of the map's own step."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from cutaway.protocol.codes import codes, maps, numbers, stack
from cutaway.protocol.messages import Numbers

bounded = settings(max_examples=150, derandomize=True, database=None, deadline=None)
KINDS = {"u1": np.uint8, "i4": np.int32, "f4": np.float32, "f8": np.float64}
SMALL = 2.0**-100  # below it a float32 step itself has few digits left
FLOATS = st.one_of(
    st.floats(width=32, allow_nan=False, allow_infinity=False).map(
        lambda x: x if abs(x) > SMALL else 0.0
    ),
    st.sampled_from([0.0, -0.0, np.nan, np.inf, -np.inf, 1.0, -1.0, 3e38]),
)
MAPS = arrays(np.float32, st.tuples(st.integers(1, 3), st.integers(1, 4), st.integers(1, 4)),
              elements=FLOATS)  # fmt: skip


def array(found: Numbers) -> NDArray[np.generic]:
    """What a page lays over the bytes."""
    return np.frombuffer(found.data, KINDS[found.dtype]).reshape(found.shape)


def decoded(coded: NDArray[np.generic], steps: NDArray[np.generic]) -> NDArray[np.float64]:
    """Numbers for codes, as docs/protocol.md has it."""
    values = (coded.astype(np.float64) - 128) * steps.astype(np.float64)[:, None, None]
    values[coded == 0], values[coded == 1], values[coded == 255] = np.nan, -np.inf, np.inf
    return values


@bounded
@given(MAPS)
def test_codes_are_within_half_a_step(values: NDArray[np.float32]) -> None:
    found = maps("a", values, "channel", 0, len(values))
    coded, steps = array(found.codes), array(found.steps)
    back = decoded(coded, steps)
    assert np.array_equal(np.isnan(values), coded == 0)
    assert np.array_equal(np.isneginf(values), coded == 1)
    assert np.array_equal(np.isposinf(values), coded == 255)
    assert np.all(back[values == 0] == 0) and np.all(coded[values == 0] == 128)
    finite = np.isfinite(values)
    half = np.broadcast_to(steps[:, None, None].astype(np.float64) / 2, values.shape)[finite]
    error = np.abs(back[finite] - values[finite].astype(np.float64))
    assert np.all(error <= half * (1 + 1e-5))
    for one, step in zip(values, steps, strict=True):
        peak = np.abs(one[np.isfinite(one)]).max(initial=0)
        assert step == pytest.approx(peak / 126, rel=1e-6)


@bounded
@given(MAPS)
def test_what_is_said_of_a_step_is_so(values: NDArray[np.float32]) -> None:
    found = maps("a", values, "strength", 0, 99)
    finite = np.where(np.isfinite(values), values, 0).astype(np.float64)
    assert found.peak == np.abs(finite).max()
    assert (found.low, found.high) == (finite.min(), finite.max())
    assert found.total == len(values)
    assert found.silent == sum(not one.any() for one in values)
    order = array(found.channels)
    assert sorted(order) == list(range(len(values)))
    strengths = array(found.strengths)
    assert list(strengths) == sorted(strengths, reverse=True)
    wanted = np.abs(finite).mean((1, 2))[order]
    assert np.allclose(strengths, wanted, rtol=1e-6, atol=0)


def test_the_ends_of_the_scale() -> None:
    values = np.array([[[-2.52, -0.03, 0.0, 0.01, 1.26, 2.52]]], np.float32)
    steps = np.array([0.02], np.float32)
    assert codes(values, steps).tolist() == [[[2, 126, 128, 128, 191, 254]]]
    zeros = np.zeros((1, 1, 2), np.float32)
    assert codes(zeros, np.zeros(1, np.float32)).tolist() == [[[128, 128]]]


def test_some_maps_of_many_in_the_order_asked_for() -> None:
    values = np.array([1, -5, 3, 0, 4], np.float32)[:, None, None]
    for order, first, most, wanted in (
        ("channel", 1, 2, [1, 2]),
        ("strength", 0, 2, [1, 4]),
        ("strength", 3, 9, [0, 3]),
        ("channel", 5, 3, []),
        ("strength", 2**31, 1, []),
    ):
        found = maps("a", values, order, first, most)  # type: ignore[arg-type]
        assert array(found.channels).tolist() == wanted
        assert found.codes.shape == (len(wanted), 1, 1)
        assert (found.peak, found.low, found.high, found.silent) == (5, -5, 4, 1)


@pytest.mark.parametrize(
    ("shape", "wanted"),
    [
        ((2, 3, 4, 5), (3, 4, 5)),
        ((1, 7), (7, 1, 1)),
        ((1, 3, 6), (3, 1, 6)),
        ((1, 2, 3, 4, 5), (2, 12, 5)),
        ((4,), (4, 1, 1)),
        ((), (1, 1, 1)),
    ],
)
def test_any_output_stacks_into_maps(shape: tuple[int, ...], wanted: tuple[int, ...]) -> None:
    tensor = torch.arange(float(np.prod(shape, dtype=int))).reshape(shape)
    found = stack(tensor.requires_grad_())
    assert found.shape == wanted
    first = tensor.detach()[0] if len(shape) > 1 else tensor.detach()
    assert found.ravel().tolist() == first.ravel().tolist()


@pytest.mark.parametrize("name", ["float64", "float16", "bfloat16", "int64", "bool", "complex64"])
def test_any_type_stacks_as_float32(name: str) -> None:
    found = stack(torch.tensor([[3, 0]]).to(getattr(torch, name)))
    assert found.dtype == np.float32
    assert (found.ravel() != 0).tolist() == [True, False]


def test_numbers_of_another_type_are_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        numbers(np.zeros(3, np.int64))
