// @ts-check
// Where a page begins: data in, atlas out, in the language the link or the reader asks for.
import { AtlasPage } from "./atlaspage.js";
import { startInks } from "./inks.js";
import { isEmbedded, readLink } from "./links.js";
import { unpackScales } from "./plate.js";
import { tell } from "./tell.js";

/**
 * Draw an atlas on a map. What cannot be drawn is left to the page's text.
 * @param {any} map L.Map
 * @param {any} data what payload.py made
 */
export async function start(map, data) {
  const root = document.documentElement;
  let life = new AbortController();
  try {
    const looks = [...data.looks.map((/** @type {any} */ look) => look.ink), ...data.areas.flatMap((/** @type {any} */ { fill, hatch, inner }) => [fill, hatch, inner])];
    startInks(data.palette, looks.filter((pair) => pair !== null));
    root.classList.add("plate");
    root.classList.toggle("embed", isEmbedded());
    const faces = fontsLoaded();
    const geometries = unpackScales(data);
    const first = Object.keys(data.tongues)[0];
    /** @param {import("./links.js").View} view */
    const open = (view) => {
      life.abort();
      life = new AbortController();
      delete root.dataset.ready;
      const lang = view.lang && Object.hasOwn(data.tongues, view.lang) ? view.lang : first;
      root.lang = lang;
      const told = tell(data, lang);
      if (data.window[1] - data.window[0] > 1) document.title = told.title;
      const page = new AtlasPage(map, data, told, geometries, { signal: life.signal, reopen: open });
      page.apply(view);
      page.settle();
    };
    // Not before: sheets and names have their size only with their fonts.
    await faces;
    open(readLink(window.location.hash));
  } catch (fault) {
    life.abort();
    window.balticBegin?.fail();
    throw fault;
  }
}

/** Wait for the fonts, but not for ever. */
function fontsLoaded() {
  const names = ["600 16px 'Atlas Serif'", "400 16px 'Atlas Serif'", "italic 16px 'Atlas Serif'", "400 16px 'Atlas Sans'", "600 16px 'Atlas Sans'"];
  const patience = new Promise((resolve) => { setTimeout(resolve, 3000); });
  return Promise.race([patience, Promise.allSettled(names.map((face) => document.fonts.load(face)))]);
}
