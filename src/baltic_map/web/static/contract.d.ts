// Written by docs/generate.py from src/baltic_map/contract.py and web/page_data.py: change those.

/** Longitude before latitude, degrees, EPSG:4326. */
export type Position = [number, number];

/** GeoJSON (RFC 7946). */
export type Geometry =
  | { type: "Point", coordinates: Position }
  | { type: "MultiPoint", coordinates: Position[] }
  | { type: "LineString", coordinates: Position[] }
  | { type: "MultiLineString", coordinates: Position[][] }
  | { type: "Polygon", coordinates: Position[][] }
  | { type: "MultiPolygon", coordinates: Position[][][] };

/** A box in degrees, EPSG:4326. */
export type Box = {
  west: number;
  south: number;
  east: number;
  north: number;
};

/** A colour by day (and on paper) and by night, ``#rrggbb``. */
export type Color = {
  day: string;
  night: string;
};

/** How a feature is drawn. */
export type FeatureSymbol = {
  shape: "icon" | "area" | "line" | "arrow" | "label";
  color: Color;
  icon?: string;
  size: number;
  disc: boolean;
  fill: "full" | "outline" | "dashed";
  dash?: "long" | "dashed" | "dotted";
  hatch?: "zone" | "massed";
  label?: "state" | "capital" | "town" | "sea" | "island" | "lake" | "region" | "river" | "strength" | "place" | "sign";
  faint: boolean;
  sides?: Color[];
};

/** A line in pixels; ``dash`` is the lengths of strokes and gaps: none if it is solid, short strokes are dots. */
export type Stroke = {
  width: number;
  dash: number[];
};

/** The band on each side of a line: its width, how far its middle is from the line, and its opacity. */
export type SideBand = {
  width: number;
  offset: number;
  opacity: number;
  days: number;
  settled: number;
};

/** Parallel lines: degrees from the east, anticlockwise; pixels from line to line, and of a line; opacity. */
export type Hatch = {
  angle: number;
  spacing: number;
  width: number;
  opacity: number;
};

/** The shape of an arrow: centripetal Catmull-Rom curve, from a thin tail to a drawn head. */
export type Arrow = {
  bow: number;
  pieces: number;
  step: number;
  widths: number[];
  slight: number;
  casing: number;
  notch: number[];
  tail: number;
  growth: number;
  head: number;
  neck: number;
  spread: number;
  settled: number;
};

/** How names of a role are placed. */
export type LabelClass = {
  place: "land" | "water" | "on" | "beside";
  priority: number;
  zooms: number[];
};

/** The numbers that all symbols have in common; lengths in pixels at 96 dpi. */
export type Symbology = {
  iconSizes: number[];
  iconShare: number;
  rims: Record<string, Stroke>;
  arrowRims: Record<string, Stroke>;
  borders: Record<string, Stroke>;
  innerBorder: number;
  outlines: Record<string, Stroke>;
  line: number;
  side: SideBand;
  edges: Record<string, number>;
  zoneTints: Record<string, number>;
  hatches: Record<string, Hatch>;
  tint: number;
  unproved: number;
  faint: number;
  waterline: number;
  arrow: Arrow;
  labels: Record<string, LabelClass>;
};

/** A band of sea along the shore, so many pixels broad, and the line at its edge. */
export type Waterline = {
  reach: number;
  fill: Color;
  line: Color;
};

/** Days ``[first, stop)`` on which a thing may be so, and those on which it certainly is (none if equal). */
export type UncertainSpan = {
  first: number;
  stop: number;
  certainFirst: number;
  certainStop: number;
};

/** What the card of a feature tells: what it is, when, how sure, and how well its place is known. */
export type FeatureFacts = {
  kind: number;
  dates: number;
  certainty: number;
  position: number;
};

/** A dated thing of a layer. */
export type Feature = {
  id: string;
  layer: string;
  kind: string;
  role?: "events" | "places";
  state?: string;
  readings?: string[];
  rank: number;
  certainty: "certain" | "less-certain" | "uncertain";
  time?: string;
  clock?: number;
  start: number;
  span: UncertainSpan;
  names: Record<string, string>;
  title: number;
  nameToday: number;
  facts: FeatureFacts;
  description: number;
  note: number;
  geometry?: Geometry;
  precisionKm?: number;
  symbol: number;
  sides?: number[];
  sources: number[];
  geonames?: number;
  wikidata?: string;
  routes?: string[];
  others?: string[][];
};

/** How a territory stands. */
export type Standing = {
  state: string;
  controller: string;
  recognised: string;
  status: string;
};

/** An edge along an outline, drawn inside it: a ``band`` where it is pale and has to be broad to be seen. */
export type Edge = {
  color: Color;
  kind: "line" | "band";
};

/** How an area of a state is filled, hatched and edged. */
export type AreaSymbol = {
  fill: Color;
  hatch?: Color;
  edge?: Edge;
};

/** One line of a card: what is told, under the heading ``card_<name>``. */
export type Fact = {
  name: "kind" | "dates" | "certainty" | "position" | "status" | "state" | "controller" | "recognised";
  text: number;
};

/** Days ``[first, stop)``. */
export type Span = {
  first: number;
  stop: number;
};

/** Territories that stand alike, as one area, and the days on which they do; ``parts`` names them. */
export type Area = {
  id: string;
  territories: string[];
  standing: Standing;
  symbol: AreaSymbol;
  label: number;
  title: number;
  parts: number;
  facts: Fact[];
  note: number;
  sources: number[];
  spans: Span[];
};

