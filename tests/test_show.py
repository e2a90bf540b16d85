"""Entries in the terminal, on a web page, and explained."""

import re
from html.parser import HTMLParser
from io import StringIO

import pytest
import spacy
from rich.console import Console

from handmade import TEXT, annotated, spans_of
from sitrep.pipeline.docbin import docs_to_bytes
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.explain import Reason, explain, find_entry, reasons
from sitrep.pipeline.extract import claims
from sitrep.pipeline.formats import claim_cells
from sitrep.pipeline.page import pieces, write_page
from sitrep.pipeline.show import coloured, show, visible

NLP = spacy.blank("en")


@pytest.fixture
def doc():
    return annotated(NLP)


@pytest.fixture
def console():
    return Console(file=StringIO(), width=160)


class Page(HTMLParser):
    """What a browser would make of the page: its text, tags and ids."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.tags, self.marked, self.entries = [], [], [], {}, []
        self._open, self._chip = [], False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags.append(tag)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values["href"]] if "href" in values else []
        self._chip = "chip" in (values.get("class") or "")
        if values.get("class") == "text":
            self.entries.append("")
        self._open = values.get("data-in", "").split()

    def handle_endtag(self, tag):
        self._chip, self._open = False, []
        if tag == "p":
            self.entries.append(None)

    def handle_data(self, data):
        if self.entries and self.entries[-1] is not None and not self._chip:
            self.entries[-1] += data
            for key in self._open:
                self.marked[key] = self.marked.get(key, "") + data


def page_of(tmp_path, *docs):
    source, target = tmp_path / "x.spacy", tmp_path / "page.html"
    source.write_bytes(docs_to_bytes(docs))
    write_page(source, target)
    return target.read_text(encoding="utf-8")


def test_the_terminal_shows_entries_and_a_table_of_claims(doc, console):
    assert show([doc], console) == ["taiz#2011-06-03T10:20Z"]
    shown = console.file.getvalue()
    assert "at least two students[K1] were shot dead" in shown
    row = next(line for line in shown.splitlines() if "2+" in line)
    assert re.split(r"  +", row.strip()) == [
        "1020 GMT",
        "K1",
        "2+",
        "killed",
        "students",
        "Freedom Square",
        "medic in Taiz, via reuters",
        "told Reuters",
    ]


def test_each_page_has_a_table_of_its_own_without_empty_columns(doc, console):
    other = annotated(NLP, id="aden#1", page="aden", title="Aden")
    other.spans["casualties"].attrs["K1"]["hedged"] = False
    other.spans["casualties"].attrs["K1"]["locations"] = []
    show([doc, annotated(NLP, id="taiz#2"), other], console, only_claims=True)
    headed = [line.strip() for line in console.file.getvalue().splitlines() if line.strip()]
    assert [line for line in headed if line[:4] in ("taiz", "aden", "entr")] == [
        "taiz: Yemen: a Friday in Taiz",
        next(line for line in headed if "place" in line and "hedges" in line),
        "aden: Aden",
        next(line for line in headed if "entry" in line and "place" not in line),
    ]


def test_a_victim_is_named_once(doc):
    named = doc.spans["casualties"].attrs["K1"]
    for words in ("students", "Taiz"):
        start = TEXT.index(words)
        named["names"].append({"start": start, "end": start + len(words), "text": words})
    (claim,) = claims(doc)
    assert claim_cells(claim)["victims"] == "students; Taiz"


def test_only_claims(doc, console):
    show([doc], console, only_claims=True)
    assert "Officials denied" not in console.file.getvalue()


def test_no_claims_are_said_in_words(console):
    assert show([NLP("Nothing is known of this.")], console) == []
    assert "No claims" in console.file.getvalue()


def test_spans_are_styled_where_they_stand(doc):
    text = coloured(doc)
    styled = {(text.plain[span.start : span.end], span.style) for span in text.spans}
    assert ("Reuters", "cyan") in styled
    assert ("Freedom Square", "green") in styled
    assert ("Reuters", "green") not in styled


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J gone", "�[2J gone"),
        ("a\u202eb", "a�b"),
        ("line\none\ttab", "line\none\ttab"),
        ("نص عربي", "نص عربي"),
    ],
)
def test_no_text_steers_the_terminal(text, shown):
    assert visible(text) == shown


def test_the_page_holds_the_text_to_the_letter_and_all_spans(doc, tmp_path):
    page = Page(page_of(tmp_path, doc))
    assert page.entries[0] == TEXT
    for layer in ("actors", "locations", "casualties", "sources", "cues", "contents"):
        for span in doc.spans[layer]:
            assert page.marked[f"e1-{span.id_}"] == span.text


def test_a_click_leads_from_claim_to_words_and_back(doc, tmp_path):
    page = Page(page_of(tmp_path, doc, annotated(NLP, id="second")))
    assert {"#e1-K1", "#row-e1-K1", "#e2-K1", "#row-e2-K1"} <= set(page.links)
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_the_page_names_each_page_once_in_table_and_text(doc, tmp_path):
    docs = [doc, annotated(NLP, id="taiz#2"), annotated(NLP, id="aden#1", page="aden", title=None)]
    text = page_of(tmp_path, *docs)
    assert text.count(">taiz: Yemen: a Friday in Taiz<") == 2
    assert text.count(">aden<") == 2


def test_the_page_is_safe_against_markup_and_needs_no_network(tmp_path):
    hostile = "<script>alert(1)</script> \"'><img src=x onerror=alert(2)> {{ 7 * 7 }} {% raw %}"
    doc = NLP.make_doc(hostile)
    doc.user_data["entry"] = annotated(NLP, id=hostile, title=hostile, stamp=hostile).user_data[
        "entry"
    ]
    spans_of(doc, "actors", [("7 * 7", hostile, hostile)])
    text = page_of(tmp_path, doc)
    page = Page(text)
    assert page.entries[0] == hostile
    assert page.tags.count("script") == 1
    assert "img" not in page.tags
    assert "49" not in page.entries[0]
    assert "http:" not in text
    assert "https:" not in text
    assert "default-src 'none'" in text


def test_nested_and_crossing_spans_are_cut_into_pieces(doc):
    spans_of(doc, "contents", [("were shot dead by masked", "CONTENT", ""), (TEXT[:80], "", "")])
    found = list(pieces(doc, 1))
    assert "".join(piece.text for piece in found) == TEXT
    (piece,) = (piece for piece in found if piece.text == "masked")
    assert set(piece.classes.split()) == {"actors", "contents", "nested"}


def test_reasons_name_rule_and_words_for_the_claim_and_what_it_is_linked_to(doc):
    found = list(reasons(claims(doc)[0]))
    assert Reason("K1", "span", "at least two students", "passive", ("were shot dead",)) in found
    assert Reason("K1", "perpetrators", "A3 masked gunmen", "by-phrase", ("by",)) in found
    assert Reason("K1", "count", "2+", "", ()) in found
    assert Reason("T1", "source", "medic in Taiz", "subject-of-cue", ("told",)) in found
    assert Reason("T3", "actor", "reuters", "", ()) in found
    assert Reason("K1", "hedged", "yes", "medic-at-second-hand", ("told Reuters",)) in found
    assert {reason.of for reason in found} == {"K1", "A2", "A3", "L2", "T1", "T3"}


def test_a_precision_of_one_is_a_figure_and_not_a_yes(doc):
    doc.spans["casualties"].attrs["K1"]["locations"] = ["L1"]
    assert Reason("L1", "geo_precision", "1", "", ()) in list(reasons(claims(doc)[0]))


def test_explain_prints_one_table_a_claim(doc, console):
    explain(doc, console)
    assert "K1: at least two students" in console.file.getvalue()
    assert "by-phrase" in console.file.getvalue()


def test_unknown_claims_and_entries_are_one_line(doc, console):
    with pytest.raises(InputError, match="no claim 'K7' in this entry; its claims are: K1"):
        explain(doc, console, claim_id="K7")
    with pytest.raises(InputError, match="no entry 'taiz#1020'; there are 1, such as taiz#2011"):
        find_entry([doc], "taiz#1020")
