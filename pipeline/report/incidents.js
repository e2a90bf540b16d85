/** The table of incidents: filtered, sorted, a page at a time, each row opening into its claims. */

let printing = false;
// What is folded away is opened for the printer; this comes before the lists are drawn for it.
addEventListener("beforeprint", () => {
  printing = true;
  for (const details of document.querySelectorAll("details")) details.open = true;
});
addEventListener("afterprint", () => { printing = false; });

/**
 * Rows of a list in pages, since ten thousand rows at once would be slow.
 * @param {string} id of the element that gets the buttons
 * @param {(rows: Row[]) => void} show
 * @param {string} noun
 */
function pager(id, show, noun) {
  const size = 50;
  const printed = 500;
  let first = 0;
  /** @type {Row[]} */
  let rows = [];
  const status = make("span", { role: "status" });
  const back = make("button", { type: "button", click: () => go(first - size) }, "Previous");
  const on = make("button", { type: "button", click: () => go(first + size) }, "Next");
  byId(id).append(status, back, on);
  function go(/** @type {number} */ to) {
    first = Math.max(0, Math.min(to, Math.floor((rows.length - 1) / size) * size));
    const last = Math.min(first + size, rows.length);
    status.textContent = rows.length > size
      ? `${number(first + 1)} to ${number(last)} of ${many(rows.length, noun)}` : many(rows.length, noun);
    back.hidden = on.hidden = rows.length <= size;
    back.disabled = first === 0;
    on.disabled = last === rows.length;
    show(rows.slice(first, last));
  }
  addEventListener("beforeprint", () => {
    show(rows.slice(0, printed));
    if (rows.length > printed) status.textContent = `The first ${printed} of ${many(rows.length, noun)}; filter to print others`;
  });
  addEventListener("afterprint", () => go(first));
  return {
    set(/** @type {Row[]} */ list) { rows = list; go(0); },
    /** Go to the page of a row. */
    reveal(/** @type {Row} */ row) { go(Math.floor(Math.max(0, rows.indexOf(row)) / size) * size); },
  };
}

/** Columns that the table can be sorted by, and the value that counts. @type {Record<string, (row: Row) => any>} */
const sortKeys = {
  what: (row) => headWords(row).toLowerCase(),
  day: (row) => row.first_day || row.last_day || "9999",
  place: (row) => (row.place_id ? placeName(row.place_id) : "\uffff").toLowerCase(),
  outcome: (row) => row.outcome,
  low: (row) => figuresOf(row).low,
  best: (row) => figuresOf(row).best[choice.rule],
  high: (row) => figuresOf(row).high ?? Infinity,
  claims: (row) => row.claims,
  said: (row) => sourceText(claims.get(row.head_claim)).toLowerCase(),
};
const order = { column: "day", down: false };
const opened = new Set();
const incidentPager = pager("incident-pager", showIncidents, "incident");
const filters = byId("filters").elements;

/** What the words of a filter are looked for in. @param {Row} incident @returns {string} */
function searched(incident) {
  if (!incident.searched) {
    incident.searched = (claimsOf.get(incident.incident_id) || []).map((claim) => [
      cut(entries.get(claim.entry_id), claim.sentence_start, claim.sentence_end), claim.source, claim.victims,
      claim.names, claim.perpetrators, placeName(claim.place_id), claim.claim_id].join(" "))
      .concat(incident.incident_id).join(" ").toLowerCase();
  }
  return incident.searched;
}

