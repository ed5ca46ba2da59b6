/**
 * What somebody has looked for in some file, each with its place in a list of hits: whole words, and literals that may
 * stand inside of a word. At most {@link MAX_KNOWN} together.
 */
const words = new Map<string, number>();
const literals = new Map<string, number>();
let count = 0;
const MAX_KNOWN = 2000;
const NONE: readonly number[] = [];

const MAX_LENGTH = 100;
const WORD = /^[A-Za-z_$][\w$]{0,99}$/;
/** 1 for the characters of a word: ASCII letters, digits, `_` and `$`. */
const IN_WORD = new Uint8Array(128);
for (let code = 0; code < 128; code += 1) IN_WORD[code] = /[\w$]/.test(String.fromCharCode(code)) ? 1 : 0;

/** A known text, found by its three rarest neighbouring characters. */
interface Known {
  readonly text: string;
  readonly isWord: boolean;
  readonly place: number;
  /** Distance from the text's start to the last of the three characters. */
  readonly offset: number;
}
/** Characters of a gram, and bits of each. */
const GRAM = 3;
const GRAM_BITS = 5;
const GRAM_MASK = (1 << (GRAM * GRAM_BITS)) - 1;
/** The place of each gram in {@link knownByGram}; 0 for one that nothing known is found by. */
const gramPlaces = new Uint16Array(GRAM_MASK + 1);
/** One bit for each gram that something is found by: small enough to stay in the processor's nearest cache. */
const gramBits = new Uint32Array((GRAM_MASK + 1) / 32);
const knownByGram: Known[][] = [[]];
/** How often each value of five bits is among a thousand characters of code. */
const FREQUENCY = [233, 38, 9, 26, 21, 71, 19, 22, 26, 64, 34, 7, 34, 25, 58, 46, 24, 2, 44, 44, 56, 17, 6, 5, 5, 8, 4, 20, 3, 23, 2, 4];

/** Texts that are looked for together: words, or literals that may stand inside of one. */
export class TextGroup {
  readonly texts: readonly string[];
  readonly isWord: boolean;
  #places: readonly (number | null)[] | undefined;

  constructor(texts: readonly string[], isWord = false) {
    this.texts = texts;
    this.isWord = isWord;
  }

  get places(): readonly (number | null)[] {
    return (this.#places ??= this.texts.map((text) => (this.isWord ? words : literals).get(text) ?? enter(text, this.isWord)));
  }
}

/** Where one text of a group stands: its number in the group, and ascending start indexes, at least one. */
export interface GroupHit {
  readonly which: number;
  readonly indexes: readonly number[];
}
const NO_HITS: readonly GroupHit[] = [];

/**
 * Where texts stand in a text. The first question reads the text once for all that was asked for before, in this file or
 * in others; what is asked for the first time costs a search of its own. Time grows with the length of the text only.
 */
export class TextIndex {
  readonly #text: string;
  #hits: (number[] | undefined)[] | null = null;
  #known = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Ascending start indexes of a whole word, at most `most`. Of anything but a word: of its literal occurrences. */
  find(word: string, most: number = Number.POSITIVE_INFINITY): readonly number[] {
    const place = words.get(word) ?? enter(word, true);
    const found = place !== null ? this.#at(place, word, searchWord) : WORD.test(word) ? searchWord(this.#text, word) : this.findLiteral(word);
    return found.length > most ? found.slice(0, most) : found;
  }

