/** Files that are made in the page, from what stands in it. */

/** A cell of CSV (RFC 4180). A spreadsheet would take some first characters for a formula. @param {any} value */
function cell(value) {
  const text = value == null ? "" : String(value);
  const harmless = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** @param {string[]} columns @param {Row[]} rows */
const csv = (columns, rows) =>
  [columns, ...rows.map((row) => columns.map((column) => row[column]))]
    .map((cells) => cells.map(cell).join(",")).join("\r\n") + "\r\n";

/** Figures as columns. @param {Figures} figures @returns {Row} */
const flat = (figures) => ({
  low: figures.low, high: figures.high,
  ...Object.fromEntries(ledger.rules.flatMap((/** @type {string} */ rule) =>
    [[`best_${rule}`, figures.best[rule]], [`named_${rule}`, figures.named[rule]]])),
});
const figureColumns = ["low", ...ledger.rules.map((/** @type {string} */ rule) => `best_${rule}`), "high",
  ...ledger.rules.map((/** @type {string} */ rule) => `named_${rule}`)];

/** Name, type and contents of each file. @type {Record<string, [string, () => string]>} */
const files = {
  "claims.csv": ["text/csv", () => csv(
    ["claim_id", "incident_id", "role", "entry_id", "page_id", "time", "outcome", "code", ...figureColumns, "status",
      "kind", "hedged", "words", "victims", "names", "ages", "perpetrators", "place_id", "place", "first_day", "last_day",
      "source", "line", "sentence"],
    ledger.claims.map((/** @type {Row} */ claim) => ({ ...claim, ...flat(claim.figures),
      place: claim.place_id && placeName(claim.place_id),
      sentence: cut(entries.get(claim.entry_id), claim.sentence_start, claim.sentence_end) })))],
  "incidents.csv": ["text/csv", () => csv(
    ["incident_id", "kind", "status", "outcome", "part_of", "place_id", "place", "first_day", "last_day", ...figureColumns,
      "conflict", "claims", "lines", "victim_labels", "perpetrator_labels", "names", "head_claim", "first_time", "last_time"],
    ledger.incidents.map((/** @type {Row} */ row) => ({ ...row, ...flat(figuresOf(row)), place: row.place_id && placeName(row.place_id) })))],
  "ledger.json": ["application/json", () => byId("ledger").textContent],
};

/** @param {string} name */
function download(name) {
  const [type, contents] = files[name];
  const url = URL.createObjectURL(new Blob([contents()], { type: `${type};charset=utf-8` }));
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
