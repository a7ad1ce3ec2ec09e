// @ts-check
// What a feature is called by those who cannot see it.
import { truncate } from "../dom/elements.js";

/** @typedef {import("../data/localize.js").FeatureData} FeatureData */

// So many letters of a name are read out.
const MAX_SPOKEN_LENGTH = 300;
const MAX_SPOKEN_TIME = 60;

/** Name, kind and certainty. @param {FeatureData} feature */
export function spokenName(feature) {
  return [truncate(feature.name, MAX_SPOKEN_LENGTH), feature.kindName, feature.certainty].filter(Boolean).join(", ");
}

/** The same of what has an hour: the hour first. @param {FeatureData} feature */
export function spokenEntry(feature) {
  return [truncate(feature.time, MAX_SPOKEN_TIME), spokenName(feature)].filter(Boolean).join(" ");
}
