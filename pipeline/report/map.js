/** Places as discs (low) in rings (high), by country. */

const largest = 34;
/** The figure that gets the largest ring. */
let most = 1;

function drawMap() {
  const { views, beside } = ledger.map;
  const select = byId("map-country");
  if (!select.options.length) {
    select.append(...views.map((/** @type {Row} */ view) => make("option", { value: view.country }, view.name)));
    select.closest("label").hidden = views.length < 2;
  }
  most = Math.max(25, ...views.flatMap((/** @type {Row} */ one) => one.spots)
    .filter((/** @type {Row} */ spot) => spot.outcome === choice.outcome).map(ends));
  const view = views.find((/** @type {Row} */ one) => one.country === select.value) || views[0];
  const spots = view ? view.spots.filter((/** @type {Row} */ spot) => spot.outcome === choice.outcome) : [];
  byId("map").replaceChildren(view ? mapOf(view, spots) : make("p", {}, "No claim names a place with known coordinates."));
  byId("map-legend").replaceChildren(...(spots.length ? [legend(spots)] : []));
  const left = beside.filter((/** @type {Row} */ row) => row.outcome === choice.outcome);
  byId("map-beside").replaceChildren(
    ...(left.length ? [make("p", {}, "Not on any map:"), make("ul", {}, left.map((/** @type {Row} */ row) =>
      make("li", {}, `${many(row.incidents, "incident")} (${rangeText(/** @type {any} */ (row))}) `
        + (row.incidents === 1 ? row.what.replace(/^name/, "names") : row.what))))] : []),
  );
  byId("map-table").replaceChildren(...figuresTable(
    "Figures by place; a place leads to its incidents", [...spots].sort((a, b) => ends(b) - ends(a)), "place",
    (spot) => `${spot.name}${spot.precision > 1 ? " (roughly)" : ""}`, (spot) => () => showPlace(spot.name)));
}

/** The outer figure of a spot: high, or the most that is named. @param {Row} spot @returns {number} */
const ends = (spot) => spot.high ?? spot.named[choice.rule];

/** Areas grow with the figures, the same on all maps of the outcome. @param {number} value */
const radius = (value) => (value ? Math.max(4, largest * Math.sqrt(value / most)) : 0);

/** @param {Row} view @param {Row[]} spots */
function mapOf(view, spots) {
  const small = matchMedia("(max-width: 40rem)").matches;
  const size = small ? 22 : 13;
  const km = [500, 200, 100, 50, 20, 10].find((length) => length * view.units_per_km < 180) || 5;
  const bar = km * view.units_per_km;
  const ordered = [...spots].sort((a, b) => ends(b) - ends(a));
  return draw("svg", { class: "map", role: "img", viewBox: `0 0 ${view.width} ${view.height}`,
    "aria-label": `Map of ${view.name}: people ${verbs[choice.outcome]} by place. The figures stand in a table below it.` },
  draw("defs", {}, draw("pattern", { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse",
    patternTransform: "rotate(45)" }, draw("line", { class: "hatch", y2: 6 }))),
  draw("rect", { class: "sea", width: view.width, height: view.height }),
  view.outlines.map((/** @type {Row} */ outline) => draw("path", { class: "land", d: outline.d, "fill-rule": "evenodd" })),
  ordered.map((spot) => symbol(spot)),
  labels(ordered, view, size),
  draw("path", { class: "scale", d: `M12 ${view.height - 18}v6h${bar}v-6` }),
  draw("text", { class: "tick", x: 18 + bar, y: view.height - 12, "font-size": size }, `${km} km`));
}

