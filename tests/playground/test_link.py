"""Links: every state comes back from its text; nonsense is told and never breaks."""

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cutaway.playground.examples import EXAMPLES
from cutaway.playground.layer import KINDS
from cutaway.playground.link import Opened, link_of, state_of
from cutaway.playground.resolve import resolve
from cutaway.playground.state import DEFAULT, LayerState, PlayState
from cutaway.playground.tidy import tidied

TEXTS = st.one_of(
    st.text(max_size=12), st.from_regex(r"-?[0-9]( -?[0-9]| ; | \| |\n|\t){0,5}", fullmatch=True)
)
LAYERS = st.builds(
    LayerState, **{f.name: TEXTS for f in fields(LayerState)} | {"kind": st.sampled_from(KINDS)}
)
STATES = st.builds(
    PlayState,
    **{f.name: TEXTS for f in fields(PlayState) if f.name != "layers"}
    | {"layers": st.lists(LAYERS, max_size=4).map(tuple)},
)


@given(STATES)
@settings(deadline=None)
def test_a_state_comes_back(state: PlayState) -> None:
    assert state_of(link_of(state)) == Opened(tidied(state), ())
    assert tidied(tidied(state)) == tidied(state)


@given(STATES)
@settings(deadline=None, max_examples=50)
def test_a_state_that_comes_back_computes_the_same(state: PlayState) -> None:
    if state.layers:
        before, after = resolve(state), resolve(tidied(state))
        assert [ready.layer for ready in before.layers] == [ready.layer for ready in after.layers]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_examples_come_back_as_they_are(example: object) -> None:
    state = example.state  # type: ignore[attr-defined]
    link = link_of(state)
    assert state_of(link) == Opened(state, ())
    assert len(link) < 600 and not set(link) - set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;!*~/-"
    )


def test_a_link_made_today_opens_in_a_year() -> None:
    link = "1*i1,2,0,3;0,1,2,3;1,2,1,0;5,2,3,1*lconv2d*k1,2,1;0,1,0;2,1,0*b1*p1"
    assert link_of(DEFAULT) == link
    assert state_of(link) == Opened(DEFAULT, ())
    whole, conv = "1*i3x8x8*c0,0,1,1*s0,1*elook", "lconv2d*k2x3x3*s2*p1,0,0,1*mreflect*fyes"
    two = state_of(f"{whole}*{conv}*lmaxpool2d*w2")
    assert two.state.layers[0].padding == "1 0 0 1"
    assert two.state.layers[1] == LayerState("maxpool2d", size="2")
    assert (two.state.chosen, two.state.shift, two.state.border) == ("0 0 1 1", "0 1", "look")
    assert two.unread == ()


def test_a_link_survives_percent_signs() -> None:
    link = link_of(replace(DEFAULT, input="1/3 2"))
    escaped = link.replace(",", "%2C").replace(";", "%3B").replace("/", "%2F").replace("!", "%21")
    assert state_of(escaped) == state_of(link)


@pytest.mark.parametrize(
    ("link", "code"),
    [("", "link-version"), ("2*i1", "link-version"), ("nonsense", "link-version"),
     ("1" + "0" * 300_000, "link-long"), ("1*q5", "link-field"), ("1*i1*i2", "link-field"),
     ("1*i~zz~", "link-field"), ("1*i~110000~", "link-field"), ("1*i1*lconv2d*k1 2", "link-field"),
     ("1*i1*lconv2d*z9", "link-field"), ("1**", "link-field"), ("1" + "*lrelu" * 5, "link-field")],
)  # fmt: skip
def test_what_cannot_be_read_is_said(link: str, code: str) -> None:
    opened = state_of(link)
    assert opened.unread[0].code == code
    if code != "link-field":
        assert opened.state == DEFAULT


def test_a_kind_that_does_not_exist_is_told_and_its_fields_are_kept() -> None:
    opened = state_of("1*i1,2;3,4*lconvtranspose2d*k1,0;0,1*s2")
    assert [reason.code for reason in opened.unread] == ["link-kind"]
    assert "'convtranspose2d'" in opened.unread[0].english
    assert "conv_transpose2d" in opened.unread[0].english
    assert opened.state.layers == (LayerState("conv2d", kernel="1 0; 0 1", stride="2"),)


def test_a_kind_written_by_hand_needs_no_escape() -> None:
    written = state_of("1*i1,2;3,4*lconv_transpose2d*k1,0;0,1")
    assert written == state_of("1*i1,2;3,4*lconv~5f~transpose2d*k1,0;0,1")
    assert written.unread == () and written.state.layers[0].kind == "conv_transpose2d"


@given(st.text(max_size=60))
def test_any_text_opens_something(text: str) -> None:
    for link in (text, "1*" + text, "1*i1*lconv2d*" + text):
        assert state_of(link).state.layers
