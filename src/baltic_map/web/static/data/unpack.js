// @ts-check
// The data of a page, packed: JSON, deflated, in base64. Pure.

/**
 * @param {string} text
 * @returns {Promise<any>}
 */
export async function unpack(text) {
  const letters = atob(text.trim());
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
}
