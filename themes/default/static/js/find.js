// Answers a query from the index. Pure: which files a query needs, which pages
// they name, and what of a page to show.
//
// The rules that split text into words are here and in src/search/words.rs and
// variants.rs; tests hold both to the examples in tests/fixtures. The form of
// the files is described in src/search/files.rs and codec.rs.

const PART = '\\p{Alphabetic}\\p{N}\\p{M}';
const RUNS = new RegExp(`(?:[${PART}]|(?<=[0-9])\\.(?=[0-9]))+(?:[+#]{1,2}(?![+#${PART}]))?`, 'gu');
const INVISIBLE = '\\u00ad\\u200b-\\u200d\\u2060\\ufeff';
const LETTER = `[${PART}${INVISIBLE}]`;
const GROUP_SIGNS = ",'’\\u00a0\\u202f";
const JOINER = "[.\\-/'_&’\\u2010\\u2011]";
const COMPOUNDS = new RegExp(
  `${LETTER}+(?:(?:${JOINER}|(?<=[0-9])[${GROUP_SIGNS}](?=[0-9]))${LETTER}+)*(?:[+#]{1,2}(?![+#]|${LETTER}))?`,
  'gu',
);
const BETWEEN_PARTS = new RegExp(`(?!(?<=[0-9])[.${GROUP_SIGNS}](?=[0-9]))(?!${LETTER}).`, 'u');
const NUMBER = new RegExp(`^[0-9]+(?:[.${GROUP_SIGNS}][0-9]+)*$`);
const GROUPED = new RegExp(`^[0-9]{1,3}(?:[.${GROUP_SIGNS}][0-9]{3})+$`);
const GROUPING = new RegExp(`[${GROUP_SIGNS}]`, 'g');
const HUMP = /(?<=\p{Lowercase})(?=\p{Uppercase})|(?<=\p{Uppercase})(?=\p{Uppercase}\p{Lowercase}{2})/u;
const IGNORED_RANGES =
  '\\u00ad\\u0300-\\u036f\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u064b-\\u065f\\u0670\\u180e' +
  '\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u200b-\\u200d\\u2060\\u20d0-\\u20ff\\ufe00-\\ufe0f\\ufe20-\\ufe2f\\ufeff';
const IGNORED = new RegExp(`[${IGNORED_RANGES}]`, 'g');
const UNSPACED_RANGES =
  '\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u2e80-\\u2fdf\\u3005-\\u3007\\u3040-\\u30ff\\u31f0-\\u31ff' +
  '\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}';
/** A letter of a script that is written without spaces. */
export const UNSPACED = new RegExp(`[${UNSPACED_RANGES}]`, 'u');
const PIECES = new RegExp(`[${UNSPACED_RANGES}]+|[^${UNSPACED_RANGES}]+`, 'gu');
const SPELLED_OUT = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ł: 'l', ı: 'i', þ: 'th', ς: 'σ' };
const LETTERS = new RegExp(`[${Object.keys(SPELLED_OUT).join('')}]`, 'g');

const LONGEST = 48;
const MOST_WORDS = 12;
/** Files of words read for one word: a beginning of one letter would need most of them. */
const MOST_FILES = 2;
/** Files of words read for a word that is on no page, to find one that is spelt nearly so. */
const MOST_FILES_NEARBY = 12;

const DIGITS = new Map([...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].map((c, i) => [c, i]));

/** Lower case, without diacritics, in compatibility form. */
export function fold(text) {
  // Quick, and right for most text.
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(IGNORED, '')
    .toLowerCase()
    .replace(LETTERS, (c) => SPELLED_OUT[c]);
}

