// @ts-check
// What may be in force on a day, without asking all that ever is. Pure.

// So many days share a list; more, where there are many days, so that nothing is in more than so many lists.
const DAYS_OF_LIST = 16;
const MOST_LISTS = 2048;

/** @type {WeakMap<object[], DayIndex<any>>} */
const knownIndexes = new WeakMap();

/**
 * What of a list is in force on a day, in the order of the list, which is sorted by days when it is first asked.
 * @template {{ first: number, stop: number }} Item
 * @param {Item[]} items @param {number} day @returns {Item[]}
 */
export function inForce(items, day) {
  const index = knownIndexes.get(items) ?? new DayIndex(items);
  knownIndexes.set(items, index);
  return index.on(day);
}

/** @template {{ first: number, stop: number }} Item in force from its first day to before its stop */
export class DayIndex {
  /** @param {Item[]} items */
  constructor(items) {
    /** @type {Map<number, Item[]>} */
    this.lists = new Map();
    /** @type {{ day: number, items: Item[] }[]} the last ones asked: several ask of one day, and of the day before */
    this.known = [];
    const stop = items.reduce((most, item) => Math.max(most, item.stop), 0);
    this.days = Math.max(DAYS_OF_LIST, Math.ceil(stop / MOST_LISTS));
    for (const item of items) {
      const last = Math.floor((item.stop - 1) / this.days);
      for (let list = Math.floor(item.first / this.days); list <= last; list += 1) {
        const there = this.lists.get(list);
        if (there) there.push(item);
        else this.lists.set(list, [item]);
      }
    }
  }

  /** What is in force, in its own order. @param {number} day @returns {Item[]} */
  on(day) {
    const known = this.known.find((each) => each.day === day);
    if (known) return known.items;
    const list = this.lists.get(Math.floor(day / this.days)) ?? [];
    const items = list.filter(({ first, stop }) => first <= day && day < stop);
    this.known = [{ day, items }, ...this.known.slice(0, 2)];
    return items;
  }
}