  /** Ascending start indexes of a text wherever it stands, inside of words too; they do not overlap. */
  findLiteral(literal: string): readonly number[] {
    const place = literals.get(literal) ?? enter(literal, false);
    return place === null ? searchLiteral(this.#text, literal) : this.#at(place, literal, searchLiteral);
  }

  /** Those texts of a group that occur, in the order of the group. */
  findGroup(group: TextGroup): readonly GroupHit[] {
    const { places, texts, isWord } = group;
    const hits = (this.#hits ??= this.#scan());
    let found: GroupHit[] | null = null;
    for (let which = 0; which < places.length; which += 1) {
      const place = places[which] ?? null;
      const indexes = place !== null && place < this.#known ? hits[place] : this.#single(texts[which] ?? '', isWord);
      if (indexes !== undefined && indexes.length > 0) (found ??= []).push({ which, indexes });
    }
    return found ?? NO_HITS;
  }

  /** True when any text of a group occurs. */
  hasAny(group: TextGroup): boolean {
    const { places, texts, isWord } = group;
    const hits = (this.#hits ??= this.#scan());
    return places.some((place, which) => (place !== null && place < this.#known ? hits[place] !== undefined : this.#single(texts[which] ?? '', isWord).length > 0));
  }

  #single(text: string, isWord: boolean): readonly number[] {
    return isWord ? this.find(text) : this.findLiteral(text);
  }

  #at(place: number, wanted: string, search: (text: string, wanted: string) => number[]): readonly number[] {
    this.#hits ??= this.#scan();
    return place < this.#known ? (this.#hits[place] ?? NONE) : (this.#hits[place] ??= search(this.#text, wanted));
  }

  #scan(): (number[] | undefined)[] {
    const text = this.#text;
    const { length } = text;
    const hits: (number[] | undefined)[] = [];
    this.#known = count;
    let gram = 0;
    for (let index = 0; index < length; index += 1) {
      gram = ((gram << GRAM_BITS) | (text.charCodeAt(index) & 31)) & GRAM_MASK;
      if ((((gramBits[gram >>> 5] ?? 0) >>> gram) & 1) === 1) this.#note(hits, gramPlaces[gram] ?? 0, index);
    }
    return hits;
  }

  #note(hits: (number[] | undefined)[], gramPlace: number, index: number): void {
    const text = this.#text;
    for (const known of knownByGram[gramPlace] ?? []) {
      const start = index - known.offset;
      if (start < 0 || !text.startsWith(known.text, start)) continue;
      if (known.isWord && !isWhole(text, start, start + known.text.length)) continue;
      const list = (hits[known.place] ??= []);
      const last = list[list.length - 1];
      if (last === undefined || last + known.text.length <= start) list.push(start);
    }
  }
}

/** Makes a text known; `null` for one that is too short or too long, and when too many are known. */
function enter(text: string, isWord: boolean): number | null {
  if (count >= MAX_KNOWN || text.length < GRAM || text.length > MAX_LENGTH || (isWord && !WORD.test(text))) return null;
  let offset = GRAM - 1;
  for (let end = offset; end < text.length; end += 1) if (frequency(text, end) < frequency(text, offset)) offset = end;
  const gram = gramAt(text, offset);
  if (gramPlaces[gram] === 0) gramPlaces[gram] = knownByGram.push([]) - 1;
  gramBits[gram >>> 5] = (gramBits[gram >>> 5] ?? 0) | (1 << (gram & 31));
  knownByGram[gramPlaces[gram] ?? 0]?.push({ text, isWord, place: count, offset });
  (isWord ? words : literals).set(text, count);
  count += 1;
  return count - 1;
}

/** The three characters that end at `end`, five bits of each. */
function gramAt(text: string, end: number): number {
  return ((text.charCodeAt(end - 2) & 31) << (2 * GRAM_BITS)) | ((text.charCodeAt(end - 1) & 31) << GRAM_BITS) | (text.charCodeAt(end) & 31);
}

/** The product of how often the three characters that end at `end` occur: the smaller, the fewer places to look at. */
function frequency(text: string, end: number): number {
  let product = 1;
  for (let index = end - GRAM + 1; index <= end; index += 1) product *= FREQUENCY[text.charCodeAt(index) & 31] ?? 1;
  return product;
}

function searchLiteral(text: string, literal: string): number[] {
  const out: number[] = [];
  if (literal === '') return out;
  for (let index = text.indexOf(literal); index >= 0; index = text.indexOf(literal, index + literal.length)) out.push(index);
  return out;
}

function searchWord(text: string, word: string): number[] {
  return searchLiteral(text, word).filter((index) => isWhole(text, index, index + word.length));
}

/** True when no character of a word stands on either side. */
function isWhole(text: string, start: number, end: number): boolean {
  return !isInWord(text.charCodeAt(start - 1)) && !isInWord(text.charCodeAt(end));
}

function isInWord(code: number): boolean {
  return code < 128 && IN_WORD[code] === 1;
}
