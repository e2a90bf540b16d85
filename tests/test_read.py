import gzip
import io
import sys

import pytest

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.reading.read import find_files, read
from sitrep.pipeline.records import Entry, Page

PAGE = "0725 GMT: Quiet in Taiz."


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_text(PAGE)
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(f"<p>{PAGE}</p>".encode()))
    (tmp_path / "sub" / "c.TXT").write_text(PAGE)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (tmp_path / ".hidden.txt").write_text(PAGE)
    return tmp_path


@pytest.mark.parametrize(
    ("inputs", "files"),
    [
        (["a.txt"], ["a.txt"]),
        (["."], ["a.txt", "b.html.gz", "sub/c.TXT"]),
        (["*.txt"], ["a.txt"]),
        (["**/*.TXT"], ["sub/c.TXT"]),
        (["a.txt", "*.txt", "sub"], ["a.txt", "sub/c.TXT"]),
    ],
)
def test_inputs(folder, monkeypatch, inputs, files):
    monkeypatch.chdir(folder)
    assert find_files(inputs) == files


def test_pages_carry_their_file(folder):
    pages = list(read([str(folder)], country="YE"))
    assert [(page.id, page.source_file, page.text, page.country) for page in pages] == [
        ("a", "a.txt", PAGE, "YE"),
        ("b", "b.html.gz", PAGE, "YE"),
        ("c", "c.TXT", PAGE, "YE"),
    ]


@pytest.mark.parametrize(
    ("data", "kind", "text"),
    [
        (PAGE, Page, PAGE),
        (f"\n<!DOCTYPE html><p>{PAGE}</p>", Page, PAGE),
        ('{"id": "1", "text": "Quiet.", "time": null}\n', Entry, "Quiet."),
        ('[{"id": "1", "text": "Quiet.", "time": null}]', Entry, "Quiet."),
        ("[5:30 p.m. in Damascus] Quiet.", Page, "[5:30 p.m. in Damascus] Quiet."),
    ],
)
def test_standard_input_tells_its_format(monkeypatch, data, kind, text):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
    (item,) = read(["-"])
    assert (type(item), item.text, item.source_file) == (kind, text, "-")


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        (["none.txt"], "none.txt: no such file"),
        (["*.none"], "*.none: no such file"),
        (["empty"], "empty: nothing to read in this directory"),
        (["picture.png"], "picture.png: not a text in a known encoding"),
        (["broken.txt.gz"], "broken.txt.gz: not a whole gzip file"),
        (["a.txt", "sub/a.txt"], "a.txt and sub/a.txt: both would have the id 'a'; rename one"),
        (["late.csv"], "late.csv: byte"),
    ],
)
def test_what_cannot_be_read(folder, monkeypatch, inputs, message):
    monkeypatch.chdir(folder)
    (folder / "empty").mkdir()
    (folder / "broken.txt.gz").write_bytes(gzip.compress(PAGE.encode() * 99)[:30])
    (folder / "sub" / "a.txt").write_text(PAGE)
    rows = b"".join(b"%d,plain words\n" % number for number in range(30_000))
    (folder / "late.csv").write_bytes(b"id,text\n" + rows + b"x,caf\xe9\n")
    with pytest.raises(InputError) as error:
        list(read(inputs))
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)
