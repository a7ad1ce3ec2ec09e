import assert from "node:assert/strict";
import test from "node:test";
import { isVisibleAt } from "../../src/baltic_map/web/static/labels/text.js";

test("a label shows from the zoom level of its rank on, a rank below the last as the last", () => {
  const label = { zooms: [0, 5.5, 7] };
  const from = [1, 2, 3, 4].map((rank) => Array.from({ length: 100 }, (_, at) => at / 10).find((zoom) => isVisibleAt({ label, rank }, zoom)));
  assert.deepEqual(from, [0, 5.5, 7, 7]);
});