function drawIncidents() {
  const words = filters.words.value.toLowerCase().split(/\s+/).filter(Boolean);
  const [from, to] = [filters.from.value, filters.to.value];
  const rows = ledger.incidents.filter((/** @type {Row} */ row) =>
    (!filters.outcome.value || row.outcome === filters.outcome.value)
    && (!filters.place.value || names(row).includes(filters.place.value))
    && (!from || (row.last_day || "9999") >= from)
    && (!to || (row.first_day || "0000") <= to)
    && (!filters.conflict.checked || row.conflict)
    && (filters.beside.checked || !besideText(row))
    && words.every((/** @type {string} */ word) => searched(row).includes(word)));
  const key = sortKeys[order.column];
  const keyed = rows.map((/** @type {Row} */ row) => [key(row), row]);
  keyed.sort((/** @type {any[]} */ [a], /** @type {any[]} */ [b]) => (a < b ? -1 : a > b ? 1 : 0) * (order.down ? -1 : 1));
  for (const head of document.querySelectorAll("#incidents th[data-sort]")) {
    const mine = /** @type {HTMLElement} */ (head).dataset.sort === order.column;
    if (mine) head.setAttribute("aria-sort", order.down ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  }
  incidentPager.set(keyed.map((/** @type {any[]} */ [, row]) => row));
}

/** Names of its place and of those around it. @param {Row} row @returns {string[]} */
function names(row) {
  return (row.within || []).concat(row.place_id ? [placeName(row.place_id)] : []);
}

/** @param {Row[]} rows */
function showIncidents(rows) {
  byId("incident-rows").replaceChildren(...rows.flatMap((row) => {
    const line = incidentRow(row);
    return opened.has(row.incident_id) || printing ? [line, detailRow(row)] : [line];
  }));
}

/** Not its id alone: a browser that found that in an address would move the focus itself. @param {Row} row */
const rowId = (row) => `row-${row.incident_id}`;

/** @param {Row} row */
function incidentRow(row) {
  const figures = figuresOf(row);
  const open = opened.has(row.incident_id);
  const beside = besideText(row);
  const notes = [
    beside ? `${beside}: in no sum` : "",
    row.kind === "toll" ? "toll of a day or more" : "",
    row.conflict ? "conflict" : "",
    row.part_of ? "part of another" : "",
    partsOf.has(row.incident_id) ? "has parts" : "",
  ].filter(Boolean);
  return make("tr", { id: rowId(row), class: beside ? "beside" : null },
    make("th", { scope: "row" }, make("button", { type: "button", class: "opener", "aria-expanded": String(open),
      "aria-controls": open ? `${row.incident_id}-claims` : null,
      click: (/** @type {Event} */ event) => toggle(row, /** @type {Element} */ (event.currentTarget)) },
    make("span", { dir: "auto" }, headWords(row)))),
    make("td", { class: "day" }, daysText(row)),
    make("td", { dir: "auto" }, placeName(row.place_id)),
    make("td", {}, verbs[row.outcome]),
    [number(figures.low), number(figures.best[choice.rule]), highText(figures)]
      .map((cell) => make("td", { class: "number" }, cell)),
    make("td", { dir: "auto" }, sourceText(claims.get(row.head_claim)),
      row.lines > 1 ? make("span", { class: "small" }, `and ${many(row.lines - 1, "other")}`) : null),
    make("td", { class: "number" }, number(row.claims)),
    make("td", {}, notes.map((note) => make("span", { class: "badge" }, note))));
}

/** @param {Row} row @param {Element} button */
function toggle(row, button) {
  const line = /** @type {Element} */ (button.closest("tr"));
  const open = !opened.has(row.incident_id);
  if (open) {
    opened.add(row.incident_id);
    line.after(detailRow(row));
    button.setAttribute("aria-controls", `${row.incident_id}-claims`);
  } else {
    opened.delete(row.incident_id);
    line.nextElementSibling?.remove();
    button.removeAttribute("aria-controls");
  }
  button.setAttribute("aria-expanded", String(open));
}

/** @param {Row} row */
function detailRow(row) {
  const told = claimsOf.get(row.incident_id) || [];
  const position = new Map(told.map((claim, i) => [claim.claim_id, i + 1]));
  const linked = [...new Set(told.flatMap((claim) => linksOf.get(claim.claim_id) || []))].filter((link) => link.used);
  const whole = row.part_of && incidents.get(row.part_of);
  return make("tr", { class: "detail", id: `${row.incident_id}-claims` }, make("td", { colspan: 10 },
    whole ? make("p", {}, "Its people are among those of ", incidentLink(whole), ".") : null,
    partsOf.has(row.incident_id) ? make("p", {}, "Among its people are those of ",
      (partsOf.get(row.incident_id) || []).flatMap((part, i) => [i ? ", " : "", incidentLink(part)]), ".") : null,
    make("ol", { class: "claims" }, told.map((claim, i) => claimElement(claim, i + 1))),
    linked.length ? [make("h3", {}, "Why these belong together"), make("ul", { class: "why" }, linked.map((link) =>
      make("li", {}, claimName(link.claim_id, position), ` is ${relations[link.relation]} `,
        claimName(link.other_id, position), ` (${link.origin === "model" ? link.score.toFixed(2) : link.origin}): ${whyText(link)}`)))] : null));
}

/** "claim 2", or its words where it is of another incident. @param {string} id @param {Map<string, number>} position */
function claimName(id, position) {
  if (position.has(id)) return `claim ${position.get(id)}`;
  const claim = claims.get(id);
  return make("a", { href: `#${claim.incident_id}`, dir: "auto" }, `“${claim.words}”`);
}

/** @param {Row} incident */
function incidentLink(incident) {
  return make("a", { href: `#${incident.incident_id}`, dir: "auto" },
    `${headWords(incident)} (${placeName(incident.place_id)}, ${rangeText(figuresOf(incident))})`);
}

/** Open the incident that the address names. */
function follow() {
  const row = incidents.get(location.hash.slice(1));
  if (!row) return;
  if (!byId(rowId(row))) {
    byId("filters").reset();
    opened.add(row.incident_id);
    drawIncidents();
    incidentPager.reveal(row);
  }
  const button = byId(rowId(row)).querySelector("button");
  if (button.getAttribute("aria-expanded") === "false") toggle(row, button);
  button.focus();
  button.scrollIntoView({ block: "center" });
}

/** @param {string} from @param {string} to */
function showDays(from, to) {
  byId("filters").reset();
  [filters.from.value, filters.to.value, filters.outcome.value] = [from, to, choice.outcome];
  showFiltered();
}

/** @param {string} name */
function showPlace(name) {
  byId("filters").reset();
  [filters.place.value, filters.outcome.value] = [name, choice.outcome];
  showFiltered();
}

function showFiltered() {
  drawIncidents();
  byId("incidents-title").scrollIntoView();
  byId("incidents-title").focus();
}
