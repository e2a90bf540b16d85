/** Conflicts, what was taken together and why, and what later readings of the pages changed. */

const relations = /** @type {Record<string, string>} */ ({
  same: "the same as",
  update: "a later count than",
  conflict: "in conflict with",
  "part of": "a part of",
  "running total": "within the running total",
  beside: "no count of its own beside",
});

const conflictPager = pager("conflict-pager", (rows) => byId("conflict-list").replaceChildren(...rows.map(conflict)), "conflict");
const linkPager = pager("link-pager", (rows) => byId("link-rows").replaceChildren(...rows.map(linkRow)), "link");

function drawConflicts() {
  conflictPager.set(ledger.incidents.filter((/** @type {Row} */ row) => row.conflict));
}

/** @param {Row} incident */
function conflict(incident) {
  const told = claimsOf.get(incident.incident_id) || [];
  return make("li", {},
    make("h3", {}, incidentLink(incident)),
    make("p", { class: "small" }, `${daysText(incident)} · ${verbs[incident.outcome]}`),
    make("div", { class: "scroll" }, make("table", {},
      make("caption", { class: "unseen" }, "Who says what"),
      make("thead", {}, make("tr", {}, ["who says it", "count", "when told", "in these words"].map((name) =>
        make("th", { scope: "col" }, name)))),
      make("tbody", {}, told.map((claim) => make("tr", { class: claim.role },
        make("th", { scope: "row", dir: "auto" }, sourceText(claim)),
        make("td", { class: "number" }, claim.code,
          roles[claim.role] ? make("span", { class: "badge" }, roles[claim.role]) : null),
        make("td", {}, timeElement(claim.time)),
        make("td", { dir: "auto" }, marked(claim, claim.sentence_start, claim.sentence_end))))))));
}

const linkFilters = byId("link-filters").elements;

function drawLinks() {
  const words = linkFilters.words.value.toLowerCase();
  linkPager.set(ledger.links.filter((/** @type {Row} */ link) =>
    (!linkFilters.relation.value || link.relation === linkFilters.relation.value)
    && (!linkFilters.used.value || String(Boolean(link.used)) === linkFilters.used.value)
    && (!words || [link.claim_id, link.other_id].some((id) =>
      searched(incidents.get(claims.get(id).incident_id)).includes(words)))));
}

/** @param {Row} link */
function linkRow(link) {
  return make("tr", {},
    make("th", { scope: "row" }, claimCell(link.claim_id)),
    make("td", {}, relations[link.relation]),
    make("td", {}, claimCell(link.other_id)),
    make("td", { class: "number" }, link.origin === "model" ? link.score.toFixed(2) : link.origin),
    make("td", {}, link.used ? "yes" : "no"),
    make("td", { class: "why" }, whyText(link)));
}

/** @param {string} id */
function claimCell(id) {
  const claim = claims.get(id);
  return [make("a", { href: `#${claim.incident_id}`, dir: "auto" }, claim.words),
    make("span", { class: "small", dir: "auto" }, ` ${placeName(claim.place_id)}, `, timeElement(claim.time), ` · ${sourceText(claim)}`)];
}

function drawRevisions() {
  const section = byId("revisions");
  section.hidden = !ledger.revisions.length;
  pager("revision-pager", (rows) => byId("revision-rows").replaceChildren(...rows.map((row) => make("tr", {},
    make("td", {}, timeElement(row.read_at)),
    make("td", { dir: "auto" }, pages.get(row.page_id)?.title || row.page_id),
    make("td", {}, `${row.subject} ${row.change}`),
    make("td", { class: "before", dir: "auto" }, revised(row, row.before)),
    make("td", { dir: "auto" }, revised(row, row.after))))), "change").set(ledger.revisions);
}

/** An entry's text, or what a claim said. @param {Row} row @param {string | undefined} text */
function revised(row, text) {
  if (!text || row.subject === "entry") return text || "—";
  const claim = JSON.parse(text);
  return `${claim.words} (${claim.code}, ${claim.status})${claim.source ? `, ${claim.source}` : ""}`;
}
