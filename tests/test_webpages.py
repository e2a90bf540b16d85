import pytest

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.reading.texts import to_source
from sitrep.pipeline.reading.webpages import read_web_page

DAY = "It has been a long and quiet day in town, and the market is open."


def read(body, head=""):
    source = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return read_web_page(source.encode(), "live", "live.html")


def blocks(body):
    page = read(body)
    return [(block.label, page.text[block.start : block.end]) for block in page.blocks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>One\n  two.</p><p>Three.</p>", [("paragraph", "One two."), ("paragraph", "Three.")]),
        ("<div>One<p>Two</p>three</div>", [("paragraph", w) for w in ("One", "Two", "three")]),
        ("<p>One<br>two<br><br>three</p>", [("paragraph", w) for w in ("One", "two", "three")]),
        ("<h2>One</h2>two", [("heading", "One"), ("paragraph", "two")]),
        (
            "<blockquote><p>One</p><ul><li>two</ul></blockquote>",
            [("quote", "One"), ("quote", "• two")],
        ),
        ("<ul><li>One<li>two <b>bold</b>ly</ul>", [("item", "• One"), ("item", "• two boldly")]),
        ("<ol><li>One<li>two</ol>", [("item", "One"), ("item", "two")]),
        ("<ul><li><b>0910 GMT</b> One</ul>", [("item", "0910 GMT One")]),
        ("<ul><li><p>One</p><p>two</p></li></ul>", [("paragraph", "One"), ("paragraph", "two")]),
        ("<figure><img><figcaption>One</figcaption></figure>", [("caption", "One")]),
        ("<table><tr><td>Taiz<td>two</table>", [("item", "Taiz\ttwo")]),
        ("<p>a&nbsp;b &ldquo;c&rdquo; &amp; dâ€™s</p>", [("paragraph", "a\xa0b “c” & d’s")]),
    ],
)
def test_structure(body, expected):
    assert blocks(body) == expected


def test_what_parts_blocks():
    page = read("<p>One<br>two</p><ul><li>three<li>four</ul><p>five<br><br>six</p>")
    assert page.text == "One\ntwo\n\n• three\n• four\n\nfive\n\nsix"


@pytest.mark.parametrize(
    "boilerplate",
    [
        "<nav>Home</nav>",
        "<header><a>Home</a></header>",
        "<footer>Contact</footer>",
        "<aside>More</aside>",
        "<script>document.write('<p>no</p>')</script>",
        "<style>p {}</style>",
        "<noscript>Switch it on</noscript>",
        "<!-- a remark -->",
        '<div class="share-bar">Tweet</div>',
        '<ul class="social-links"><li>Tweet</ul>',
        '<section id="comments"><p>First!</p></section>',
        '<div class="related-content">Bread</div>',
        '<div role="navigation">Home</div>',
        "<button>Reload</button>",
        "<p hidden>No</p>",
    ],
)
def test_boilerplate_goes(boilerplate):
    assert read(f"{boilerplate}<p>{DAY}</p>{boilerplate}").text == DAY


def test_comments_go_however_long():
    comments = "<p>What a day it has been, said the reader, and then said it again.</p>" * 3
    assert read(f"<p>{DAY}</p><div id='comments'>{comments}</div>").text == DAY


def test_what_holds_the_page_stays_whatever_its_name():
    assert read('<div class="share-page"><p>Quiet.</p></div>').text == "Quiet."


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Taiz | Gazette</title>", "<h1>Taiz\n live</h1>", "Taiz live"),
        ('<meta property="og:title" content="Taiz">', "<h1>A</h1><h1>B</h1>", "Taiz"),
        ("<title>Taiz &amp; Aden</title>", "<p>Quiet.</p>", "Taiz & Aden"),
        ("", "<p>Quiet.</p>", None),
    ],
)
def test_title(head, body, title):
    assert read(body, head).title == title


@pytest.mark.parametrize(
    ("head", "body", "metadata"),
    [
        (
            '<meta property="article:published_time" content="2012-02-04T07:00Z">'
            '<meta property="article:modified_time" content="2013-01-01">'
            '<link rel="canonical" href="https://example.org/2012/feb/04/taiz">',
            "",
            {
                "published": "2012-02-04T07:00Z",
                "modified": "2013-01-01",
                "url": "https://example.org/2012/feb/04/taiz",
            },
        ),
        (
            '<script type="application/ld+json">{"datePublished": "2012-02-04"}</script>',
            "",
            {"published": "2012-02-04"},
        ),
        ('<script type="application/ld+json">{broken</script>', "", {}),
        (
            "",
            '<p class="byline">By A. B. <time datetime="2012-02-04">4 February</time></p>',
            {"published": "2012-02-04"},
        ),
    ],
)
def test_what_the_page_says_of_itself(head, body, metadata):
    page = read(f"<h1>Taiz</h1>{body}<p>Quiet.</p>", head)
    assert (page.metadata, page.times) == (metadata, ())


def test_times():
    page = read(
        '<div><h3>Convoy</h3><time datetime="2012-02-04T09:10Z">09:10</time> <p>One</p></div>'
        '<p><time datetime="2012-02-04T07:25Z"></time>Two</p>'
    )
    assert page.text == "09:10\n\nConvoy\n\nOne\n\nTwo"
    assert [(mark.start, mark.datetime, mark.text) for mark in page.times] == [
        (0, "2012-02-04T09:10Z", "09:10"),
        (20, "2012-02-04T07:25Z", ""),
    ]


def test_offsets_lead_back_to_the_source():
    source = (
        "<p title='x'>One</p><script>One two</script><!-- two --><p>two &amp; <b>thr&eacute;e</b>"
        " <i>four</i></p><h3>Late</h3><time datetime='2012-02-04'>first</time><p>doneâ€™s</p>"
    )
    page = read_web_page(source.encode(), "live", "live.html")
    assert page.text == "One\n\ntwo & thrée four\n\nfirst\n\nLate\n\ndone’s"
    for word in ("One", "two", "&", "thr", "e four", "four", "first", "Late", "done", "’s"):
        start = to_source(page.text.index(word), page.source_offsets)
        expected = {"two": "two &amp;", "e four": "e</b>", "’s": "â€™s</p>"}.get(word, word)
        assert source[start:].startswith(expected)
    end = to_source(len(page.text), page.source_offsets)
    assert source[:end].endswith("<p>doneâ€™s")


MHTML = """\
From: <Saved by a browser>
MIME-Version: 1.0
Content-Type: multipart/related; boundary="=edge"

--=edge
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

<title>Taiz</title><p>Quiet =E2=80=94 so=
 far.</p>
--=edge
Content-Type: text/css

p {}
--=edge--
"""


def test_mhtml():
    page = read_web_page(MHTML.encode(), "live", "live.mhtml")
    assert (page.title, page.text) == ("Taiz", "Quiet — so far.")


def test_archive_without_a_page():
    with pytest.raises(InputError, match=r"^live\.mhtml: no HTML in this archive"):
        read_web_page(MHTML.replace("text/html", "text/xml").encode(), "live", "live.mhtml")


def test_declared_encoding():
    source = '<meta charset="windows-1254"><p>Erdoğan’ın sözü</p>'
    assert read_web_page(source.encode("cp1254"), "live", "live.html").text == "Erdoğan’ın sözü"
