import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.reading.texts import clean, decode, open_text, read_text_page, to_source

LINES = "0725 GMT: “Quiet” — the café’s owner, Müller.\n\nNo-break\xa0space, soft\xadhyphen.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_unicode_encodings(encoding):
    assert decode(LINES.encode(encoding), "a.txt") == LINES


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_legacy_encodings_among_much_plain_english(encoding):
    text = "Nothing but plain words here.\n" * 500 + LINES.replace("\xad", "")
    assert decode(text.encode(encoding), "a.txt") == text


def test_declared_encoding():
    assert decode("Erdoğan".encode("cp1254"), "a.html", "cp1254") == "Erdoğan"


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xfe"])
def test_binary_files_are_refused(data):
    with pytest.raises(InputError, match=r"^a\.txt: not a text in a known encoding; save it"):
        decode(data, "a.txt")


def test_streams_keep_their_line_ends():
    text = "id,text\r\n1,“The owner’s café is shut.”\r\n"
    assert open_text(io.BytesIO(text.encode("cp1252")), "a.csv").read() == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("He saidâ€”donâ€™t", "He said—don’t"),
        ("â€œNo,â€\x9d he said", "“No,” he said"),
        ("â€œNo,â€ he said", "“No,” he said"),  # the third byte was lost
        ("\x93No\x94", "“No”"),
        ("cafÃ©", "café"),
        ("“Fine” – naïve São Ãlso Erdoğan", "“Fine” – naïve São Ãlso Erdoğan"),
        ("no-break\xa0space, soft\xadhyphen", "no-break\xa0space, soft\xadhyphen"),
    ],
)
def test_clean(source, text):
    assert clean(source)[0] == text


def test_offsets_lead_back_to_the_source():
    source = "Oneâ€™s\r\ntwo Ã© end"
    text, offsets = clean(source)
    assert text == "One’s\ntwo é end"
    for word in ("One", "s", "two", "é", "end"):
        start = to_source(text.index(word), offsets)
        assert source[start:].startswith(word if word != "é" else "Ã©")


@given(st.text(alphabet="ab \r\nâ€™œé”“"))
def test_kept_characters_are_those_of_the_source(source):
    text, offsets = clean(source)
    bounds = [*(pair[0] for pair in offsets), len(text) + 1]
    for (start, origin), end in zip(offsets, bounds[1:], strict=True):
        stretch = text[start : end - 1]
        assert source[origin:].startswith(stretch) or not stretch.isascii()
    assert to_source(len(text), offsets) == len(source)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Yemen live: the fourth week\n4 February 2012\n\n0725 GMT: Quiet.",
            "Yemen live: the fourth week",
        ),
        ("4 February 2012\n\n0725 GMT: Quiet.", None),
        ("0725 GMT: Quiet.\n\n0700 GMT: Loud.", None),
        ("It was a quiet night in Taiz.\n\nThen it was not.", None),
        ("One line only", None),
        # who speaks, and a sentence that goes on in the next line
        ("Umm Layla told us:\nThe clinic has no water.", None),
        ("Seven porters have died and another nine were\ntaken away from the quarry.", None),
    ],
)
def test_title_of_pasted_text(text, title):
    page = read_text_page(text.encode(), "yemen", "yemen.txt")
    assert (page.title, page.text) == (title, text)
