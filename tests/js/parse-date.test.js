import assert from "node:assert/strict";
import test from "node:test";
import { DayAxis } from "../../src/baltic_map/web/static/data/day-axis.js";
import { parseDate } from "../../src/baltic_map/web/static/data/parse-date.js";

// The atlas's days, 23 August 1939 to 1 July 1941, and the months as CLDR writes them.
const LENGTHS = { 1939: [31, 28], 1940: [31, 29], 1941: [31, 28] };
const ISO = Object.entries(LENGTHS).flatMap(([year, firstTwo]) => [...firstTwo, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].flatMap((length, month) => Array.from({ length }, (_, day) => `${year}-${String(month + 1).padStart(2, "0")}-${String(day + 1).padStart(2, "0")}`)))
  .filter((day) => day >= "1939-08-23" && day <= "1941-07-01");
const table = (...lines) => lines[0].split(" ").map((_, month) => [...new Set(lines.map((line) => line.split(" ")[month]))]);
const EN = table("January February March April May June July August September October November December", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec");
const ET = table("jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember", "jaan veebr märts apr mai juuni juuli aug sept okt nov dets");
const LV = table("janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris", "janv. febr. marts apr. maijs jūn. jūl. aug. sept. okt. nov. dec.");
const LT = table("sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio", "sausis vasaris kovas balandis gegužė birželis liepa rugpjūtis rugsėjis spalis lapkritis gruodis", "saus. vas. kov. bal. geg. birž. liep. rugp. rugs. spal. lapkr. gruod.");
const RU = table("января февраля марта апреля мая июня июля августа сентября октября ноября декабря", "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь", "янв. февр. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек.");
const NEAR = ISO.indexOf("1940-03-01");

const AXIS = new DayAxis({ firstDay: "1939-08-23", total: ISO.length, calendar: "gregorian", precision: "day" });
const read = (text, months = EN, near = NEAR) => {
  const found = parseDate(text, { axis: AXIS, months, near });
  return "day" in found ? ISO[found.day] : found.wrong;
};

test("numbers alone, in any usual order", () => {
  for (const text of ["1940-06-14", " 1940-6-14 ", "1940.06.14", "1940. 06. 14.", "1940/6/14", "14.6.1940", "14. 6. 1940", "14/06/1940", "14-6-1940", "6/14/1940", "19400614", "14.6.40", "14.VI.1940", "14 VI 1940", "1940 06 14"]) {
    assert.equal(read(text), "1940-06-14", text);
  }
  assert.equal(read("6.7.1940"), "1940-07-06", "the day first wherever it can be");
  assert.equal(read("1/12/1940"), "1940-12-01");
});

test("words in English", () => {
  for (const text of ["14 June 1940", "June 14, 1940", "14th of June 1940", "the 14th of June, 1940", "1940 June 14", "Friday, 14 June 1940", "friday 14 JUN 1940", "14 Jun. 1940", "Fri 14 june 40", "14\u00a0June\u00a01940"]) {
    assert.equal(read(text), "1940-06-14", text);
  }
  assert.equal(read("22nd of Sept 1939"), "1939-09-22");
  assert.equal(read("1 may 1940"), "1940-05-01");
});

test("words in Estonian, Latvian, Lithuanian and Russian, with and without their letters", () => {
  const variants = [
    [ET, "14. juuni 1940"], [ET, "14. juunil 1940"], [ET, "14 JUUNI 1940"], [ET, "reede, 14. juuni 1940"], [ET, "14. juuni 1940. a"],
    [LV, "1940. gada 14. jūnijs"], [LV, "1940. gada 14. junijs"], [LV, "14. jūnijā 1940"], [LV, "piektdiena, 1940. gada 14. jūnijs"], [LV, "14 jūn. 1940"], [LV, "1940. g. 14. jūn."],
    [LT, "1940 m. birželio 14 d."], [LT, "1940 m. birzelio 14 d., penktadienis"], [LT, "1940 birželis 14"], [LT, "birželio 14"], [LT, "14 birž. 1940"],
    [RU, "14 июня 1940 года"], [RU, "14 июня 1940 г."], [RU, "пятница, 14 июня 1940 года"], [RU, "14-го июня 1940"], [RU, "14 июнь 1940"], [RU, "июнь 14"], [RU, "14 июн. 40"],
  ];
  for (const [months, text] of variants) assert.equal(read(text, months), "1940-06-14", text);
  assert.equal(read("1. mail 1940", ET), "1940-05-01");
  assert.equal(read("3. märtsil 1940", ET), "1940-03-03");
  assert.equal(read("3 marts 1940", ET), "1940-03-03");
  assert.equal(read("1940 m. rugsėjo 3 d.", LT), "1940-09-03");
  assert.equal(read("в среду, 1 мая 1940 года", RU), "1940-05-01");
  assert.equal(read("1 май 1940", RU), "1940-05-01");
  assert.equal(read("3 марта 1940 г.", RU), "1940-03-03");
  assert.equal(read("июль 1940 года", RU), "1940-07-01");
});

test("the tables of several languages: the first that knows the word", () => {
  const all = [LT, EN, ET, LV];
  assert.equal(read("14 June 1940", all), "1940-06-14");
  assert.equal(read("14. juuni 1940", all), "1940-06-14");
  assert.equal(read("1940. gada 14. jūnijs", all), "1940-06-14");
});

test("a month or a year alone is its first day in the atlas", () => {
  assert.equal(read("June 1940"), "1940-06-01");
  assert.equal(read("1940. gada jūnijs", LV), "1940-06-01");
  assert.equal(read("1940-06"), "1940-06-01");
  assert.equal(read("6/1940"), "1940-06-01");
  assert.equal(read("August 1939"), "1939-08-23");
  assert.equal(read("1941"), "1941-01-01");
});

test("without a year it is the nearest", () => {
  assert.equal(read("14 June", EN, 0), "1940-06-14");
  assert.equal(read("June 14", EN, ISO.length - 1), "1941-06-14");
  assert.equal(read("14.6.", EN, ISO.length - 1), "1941-06-14");
  assert.equal(read("1 January", EN, ISO.indexOf("1940-05-01")), "1940-01-01");
  assert.equal(read("29 February"), "1940-02-29");
});

test("what is no day of the calendar is kept apart from what lies outside and from what is no date", () => {
  for (const text of ["31 June 1940", "31.6.1940", "1941-02-29", "29 February 1900", "0 June 1940", "1940-13-01", "13/13/1940", "31 June", "31 April 1600"]) assert.equal(read(text), "no_such_day", text);
  for (const text of ["14 June 1950", "1939-08-22", "1941-07-02", "29 February 1944", "29 Feb 2000", "July 1939", "1066", "June 1950"]) assert.equal(read(text), "outside", text);
  for (const text of ["", "   ", "soon", "June", "14", "14 Ju 1940", "14 juu 1940", "14 junk 1940", "a day in June", "14 June 1940 1941", "1 2 3 4", "14 June July 1940", "14+6=1940", "<b>14.6.1940", "14 the foo bar June 1940", "194", "14.6.77"]) assert.equal(read(text), "not_read", text);
  assert.equal(read("3 rug 1940", LT), "not_read", "two months begin so");
});

test("each day as the atlas writes it is read", () => {
  for (const [at, iso] of ISO.entries()) {
    const [year, month, day] = iso.split("-").map(Number);
    assert.equal(read(`Sunday, ${day} ${EN[month - 1][0]} ${year}`), iso);
    assert.equal(read(`${day}. ${ET[month - 1][0]} ${year}`, ET), iso);
    assert.equal(read(`otrdiena, ${year}. gada ${day}. ${LV[month - 1][0]}`, LV), iso);
    assert.equal(read(`${year} m. ${LT[month - 1][0]} ${day} d., antradienis`, LT), ISO[at]);
  }
});

test("of two years that are equally near the earlier is meant", () => {
  // 366 days from one 23 August to the next.
  assert.deepEqual(parseDate("23 August", { axis: AXIS, months: EN, near: 183 }), { day: 0 });
  assert.deepEqual(parseDate("23 August", { axis: AXIS, months: EN, near: 184 }), { day: 366 });
});

/** Reads dates on other days. */
function reader(firstDay, total, { precision = "day", calendar = "gregorian", eras = ["BC", "AD"] } = {}) {
  const axis = new DayAxis({ firstDay, total, calendar, precision });
  return (text, months = EN, near = 0) => {
    const found = parseDate(text, { axis, months, near, eras });
    return "day" in found ? axis.iso(found.day) : found.wrong;
  };
}

test("years before the year 1, with their era or as links write them", () => {
  const gallic = reader("-0058-03-01", 3400);
  for (const text of ["28 March 58 BC", "-0057-03-28", "−0057-03-28", "28.3.58 BC", "28 March 58 B.C.", "28 March 58BCE", "March 28, 58 bc", "28 March 58"]) {
    assert.equal(gallic(text), "-0057-03-28", text);
  }
  assert.equal(gallic("58 BC"), "-0057-01-01");
  assert.equal(gallic("58"), "-0057-01-01");
  assert.equal(gallic("59 BC"), "-0058-03-01");
  assert.equal(gallic("September 52 BC"), "-0051-09-01");
  assert.equal(gallic("58 AD"), "outside");
  assert.equal(gallic("44 BC"), "outside");
  assert.equal(gallic("30 February 58 BC"), "no_such_day");
  const others = { de: ["28. März 58 v. Chr.", ["v. Chr.", "n. Chr."]], et: ["28. märts 58 eKr", ["eKr", "pKr"]], lt: ["58 m. pr. Kr. kovo 28 d.", ["pr. Kr.", "po Kr."]], lv: ["58. gada 28. marts p.m.ē.", ["p.m.ē.", "m.ē."]], ru: ["28 марта 58 года до н. э.", ["до н. э.", "н. э."]], es: ["28 marzo 58 a. C.", ["a. C.", "d. C."]] };
  const german = table("Januar Februar März April Mai Juni Juli August September Oktober November Dezember");
  const spanish = table("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre");
  const tables = { de: german, et: ET, lt: LT, lv: LV, ru: RU, es: spanish };
  for (const [lang, [text, eras]] of Object.entries(others)) {
    assert.equal(reader("-0058-03-01", 3400, { eras })(text, tables[lang]), "-0057-03-28", lang);
  }
});

test("years of two or three digits, as people write them", () => {
  const boudica = reader("0060", 3, { precision: "year" });
  assert.deepEqual(["60", "0061", "AD 61", "14 June 60", "60-06-14", "59"].map((text) => boudica(text)), ["0060", "0061", "0061", "0060", "0060", "outside"]);
  const months = reader("0060-03", 20, { precision: "month" });
  assert.deepEqual(["60", "June 60", "6/60", "14.6.61"].map((text) => months(text)), ["0060-03", "0060-06", "0060-06", "0061-06"]);
  const turn = reader("-0009", 30, { precision: "year" });
  assert.deepEqual(["9 BC", "9", "10 BC", "9 AD"].map((text) => turn(text)), ["-0008", "0009", "-0009", "0009"]);
  assert.equal(reader("0793-01-01", 400)("8 June 793"), "0793-06-08");
});

test("days of the Julian calendar", () => {
  const crecy = reader("1346-07-01", 427, { calendar: "julian" });
  assert.equal(crecy("26 August 1346"), "1346-08-26");
  assert.equal(reader("1300-01-01", 400, { calendar: "julian" })("29.2.1300"), "1300-02-29");
  assert.equal(reader("1300-01-01", 400)("29.2.1300"), "no_such_day");
});
