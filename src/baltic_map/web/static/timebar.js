// @ts-check
// The time bar: a slider over the days with a tick for every change, chapters, buttons, playing, and a box for a date.
import { readDay } from "./dayreading.js";
import { draw, fillIn, make, stillness } from "./dom.js";

/**
 * @typedef {object} TimeTold what one language says of the days
 * @property {Record<string, string>} words
 * @property {(key: string, n: number) => string} count
 * @property {ArrayLike<string>} iso
 * @property {ArrayLike<string>} days
 * @property {ArrayLike<string>} dates
 * @property {string[][]} months
 * @property {number[]} changes ascending
 * @property {[number, number][]} ticks
 * @property {{ first: number, stop: number, name: string }[]} chapters
 */
/** @typedef {"step" | "drag" | "play" | "jump"} TimeMove */
/**
 * @typedef {object} TimeTools
 * @property {(day: number, how: TimeMove) => void} onDay
 * @property {(day: number) => string[]} preview short lines for a day; none: it is told to be quiet
 * @property {AbortSignal} signal takes away what the bar listens to outside itself, and stops it
 * @property {string[][][]} [months] tables of months of further languages in which a date may be typed
 */

const PLAY_SPEEDS = [1, 3, 7, 15, 30, 60];
const USUAL_SPEED = 7;
const STILL_PACE = 1200;
// A frame later than this is a page that slept: the time is not made up for.
const LONGEST_FRAME = 1000;
const TICK_ROOM = 100;
const NOTE_LINES = 3;
const LABEL_GAP = 7;
let timeBars = 0;

/**
 * Make the time bar. It stands on the first day until `show` is called.
 * @param {TimeTold} told @param {TimeTools} tools
 */
