// @ts-check
// The address keeps up with the page: small steps replace it, choices are entries to go back to.

// Browsers refuse pages that rewrite their address all the time.
const PATIENCE = 300;

/** Keeps the part of the address after the #. */
export class Journal {
  /**
   * @param {() => string} write the link of what is shown now
   * @param {(hash: string) => void} read shows what a link says
   * @param {AbortSignal} signal
   */
  constructor(write, read, signal) {
    this.write = write;
    this.timer = 0;
    window.addEventListener("popstate", () => read(window.location.hash), { signal });
    signal.addEventListener("abort", () => clearTimeout(this.timer));
  }

  /** Something has changed a little. */
  note() {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.put("replaceState", this.write()), PATIENCE);
  }

  /** The reader chooses something: what is shown now stays to go back to. @param {() => void} act */
  turn(act) {
    this.put("replaceState", this.write());
    const before = this.write();
    act();
    const after = this.write();
    if (after !== before) this.put("pushState", after);
  }

  /** @param {"pushState" | "replaceState"} how @param {string} link */
  put(how, link) {
    clearTimeout(this.timer);
    try {
      window.history[how](null, "", link);
    } catch {
      // A page inside a page (a notebook) has no address of its own.
    }
  }
}