/** How a border line is drawn: its stroke tells its precision; ``inner`` lines are thinner. */
export type BorderSymbol = {
  stroke: "solid" | "dashed" | "dotted";
  inner: boolean;
};

/** A border line and the days on which it is one, in this look. */
export type Border = {
  id: string;
  symbol: BorderSymbol;
  title: number;
  facts: Fact[];
  note: number;
  sources: number[];
  spans: Span[];
};

/** How a territory stood in a span of days, and the same in words. */
export type Tenure = {
  span: Span;
  standing: Standing;
  text: number;
};

/** A territory over the days of the atlas. */
export type Territory = {
  id: string;
  name: number;
  tenures: Tenure[];
};

/** One line of the legend, with the symbol that it explains, and the days on which it is there. */
export type LegendItem = {
  label: number;
  kind?: string;
  area?: AreaSymbol;
  border?: BorderSymbol;
  feature?: FeatureSymbol;
  spans: Span[];
};

/** A heading of the legend, and the lines under it in their order; ``layer`` is the layer they belong to, if one. */
export type LegendGroup = {
  title: number;
  layer?: string;
  order: number;
  items: LegendItem[];
};

/** How many things begin, end or change hands on a day. */
export type Tick = {
  day: number;
  count: number;
};

/** One way in which the land is told. */
export type Reading = {
  id: string;
  name: number;
  description: number;
  mark: number;
  sources: number[];
  areas: Area[];
  borders: Border[];
  territories: Territory[];
  legend: LegendGroup[];
  changes: number[];
  ticks: Tick[];
};

/** The events of days by id, the chief one first; days without any are in none of these. */
export type EventList = {
  span: Span;
  features: string[];
};

/** A band of the time bar. */
export type Chapter = {
  span: Span;
  name: number;
};

/** A layer that can be shown and hidden. */
export type Layer = {
  id: string;
  name: number;
};

/** A step of the guided story: day, view, what it points out, and its prose. */
export type Step = {
  id: string;
  day: number;
  view: Box;
  highlight: string[];
  title: number;
  paragraphs: number[];
  sources: number[];
};

/** The guided story. */
export type Story = {
  title: number;
  steps: Step[];
};

/** A work and the place in it; its text is that of the parts, put together. */
export type Citation = {
  work: string;
  parts: number[];
};

/** The exact words of a source. */
export type Passage = {
  features: string[];
  words: string;
  language: string;
  marks: string[];
  citation: number;
  address: string;
  stance: "supports" | "contradicts" | "claims";
  speaker: number;
  translation: number;
};

/** A work. */
export type Work = {
  name: number;
  workClass?: "document" | "scholarly" | "reference" | "press" | "state-media" | "web-page" | "encyclopaedia";
  via?: string;
  reference: string;
};

/** The texts of one language. */
export type Locale = {
  lang: string;
  texts: (string | null)[];
  untranslated: number[];
  state?: "draft" | "second-model" | "second-translator" | "native";
  words?: Record<string, Record<string, string>>;
};

/** An atlas, ready to be drawn on any of its days in any of its languages. */
export type Scene = {
  version: number;
  id: string;
  firstDay: string;
  total: number;
  calendar: "gregorian" | "julian";
  precision: "day" | "month" | "year";
  view: Box;
  extent: Box;
  palette: Record<string, Color>;
  icons: Record<string, string>;
  title: number;
  subtitle: number;
  credits: number[];
  symbols: FeatureSymbol[];
  symbology: Symbology;
  waterlines: Waterline[];
  features: Feature[];
  readings: Reading[];
  events: EventList[];
  chronology: number[];
  legend: LegendGroup[];
  chapters: Chapter[];
  layers: Layer[];
  story?: Story;
  citations: Citation[];
  passages: Passage[];
  works: Record<string, Work>;
  retired: Record<string, string>;
  locales: Locale[];
};

/** What one language says of the days and the page. */
export type Language = {
  lang: string;
  ownName: string;
  messages: Record<string, string>;
  plurals: Record<string, Record<string, string>>;
  dayPattern: string;
  datePattern: string;
  eraDayPattern: string;
  eraDatePattern: string;
  eras: string[];
  weekdays: string[];
  months: string[][];
};

/** Lines in few bytes. */
export type PackedLines = {
  lengths: number[];
  points: string;
};

/** Coasts, lakes, rivers, territories and border arcs at one degree of detail. */
export type BasemapScale = {
  minZoom: number;
  unit: number;
  arcs: PackedLines;
  coast: number[];
  polygons: Record<string, number[][][]>;
  borders: Record<string, number[]>;
  lakes: PackedLines;
  rivers: PackedLines;
};

/** A link to the page of another day; without ``href`` it has none. */
export type PageLink = {
  iso: string;
  text: string;
  href?: string;
  current: boolean;
};

/** The pages of the changes before and after a day, and those of the key days. */
export type PageLinks = {
  previous?: PageLink;
  next?: PageLink;
  days: PageLink[];
};

/** Where readers write to who have found something wrong. */
export type Report = {
  address: string;
  version: string;
};

/** A page. */
export type Page = {
  scene: Scene;
  days: Span;
  opening: number;
  reading: string;
  languages: Language[];
  basemap: BasemapScale[];
  links?: PageLinks;
  address?: string;
  report?: Report;
};
