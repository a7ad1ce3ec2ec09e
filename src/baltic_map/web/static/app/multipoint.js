// @ts-check
// Features of several points. Leaflet makes a group in a group of each, and then asks a tooltip's parts for the element
// that a group has not (1.9.3; python-visualization/folium#1520), which ends the script of the map; and what folium
// says of a part it looks for in its `feature`, which only the group has.

/** Make such features as good as others. Before the layers of the map are made. */
export function patchMultiPoints() {
  const layers = /** @type {any} */ (L.Layer.prototype);
  for (const name of ["_addFocusListenersOnLayer", "_setAriaDescribedByOnLayer"]) {
    const ask = layers[name];
    if (ask) layers[name] = function (/** @type {any} */ part) {
      if (part.getElement) ask.call(this, part);
      else part.eachLayer?.((/** @type {any} */ each) => layers[name].call(this, each));
    };
  }
  const groups = /** @type {any} */ (L.GeoJSON.prototype);
  const add = groups.addLayer;
  groups.addLayer = function (/** @type {any} */ layer) {
    if (layer.feature) handDown(layer, layer.feature);
    return add.call(this, layer);
  };
}

/** @param {any} group @param {any} feature */
function handDown(group, feature) {
  group.eachLayer?.((/** @type {any} */ each) => {
    each.feature ??= feature;
    handDown(each, feature);
  });
}
