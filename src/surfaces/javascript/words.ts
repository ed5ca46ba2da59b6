/** Words that somebody has looked for in some file, each with its place in a list of hits. At most {@link MAX_WORDS}. */
const places = new Map<string, number>();
/** One bit for each hash of such a word: most words of a text are told apart without being cut out. */
const hashes = new Uint8Array(8192);
const MAX_WORDS = 1000;
const WORD = /^[A-Za-z_$][\w$]{0,99}$/;
const MAX_HITS = 20_000;
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
    const found = place === null ? this.#search(word) : this.#at(place, word);
    return found.length > most ? found.slice(0, most) : found;
  }

  #at(place: number, word: string): readonly number[] {
    this.#hits ??= this.#scan();
    if (place < this.#known) return this.#hits[place] ?? NONE;
    return (this.#hits[place] ??= this.#search(word));
  }

  #scan(): (number[] | undefined)[] {
    const text = this.#text;
    const { length } = text;
    const hits: (number[] | undefined)[] = [];
    this.#known = places.size;
    let start = -1;
    let hash = 0;
    for (let index = 0; index < length; index += 1) {
      const code = text.charCodeAt(index);
      if (code < 128 && IN_WORD[code] === 1) {
        if (start < 0) start = index;
        hash = (Math.imul(hash, 31) + code) | 0;
      } else if (start >= 0) {
        if (hashes[hash & 8191] === 1) this.#note(hits, start, index);
        start = -1;
        hash = 0;
      }
    }
    if (start >= 0) this.#note(hits, start, length);
    return hits;
  }

  #note(hits: (number[] | undefined)[], start: number, end: number): void {
    const place = places.get(this.#text.slice(start, end));
    if (place === undefined || place >= this.#known) return;
    const list = (hits[place] ??= []);
    if (list.length < MAX_HITS) list.push(start);
  }

  #search(word: string): number[] {
    const text = this.#text;
    const out: number[] = [];
    if (word === '') return out;
    const isWord = WORD.test(word);
    for (let index = text.indexOf(word); index >= 0 && out.length < MAX_HITS; index = text.indexOf(word, index + word.length)) {
      if (!isWord || !(isInWord(text.charCodeAt(index - 1)) || isInWord(text.charCodeAt(index + word.length)))) out.push(index);
    }
    return out;
  }
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
  for (let index = 0; index < word.length; index += 1) hash = (Math.imul(hash, 31) + word.charCodeAt(index)) | 0;
  hashes[hash & 8191] = 1;
  return place;
}