/** @param {Row} spot */
function symbol(spot) {
  const rough = spot.precision > 1;
  const outer = radius(ends(spot));
  const kind = rough ? " rough" : "";
  return draw("g", { class: "choosable", click: () => showPlace(spot.name) },
    draw("title", {}, `${spot.name}: low ${number(spot.low)}, best ${number(spot.best[choice.rule])}, `
      + `high ${highText(/** @type {any} */ (spot))}${rough ? "; the place is known only roughly" : ""}`),
    rough ? draw("circle", { class: "soft", cx: spot.x, cy: spot.y, r: outer * 1.5 + 14 }) : null,
    spot.high == null ? draw("circle", { class: "open", cx: spot.x, cy: spot.y, r: outer + 4 }) : null,
    draw("circle", { class: `high${kind}`, cx: spot.x, cy: spot.y, r: outer }),
    draw("circle", { class: `low${kind}`, cx: spot.x, cy: spot.y, 
      r: spot.low === ends(spot) ? outer : Math.max(0, Math.min(radius(spot.low), outer - 2.5)) }));
}

/** Names of towns beside their spots, the largest first, and of countries, where they hide no other. @param {Row[]} spots @param {Row} view @param {number} size */
function labels(spots, view, size) {
  /** @type {number[][]} */
  const taken = spots.map((spot) => [[spot.x, -1], [spot.y, -1], [spot.x, 1], [spot.y, 1]]
    .map(([at, side]) => at + side * 0.8 * radius(ends(spot))));
  const put = (/** @type {string} */ kind, /** @type {string} */ text, /** @type {any[][]} */ positions) => {
    for (const [x, y, anchor] of positions) {
      const wide = text.length * size * (kind === "country" ? 0.85 : 0.6);
      const left = anchor === "start" ? x : anchor === "end" ? x - wide : x - wide / 2;
      const box = [left, y - size, left + wide, y + size / 4];
      const free = box[0] > 0 && box[2] < view.width && box[1] > 0 && box[3] < view.height
        && !taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);
      if (!free) continue;
      taken.push(box);
      return draw("text", { class: kind, x, y, "text-anchor": anchor, "font-size": size }, text);
    }
    return null;
  };
  const towns = spots.map((spot) => {
    const text = `${spot.name} ${rangeText(/** @type {any} */ (spot))}`;
    const gap = radius(ends(spot)) + (spot.high == null ? 8 : 4);
    return put("town", text, [
      [spot.x + gap, spot.y + size / 3, "start"], [spot.x - gap, spot.y + size / 3, "end"],
      [spot.x, spot.y - gap, "middle"], [spot.x, spot.y + gap + size * 0.8, "middle"]]);
  });
  const countries = view.outlines.filter((/** @type {Row} */ outline) => outline.area > 9000)
    .map((/** @type {Row} */ { name, label: [x, y] }) =>
      put("country", name, [0, 2, -2, 5, -5].map((lines) => [x, y + lines * size, "middle"])));
  return [towns, countries];
}

/** What sizes and strokes mean. @param {Row[]} spots */
function legend(spots) {
  const value = Math.max(...spots.map(ends));
  const sizes = [...new Set([Math.max(1, Math.round(value / 10)), value])];
  const item = (/** @type {any} */ picture, /** @type {string} */ text) => make("li", {}, picture, text);
  const picture = (/** @type {any[]} */ ...shapes) =>
    draw("svg", { width: 2 * largest + 4, height: 2 * largest + 4, "aria-hidden": "true",
      viewBox: `${-largest - 2} ${-largest - 2} ${2 * largest + 4} ${2 * largest + 4}` }, shapes);
  return make("ul", { class: "legend" },
    sizes.map((n) => item(picture(draw("circle", { class: "high", r: radius(n) })), number(n))),
    item(picture(draw("circle", { class: "low", r: 9 }), draw("circle", { class: "high", r: 16 })),
      "disc: low; ring: high"),
    item(picture(draw("circle", { class: "high", r: 14 }), draw("circle", { class: "open", r: 18 })),
      "dashed: high is open, the ring is the most that is named"),
    item(picture(draw("circle", { class: "soft", r: 30 }), draw("circle", { class: "low rough", r: 9 }),
      draw("circle", { class: "high rough", r: 16 })), "place known only roughly"));
}
