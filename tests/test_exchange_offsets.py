"""Code points and UTF-16: one text, two ways to count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.pipeline.exchange.offsets import Utf16

TEXTS = st.text(st.characters(codec="utf-8"), min_size=1) | st.text(
    "a🔴\u0301\r\n👨\u200dح", min_size=1
)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(st.data())
def test_there_and_back(data):
    text = data.draw(TEXTS)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    offsets = Utf16(text)
    wide = offsets.from_code_points(start), offsets.from_code_points(end)
    assert wide == (units(text[:start]), units(text[:end]))
    assert offsets.to_code_points(*wide) == (start, end)


@given(st.data())
def test_half_a_character_is_the_whole(data):
    text = data.draw(TEXTS)
    start = data.draw(st.integers(0, units(text) - 1))
    end = data.draw(st.integers(start + 1, units(text)))
    first, last = Utf16(text).to_code_points(start, end)
    assert units(text[:first]) <= start < units(text[: first + 1])
    assert units(text[: last - 1]) < end <= units(text[:last])


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (1, 1), (2, 1), (0, 4)])
def test_what_lies_outside_is_an_error(start, end):
    with pytest.raises(ValueError, match="is no stretch of 3 code units"):
        Utf16("a🔴").to_code_points(start, end)
