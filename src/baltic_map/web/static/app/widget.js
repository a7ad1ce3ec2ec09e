// @ts-check
// A map in a notebook: the page in a frame, and between it and Python the day. anywidget calls `render`.

const DAY_MESSAGE = "baltic-map:day";

/**
 * @param {{ model: any, el: HTMLElement }} context model: the traits of `AtlasWidget`
 * @returns {() => void} takes it away
 */
function render({ model, el }) {
  const frame = document.createElement("iframe");
  Object.assign(frame, { title: model.get("title"), srcdoc: model.get("page"), allowFullscreen: true });
  frame.style.cssText = "width: 100%; height: 680px; border: none";
  /** The day that the page has told last. @type {string | null} */
  let shown = null;
  // A day that comes from the page is not sent back: it may have gone on.
  const show = () => {
    const day = model.get("day");
    if (shown !== null && day !== shown) frame.contentWindow?.postMessage({ type: DAY_MESSAGE, day }, "*");
  };
  const hear = (/** @type {MessageEvent} */ { source, data }) => {
    if (source !== frame.contentWindow || data?.type !== DAY_MESSAGE) return;
    const isFirst = shown === null;
    shown = data.day;
    // The page opens on the day on which it was made; Python may have gone on since.
    if (isFirst) show();
    else if (shown !== model.get("day")) {
      model.set("day", shown);
      model.save_changes();
    }
  };
  window.addEventListener("message", hear);
  model.on("change:day", show);
  el.append(frame);
  return () => {
    window.removeEventListener("message", hear);
    model.off("change:day", show);
  };
}

export default { render };
