// Order and choice in a comparison table. Pure. A cell has `sort`, its place among
// those shown, absent without a value, and `text`, what is read.

/** From this many columns on, paper has no room for them beside each other; as in the theme's block `matrix`. */
const MANY_COLUMNS = 9;

/** The classes of a table with so many columns. */
export function columnClasses(count) {
  return `cols-${count}${count < MANY_COLUMNS ? '' : ' cols-many'}`;
}

/** The items by the cell that `cell` gives of each: those without a value last, level ones as they were. */
export function sorted(items, cell, descending) {
  const place = (item) => cell(item)?.sort ?? null;
  return [...items].sort((a, b) => {
    const [x, y] = [place(a), place(b)];
    if (x === null || y === null) return (x === null) - (y === null);
    return descending ? y - x : x - y;
  });
}

/** Whether cells differ in value, or, without one, in what is read. */
export function differ(cells) {
  const value = (cell) => cell?.sort ?? cell?.text;
  return cells.some((cell) => value(cell) !== value(cells[0]));
}

/** A text as it is searched: without case, accents and doubled spaces. */
export function plain(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** Whether a plain text holds every word of a plain query. */
export function matches(text, query) {
  return query.split(' ').every((word) => text.includes(word));
}

/** Moves an item by a number of places, as far as the ends. */
export function moved(items, item, by) {
  const rest = items.filter((other) => other !== item);
  rest.splice(Math.max(0, items.indexOf(item) + by), 0, item);
  return rest;
}
