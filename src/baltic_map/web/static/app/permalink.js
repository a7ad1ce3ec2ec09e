// @ts-check
// What the reader sees as a link: the part of the address after the #, in the form OpenHistoricalMap uses.

/**
 * @typedef {object} Permalink all that a link restores; null and empty: as the page opens
 * @property {{ zoom: number, lat: number, lon: number } | null} map null: the whole map
 * @property {string | null} date ISO
 * @property {string[] | null} layers those that are shown; null: all
 * @property {string | null} lang
 * @property {string | null} reading id of the reading of the land
 * @property {string | null} feature id of the item whose card is open
 * @property {string | null} compare ISO of the other day
 * @property {boolean} beside whether the two days have a map each, beside each other
 * @property {string | null} story id of the step that is shown
 * @property {"all" | "likely" | "certain"} sure
 * @property {boolean} news whether only what is new on the day is in full ink
 * @property {number} opacity of uncertain features, percent
 * @property {boolean} projector whether the page is laid out for a projector
 * @property {string[] | null} panels those that are open there; null: as the reader left them
 * @property {number | null} kiosk seconds without a touch after which a kiosk begins anew
 */

/**
 * Read a link; what cannot be read is left as the page opens.
 * @param {string} hash with or without its #
 * @returns {Permalink}
 */
export function parsePermalink(hash) {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const date = (/** @type {string} */ name) => {
    const text = fields.get(name) ?? "";
    return /^-?\d{4}(-\d{2}){0,2}$/.test(text) ? text : null;
  };
  const [zoom, lat, lon] = (fields.get("map") ?? "").split("/").map(numberOf);
  const isPlace = [zoom, lat, lon].every(Number.isFinite) && Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
  const sure = fields.get("certainty");
  const opacity = numberOf(fields.get("opacity") ?? "");
  const list = (/** @type {string} */ name) => fields.get(name)?.split(",").filter(Boolean) ?? null;
  const kiosk = numberOf(fields.get("kiosk") ?? "");
  return {
    map: isPlace ? { zoom, lat, lon } : null,
    date: date("date"),
    layers: list("layers"),
    lang: fields.get("lang") ?? fields.get("language"),
    reading: fields.get("reading"),
    feature: fields.get("feature"),
    compare: date("compare"),
    beside: fields.get("beside") === "1",
    story: fields.get("story"),
    news: fields.get("new") === "1",
    sure: sure === "certain" || sure === "likely" ? sure : "all",
    opacity: opacity >= 0 && opacity <= 100 ? Math.round(opacity) : 100,
    projector: fields.get("mode") === "projector",
    panels: list("panels"),
    kiosk: kiosk > 0 && Number.isFinite(kiosk) ? Math.ceil(kiosk) : null,
  };
}

/**
 * Write a link.
 * @param {Permalink} view
 * @returns {string} with its #
 */
export function formatPermalink(view) {
  const { map, date, layers, lang, reading, feature, compare, beside, story, news, sure, opacity } = view;
  const { projector, panels, kiosk } = view;
  /** @type {[string, string | null][]} */
  const fields = [
    ["map", map && `${short(map.zoom, 2)}/${short(map.lat, 4)}/${short(map.lon, 4)}`],
    ["date", date],
    ["layers", layers && layers.join(",")],
    ["lang", lang],
    ["reading", reading],
    ["feature", feature],
    ["compare", compare],
    ["beside", beside ? "1" : null],
    ["story", story],
    ["new", news ? "1" : null],
    ["certainty", sure === "all" ? null : sure],
    ["opacity", opacity === 100 ? null : String(opacity)],
    ["mode", projector ? "projector" : null],
    ["panels", panels && panels.join(",")],
    ["kiosk", kiosk === null ? null : String(kiosk)],
  ];
  const plain = (/** @type {string} */ text) => encodeURIComponent(text).replace(/%2F/g, "/").replace(/%2C/g, ",");
  return `#${fields.flatMap(([name, text]) => (text === null ? [] : `${name}=${plain(text)}`)).join("&")}`;
}

/** An empty text is no number. @param {string} text */
function numberOf(text) {
  return text.trim() === "" ? NaN : Number(text);
}

/** @param {number} value @param {number} places */
function short(value, places) {
  return String(Number(value.toFixed(places)));
}

/**
 * The address of this page, whole, with a view.
 * @param {Permalink} view
 * @param {string} [address] where the page stands in the web, if that is known: where it was opened may be a disk
 */
export function urlOf(view, address) {
  const { origin, protocol, pathname } = window.location;
  return `${address ?? `${protocol === "file:" ? "file://" : origin}${pathname}`}${formatPermalink(view)}`;
}

/**
 * Write the addresses in a text as they are read: letters instead of their percent-encoded bytes, nothing else decoded.
 * @param {string} text
 */
export function readableUrls(text) {
  return text.replace(/https?:\/\/\S+/g, (address) => address.replace(/(?:%[89a-f][0-9a-f])+/gi, (bytes) => {
    try {
      const letters = decodeURIComponent(bytes);
      return /^[\p{L}\p{M}\p{N}\p{Pd}]+$/u.test(letters) ? letters : bytes;
    } catch {
      return bytes;
    }
  }));
}
