import assert from "node:assert/strict";
import test from "node:test";
import { firstSentence } from "../../src/baltic_map/web/static/data/sentence.js";

// The same cases as in tests/unit/test_text.py.
const CASES = [
  ["", ""],
  ["One only", "One only"],
  ["It fell at noon. Then came night.", "It fell at noon."],
  ["By gen. A. Loktionov the order came on 14 June 1940. It was kept.", "By gen. A. Loktionov the order came on 14 June 1940."],
  ["They left at 2 p.m. by the clock; “enough”. Ārija stayed.", "They left at 2 p.m. by the clock; “enough”. Ārija stayed."],
  ["Was it so? Ükski ei tea.", "Was it so? Ükski ei tea."],
  ["Twelve minutes after take-off. All died.", "Twelve minutes after take-off."],
  ["  Nobody knows? Õhtul.", "Nobody knows?"],
  ["Plkst. 14.00 Molotovs nolasa ultimātu. Ēnas krīt.", "Plkst. 14.00 Molotovs nolasa ultimātu."],
  ["Kariuomenė įžengia į Vilnių. Įsakymo nėra.", "Kariuomenė įžengia į Vilnių."],
  ["Приказ А. Трайнина от 14 июня 1940 г. исполнен. «Киров» ушёл.", "Приказ А. Трайнина от 14 июня 1940 г. исполнен."],
];

test("the first sentence ends at a stop after a word, not after an initial", () => {
  assert.deepEqual(CASES.map(([text]) => firstSentence(text)), CASES.map(([, first]) => first));
});
