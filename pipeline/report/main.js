/** What stands where, and what happens when the reader acts. */

/** @param {HTMLFieldSetElement} fieldset @param {string[]} values @param {(value: string) => string} name @param {"rule" | "outcome"} key */
function chooser(fieldset, values, name, key) {
  fieldset.append(...values.map((value) => make("label", {},
    make("input", { type: "radio", name: key, value, checked: value === choice[key], change: () => {
      choice[key] = value;
      choice.drawn.forEach((drawing) => drawing());
    } }), ` ${name(value)}`)));
}

chooser(byId("rules"), ledger.rules, (rule) => ({ ucdp: "UCDP: the lowest reading", acled: "ACLED" })[rule] || rule, "rule");
chooser(byId("outcomes"), ledger.outcomes, (outcome) => verbs[outcome], "outcome");

const towns = [...new Set(ledger.incidents.flatMap(names))].sort((a, b) => String(a).localeCompare(String(b)));
filters.place.append(...towns.map((town) => make("option", { value: town }, town)));
filters.outcome.append(...ledger.outcomes.map((/** @type {string} */ outcome) => make("option", { value: outcome }, verbs[outcome])));
linkFilters.relation.append(...Object.keys(relations).map((name) => make("option", { value: name }, name)));

byId("filters").addEventListener("input", drawIncidents);
byId("filters").addEventListener("reset", () => setTimeout(drawIncidents));
byId("link-filters").addEventListener("input", drawLinks);
for (const form of document.forms) form.addEventListener("submit", (event) => event.preventDefault());
byId("hours-day").addEventListener("change", drawHours);
byId("map-country").addEventListener("change", drawMap);
for (const button of document.querySelectorAll("[data-sort] button")) {
  button.addEventListener("click", () => {
    const column = /** @type {any} */ (button.closest("th")).dataset.sort;
    order.down = order.column === column ? !order.down : ["low", "best", "high", "claims"].includes(column);
    order.column = column;
    drawIncidents();
  });
}
for (const button of document.querySelectorAll("[data-file]"))
  button.addEventListener("click", () => download(/** @type {any} */ (button).dataset.file));

byId("beside").textContent = besideCounts();
const colour = () => document.documentElement.classList.toggle("injured", choice.outcome === "INJURED");
choice.drawn.push(colour, drawHeadline, drawSensitivity, drawTimeline, drawMap, drawIncidents, drawConflicts);
choice.drawn.forEach((drawing) => drawing());
drawLinks();
drawRevisions();
addEventListener("hashchange", follow);
follow();
