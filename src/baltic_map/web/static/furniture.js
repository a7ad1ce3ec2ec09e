// @ts-check
// The sheets of paper around the map and its controls: where they lie, and what they cover.
import { draw, make } from "./dom.js";
import { marginsOf } from "./frame.js";

/**
 * @typedef {object} Sheets what is laid around the map
 * @property {HTMLElement} headline
 * @property {HTMLElement | null} tools search and buttons
 * @property {HTMLElement | null} foot the time bar
 * @property {HTMLElement[]} floating sheets that come and go: card, story, comparison
 */

/**
 * Lay the sheets of paper around the map.
 * @param {any} map
 * @param {import("./tell.js").Told} told
 * @param {Sheets} sheets
 * @param {AbortSignal} signal takes them away
 */
export function layPage(map, { words }, { headline, tools, foot, floating }, signal) {
  const root = document.documentElement;
  const container = map.getContainer();
  container.setAttribute("role", "region");
  const slider = /** @type {HTMLElement | null} */ (foot?.querySelector(".time-slider") ?? null);
  const skips = [skipTo(container, "map", words.skip), ...(slider ? [skipTo(slider, "day", words.skip_time)] : [])];
  const left = make("div", { class: "column left" });
  const right = make("div", { class: "column right" });
  const handle = make("button", { type: "button", class: "handle", "aria-expanded": "false" }, make("span", {}, [words.events, words.layers, words.legend].join(" · ")));
  const folio = make("div", { class: "folio", role: "region", "aria-label": [words.events, words.layers, words.legend].join(" · ") }, handle, tools, left, right);
  const unfold = (/** @type {boolean} */ open) => {
    folio.classList.toggle("open", open);
    handle.setAttribute("aria-expanded", String(open));
  };
  handle.addEventListener("click", () => {
    // Only the reader's own touch moves the sheet; otherwise it is where it is at once.
    folio.classList.add("moving");
    unfold(!folio.classList.contains("open"));
  });
  folio.addEventListener("transitionend", () => folio.classList.remove("moving"));
  const controls = makeControls(map, words);
  const defs = draw("defs");
  const hidden = draw("svg", { class: "said", width: 0, height: 0, "aria-hidden": "true" }, defs);
  container.before(...skips, headline);
  container.after(controls.element, ...floating, folio, ...(foot ? [foot] : []), hidden);
  signal.addEventListener("abort", () => {
    for (const each of [...skips, headline, controls.element, ...floating, folio, foot, hidden]) each?.remove();
    map.removeControl(controls.scale);
  });

  // As in the style sheet: a sheet from below, a sheet from the left.
  const phone = window.matchMedia("(max-width: 480px), (max-width: 640px) and (min-height: 521px)");
  const low = window.matchMedia("(min-width: 481px) and (max-height: 520px)");
  const boxes = (/** @type {(Element | null)[]} */ elements) => elements.flatMap((each) => each?.getBoundingClientRect() ?? []).filter((box) => box.width > 0 && box.height > 0);
  // In windows with one column the folio holds both columns; otherwise it has no box of its own.
  const fixed = () => boxes([headline, foot, ...(folio.offsetHeight > 0 ? [folio] : [left, right, tools])]);
  // A column is as long as what it tells; names keep clear of all it may cover, so that they stay when the day changes.
  const atLongest = () => {
    if (!foot || folio.offsetHeight > 0) return [];
    const below = container.getBoundingClientRect().bottom - foot.offsetHeight;
    const stretched = (/** @type {Element} */ column, /** @type {number} */ top) => boxes([column]).map(({ left: x, width }) => new DOMRect(x, top, width, below - top));
    return [...stretched(left, headline.getBoundingClientRect().bottom), ...stretched(right, right.getBoundingClientRect().top)];
  };
  /** @type {import("./naming.js").Cover[] | null} pixels of the map */
  let covers = null;
  const margins = () => marginsOf(container.getBoundingClientRect(), [...fixed(), ...boxes(floating)]);
  const measure = () => {
    // Read all, then write: each time one follows the other the browser styles the whole page anew.
    const free = marginsOf(container.getBoundingClientRect(), fixed());
    const isFolded = folio.offsetHeight > 0;
    const sizes = {
      "head-bottom": headline.getBoundingClientRect().bottom,
      foot: foot?.offsetHeight ?? 0,
      "tools-bottom": tools && !isFolded ? tools.getBoundingClientRect().bottom : 0,
      "free-left": free.left,
      "free-right": free.right,
      "free-bottom": phone.matches && isFolded ? 64 : 0,
    };
    for (const [name, size] of Object.entries(sizes)) {
      const pixels = `${Math.ceil(size)}px`;
      if (root.style.getPropertyValue(`--${name}`) !== pixels) root.style.setProperty(`--${name}`, pixels);
    }
  };
  let covered = () => {};
  const watch = new ResizeObserver(() => {
    const before = JSON.stringify(covers);
    remeasure();
    if (JSON.stringify(coversNow()) !== before) covered();
  });
  /** Measured when a sheet changes, not when the day does: to measure is to lay the whole page out. @returns {import("./naming.js").Cover[]} */
  const coversNow = () => {
    if (covers) return covers;
    const { left: x, top: y } = container.getBoundingClientRect();
    const [buttons, scale] = controls.element.children;
    const here = (/** @type {DOMRect} */ box) => ({ x: box.left - x, y: box.top - y, w: box.width, h: box.height });
    const isStretched = foot && folio.offsetHeight === 0;
    const sheets = isStretched ? boxes([headline, foot, tools, ...floating, buttons]) : [...fixed(), ...boxes([...floating, buttons])];
    // Through the scale bar, and where a column is not, the map is seen: nothing can hide beneath.
    covers = [...sheets.map(here), ...[...atLongest(), ...boxes([scale])].map((box) => ({ ...here(box), clear: true }))];
    return covers;
  };
  for (const sheet of [headline, folio, left, right, tools, foot, ...floating]) if (sheet) watch.observe(sheet);
  signal.addEventListener("abort", () => watch.disconnect());
  const remeasure = () => {
    covers = null;
    measure();
  };
  window.addEventListener("resize", remeasure, { signal });

  return {
    defs, left, right, margins, remeasure,
    // Before the page's script: what stands behind it, a copy of the page would take for its own (begin.js).
    addLast: (/** @type {HTMLElement} */ element) => hidden.after(element),
    isPhone: () => phone.matches || low.matches,
    fold: () => unfold(false),
    covers: coversNow,
    onCovered: (/** @type {() => void} */ act) => { covered = act; },
    onHome: controls.onHome,
  };
}

