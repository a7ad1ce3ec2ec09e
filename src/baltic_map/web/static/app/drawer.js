// @ts-check
// The drawer: in windows with one column it holds both columns and the tools, and opens from below or from the left.
import { el } from "../dom/elements.js";

/** The drawer; in wide windows its content stands in columns of their own. */
export class Drawer {
  /** @param {Record<string, string>} messages @param {(HTMLElement | null)[]} content */
  constructor(messages, content) {
    const title = [messages.events, messages.layers, messages.legend].join(" · ");
    const attributes = { type: "button", class: "drawer-handle", "aria-expanded": "false" };
    this.handle = el("button", attributes, el("span", {}, title));
    this.element = el("div", { class: "drawer", role: "region", "aria-label": title }, this.handle, ...content);
    this.handle.addEventListener("click", () => {
      // Only the reader's own touch moves the drawer; otherwise it is where it is at once.
      this.element.classList.add("moving");
      this.setOpen(!this.element.classList.contains("open"));
    });
    this.element.addEventListener("transitionend", () => this.element.classList.remove("moving"));
  }

  /** Whether it is a drawer in this window. */
  get isUsed() {
    return this.element.offsetHeight > 0;
  }

  /** @param {boolean} isOpen */
  setOpen(isOpen) {
    this.element.classList.toggle("open", isOpen);
    this.handle.setAttribute("aria-expanded", String(isOpen));
  }
}
