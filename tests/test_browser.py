"""What a reviewer sees: real pages of the servers in a headless Chromium."""

import os
import shutil
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

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

# The words over each line that doccano draws below a row of text, with the line's label.
DRAWN = """
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
"""


@pytest.fixture
def browser():
    """A headless Chromium with a large window."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if chromium is None or driver is None:
        pytest.skip("no chromium and chromedriver (Debian, Ubuntu: apt install chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ("--headless=new", "--no-sandbox", "--window-size=1500,1000"):
        options.add_argument(argument)
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield browser
    browser.quit()


@pytest.fixture
def screenshots(tmp_path):
    """Where screenshots go: $SITREP_SCREENSHOTS to renew those of the documentation."""
    return Path(os.environ.get("SITREP_SCREENSHOTS", tmp_path))


def wait(browser, condition):
    return WebDriverWait(browser, 120).until(condition)


def shown(label):
    """A label as doccano draws it."""
    return label if len(label) <= _LONGEST else f"{label[:_LONGEST]}..."


def find(browser, css):
    return wait(browser, lambda _: browser.find_elements(By.CSS_SELECTOR, css))[0]


@pytest.fixture(scope="module")
def entry(nlp):
    return annotated(nlp, {"entry": TEXT})[0]


def test_doccano_draws_our_spans_under_their_words(doccano_server, browser, screenshots, entry):
    tool = Doccano(doccano_server.url, "Syria, week 12", user="admin", password=PASSWORD)
    push(tool, [entry])
    admin = DoccanoReviewer(doccano_server, "admin", "Syria, week 12")
    admin.invite("amal")
    browser.get(f"{doccano_server.url}/auth")
    find(browser, "input[name=username]").send_keys("amal")
    find(browser, "input[type=password]").send_keys(PASSWORD + Keys.ENTER)
    wait(browser, lambda _: "/projects" in browser.current_url)
    browser.get(f"{doccano_server.url}{admin.path}/sequence-labeling?page=1")

    def seen():
        return sorted(tuple(line) for line in browser.execute_script(DRAWN))

    wait(browser, lambda _: len(seen()) >= len(entry.spans))
    browser.save_screenshot(str(screenshots / "doccano.png"))
    assert seen() == sorted((shown(s.label), entry.words(s)) for s in entry.spans)
    arrows = [item.text for item in browser.find_elements(By.CSS_SELECTOR, "svg g g text")]
    assert {"location", "attribution", "source", "content", "part_of", "within"} <= set(arrows)


def test_label_studio_submits_our_spans_as_they_are(
    label_studio_server, browser, screenshots, entry, nlp
):
    tool = LabelStudio(label_studio_server.url, "Syria, week 12", token=TOKEN)
    push(tool, [entry])
    task = tool.held()[0].key
    browser.get(f"{label_studio_server.url}/user/login/")
    find(browser, "input[name=email]").send_keys("admin@example.org")
    find(browser, "input[name=password]").send_keys(PASSWORD + Keys.ENTER)
    wait(browser, lambda _: "/login" not in browser.current_url)
    browser.get(f"{label_studio_server.url}/projects/{tool._id}/data?task={task}")
    marks = wait(browser, lambda _: browser.find_elements(By.CSS_SELECTOR, ".htx-highlight"))
    seen = {mark.text for mark in marks}
    browser.save_screenshot(str(screenshots / "label-studio.png"))
    assert {"Baba Amr", "Homs", "activists", "said", "Hama", "doctor", "told"} <= seen
    find(browser, "button[aria-label='Submit current annotation']").click()
    wait(browser, lambda _: tool.held()[0].touched)
    (found,), pulled = pull(tool, Rules(nlp))
    assert letter(found) == letter(entry)
    assert pulled.confirmed == {entry.id}