export function makeTimeBar(told, { onDay, preview, signal, months = [] }) {
  const { words, iso, days, dates, changes, chapters } = told;
  const last = iso.length - 1;
  const id = `time-${timeBars += 1}`;
  let day = 0;

  // ------------------------------------------------------------------ parts
  const slider = /** @type {HTMLInputElement} */ (make("input", { type: "range", min: 0, max: last, step: 1, value: 0, class: "time-slider", "aria-label": words.time_slider }));
  const dayText = make("p", { class: "time-day" });
  const said = make("p", { class: "time-said", role: "status" });
  const note = make("div", { class: "time-note", "aria-hidden": "true" });
  note.hidden = true;
  const hair = make("span", { class: "time-hair", "aria-hidden": "true" });
  hair.hidden = true;
  const bands = chapters.map((chapter) => makeBand(chapter, last, (first) => go(first, "jump")));
  const labels = makeMonthLabels(told, last);
  const rules = draw("svg", { class: "time-ticks", viewBox: `0 0 ${Math.max(last, 1)} ${TICK_ROOM}`, preserveAspectRatio: "none", "aria-hidden": "true" },
    draw("path", { class: "time-months", d: labels.map(({ at }) => `M${at} 0V${TICK_ROOM}`).join("") }),
    draw("path", { class: "time-changes", d: tickPath(told.ticks) }));
  const range = make("div", { class: "time-range" }, make("div", { class: "time-scale" }, rules, hair), slider);
  const track = make("div", { class: "time-track" },
    make("div", { class: "time-scale time-chapters", role: "group", "aria-label": words.time_chapters }, ...bands), range,
    make("div", { class: "time-scale time-labels", "aria-hidden": "true" }, ...labels.map(({ element }) => element)));

  // ------------------------------------------------------------------ moving
  const show = (/** @type {number} */ to) => {
    day = clamped(to);
    slider.value = String(day);
    slider.setAttribute("aria-valuetext", days[day]);
    dayText.textContent = days[day];
    for (const [at, { first, stop }] of chapters.entries()) {
      if (first <= day && day < stop) bands[at].setAttribute("aria-current", "true");
      else bands[at].removeAttribute("aria-current");
    }
    for (const step of steps) step.button.setAttribute("aria-disabled", String(step.to() === day));
    if (!note.hidden && noteFollows) showNote(day);
  };
  const clamped = (/** @type {number} */ to) => Math.min(Math.max(to, 0), last);
  const go = (/** @type {number} */ to, /** @type {TimeMove} */ how) => {
    if (how !== "play") pause();
    if (clamped(to) === day) return;
    show(to);
    onDay(day, how);
  };
  // The ends of the atlas are reached too, so that no step is lost before the first and after the last change.
  const changeAfter = () => changes.find((each) => each > day) ?? last;
  const changeBefore = () => changes.filter((each) => each < day).at(-1) ?? 0;

  // ------------------------------------------------------------------ playing
  /** @type {number | null} */
  let frame = null;
  let owed = 0;
  let before = NaN;
  const speed = /** @type {HTMLSelectElement} */ (make("select", { class: "time-speed", "aria-label": words.time_speed, title: words.time_speed },
    ...PLAY_SPEEDS.map((each) => make("option", { value: each, selected: each === USUAL_SPEED }, told.count("speed", each)))));
  const playSign = draw("path");
  const playButton = makeTimeButton("time-play", words.time_play, playSign, () => (frame === null ? play() : pause()));
  const showPlaying = () => {
    const word = frame === null ? words.time_play : words.time_pause;
    playSign.setAttribute("d", frame === null ? "M4.5 2.5v11l8.5-5.5z" : "M4.5 3v10M11.5 3v10");
    playButton.setAttribute("aria-label", word);
    playButton.title = word;
    playButton.classList.toggle("playing", frame !== null);
  };
  const play = () => {
    if (last === 0) return;
    hideNote();
    [owed, before] = [0, NaN];
    frame = requestAnimationFrame(tick);
    if (day === last) go(0, "play");
    showPlaying();
  };
  const pause = () => {
    if (frame === null) return;
    cancelAnimationFrame(frame);
    frame = null;
    showPlaying();
  };
  const tick = (/** @type {number} */ now) => {
    const passed = Math.min(now - (Number.isNaN(before) ? now : before), LONGEST_FRAME);
    before = now;
    frame = requestAnimationFrame(tick);
    if (stillness()) {
      owed += passed / STILL_PACE;
      if (owed >= 1) {
        owed = 0;
        go(changeAfter(), "play");
      }
    } else {
      owed += (passed * Number(speed.value)) / 1000;
      // One day a frame, half a day early rather than two at once; two whole days behind, it catches up.
      const due = owed >= 2 ? Math.floor(owed) : Number(owed > 0.5);
      owed -= due;
      if (due > 0) go(day + due, "play");
    }
    if (day === last) pause();
  };
  speed.addEventListener("change", () => { owed = 0; });

  // ------------------------------------------------------------------ buttons
  const step = (/** @type {string} */ name, /** @type {string} */ word, /** @type {string} */ d, /** @type {() => number} */ to) => {
    const button = makeTimeButton(name, word, draw("path", { d }), () => go(to(), "step"));
    return { button, to };
  };
  const steps = [
    step("time-change back", words.time_previous_change, "M11.5 3 6.5 8l5 5M4 3v10", changeBefore),
    step("time-step back", words.time_previous_day, "M10 3 5 8l5 5", () => clamped(day - 1)),
    step("time-step on", words.time_next_day, "M6 3l5 5-5 5", () => clamped(day + 1)),
    step("time-change on", words.time_next_change, "M4.5 3l5 5-5 5M12 3v10", changeAfter),
  ];
  const [changeBack, dayBack, dayOn, changeOn] = steps.map(({ button }) => button);

  // ------------------------------------------------------------------ the slider's keys and pointer
  slider.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    /** @type {Record<string, [() => number, TimeMove]>} */
    const moves = {
      ArrowRight: [() => day + 1, "step"], ArrowUp: [() => day + 1, "step"],
      ArrowLeft: [() => day - 1, "step"], ArrowDown: [() => day - 1, "step"],
      PageUp: [changeAfter, "step"], PageDown: [changeBefore, "step"],
      Home: [() => 0, "jump"], End: [() => last, "jump"],
    };
    if (!Object.hasOwn(moves, event.key)) return;
    event.preventDefault();
    const [to, how] = moves[event.key];
    go(to(), how);
    showNote(day, true);
  });
  let held = false;
  slider.addEventListener("input", () => {
    go(Number(slider.value), "drag");
    if (held) showNote(day, true);
  });
  slider.addEventListener("pointerdown", () => {
    held = true;
    pause();
  });
  const dayUnder = (/** @type {PointerEvent} */ event) => {
    const box = rules.getBoundingClientRect();
    return clamped(Math.round(((event.clientX - box.left) / Math.max(box.width, 1)) * last));
  };
  range.addEventListener("pointermove", (event) => {
    if (!held && event.pointerType !== "touch" && frame === null) showNote(dayUnder(event));
  });
  for (const name of ["pointerup", "pointercancel"]) {
    slider.addEventListener(name, (event) => {
      held = false;
      if (/** @type {PointerEvent} */ (event).pointerType === "touch") hideNote();
    });
  }
  range.addEventListener("pointerleave", () => { if (!held) hideNote(); });
  slider.addEventListener("focus", () => { if (slider.matches(":focus-visible")) showNote(day, true); });
  slider.addEventListener("blur", () => hideNote());

  // ------------------------------------------------------------------ the note over the track
  let noted = NaN;
  let noteFollows = false;
  const showNote = (/** @type {number} */ of, follows = false) => {
    noteFollows = follows;
    if (of !== noted) {
      noted = of;
      const lines = preview(of);
      note.replaceChildren(make("p", { class: "time-note-day" }, dates[of]),
        ...(lines.length === 0 ? [words.time_quiet] : lines.slice(0, NOTE_LINES)).map((line) => make("p", { class: lines.length === 0 ? "quiet" : null }, line)),
        ...(lines.length > NOTE_LINES ? [make("p", { class: "more" }, "…")] : []));
    }
    note.hidden = false;
    hair.hidden = false;
    hair.style.left = share(of, last);
    const [bar, scale] = [element.getBoundingClientRect(), rules.getBoundingClientRect()];
    const at = scale.left - bar.left + (scale.width * of) / Math.max(last, 1);
    note.style.left = `${Math.round(Math.min(Math.max(at - note.offsetWidth / 2, 4), bar.width - note.offsetWidth - 4))}px`;
  };
  const hideNote = () => {
    noted = NaN;
    note.hidden = true;
    hair.hidden = true;
  };
  // The note also comes by pointer, wherever the focus is; what it covers must be had back without moving the pointer.
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !note.hidden) hideNote(); }, { signal });

  // ------------------------------------------------------------------ a typed date
  const message = make("p", { class: "time-message", id: `${id}-message`, role: "status" });
  const typed = /** @type {HTMLInputElement} */ (make("input", { type: "text", id: `${id}-date`, placeholder: words.time_date_hint, title: words.time_date_hint, autocomplete: "off", spellcheck: "false", "aria-describedby": message.id }));
  const fold = make("button", { type: "button", class: "time-fold", "aria-expanded": "false", "aria-controls": `${id}-form`, "aria-label": words.time_date, title: words.time_date },
    makeTimeSign(draw("path", { d: "M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2v3M10.5 2v3" })));
  const form = make("form", { class: "time-form", id: `${id}-form`, novalidate: true },
    make("label", { for: typed.id }, words.time_date),
    make("span", { class: "time-entry" }, typed, make("button", { type: "submit", class: "time-go" }, words.time_go)), message);
  const dateBox = make("div", { class: "time-date" }, fold, form);
  const unfold = (/** @type {boolean} */ open) => {
    dateBox.classList.toggle("open", open);
    fold.setAttribute("aria-expanded", String(open));
  };
  fold.addEventListener("click", () => {
    unfold(!dateBox.classList.contains("open"));
    if (dateBox.classList.contains("open")) typed.focus();
  });
  dateBox.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !dateBox.classList.contains("open")) return;
    event.stopPropagation();
    unfold(false);
    fold.focus();
  });
  const complain = (/** @type {string} */ text) => {
    message.textContent = text;
    typed.setAttribute("aria-invalid", String(text !== ""));
  };
  typed.addEventListener("input", () => complain(""));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = typed.value.trim();
    const read = readDay(text, { iso, months: [told.months, ...months], near: day });
    if ("wrong" in read) {
      const known = { text, example: dates[day], first: dates[0], last: dates[last] };
      complain(fillIn({ not_read: words.time_not_read, no_such_day: words.time_no_such_day, outside: words.time_outside }[read.wrong], known));
      typed.select();
      return;
    }
    complain("");
    go(read.day, "jump");
    said.textContent = days[day];
    typed.value = dates[day];
    if (!dateBox.classList.contains("open")) return;
    unfold(false);
    fold.focus();
  });

  // ------------------------------------------------------------------ the whole
  const element = make("section", { class: "time-bar paper", "aria-label": words.time_bar },
    make("div", { class: "time-inner" },
      dayText, make("div", { class: "time-buttons" }, changeBack, dayBack, playButton, dayOn, changeOn, speed), track, dateBox), note, said);
  const resize = () => {
    fitMonthLabels(labels);
    for (const band of bands) {
      const name = /** @type {HTMLElement} */ (band.firstElementChild);
      band.classList.toggle("nameless", name.scrollWidth > name.clientWidth);
    }
    if (!note.hidden) hideNote();
  };
  const watch = new ResizeObserver(resize);
  watch.observe(range);
  document.fonts?.ready.then(() => { if (!signal.aborted) resize(); });
  signal.addEventListener("abort", () => {
    watch.disconnect();
    pause();
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) pause(); }, { signal });
  showPlaying();
  show(0);
  return { element, show, pause, isPlaying: () => frame !== null, resize };
}

