"""What a reviewer sees: real pages of the servers in a headless Chromium."""

import os
import time
from pathlib import Path

import pytest

from exchanged import annotated, letter
from reviewers import DoccanoReviewer
from servers import PASSWORD, TOKEN
from sitrep.pipeline.exchange.doccano import Doccano
from sitrep.pipeline.exchange.label_studio import LabelStudio
from sitrep.pipeline.exchange.pull import pull
from sitrep.pipeline.exchange.push import push
from sitrep.pipeline.exchange.rules import Rules

TEXT = (
    "🔴 At least 12 soldiers were killed in Baba Amr, Homs, on Monday, activists said. "
    "👨‍👩‍👧 Dozens were wounded in Hama, a doctor told Reuters, two of them children."
)

_LONGEST = 12  # characters of a label
_PATIENCE = 120  # seconds

# The words over each line that doccano draws below a row of text, with the line's label.
DRAWN = """() => {
const found = [];
for (const row of document.querySelectorAll('svg text[id*=":"]')) {
  const chars = [...Array(row.getNumberOfChars()).keys()];
  const nearest = (x, position) => chars.reduce((best, i) =>
    Math.abs(position(i) - x) < Math.abs(position(best) - x) ? i : best, 0);
  for (const line of row.parentNode.querySelectorAll('line')) {
    const [x1, x2] = ['x1', 'x2'].map(name => Number(line.getAttribute(name)));
    const first = nearest(x1 - 2.5, i => row.getStartPositionOfChar(i).x);
    const last = nearest(x2 + 2.5, i => row.getEndPositionOfChar(i).x);
    const label = line.parentNode.querySelector('text').textContent;
    found.push([label, row.textContent.slice(first, last + 1)]);
  }
}
return found;
}"""


@pytest.fixture
def page(chromium):
    """A page in a large window."""
    context = chromium.new_context(viewport={"width": 1500, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(_PATIENCE * 1000)
    yield page
    context.close()


@pytest.fixture
def screenshots(tmp_path):
    """Where screenshots go: $SITREP_SCREENSHOTS to renew those of the documentation."""
    return Path(os.environ.get("SITREP_SCREENSHOTS", tmp_path))


def wait_until(condition):
    """Wait for what the page does not tell of."""
    end = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.2)


def shown(label):
    """A label as doccano draws it."""
    return label if len(label) <= _LONGEST else f"{label[:_LONGEST]}..."


@pytest.fixture(scope="module")
def entry(nlp):
    return annotated(nlp, {"entry": TEXT})[0]


def test_doccano_draws_our_spans_under_their_words(doccano_server, page, screenshots, entry):
    tool = Doccano(doccano_server.url, "Syria, week 12", user="admin", password=PASSWORD)
    push(tool, [entry])
    admin = DoccanoReviewer(doccano_server, "admin", "Syria, week 12")
    admin.invite("amal")
    page.goto(f"{doccano_server.url}/auth")
    page.locator("input[name=username]").fill("amal")
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("input[type=password]").press("Enter")
    page.wait_for_url("**/projects**")
    page.goto(f"{doccano_server.url}{admin.path}/sequence-labeling?page=1")

    def seen():
        return sorted(tuple(line) for line in page.evaluate(DRAWN))

    wait_until(lambda: len(seen()) >= len(entry.spans))
    page.screenshot(path=screenshots / "doccano.png")
    assert seen() == sorted((shown(s.label), entry.words(s)) for s in entry.spans)
    arrows = page.locator("svg g g text").all_text_contents()
    assert {"location", "attribution", "source", "content", "part_of", "within"} <= set(arrows)


def test_label_studio_submits_our_spans_as_they_are(
    label_studio_server, page, screenshots, entry, nlp
):
    tool = LabelStudio(label_studio_server.url, "Syria, week 12", token=TOKEN)
    push(tool, [entry])
    task = tool.held()[0].key
    page.goto(f"{label_studio_server.url}/user/login/")
    page.locator("input[name=email]").fill("admin@example.org")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/login" not in url)
    page.goto(f"{label_studio_server.url}/projects/{tool._id}/data?task={task}")
    page.locator(".htx-highlight").first.wait_for()
    seen = set(page.locator(".htx-highlight").all_inner_texts())
    page.screenshot(path=screenshots / "label-studio.png")
    assert {"Baba Amr", "Homs", "activists", "said", "Hama", "doctor", "told"} <= seen
    page.locator("button[aria-label='Submit current annotation']").click()
    wait_until(lambda: tool.held()[0].touched)
    (found,), pulled = pull(tool, Rules(nlp))
    assert letter(found) == letter(entry)
    assert pulled.confirmed == {entry.id}
