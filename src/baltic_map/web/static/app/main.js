// @ts-check
// Where a page begins: data in, atlas out, in the language and the reading the link or the reader asks for.
import { AtlasApp } from "./atlas-app.js";
import { Kiosk } from "./kiosk.js";
import { defineColors } from "../map/colors.js";
import { markMode, modeOf } from "./modes.js";
import { parsePermalink } from "./permalink.js";
import { Folding } from "./preferences.js";
import { defineSymbology } from "../map/strokes.js";
import { decodeScales } from "../map/day-layers.js";
import { localize } from "../data/localize.js";
import { unpack } from "../data/unpack.js";

/**
 * Draw an atlas on a map. What cannot be drawn is left to the page's text.
 * @param {any} map L.Map
 * @param {string} id of the element with the data: a `Page`, as `unpack` reads it
 * @param {number} [opening] the day on which it opens; that of the data if it is left out
 */
export async function start(map, id, opening) {
  const root = document.documentElement;
  let life = new AbortController();
  try {
    root.classList.add("atlas");
    const fonts = fontsLoaded();
    /** @type {import("../contract.js").Page} */
    const data = unpack(await window.balticBegin.read(id));
    if (opening !== undefined) data.opening = opening;
    defineColors(data.scene.palette, colorsOf(data.scene));
    defineSymbology(data.scene.symbology);
    const geometries = decodeScales(data);
    const first = data.languages[0].lang;
    const start = parsePermalink(window.location.hash);
    /** @param {import("./permalink.js").Permalink} permalink @param {boolean} [attracts] */
    const open = (permalink, attracts = false) => {
      life.abort();
      life = new AbortController();
      delete root.dataset.ready;
      const lang = data.languages.find((each) => each.lang === permalink.lang)?.lang ?? first;
      root.lang = lang;
      const scene = localize(data, lang, permalink.reading ?? data.reading);
      if (data.days.stop - data.days.first > 1) document.title = scene.title;
      const mode = modeOf(permalink);
      markMode(mode);
      const { signal } = life;
      const app = new AtlasApp(map, data, scene, geometries,
        { signal, reopen: open, folding: new Folding(mode, permalink.panels), mode });
      app.link.apply(permalink);
      app.follow();
      if (mode.name !== "kiosk") return;
      new Kiosk(map, scene.messages,
        { seconds: mode.seconds, isBusy: () => app.isPlaying, begin: () => open(start, true), signal });
      if (attracts) app.story?.attract();
    };
    // Not before: panels and labels have their size only with their fonts.
    await fonts;
    open(start, true);
  } catch (fault) {
    life.abort();
    window.balticBegin?.fail();
    throw fault;
  }
}

/**
 * The colours of an atlas, each once or more.
 * @param {import("../contract.js").Scene} scene
 * @returns {import("../contract.js").Color[]}
 */
function colorsOf({ symbols, readings, waterlines }) {
  return [
    ...waterlines.flatMap(({ fill, line }) => [fill, line]),
    ...symbols.map(({ color }) => color),
    ...readings.flatMap(({ areas }) => areas)
      .flatMap(({ symbol: { fill, hatch, edge } }) => [fill, hatch, edge?.color]),
  ].filter((color) => color !== undefined);
}

/** Wait for the fonts, but not for ever. */
function fontsLoaded() {
  const faces = [
    "600 16px 'Atlas Serif'", "400 16px 'Atlas Serif'", "italic 16px 'Atlas Serif'",
    "400 16px 'Atlas Sans'", "600 16px 'Atlas Sans'",
  ];
  const patience = new Promise((resolve) => { setTimeout(resolve, 3000); });
  return Promise.race([patience, Promise.allSettled(faces.map((face) => document.fonts.load(face)))]);
}
