/** Words that somebody has looked for in some file, each with its place in a list of hits. At most {@link MAX_WORDS}. */
const places = new Map<string, number>();
/** One bit for each hash of such a word: most words of a text are told apart without being cut out. */
const hashes = new Uint8Array(8192);
const MAX_WORDS = 1000;
const WORD = /^[A-Za-z_$][\w$]{0,99}$/;
const NONE: readonly number[] = [];

/** 1 for the characters of a word: ASCII letters, digits, `_` and `$`. */
const IN_WORD = new Uint8Array(128);
for (let code = 0; code < 128; code += 1) IN_WORD[code] = /[\w$]/.test(String.fromCharCode(code)) ? 1 : 0;

/**
 * Where words stand in a text. The first question reads the text once for all words that were asked for before, in this
 * file or in others; a new word costs a search of its own.
 */
export class WordIndex {
  readonly #text: string;
  #hits: (number[] | undefined)[] | null = null;
  #known = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Ascending start indexes of a whole word, at most `most`. */
  find(word: string, most: number): readonly number[] {
    const place = WORD.test(word) ? placeOf(word) : null;
    if (place === null) return this.#search(word, most);
    this.#hits ??= this.#scan(most);
    if (place < this.#known) return this.#hits[place] ?? NONE;
    return (this.#hits[place] ??= this.#search(word, most));
  }

  #scan(most: number): (number[] | undefined)[] {
    const text = this.#text;
    const hits: (number[] | undefined)[] = [];
    this.#known = places.size;
    let start = -1;
    let hash = 0;
    for (let index = 0; index <= text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code < 128 && IN_WORD[code] === 1) {
        if (start < 0) start = index;
        hash = step(hash, code);
        continue;
      }
      if (start >= 0 && hashes[hash & 8191] === 1) {
        const place = places.get(text.slice(start, index));
        if (place !== undefined) {
          const list = (hits[place] ??= []);
          if (list.length < most) list.push(start);
        }
      }
      start = -1;
      hash = 0;
    }
    return hits;
  }

  #search(word: string, most: number): number[] {
    const text = this.#text;
    const out: number[] = [];
    if (word === '') return out;
    const isWord = WORD.test(word);
    for (let index = text.indexOf(word); index >= 0 && out.length < most; index = text.indexOf(word, index + word.length)) {
      if (!isWord || !(isInWord(text.charCodeAt(index - 1)) || isInWord(text.charCodeAt(index + word.length)))) out.push(index);
    }
    return out;
  }
}

function step(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0;
}

function isInWord(code: number): boolean {
  return code < 128 && IN_WORD[code] === 1;
}

/** The place of a word in the list of hits; `null` when too many words are known. */
function placeOf(word: string): number | null {
  const known = places.get(word);
  if (known !== undefined) return known;
  if (places.size >= MAX_WORDS) return null;
  const place = places.size;
  places.set(word, place);
  let hash = 0;
  for (let index = 0; index < word.length; index += 1) hash = step(hash, word.charCodeAt(index));
  hashes[hash & 8191] = 1;
  return place;
}
