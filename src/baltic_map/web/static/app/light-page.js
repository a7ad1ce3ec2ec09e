// @ts-check
// The script that the pages of a site share: it draws the whole atlas on the page that loads it, opened on its day.
import { el } from "../dom/elements.js";
import { start } from "./main.js";

/**
 * @param {any} options L.MapOptions
 * @param {string} style sheet of the page
 * @param {string} data a `Page`, as `unpack` reads it
 */
export async function open(options, style, data) {
  const root = document.documentElement;
  const { title, currentScript } = document;
  const { lang } = root;
  const { day, opening } = /** @type {HTMLElement} */ (currentScript).dataset;
  const text = /** @type {HTMLTemplateElement | null} */ (document.querySelector("template.plain-text"));
  const links = text?.content.querySelector("nav")?.cloneNode(true);
  document.head.append(el("style", {}, style));
  document.body.append(el("script", { type: "application/zlib", id: "scene" }, data));
  for (const face of document.fonts) face.load();
  await start(L.map("map", options), "scene", opening === undefined ? undefined : Number(opening));
  const whole = document.title;
  // A page is called after its day as long as it shows it.
  const name = () => {
    if (root.dataset.day === day && root.lang === lang) document.title = title;
    else if (document.title === title) document.title = whole;
  };
  // The links of the page stand under the lists, in each language anew.
  const follow = () => {
    name();
    const column = document.querySelector(".column.right");
    if (links && column && links.parentNode !== column) column.append(links);
  };
  follow();
  new MutationObserver(follow).observe(root, { attributes: true, attributeFilter: ["data-day", "data-ready", "lang"] });
}
