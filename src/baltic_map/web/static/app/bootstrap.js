// @ts-check
// Runs before all else and in any browser ever made, so it is written in the language of 2009 and stands alone. It
// finds out whether the map can be drawn here; if it cannot, the page keeps its text. A page that was saved while it
// lived (its elements and its scripts) it puts back to how it was written.
/* exported balticBegin */
var balticBegin = (function () {
  "use strict";
  var root = document.documentElement;
  var wasAlive = root.hasAttribute("data-begun");
  var isWaiting = false;

  /** @param {string} state "map" or "text": what is seen */
  function show(state) {
    root.setAttribute("data-begun", state);
  }

  /** @param {Node | null} fresh @param {Element} old what it takes the place of */
  function put(fresh, old) {
    if (fresh && old.parentNode) old.parentNode.insertBefore(fresh, old);
    if (old.parentNode) old.parentNode.removeChild(old);
  }

  /** @param {Element | null} element */
  function undress(element) {
    var i, name;
    for (i = element ? element.attributes.length - 1 : -1; element && i >= 0; i -= 1) {
      name = element.attributes[i].name;
      if (name === "class" || name === "style" || name.indexOf("data-") === 0) element.removeAttribute(name);
    }
  }

  /** @param {(element: Element) => void} act on each element of head and body */
  function forOwn(act) {
    var all = document.querySelectorAll("head > *, body > *"), i;
    for (i = 0; i < all.length; i += 1) act(all[i]);
  }

  /** Drop what was not written into the page and stands before its script. */
  function drop() {
    if (!document.querySelector("[data-own]")) return;
    var maps = document.querySelectorAll(".folium-map"), i, map;
    undress(document.body);
    forOwn(function (element) { if (!element.hasAttribute("data-own")) put(null, element); });
    for (i = 0; i < maps.length; i += 1) {
      // As page.py writes it.
      map = document.createElement("div");
      map.className = "folium-map";
      map.id = maps[i].id;
      map.style.position = "absolute";
      put(map, maps[i]);
    }
  }

  /** The text goes where nothing finds it but `fail`, and what saves the page. */
  function putAway() {
    var text = document.querySelector("main.plain-text"), box;
    if (!text) return;
    box = document.createElement("template");
    box.className = "plain-text";
    put(box, text);
    box.content.appendChild(text);
  }

  function fail() {
    var box = /** @type {HTMLTemplateElement | null} */ (document.querySelector("template.plain-text"));
    undress(root);
    show("text");
    if (!document.body) return;
    drop();
    if (box) put(box.content || box.firstChild, box);
  }

  /**
   * Bytes from letters (packed_data.py): two are 13 bits, the last may be six.
   * @param {string} letters
   */
  function bytesOf(letters) {
    var count = letters.length, odd = count % 2, i, one, two, held = 0, bits = 0, at = 0;
    var bytes = new Uint8Array((13 * (count - odd) / 2 + 6 * odd) >> 3);
    for (i = 0; i < count; i += 2) {
      one = letters.charCodeAt(i);
      one -= one > 60 ? 36 : 35;
      two = letters.charCodeAt(i + 1);
      two -= two > 60 ? 36 : 35;
      held = i + 1 < count ? held << 13 | (91 * one + two) : held << 6 | one;
      for (bits += i + 1 < count ? 13 : 6; bits >= 8; at += 1) {
        bits -= 8;
        bytes[at] = held >> bits;
      }
      held &= 127;
    }
    return bytes;
  }

  /**
   * Unpack what stands in the page: JSON, deflated, in letters.
   * @param {string} id of its element
   * @returns {Promise<any>}
   */
  function read(id) {
    var bytes = bytesOf(String(/** @type {Element} */ (document.getElementById(id)).textContent).trim());
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
  }

  /** @param {string} text runs at once, and does not stay: in a saved page it would run twice */
  function run(text) {
    var script = document.createElement("script");
    script.textContent = text;
    document.body.appendChild(script);
    put(null, script);
  }

  /** @param {string} text stands where Leaflet's sheet does on other maps, before those of layers */
  function dress(text) {
    var style = document.createElement("style"), first = /** @type {Element} */ (document.querySelector("style"));
    style.textContent = text;
    /** @type {Element} */ (first.parentNode).insertBefore(style, first.nextSibling);
  }

  /** @param {string} library id of what pages share, a style sheet and scripts @param {string} main id of its script */
  function load(library, main) {
    isWaiting = true;
    read(library).then(function (parts) {
      dress(parts[0]);
      run(parts[1]);
      run(String(/** @type {Element} */ (document.getElementById(main)).textContent));
      window.removeEventListener("error", onError, true);
      // A script that the policy refuses makes no error.
      if (root.getAttribute("data-begun") === "map" && !document.querySelector(".leaflet-container")) fail();
    })["catch"](function (fault) {
      fail();
      throw fault;
    });
  }

  /** The page's own script begins. @param {string} [library] @param {string} [main] as for `load`, if it is packed */
  function begin(library, main) {
    if (root.getAttribute("data-begun") !== "map") throw new Error("The map cannot be drawn in this browser.");
    if (wasAlive) drop();
    putAway();
    forOwn(function (element) { element.setAttribute("data-own", ""); });
    if (library && main) load(library, main);
  }

  /**
   * A script that the browser cannot read makes no map, and nothing but this shows it. One that it does not get has not
   * run: only pages of a site have their script in a file.
   * @param {Event} event
   */
  function onError(event) {
    if (event.target !== window) {
      if (/** @type {Element} */ (event.target).tagName === "SCRIPT") root.removeAttribute("data-begun");
    } else if (!document.querySelector(".leaflet-container")) fail();
  }

  if (wasAlive) undress(root);
  show(window.CSS && CSS.supports && CSS.supports("color", "color-mix(in srgb, red, blue)") &&
    window.DecompressionStream ? "map" : "text");
  window.addEventListener("error", onError, true);
  document.addEventListener("DOMContentLoaded", function () {
    if (!isWaiting) window.removeEventListener("error", onError, true);
    if (wasAlive && root.getAttribute("data-begun") === "text") fail();
  });
  begin.fail = fail;
  begin.read = read;
  return begin;
})();
