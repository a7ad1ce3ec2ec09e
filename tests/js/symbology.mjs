// What the tests take for the symbology of a page: two rules of each kind, in round numbers.
export const SYMBOLOGY = {
  iconSizes: [1.5, 1, 0.5, 0.25], iconShare: 0.7,
  side: { width: 6, offset: 4, opacity: 0.5, days: 9, settled: 0.5 }, edges: { line: 2, band: 5 },
  hatches: {
    area: { angle: 45, spacing: 8, width: 2, opacity: 0.9 }, zone: { angle: 135, spacing: 6, width: 1, opacity: 0.5 },
  },
  labels: { town: { place: "beside", order: 1, zooms: [4, 6, 7, 8] }, place: { place: "on", order: 2, zooms: [4, 6, 7, 8] } },
};
