// @ts-check
// A work as reference managers read it: RIS and BibTeX out of the lines that citations.py writes.

/** Tag of RIS, field of BibTeX, text. @param {string} reference */
function readReference(reference) {
  const [[risType, bibtexType, key], ...lines] = reference.split("\n").map((line) => line.split("\t"));
  return { risType, bibtexType, key, lines };
}

/** @param {string} reference */
export function toRis(reference) {
  const { risType, key, lines } = readReference(reference);
  const all = [["TY", "", risType], ...lines.filter(([tag]) => tag), ["ID", "", key], ["ER", "", ""]];
  return all.map(([tag, , text]) => `${tag}  - ${text}\n`).join("");
}

/** @param {string} reference */
export function toBibtex(reference) {
  const { bibtexType, key, lines } = readReference(reference);
  const fields = lines.filter(([, field]) => field).map(([, field, text]) => `    ${field} = {${text}}`);
  return `@${bibtexType}{${[key, ...fields].join(",\n")}\n}\n`;
}
