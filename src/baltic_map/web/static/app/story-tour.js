// @ts-check
// The story on the map: a step sets the day, what is pointed out and the view, and all are printed one by one.
import { framedSample } from "../panels/legend.js";
import { Story } from "../panels/story.js";
import { printStory } from "./story-handout.js";
import { boundsOf, fitBounds } from "./viewport.js";

/**
 * @typedef {import("../data/localize.js").StepData} StepData
 * @typedef {import("./atlas-app.js").AtlasApp} AtlasApp
 */

/** The story of an atlas, if it has one, and where the reader is in it. */
export class StoryTour {
  /** @param {AtlasApp} app */
  constructor(app) {
    this.app = app;
    /** Whether day and view are those of the step. */
    this.isAtStep = false;
    /** Whether the map is moved by the tour itself. */
    this.isMoving = false;
    this.story = app.scene.story ? this.makeStory(app.scene.story) : null;
  }

  /** @param {NonNullable<import("../data/localize.js").Scene["story"]>} story */
  makeStory(story) {
    const { app } = this;
    return new Story(story, app.scene, {
      signal: app.signal, go: (step) => this.showStep(step), onStep: () => app.history.replaceSoon(),
      turn: (act) => app.history.push(act), print: () => this.print(),
      onClose: () => {
        document.documentElement.classList.remove("with-story");
        app.dayLayers.highlight([]);
        // There the story covers half of the window.
        if (app.mode.name === "kiosk") app.homeView.home();
        app.history.replaceSoon();
      },
    });
  }

  /** The step that is shown, if the story is open. */
  openStep() {
    return this.story?.isOpen ? this.story.steps[this.story.step] : null;
  }

  /** Another day is shown than that of the step. */
  leaveStep() {
    if (!this.story?.isOpen) return;
    const { dayLayers } = this.app;
    this.isAtStep = false;
    // On another day what is not of the step is no less than what is.
    if (dayLayers.features.pales) dayLayers.highlight(this.openStep()?.highlight ?? []);
    this.story.stray();
  }

  /** @param {StepData} step @param {number} [day] another than its own */
  showStep(step, day = step.day) {
    const { app } = this;
    document.documentElement.classList.add("with-story");
    app.page.fold();
    app.card.close();
    app.show(day);
    app.dayLayers.highlight(step.highlight, day === step.day);
    app.homeView.leave();
    this.showView(step, app.isReady);
    this.isAtStep = day === step.day;
  }

  /** @param {StepData} step @param {boolean} isMoving whether the reader sees it move */
  showView({ view }, isMoving) {
    // A move begins at once, even one that flies; the end of another, which it breaks off, says nothing.
    this.isMoving = true;
    fitBounds(this.app.map, boundsOf(view), this.app.padding(), 8, isMoving);
    this.isMoving = false;
  }

  /** Print the story, each step on a page of its own. */
  print() {
    const { story, app: { map, scene, day, settings, dayLayers, data } } = this;
    if (!scene.story || !story) return;
    const tools = { drawings: data.scene, hatches: null };
    this.isMoving = true;
    printStory(map, scene.story, scene, {
      count: (number) => story.countText(number),
      show: (step) => {
        dayLayers.show(step.day, settings);
        dayLayers.highlight(step.highlight, true);
        return boundsOf(step.view);
      },
      layOut: () => dayLayers.layout(true),
      key: ({ highlight }) => scene.features.filter(({ id, symbol: { shape } }) =>
        shape !== "label" && highlight.includes(id))
        .map(({ symbol, name }) => ({ sample: framedSample(symbol, tools), name })),
      restore: () => {
        dayLayers.show(day, settings);
        dayLayers.highlight(this.openStep()?.highlight ?? [], story.isOpen && !story.hasStrayed);
      },
    });
    this.isMoving = false;
  }
}
