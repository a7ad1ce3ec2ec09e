// @ts-check
// Runs before all else and in any browser ever made, so it is written in the language of 2009 and stands alone. It
// finds out whether the map can be drawn here; if it cannot, the page keeps its text. A page that was saved while it
// lived (its elements and its scripts) it puts back to how it was written.
/* exported balticBegin */
var balticBegin = (function () {
  "use strict";
  var root = document.documentElement;
  var wasAlive = root.hasAttribute("data-begun");

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

  /** The page's own script begins. */
  function begin() {
    if (root.getAttribute("data-begun") !== "map") throw new Error("The map cannot be drawn in this browser.");
    if (wasAlive) drop();
    putAway();
    forOwn(function (element) { element.setAttribute("data-own", ""); });
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
  show(window.CSS && CSS.supports && CSS.supports("color", "color-mix(in srgb, red, blue)") ? "map" : "text");
  window.addEventListener("error", onError, true);
  document.addEventListener("DOMContentLoaded", function () {
    window.removeEventListener("error", onError, true);
    if (wasAlive && root.getAttribute("data-begun") === "text") fail();
  });
  begin.fail = fail;
  return begin;
})();
