// As much of a document as the page's elements need: enough to press a button and read what it did.

class Node {
  constructor(text = "") { this.data = text; this.parentElement = null; }
  get textContent() { return this.data; }
  remove() { this.parentElement?.childNodes.splice(this.parentElement.childNodes.indexOf(this), 1); this.parentElement = null; }
}

class Element extends Node {
  constructor(tagName) {
    super();
    Object.assign(this, { tagName, childNodes: [], attributes: new Map(), dataset: {}, style: { setProperty() {} }, listeners: {}, scrollTop: 0 });
    this.classList = {
      names: () => (this.getAttribute("class") ?? "").split(" ").filter(Boolean),
      contains: (name) => this.classList.names().includes(name),
      toggle: (name, on = !this.classList.contains(name)) => {
        const others = this.classList.names().filter((each) => each !== name);
        this.setAttribute("class", (on ? [...others, name] : others).join(" "));
      },
      add: (name) => this.classList.toggle(name, true), remove: (name) => this.classList.toggle(name, false),
    };
  }

  setAttribute(name, value) { this.attributes.set(name, String(value)); }
  getAttribute(name) { return this.attributes.get(name) ?? null; }
  removeAttribute(name) { this.attributes.delete(name); }
  get id() { return this.getAttribute("id") ?? ""; }
  get hidden() { return this.attributes.has("hidden"); }
  set hidden(is) { if (is) this.setAttribute("hidden", ""); else this.removeAttribute("hidden"); }
  get tabIndex() { return Number(this.getAttribute("tabindex") ?? -1); }
  select() {}
  get isConnected() { return true; }

  get children() { return this.childNodes.filter((each) => each instanceof Element); }
  get firstElementChild() { return this.children[0] ?? null; }
  get lastElementChild() { return this.children.at(-1) ?? null; }
  get nextElementSibling() { const all = this.parentElement?.children ?? []; return all[all.indexOf(this) + 1] ?? null; }
  get textContent() { return this.childNodes.map((each) => each.textContent).join(""); }
  set textContent(text) { this.replaceChildren(...(text === "" ? [] : [text])); }
  get outerHTML() {
    const attributes = [...this.attributes].map(([name, value]) => ` ${name}="${value}"`).join("");
    return `<${this.tagName}${attributes}>${this.childNodes.map((each) => each.outerHTML ?? each.data).join("")}</${this.tagName}>`;
  }

  put(at, nodes) {
    const made = nodes.map((each) => (typeof each === "string" ? new Node(each) : each));
    for (const each of made) { each.remove(); each.parentElement = this; }
    this.childNodes.splice(at, 0, ...made);
  }
  append(...nodes) { this.put(this.childNodes.length, nodes); }
  prepend(...nodes) { this.put(0, nodes); }
  after(...nodes) { this.parentElement.put(this.parentElement.childNodes.indexOf(this) + 1, nodes); }
  insertBefore(node, before) { node.remove(); this.put(before ? this.childNodes.indexOf(before) : this.childNodes.length, [node]); }
  replaceChildren(...nodes) { for (const each of [...this.childNodes]) each.remove(); this.append(...nodes); }
  contains(other) { return other === this || this.children.some((each) => each.contains(other)); }

  /** Of a selector: names, classes and attributes, in a list with commas. */
  matches(selector) {
    return selector.split(",").some((each) => {
      const [, tag, rest] = /^([\w-]*)(.*)$/.exec(each.trim());
      const isFit = (all, name, quoted) => (all[0] === "." ? this.classList.contains(all.slice(1))
        : quoted === undefined ? this.attributes.has(name) : this.getAttribute(name) === quoted);
      return (!tag || tag === this.tagName)
        && [...rest.matchAll(/\.[\w-]+|\[([\w-]+)(?:="([^"]*)")?\]/g)].every((found) => isFit(...found));
    });
  }
  querySelectorAll(selector) { return this.children.flatMap((each) => [...(each.matches(selector) ? [each] : []), ...each.querySelectorAll(selector)]); }
  querySelector(selector) { return this.querySelectorAll(selector)[0] ?? null; }
  closest(selector) { return this.matches(selector) ? this : this.parentElement?.closest(selector) ?? null; }

  addEventListener(name, act) { (this.listeners[name] ??= []).push(act); }
  dispatch(name, event = {}) {
    const whole = { target: this, preventDefault() {}, stopPropagation() {}, ...event };
    for (let at = this; at; at = at.parentElement) for (const act of at.listeners[name] ?? []) act(whole);
  }
  focus() { globalThis.document.activeElement = this; }
}

/** A new document in the place of the browser's. */
export function openDocument() {
  globalThis.document = Object.assign(new Element("document"), {
    activeElement: null, head: new Element("head"), documentElement: new Element("html"),
    createElement: (tag) => new Element(tag), createElementNS: (_, tag) => new Element(tag),
  });
  globalThis.window = { matchMedia: () => ({ matches: true }), setTimeout, clearTimeout };
  return globalThis.document;
}

/** The reader clicks; a button that is disabled does nothing. */
export const click = (element) => element.disabled || element.dispatch("click");
export const press = (element, key) => element.dispatch("keydown", { key });

/** The reader sets a checkbox. */
export function check(box, isOn) {
  box.checked = isOn;
  box.dispatch("change");
}