/** The words of a folded text, in order. */
export function words(folded) {
  return [...folded.matchAll(RUNS)].flatMap(([run]) => {
    if (!/[\p{Alphabetic}\p{N}]/u.test(run)) return [];
    if (!UNSPACED.test(run)) return [shortened(run)];
    return run
      .replace(/[+#]+$/, '')
      .match(PIECES)
      .flatMap((piece) => (UNSPACED.test(piece) ? pairs(piece) : [shortened(piece)]));
  });
}

// Writing without spaces: each character with the next one, and the last alone.
function pairs(text) {
  const characters = [...text];
  return characters.map((_, i) => characters.slice(i, i + 2).join(''));
}

function shortened(word) {
  return word.length > LONGEST ? [...word].slice(0, LONGEST).join('') : word;
}

/** The compounds of a text, each with other spellings of it and with its parts, which count less. */
export function variants(text) {
  return [...text.matchAll(COMPOUNDS)].flatMap(({ 0: whole, index }) => {
    const [, compound, signs] = whole.match(/^(.*?)([+#]*)$/su);
    const hasDot =
      text[index - 1] === '.' &&
      !new RegExp(`(?:${LETTER}|${JOINER})\\.$`, 'u').test(text.slice(Math.max(0, index - 3), index));
    if (UNSPACED.test(compound) || (!signs && !hasDot && /^.[a-z]*$/su.test(compound))) return [];
    const found = compoundVariants(compound, signs, hasDot);
    return found.spellings.length || found.parts.length ? [{ ...found, start: index, end: index + whole.length }] : [];
  });
}

function compoundVariants(compound, signs, hasDot) {
  const pieces = compound.split(BETWEEN_PARTS);
  const spelt = { '++': ['pp', 'plusplus'], '#': ['sharp'] }[signs] ?? [];
  const spellings = [
    ...(hasDot && /^\p{Alphabetic}/u.test(compound) ? [`dot${pieces[0]}`] : []),
    ...spelt.map((end) => pieces.at(-1) + end),
  ];
  for (const size of [2, 3]) {
    for (let i = 0; i + size <= pieces.length; i += 1) {
      const joined = pieces.slice(i, i + size);
      if (!joined.every((piece) => NUMBER.test(piece))) spellings.push(joined.join('').replace(GROUPING, ''));
    }
  }
  const parts = [];
  for (const piece of pieces) {
    if (GROUPED.test(piece)) {
      spellings.push(piece.replace(/[^0-9]/g, ''));
      continue;
    }
    const [, word, number] = piece.match(/^(\p{Alphabetic}*)(.*)$/su);
    if (NUMBER.test(number)) {
      if (/^v$/i.test(word)) spellings.push(number);
      else if ([...word].length > 1) parts.push(word, number);
    }
    const [, amount, unit] = piece.match(/^([0-9.]*)(.*)$/su);
    if (NUMBER.test(amount) && /^\p{Alphabetic}{2,}$/u.test(unit)) parts.push(amount, unit);
    const humps = piece.split(HUMP);
    if (humps.length > 1) parts.push(...humps.filter((hump) => [...hump].length > 1));
  }
  return { spellings: spellings.map(fold).map(shortened), parts: parts.map(fold).map(shortened) };
}

/** What the forms of an English word have in common. */
export function stem(word) {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  const one = word
    .replace(/ies$/, 'y')
    .replace(/(ss|x|z|ch|sh)es$/, '$1')
    .replace(/([^siu])s$/, '$1');
  const plain = one.replace(/^(.*[aeiouy].*)(?:ing|ed)$/, (all, rest) =>
    rest.length < 3 ? all : rest.replace(/([^aeiouls])\1$/, '$1'),
  );
  return plain.replace(/e$/, '').replace(/([^aeiou])y$/, '$1i');
}

/**
 * What a query asks for: each word once; the one at its end may still grow. `also` holds other ways to ask for the
 * word, each of them words that a page must have together.
 */
export function parse(text, language = '') {
  const english = /^en\b/i.test(language);
  const ask = (word, open) => ({ word, stem: english ? stem(word) : null, open });
  const found = words(fold(text));
  const open = /[\p{Alphabetic}\p{N}\p{M}+#]$/u.test(text) ? found.at(-1) : null;
  const others = variants(text).map(({ spellings, start, end }) => ({
    spellings,
    own: words(fold(text.slice(start, end))),
    last: end === text.length,
  }));
  // In writing without spaces the last character stands in the pair before it, too.
  const whole = found.filter(
    (word, i) => !(i && UNSPACED.test(word) && [...word].length === 1 && found[i - 1].endsWith(word)),
  );
  return [...new Set(whole)].slice(0, MOST_WORDS).map((word) => {
    const spelt = others
      .filter(({ own }) => own.includes(word))
      .flatMap(({ spellings, last }) => spellings.map((one) => [ask(one, last && open !== null)]));
    const parts = word.match(/^([a-z]{2,})([0-9][0-9.]*)$/) ?? word.match(/^([0-9][0-9.]*)([a-z]{2,})$/);
    return {
      ...ask(word, word === open || UNSPACED.test(word)),
      also: [...spelt, ...(parts ? [parts.slice(1).map((part) => ask(part, false))] : [])],
    };
  });
}

/** How well a word of a page answers a word of a query, from 0 to 1. */
export function closeness(asked, word) {
  if (word === asked.word) return 1;
  if (!word.startsWith(beginning(asked))) return 0;
  if (asked.stem && stem(word) === asked.stem) return 0.8;
  if (!word.startsWith(asked.word)) return 0;
  if (asked.open) return Math.max(0.1, 0.7 * (asked.word.length / word.length));
  return asked.word.length > 3 && word.length - asked.word.length < 4 ? 0.4 : 0;
}

// What every form of an asked word begins with.
function beginning({ word, stem: common }) {
  const short = common?.replace(/i$/, '') ?? word;
  return word.startsWith(short) ? short : word;
}

/** How well a word of a page answers a word of a query in any of the ways to ask for it. */
export function answering(asked, word) {
  return Math.max(closeness(asked, word), ...asked.also.flat().map((one) => closeness(one, word)));
}

/** The words of a query that tell pages apart: all, if all are common. */
export function telling(asked, { common }) {
  const rest = asked.filter(({ word, open }) => !common.includes(word) || (open && asked.length === 1));
  return rest.length ? rest : asked;
}

/** The numbers of the files in which the answers to a word stand, the likeliest first. */
export function filesFor(asked, manifest) {
  return [...new Set([asked, ...(asked.also?.flat() ?? [])].flatMap((one) => filesOfWord(one, manifest)))];
}

function filesOfWord(asked, { words: files }) {
  const from = beginning(asked);
  const own = files.findLastIndex(([first]) => first <= asked.word);
  return nearest(own, filesFrom(files, from), MOST_FILES);
}

// The files that may hold words with a beginning.
function filesFrom(files, from) {
  return files
    .map((_, i) => i)
    .filter((i) => {
      const next = files[i + 1]?.[0];
      return (files[i][0] <= from || files[i][0].startsWith(from)) && (next === undefined || next > from);
    });
}

function nearest(own, numbers, most) {
  const far = (i) => Math.abs(i - own);
  return [...new Set([...(own < 0 ? [] : [own]), ...numbers])].sort((a, b) => far(a) - far(b) || b - a).slice(0, most);
}

/** The numbers of the files with words that are spelt nearly like one: most slips are after the first letter. */
export function filesNear({ word }, { words: files }) {
  const own = files.findLastIndex(([first]) => first <= word);
  const all = files.length <= MOST_FILES_NEARBY;
  return nearest(own, all ? files.map((_, i) => i) : filesFrom(files, [...word][0]), MOST_FILES_NEARBY);
}

/**
 * The words on most pages that are one slip of the keyboard away from a word without digits; `list` is of the files
 * read for it.
 */
export function slips({ word }, list) {
  if ([...word].length < 4 || /[0-9]/.test(word)) return [];
  const found = [];
  for (let i = 0; i < list.length; i += 2) {
    if (isSlip(word, list[i])) found.push({ word: list[i], pages: decode(list[i + 1]).length });
  }
  return found
    .sort((a, b) => b.pages - a.pages || (a.word < b.word ? -1 : 1))
    .slice(0, 3)
    .map((one) => one.word);
}

// One letter more, less or other, or two neighbours in the wrong order.
function isSlip(a, b) {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const [x, y] = [a.slice(start), b.slice(start)];
  const swapped = x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2);
  return x.slice(1) === y.slice(1) || x.slice(1) === y || x === y.slice(1) || swapped;
}

/** The query with words in place of those that were asked for, by the word replaced. */
export function replaced(asked, by) {
  return asked.map((one) => {
    const near = by.get(one.word);
    if (!near?.length) return one;
    const [first, ...rest] = near.map((word) => ({ word, stem: null, open: false }));
    return { ...first, also: rest.map((other) => [other]) };
  });
}

/** Pages and weights as they are stored with a word. */
export function decode(text) {
  const pages = [];
  for (let at = 0, next = 0; at < text.length; at += 2) {
    let shift = 0;
    for (let digit = value(text, at); digit >= 32; digit = value(text, (at += 1))) {
      next += (digit - 32) << shift;
      shift += 5;
    }
    next += value(text, at) << shift;
    pages.push([next, value(text, at + 1)]);
    next += 1;
  }
  return pages;
}

function value(text, at) {
  return DIGITS.get(text[at]) ?? 0;
}

/** The numbers of the pages that answer, the best first; `lists` holds the files read for each word. */
export function rank(asked, lists, total) {
  const scores = new Map();
  asked.forEach((one, i) => {
    for (const [page, score] of answers(one, lists[i], total)) {
      const known = scores.get(page) ?? { page, score: 0, words: 0 };
      known.score += score;
      known.words += 1;
      scores.set(page, known);
    }
  });
  // A page that lacks a word of the query answers another question.
  const worth = ({ score, words: count }) => score * (count / asked.length) ** 2;
  return [...scores.values()].sort((a, b) => worth(b) - worth(a) || a.page - b.page).map(({ page }) => page);
}

/** Whether a page answers a word of the query. */
export function isAnswered(asked, list, total) {
  return answers(asked, list, total).size > 0;
}

// Pages with what one word of the query says for them: the best way to ask for it counts.
function answers(asked, list, total) {
  const best = formAnswers(asked, list, total);
  for (const together of asked.also) {
    const [first, ...rest] = together.map((one) => formAnswers(one, list, total));
    for (const [page, score] of first) {
      if (!rest.every((other) => other.has(page))) continue;
      best.set(page, Math.max(best.get(page) ?? 0, 0.9 * Math.min(score, ...rest.map((other) => other.get(page)))));
    }
  }
  return best;
}

// Pages with what the forms of one word say for them: the best form counts.
function formAnswers(asked, list, total) {
  const forms = [];
  for (let i = 0; i < list.length; i += 2) {
    const near = closeness(asked, list[i]);
    if (near) forms.push({ near, exact: list[i] === asked.word, pages: decode(list[i + 1]) });
  }
  const rare = (count) => Math.log(1 + (total - count + 0.5) / (count + 0.5));
  const own = forms.find(({ exact }) => exact);
  const most = own ? rare(own.pages.length) : Infinity;
  const best = new Map();
  for (const { near, pages } of forms) {
    const factor = near * Math.min(most, rare(pages.length));
    for (const [page, weight] of pages) best.set(page, Math.max(best.get(page) ?? 0, factor * weight ** 2));
  }
  return best;
}
