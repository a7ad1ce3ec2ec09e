// @ts-check
// The sheets of paper around the map and its controls: where they lie, and what they cover.
import { makeCardPanel } from "./card.js";
import { draw, fillIn, make } from "./dom.js";
import { marginsOf, uncover } from "./frame.js";
import { makeDays, makeHeadline, makeLayers, makeSection } from "./panels.js";

/**
 * Lay the sheets of paper around the map.
 * @param {any} map @param {any} data
 */
export function layPage(map, data) {
  const { words } = data;
  const container = map.getContainer();
  container.id ||= "map";
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", fillIn(words.map, { day: data.day.text }));
  const skip = make("a", { class: "skip", href: `#${container.id}` }, words.skip);
  skip.addEventListener("click", (event) => {
    event.preventDefault();
    container.focus();
  });
  const headline = makeHeadline(data);
  const left = make("div", { class: "column left" });
  const right = make("div", { class: "column right" });
  const handle = make("button", { type: "button", class: "handle", "aria-expanded": "false" }, make("span", {}, [words.events, words.layers, words.legend].join(" · ")));
  const folio = make("div", { class: "folio" }, handle, left, right);
  handle.addEventListener("click", () => {
    // Only the reader's own touch moves the sheet; otherwise it is where it is at once.
    folio.classList.add("moving");
    const open = folio.classList.toggle("open");
    handle.setAttribute("aria-expanded", String(open));
  });
  folio.addEventListener("transitionend", () => folio.classList.remove("moving"));
  const controls = makeControls(map, words);
  const card = makeCardPanel(data.cards, words, () => document.documentElement.classList.remove("with-card"));
  const defs = draw("defs");
  container.before(skip, headline);
  container.after(controls.element, card.panel, folio, card.said, draw("svg", { class: "said", width: 0, height: 0, "aria-hidden": "true" }, defs));

  let keyboard = false;
  document.addEventListener("keydown", () => { keyboard = true; }, true);
  document.addEventListener("pointerdown", () => { keyboard = false; }, true);
  const phone = window.matchMedia("(max-width: 640px)");
  const boxes = (/** @type {Element[]} */ elements) => elements.map((each) => each.getBoundingClientRect()).filter((box) => box.width > 0 && box.height > 0);
  // In windows with one column the folio holds both columns; otherwise it has no box of its own.
  const sheets = () => boxes([headline, ...(folio.offsetHeight > 0 ? [folio] : [left, right])]);
  const margins = () => marginsOf(container.getBoundingClientRect(), [...sheets(), ...boxes([card.panel])]);
  const measure = () => {
    const style = document.documentElement.style;
    const head = headline.getBoundingClientRect();
    style.setProperty("--head-bottom", `${Math.ceil(head.bottom)}px`);
    const free = marginsOf(container.getBoundingClientRect(), sheets());
    style.setProperty("--free-left", `${free.left}px`);
    style.setProperty("--free-right", `${free.right}px`);
    style.setProperty("--free-bottom", `${phone.matches && folio.offsetHeight > 0 ? 64 : 0}px`);
  };
  let covered = () => {};
  const watch = new ResizeObserver(() => {
    measure();
    covered();
  });
  for (const sheet of [headline, folio, left, right, card.panel]) watch.observe(sheet);
  window.addEventListener("resize", measure);
  measure();

  return {
    defs,
    margins,
    covers: () => [...sheets(), ...boxes([card.panel, ...controls.element.children])],
    onCovered: (/** @type {() => void} */ act) => { covered = act; },
    byKeyboard: () => keyboard,
    openCard: (/** @type {number} */ number, /** @type {Element} */ from) => {
      document.documentElement.classList.add("with-card");
      card.open(number, from);
      if (from.matches(".mark.glyph, .mark.label")) uncover(map, from, margins());
    },
    onHome: controls.onHome,
    /** @param {{ legend: HTMLElement, list: (marks: any[]) => HTMLElement, toggle: (id: string, shown: boolean) => void }} parts */
    fill({ legend, list, toggle }) {
      const events = data.marks.filter((/** @type {any} */ mark) => mark.layer === "events");
      const unplaced = data.marks.filter((/** @type {any} */ mark) => mark.layer !== "events" && !mark.geometry);
      const layers = [...data.layers, { id: "borders", name: words.borders, count: data.lines.length }];
      const wide = !phone.matches;
      right.append(
        makeSection("events", words.events, true, events.length ? list(events) : make("p", { class: "quiet" }, words.no_events)),
      );
      if (unplaced.length) right.append(makeSection("unplaced", words.in_force, false, list(unplaced)));
      right.append(
        makeSection("layer-switches", words.layers, wide, makeLayers(layers, words, toggle)),
        makeSection("credits", words.credits, false, ...data.credits.map((/** @type {string} */ text) => make("p", {}, text))),
      );
      if (data.days.length) left.append(makeSection("days", words.all_days, wide, makeDays(data.days)));
      left.append(makeSection("key", words.legend, wide, legend));
      measure();
    },
  };
}

/** @param {any} map @param {Record<string, string>} words */
function makeControls(map, words) {
  const button = (/** @type {string} */ name, /** @type {string} */ word, /** @type {Element} */ sign, /** @type {() => void} */ act) => {
    const element = make("button", { type: "button", class: name, "aria-label": word, title: word }, sign);
    element.addEventListener("click", act);
    return element;
  };
  const icon = (/** @type {string} */ d) => draw("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" }, draw("path", { d }));
  let goHome = () => {};
  const scale = L.control.scale({ imperial: false, maxWidth: 110 }).addTo(map);
  const element = make("div", { class: "controls", role: "group", "aria-label": words.controls },
    make("div", { class: "buttons paper" },
      button("closer", words.zoom_in, icon("M8 3v10M3 8h10"), () => map.zoomIn()),
      button("farther", words.zoom_out, icon("M3 8h10"), () => map.zoomOut()),
      button("home", words.home, icon("M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3"), () => goHome())),
    scale.getContainer());
  return { element, onHome: (/** @type {() => void} */ act) => { goHome = act; } };
}