/** @param {number} at @param {number} last */
function share(at, last) {
  return `${((100 * at) / Math.max(last, 1)).toFixed(4)}%`;
}

/** Draw the ticks; twice as much is not twice as high, or one day would dwarf all others. @param {[number, number][]} ticks */
function tickPath(ticks) {
  const most = Math.log1p(Math.max(1, ...ticks.map(([, number]) => number)));
  return ticks.map(([at, number]) => `M${at} ${TICK_ROOM}V${(TICK_ROOM * (1 - Math.log1p(number) / most)).toFixed(1)}`).join("");
}

/** @param {{ first: number, stop: number, name: string }} chapter @param {number} last @param {(first: number) => void} act */
function makeBand({ first, stop, name }, last, act) {
  // A day stands at its place, so a band begins half a day before its first.
  const [from, to] = [Math.max(first - 0.5, 0), Math.min(stop - 0.5, last)];
  const band = make("button", { type: "button", class: "time-chapter", title: name, "aria-label": name }, make("span", {}, name));
  band.style.left = share(from, last);
  band.style.width = share(to - from, last);
  band.addEventListener("click", () => act(first));
  return band;
}

/**
 * Make a label for each first day of a month, and for the first of all.
 * @param {TimeTold} told @param {number} last
 */
function makeMonthLabels({ iso, months }, last) {
  /** @type {{ at: number, month: number, year: boolean, element: HTMLElement }[]} */
  const labels = [];
  for (let at = 0; at <= last; at += 1) {
    if (at > 0 && iso[at].slice(0, 7) === iso[at - 1].slice(0, 7)) continue;
    const month = Number(iso[at].slice(5, 7));
    const year = at === 0 || month === 1;
    const shortest = months[month - 1].reduce((one, other) => (other.length < one.length ? other : one));
    const element = make("span", { class: year ? "time-year" : "time-month" }, year ? iso[at].slice(0, 4) : shortest);
    element.style.left = share(at, last);
    labels.push({ at, month, year, element });
  }
  return labels;
}

