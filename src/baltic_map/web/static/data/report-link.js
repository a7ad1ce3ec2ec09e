// @ts-check
// Where a card leads who has found something wrong: a mail or a form that holds what the card says.

/** @typedef {{ id: string, title: string, when: string, claim: string }} Reported what a card says */
/** @typedef {{ ask: string, atlas: string }} ReportWords what is asked, and the name of the atlas */

// Mail programs take no longer addresses; letters of some scripts have six of these each.
const ADDRESS_LETTERS = 1900;
const TITLE_LETTERS = 80;

/**
 * The address of a report: the claim is cut until it fits.
 * @param {import("../contract.js").Report} report @param {Reported} reported @param {ReportWords} words
 */
export function reportLink(report, { claim, ...reported }, words) {
  let most = [...claim].length;
  for (;;) {
    const address = filledIn(report, { ...reported, claim: cut(claim, most) }, words);
    if (address.length <= ADDRESS_LETTERS || most === 0) return address;
    most = Math.floor(most * 0.9);
  }
}

/** @param {import("../contract.js").Report} report @param {Reported} reported @param {ReportWords} words */
function filledIn({ address, version }, { id, title, when, claim }, { ask, atlas }) {
  const subject = `${cut(title, TITLE_LETTERS)} (${id})`;
  const lines = [ask, "", "", "", subject, when, claim, atlas].filter((line, at) => line || at < 4);
  /** @type {Record<string, string>} */
  const fields = { title: subject, text: lines.join("\n"), id, version };
  if (!address.startsWith("mailto:")) {
    return address.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(fields[name]));
  }
  // In a mail a line ends with two characters (RFC 6068).
  return `${address}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(lines.join("\r\n"))}`;
}

/** @param {string} text @param {number} most letters */
function cut(text, most) {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most).join("").trimEnd()}…` : text;
}
