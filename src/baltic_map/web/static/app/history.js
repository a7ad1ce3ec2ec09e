// @ts-check
// The address keeps up with the page: small steps replace it, choices are entries to go back to.

// Milliseconds; browsers refuse pages that rewrite their address all the time.
const REPLACE_DELAY = 300;

/** Keeps the part of the address after the #. */
export class UrlHistory {
  /**
   * @param {() => string} hash of what is shown now
   * @param {(hash: string) => void} apply shows what a link says
   * @param {AbortSignal} signal
   * @param {boolean} [isFixed] the address stays what it is
   */
  constructor(hash, apply, signal, isFixed = false) {
    this.hash = hash;
    this.isFixed = isFixed;
    this.timer = 0;
    window.addEventListener("popstate", () => apply(window.location.hash), { signal });
    signal.addEventListener("abort", () => clearTimeout(this.timer));
  }

  /** Something has changed a little. */
  replaceSoon() {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.write("replaceState", this.hash()), REPLACE_DELAY);
  }

  /** The reader chooses something: what is shown now stays to go back to. @param {() => void} act */
  push(act) {
    const before = this.hash();
    this.write("replaceState", before);
    act();
    const after = this.hash();
    if (after !== before) this.write("pushState", after);
  }

  /** @param {"pushState" | "replaceState"} how @param {string} hash */
  write(how, hash) {
    clearTimeout(this.timer);
    if (this.isFixed) return;
    try {
      window.history[how](null, "", hash);
    } catch {
      // A page inside a page (a notebook) has no address of its own.
    }
  }
}