/** A link that is seen when it is reached by key. @param {HTMLElement} goal @param {string} id if it has none @param {string} word */
function skipTo(goal, id, word) {
  goal.id ||= id;
  const link = make("a", { class: "skip", href: `#${goal.id}` }, word);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    goal.focus();
  });
  return link;
}

/** @param {any} map @param {Record<string, string>} words */
function makeControls(map, words) {
  const button = (/** @type {string} */ name, /** @type {string} */ word, /** @type {string} */ d, /** @type {() => void} */ act) => {
    const icon = draw("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" }, draw("path", { d }));
    const element = make("button", { type: "button", class: name, "aria-label": word, title: word }, icon);
    element.addEventListener("click", act);
    return element;
  };
  let goHome = () => {};
  const scale = L.control.scale({ imperial: false, maxWidth: 110 }).addTo(map);
  const element = make("div", { class: "controls", role: "region", "aria-label": words.controls },
    make("div", { class: "buttons paper" },
      button("closer", words.zoom_in, "M8 3v10M3 8h10", () => map.zoomIn()),
      button("farther", words.zoom_out, "M3 8h10", () => map.zoomOut()),
      button("home", words.home, "M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3", () => goHome())),
    scale.getContainer());
  return { element, scale, onHome: (/** @type {() => void} */ act) => { goHome = act; } };
}
