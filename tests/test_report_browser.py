"""The page of a report in a browser: keys, filters, downloads, hostile text, paper."""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from sitrep.pipeline.ledger import database
from sitrep.pipeline.ledger.build import build
from sitrep.pipeline.ledger.slices import Slice, count
from sitrep.pipeline.ledger.stored import Ledger
from sitrep.pipeline.report.page import write_report
from told import told

SOLDIERS = told("[8 soldiers|8] died in Homs.", by="SOHR", at="2011-11-08T10:00")
MORE = told("[11 soldiers|11] died in Homs.", by="State TV", at="2011-11-08T11:00")
HAMA = told("[3 civilians|3] died in Hama, [a girl|1|in K1] among them,", by="SOHR",
            at="2011-11-07T12:00")  # fmt: skip
HURT = told("[some civilians|some|injured] were hurt in Idlib.", by="LCC",
            at="2011-11-09T09:00")  # fmt: skip
DENIED = told("[no one|0|denied] died in Rastan.", by="=Ministry", at="2011-11-08T13:00")
HOSTILE = told(
    "\N{COLLISION SYMBOL}\N{COLLISION SYMBOL} <img src=x onerror=alert(1)></script><script>alert(1)"
    "</script> [2 gunmen|2] were killed in Homs.",
    by="<b>AFP</b>",
    at="2011-11-10T08:00",
)
PAGE = [SOLDIERS, MORE, HAMA, HURT, DENIED, HOSTILE]
MANY = [
    told(f"[{number} civilians|{number}] died in Hama.", by=f"Source {number}", at=f"{day}T12:00")
    for number, day in ((n, date(2012, 1, 1) + timedelta(days=3 * n)) for n in range(2, 130))
]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Write the report of entries; returns the ledger and the page."""

    def write(entries):
        folder = tmp_path_factory.mktemp("report")
        source = folder / "page.jsonl"
        source.write_text("".join(json.dumps(entry) + "\n" for entry in entries), encoding="utf-8")
        build([source], folder / "ledger.duckdb")
        write_report(folder / "ledger.duckdb", folder / "report.html")
        return folder / "ledger.duckdb", folder / "report.html"

    return write


@pytest.fixture(scope="module")
def small(written):
    return written(PAGE)


@pytest.fixture
def opened(chromium):
    """Open a page; when the test ends, it has asked for nothing and complained of nothing."""
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    said = []

    def open_(path, fragment=""):
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: said.append(request.url))
        page.goto(path.as_uri() + fragment)
        assert said.pop(0) == path.as_uri()
        return page

    yield open_
    assert said == []
    context.close()


@pytest.fixture
def page(opened, small):
    return opened(small[1])


def words(page):
    """The first column of the table of incidents."""
    return page.locator("#incident-rows .opener").all_inner_texts()


def row(page, text):
    return page.locator("#incident-rows tr", has=page.get_by_role("button", name=text, exact=True))


def test_bounds_are_told_in_figures_and_in_a_sentence(page, small):
    (figures,) = count(Ledger.read(small[0]), (), Slice(("KILLED",))).totals
    bounds = figures.bounds
    assert bounds.low < bounds.best["ucdp"]
    killed = page.locator(".card.killed")
    shown = [bounds.low, bounds.best["ucdp"], bounds.high]
    assert killed.locator("dd").all_inner_texts() == [str(figure) for figure in shown]
    assert f"at least {bounds.low} different people killed" in killed.inner_text()
    assert "1 denied claim" in page.locator("#beside").inner_text()


def test_a_counting_rule_changes_best_figures(page):
    best = page.locator(".card.injured .main dd")
    assert best.inner_text() == "2"
    page.get_by_label("ACLED").check()
    assert best.inner_text() == "3"
    assert row(page, "some civilians").locator(".number").all_inner_texts()[1] == "3"


def test_a_row_opens_by_keyboard_into_claims_with_marks_and_chain(page):
    button = page.get_by_role("button", name="3 civilians", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    detail = page.locator(f"[id='{button.get_attribute('aria-controls')}']")
    marks = detail.locator("blockquote mark")
    assert [(mark.get_attribute("class"), mark.inner_text()) for mark in marks.all()] == [
        ("count", "3 civilians"),
        ("source", "SOHR"),
        ("cue", "said"),
    ]
    assert detail.locator(".chain li").all_inner_texts() == ["SOHR\n“said”", "A blog"]
    assert "a girl" in detail.inner_text()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "false"
    assert detail.count() == 0


def test_the_skip_link_is_the_first_stop_and_leads_to_the_incidents(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the incidents"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "incidents-title"


def test_rows_are_sorted_by_the_header_that_is_pressed(page):
    header = page.get_by_role("columnheader", name="Best")
    header.get_by_role("button").focus()
    page.keyboard.press("Enter")
    assert header.get_attribute("aria-sort") == "descending"
    assert words(page)[0] == "11 soldiers"
    page.keyboard.press("Enter")
    assert header.get_attribute("aria-sort") == "ascending"
    assert words(page)[0] == "no one"
    assert page.locator("[aria-sort]").count() == 1


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (lambda page: page.locator("#filters [name=words]").fill("sohr hama"),
         ["3 civilians", "a girl"]),
        (lambda page: page.get_by_label("conflicts only").check(), ["11 soldiers"]),
        (lambda page: page.locator("[name=place]").select_option("Idlib"), ["some civilians"]),
        (lambda page: page.locator("#filters [name=outcome]").select_option("INJURED"),
         ["some civilians"]),
        (lambda page: page.get_by_label("From").fill("2011-11-10"), ["2 gunmen"]),
        (lambda page: page.get_by_label("To", exact=True).fill("2011-11-07"),
         ["3 civilians", "a girl"]),
        (lambda page: page.locator("#filters [name=words]").fill("nothing such"), []),
    ],
)  # fmt: skip
def test_filters(page, act, expected):
    act(page)
    assert words(page) == expected
    status = page.locator("#incident-pager [role=status]").inner_text()
    assert status == f"{len(expected)} incident{'' if len(expected) == 1 else 's'}"
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("#incident-rows .opener").nth(2)).to_be_attached()


def test_what_is_in_no_sum_can_be_left_out(page):
    assert "in no sum" in row(page, "no one").inner_text()
    page.get_by_label("also what is in no sum").uncheck()
    assert "no one" not in words(page)


def test_a_day_of_the_timeline_leads_to_its_incidents(page):
    page.get_by_text("Figures by day", exact=True).click()
    page.get_by_role("button", name="7 Nov 2011").press("Enter")
    assert words(page) == ["3 civilians", "a girl"]
    assert page.evaluate("document.activeElement.id") == "incidents-title"


def test_a_place_of_the_map_leads_to_its_incidents(page):
    page.locator(".map g", has=page.locator("title", has_text="Hama")).click()
    assert words(page) == ["3 civilians", "a girl"]


def test_conflicts_tell_who_says_what(page):
    (conflict,) = page.locator("#conflict-list > li").all()
    assert conflict.locator("tbody th").all_inner_texts() == ["SOHR", "State TV"]
    assert conflict.locator("tbody .number").all_inner_texts() == ["8", "11"]


def test_links_tell_why(page):
    page.locator("#link-filters [name=relation]").select_option("conflict")
    (link,) = page.locator("#link-rows tr").all()
    assert "an actor label in common (+0.5)" in link.inner_text()
    link.get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true"


def test_an_address_opens_its_incident(opened, small):
    with database.reading(small[0]) as con:
        ((id_,),) = con.execute("SELECT incident_id FROM incidents WHERE conflict").fetchall()
    page = opened(small[1], f"#{id_}")
    assert page.evaluate("document.activeElement.textContent") == "11 soldiers"
    assert page.locator(f"[id='{id_}-claims'] .claim").count() == 2


def test_hostile_text_stays_text(page):
    page.get_by_role("button", name="2 gunmen").click()
    detail = page.locator("tr.detail")
    detail.get_by_role("button", name="Whole entry").press("Enter")
    assert detail.locator("blockquote").inner_text() == HOSTILE["text"]
    assert detail.locator("mark.count").inner_text() == "2 gunmen"
    assert page.locator("img").count() == 0
    assert page.locator("main b").count() == 0


def downloaded(page, name):
    with page.expect_download() as download:
        page.get_by_role("button", name=name).press("Enter")
    assert download.value.suggested_filename == name
    return Path(download.value.path()).read_text(encoding="utf-8")


def test_downloads_hold_what_the_ledger_holds(page, small):
    with database.reading(small[0]) as con:
        claims = database.rows_of(con, "SELECT * FROM claims")
        incidents = database.rows_of(con, "SELECT * FROM incidents")
    found = list(csv.DictReader(io.StringIO(downloaded(page, "claims.csv"), newline="")))
    assert {row["claim_id"]: row["words"] for row in found} == {
        row["claim_id"]: row["words"] for row in claims
    }
    assert {row["best_acled"] for row in found if row["code"] == "some"} == {"3"}
    assert "'=Ministry" in {row["source"] for row in found}
    found = list(csv.DictReader(io.StringIO(downloaded(page, "incidents.csv"), newline="")))
    assert {row["incident_id"] for row in found} == {row["incident_id"] for row in incidents}
    assert len(json.loads(downloaded(page, "ledger.json"))["claims"]) == len(claims)


def test_long_lists_are_drawn_a_page_at_a_time(opened, written):
    page = opened(written(MANY)[1])
    assert len(words(page)) == 50
    status = page.locator("#incident-pager [role=status]")
    assert status.inner_text() == f"1 to 50 of {len(MANY)} incidents"
    page.locator("#incident-pager").get_by_role("button", name="Next").press("Enter")
    assert words(page)[0] == "52 civilians"
    assert status.inner_text() == f"51 to 100 of {len(MANY)} incidents"


def test_paper_gets_every_claim(page):
    assert page.locator(".claim").count() == 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".claim").count() == len(PAGE) + 1
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".claim").count() == 0
    assert page.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("width", [320, 1200])
def test_the_page_is_no_wider_than_the_window(opened, small, width):
    page = opened(small[1])
    page.set_viewport_size({"width": width, "height": 800})
    page.get_by_role("button", name="2 gunmen").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_ledger_without_claims_is_an_honest_page(opened, written):
    page = opened(written([told("Nothing new.")])[1])
    assert "No claim of people killed is counted." in page.locator("#headline").inner_text()
    assert page.locator("#incident-pager [role=status]").inner_text() == "0 incidents"
