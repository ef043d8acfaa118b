// Words, names and numbers by chance, the same ones in every run.

const SYLLABLES = 'ba be bi bo bra da de di dor fa fe gra gu ha in ja ka ki la le lo ma me mon na ne ni or pa pe pro ra re ri sa se sta ta te ti tor un va ve vi ze'.split(' ');
const WORDS = 60_000;

/** A source of numbers from 0 up to, and without, the one it is asked for. */
export function generator(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const VOCABULARY = vocabulary();

/** A word as often as it is frequent: the n-th is n times as rare as the first. */
export function word(random) {
  return VOCABULARY[zipf(random, WORDS) - 1];
}

/** A word that means something, which the forty most frequent ones do not. */
export function topic(random) {
  return VOCABULARY[39 + zipf(random, 20_000)];
}

/** `count` words with spaces between them. */
export function words(random, count, from = word) {
  return Array.from({ length: count }, () => from(random)).join(' ');
}

/** The same with a capital letter in front. */
export function sentence(random, count, from = word) {
  return capital(words(random, count, from));
}

export function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}

function zipf(random, below) {
  return Math.floor(Math.exp((random(1e9) / 1e9) * Math.log(below)));
}

function vocabulary() {
  const random = generator(20261123);
  const one = () => Array.from({ length: 1 + random(4) }, () => SYLLABLES[random(SYLLABLES.length)]).join('');
  return Array.from({ length: WORDS }, one);
}
