"""Saved web pages to pages: boilerplate off, structure kept."""

from __future__ import annotations

import email
import email.policy
import json
import re
from typing import Any, Final

from bs4 import BeautifulSoup
from bs4.dammit import EncodingDetector
from bs4.element import Tag

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.reading.pattern_rows import pattern_rows
from sitrep.pipeline.reading.texts import clean, decode
from sitrep.pipeline.reading.webtext import SourceMap, Writer
from sitrep.pipeline.records import Page

MOST: Final = 0.9
"""Share of a page's text above which an element holds the page; comments may well be half."""

_BOILERPLATE: Final = ", ".join(row["selector"] for row in pattern_rows("boilerplate.csv"))
_HEADINGS: Final = ["h2", "h3", "h4", "h5", "h6"]
_HEADER_TIME: Final = re.compile(r"byline|dateline|pubdate|published", re.I)


def read_web_page(data: bytes, page_id: str, name: str, country: str | None = None) -> Page:
    """A page from HTML or MHTML.

    Title, by-line date and address go to the page and its metadata ("published", "modified",
    "url"); paragraphs, quotations, items, captions and headings become blocks, `<time>`
    elements become time marks. Source offsets are those of the decoded HTML, for MHTML of the
    HTML part. Raises InputError for bytes that are no text or an archive without a page.
    """
    if name.lower().removesuffix(".gz").endswith((".mhtml", ".mht")):
        data = _html_part(data, name)
    declared = EncodingDetector.find_declared_encoding(data, is_html=True)
    source = decode(data, name, declared)
    soup = BeautifulSoup(source, "lxml")
    metadata = _metadata(soup)
    title = _title(soup)
    writer = Writer(SourceMap(source, soup))
    _remove_boilerplate(soup)
    page_times = [mark for mark in soup.find_all("time", datetime=True) if _is_page_time(mark)]
    if len(page_times) <= 2:  # published and updated; more are those of entries
        for mark in page_times:
            metadata.setdefault("published", str(mark["datetime"]))
            del mark["datetime"]
    _put_times_first(soup)
    writer.write(soup.find("main") or soup.body or soup)
    return Page(
        id=page_id,
        text=writer.text,
        source_file=name,
        title=title,
        country=country,
        blocks=tuple(writer.blocks),
        times=tuple(writer.times),
        source_offsets=tuple(writer.offsets),
        metadata=metadata,
    )


def _html_part(data: bytes, name: str) -> bytes:
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return payload
    raise InputError(f"{name}: no HTML in this archive; save the page as HTML")


def _title(soup: BeautifulSoup) -> str | None:
    """The page's one main heading, or the title it gives to others."""
    headings = soup.find_all("h1")
    shared = soup.select_one('meta[property="og:title"]')
    if len(headings) == 1 and headings[0].get_text(strip=True):
        words = headings[0].get_text(" ")
    elif shared and shared.get("content"):
        words = str(shared["content"])
    else:
        words = soup.title.get_text() if soup.title else ""
    return " ".join(clean(words)[0].split()) or None


def _metadata(soup: BeautifulSoup) -> dict[str, Any]:
    """When the page was published and modified, and its address, as it states them itself."""
    fields = {
        "published": ("article:published_time", "datePublished", "date", "DC.date.issued"),
        "modified": ("article:modified_time", "dateModified", "last-modified"),
        "url": ("og:url",),
    }
    metadata: dict[str, Any] = {}
    for field, names in fields.items():
        for name in names:
            for attribute in ("property", "name", "itemprop"):
                tag = soup.select_one(f'meta[{attribute}="{name}"]')
                if tag and tag.get("content"):
                    metadata.setdefault(field, str(tag["content"]))
    link = soup.select_one('link[rel="canonical"]')
    if link and link.get("href"):
        metadata.setdefault("url", str(link["href"]))
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            described = json.loads(script.get_text())
        except json.JSONDecodeError:
            continue  # the page stands without what it says of itself
        for item in described if isinstance(described, list) else [described]:
            if isinstance(item, dict) and isinstance(item.get("datePublished"), str):
                metadata.setdefault("published", item["datePublished"])
    return metadata


def _remove_boilerplate(soup: BeautifulSoup) -> None:
    """Take out what is not the page's own text.

    An element that holds the page's heading or most of its words is kept whatever its name, and
    a `header` is only taken out where the page's headings and times are elsewhere.
    """
    body = soup.body or soup
    size = len(body.get_text())
    for tag in body.select(_BOILERPLATE):
        if tag.decomposed or tag.name in ("main", "article", "body"):
            continue
        if tag.find(["h1", "main"]) or len(tag.get_text()) > MOST * size:
            continue
        tag.decompose()
    for tag in body.find_all("header"):
        if not tag.find(["h1", "h2", "h3", "time"]):
            tag.decompose()


def _put_times_first(soup: BeautifulSoup) -> None:
    """Move an entry's headings below its `<time>`, so that the entry begins with it."""
    for mark in soup.find_all("time", datetime=True):
        holder = next(
            (parent for parent in mark.parents if parent.find(_HEADINGS) or parent.find("h1")), None
        )
        if holder is None or holder.find("h1") or len(holder.find_all("time", datetime=True)) > 1:
            continue
        heading = holder.find(_HEADINGS)
        if isinstance(heading, Tag) and mark in heading.find_all_next("time"):
            line = soup.new_tag("p")
            line.append(mark.extract())
            heading.insert_before(line)


def _is_page_time(mark: Tag) -> bool:
    """Whether a `<time>` dates the page and not an entry."""
    if mark.has_attr("pubdate"):
        return True
    for parent in mark.parents:
        if parent.name in ("article", "li", "section", "main", "body"):
            return False
        if parent.name == "header" and parent.find("h1"):
            return True
        names = " ".join([*(parent.get("class") or []), str(parent.get("id") or "")])
        if _HEADER_TIME.search(names):
            return True
    return False