/**
 * Show as many labels as there is room for: the years, with every month, every second, every third, every sixth or none.
 * @param {{ at: number, month: number, year: boolean, element: HTMLElement }[]} labels
 */
function fitMonthLabels(labels) {
  const room = (labels[0]?.element.parentElement?.clientWidth ?? 0) + LABEL_GAP;
  const placed = labels.map((label) => ({ ...label, left: label.element.offsetLeft, right: label.element.offsetLeft + label.element.offsetWidth + LABEL_GAP }));
  // The label at the left end stands for a part of a year, and what follows it at once gives way; a January does not.
  const first = placed.find(({ at, right }) => at > 0 || placed.every((other) => other.at === 0 || !other.year || other.left >= right));
  const rest = placed.filter(({ at, left, right, year }) => at > 0 && right <= room && (year || first?.at !== 0 || left >= first.right));
  const shown = [1, 2, 3, 6, 12].map((each) => [...placed.filter((label) => label === first && label.at === 0), ...rest.filter(({ month }) => (month - 1) % each === 0)])
    .find((some) => some.every(({ right }, at) => at === some.length - 1 || right <= some[at + 1].left)) ?? [];
  const texts = new Set(shown.map(({ element }) => element));
  for (const { element } of labels) element.classList.toggle("unseen", !texts.has(element));
}

/** @param {string} name @param {string} word @param {SVGElement} sign @param {() => void} act */
function makeTimeButton(name, word, sign, act) {
  const button = make("button", { type: "button", class: `time-button ${name}`, "aria-label": word, title: word }, makeTimeSign(sign));
  button.addEventListener("click", act);
  return button;
}

/** @param {SVGElement} sign */
function makeTimeSign(sign) {
  return draw("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" }, sign);
}
