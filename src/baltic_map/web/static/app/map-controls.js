// @ts-check
// The controls of the map: zoom, the whole view, the scale bar, and what there is to say of them.
import { format, svg, el } from "../dom/elements.js";

/** The controls. */
export class MapControls {
  /** @param {any} map @param {Record<string, string>} messages */
  constructor(map, messages) {
    this.map = map;
    /** Shows the whole view. */
    this.goHome = () => {};
    this.scale = makeScale(messages).addTo(map);
    this.buttons = el("div", { class: "buttons panel" },
      makeControl("closer", messages.zoom_in, "M8 3v10M3 8h10", () => map.zoomIn()),
      makeControl("farther", messages.zoom_out, "M3 8h10", () => map.zoomOut()),
      makeControl("home", messages.home, "M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3", () => this.goHome()));
    this.scaleBar = /** @type {HTMLElement} */ (this.scale.getContainer());
    this.notice = el("p", { class: "notice panel", role: "status" });
    this.element = el("div", { class: "controls", role: "region", "aria-label": messages.controls },
      this.buttons, this.scaleBar, this.notice);
  }

  /** Say something until the map is moved. @param {string} text */
  tell(text) {
    this.notice.textContent = text;
    this.map.once("movestart", () => { this.notice.textContent = ""; });
  }

  remove() {
    this.element.remove();
    this.map.removeControl(this.scale);
  }
}

/** Make a scale bar that tells its length in the page's language. @param {Record<string, string>} messages */
function makeScale(messages) {
  const Scale = /** @type {any} */ (L.Control.Scale).extend({
    /** @this {any} @param {number} most metres that there is room for */
    _updateMetric(most) {
      const metres = this._getRoundNum(most);
      const text = metres < 1000 ? format(messages.metres, { number: metres })
        : format(messages.kilometres, { number: metres / 1000 });
      this._updateScale(this._mScale, text, metres / most);
    },
  });
  return new Scale({ imperial: false, maxWidth: 110 });
}

/** @param {string} name @param {string} label @param {string} d @param {() => void} act */
function makeControl(name, label, d, act) {
  const icon = svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d }));
  const button = el("button", { type: "button", class: name, "aria-label": label, title: label }, icon);
  button.addEventListener("click", act);
  return button;
}
