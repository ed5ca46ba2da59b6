import { GRAM, GRAM_BITS, GRAM_MASK, GramTable, KnownTexts, MAX_KNOWN } from './known-texts.ts';
import type { Manner } from './known-texts.ts';

const NONE: readonly number[] = [];
const WORD = /^[A-Za-z_$][\w$]{0,99}$/;
const ASCII = /^[\x00-\x7f]{1,100}$/;
/** 1 for the characters of a word: ASCII letters, digits, `_` and `$`. */
const IN_WORD = new Uint8Array(128);
for (let code = 0; code < 128; code += 1) IN_WORD[code] = /[\w$]/.test(String.fromCharCode(code)) ? 1 : 0;

const known = new KnownTexts();
const places: Readonly<Record<Manner, Map<string, number>>> = { word: new Map(), literal: new Map(), 'any-case': new Map() };
let groupCount = 0;
/** Made anew when a text becomes known. */
let table: GramTable | null = null;

/** 1 for characters of ASCII that are neither printable nor a tab or line end. */
const ODD = new Uint8Array(128);
for (let code = 0; code < 128; code += 1) ODD[code] = /[\t\n\f\r\x20-\x7e]/.test(String.fromCharCode(code)) ? 0 : 1;

/** Texts that are looked for together, each of at least three characters of ASCII. Made when a module loads, not for each file. */
export class TextGroup {
  readonly number: number;
  /** Each text and its number in the group, by its place. */
  readonly members: ReadonlyMap<number, number>;

  /** @throws Error when a text cannot be known: shorter than three characters, longer than 100, or not ASCII. */
  constructor(texts: readonly string[], manner: Manner = 'literal') {
    this.number = groupCount;
    groupCount += 1;
    this.members = new Map(
      texts.map((text, which) => {
        const place = enter(text, manner);
        if (place === null) throw new Error(`text index: ${JSON.stringify(text)} cannot be known`);
        known.join(place, this.number);
        return [place, which];
      }),
    );
  }
}

/** Where one text of a group stands: its number in the group, and ascending start indexes, at least one. */
export interface GroupHit {
  readonly which: number;
  readonly indexes: readonly number[];
}
const NO_HITS: readonly GroupHit[] = [];

/** What one reading of a text found. */
interface Reading {
  /** Ascending start indexes of texts that occur, by place. */
  readonly hits: Map<number, number[]>;
  /** One bit for each group of which something occurs. */
  readonly groups: number[];
  /** How many texts and groups were known. */
  readonly texts: number;
  readonly groupCount: number;
}

/**
 * Where texts stand in a text. The first question reads the text once for all that was asked for before, in this file or
 * in others; what is asked for the first time costs a search of its own. Time grows with the length of the text only.
 */
export class TextIndex {
  readonly #text: string;
  #reading: Reading | null = null;
  #isPlain = false;

  constructor(text: string) {
    this.#text = text;
  }

  /** True for a text of printable ASCII, tabs and line ends only. */
  get isPlain(): boolean {
    this.#read();
    return this.#isPlain;
  }

  /** Ascending start indexes of a whole word, at most `most`. Of anything but a word: of its literal occurrences. */
  find(word: string, most: number = Number.POSITIVE_INFINITY): readonly number[] {
    const found = WORD.test(word) ? this.#at(enter(word, 'word'), word, 'word') : this.findLiteral(word);
    return found.length > most ? found.slice(0, most) : found;
  }

  /** Ascending start indexes of a text wherever it stands, inside of words too; they do not overlap. */
  findLiteral(literal: string): readonly number[] {
    return this.#at(enter(literal, 'literal'), literal, 'literal');
  }

  /** Those texts of a group that occur, in the order of the group. */
  findGroup(group: TextGroup): readonly GroupHit[] {
    if (!this.hasAny(group)) return NO_HITS;
    const found: GroupHit[] = [];
    // Fewer texts occur in a file than there are in a group.
    for (const [place, indexes] of this.#read().hits) {
      const which = group.members.get(place);
      if (which !== undefined && indexes.length > 0) found.push({ which, indexes });
    }
    return found.sort((a, b) => a.which - b.which);
  }

  /** True when any text of a group occurs. */
  hasAny({ number, members }: TextGroup): boolean {
    const reading = this.#read();
    if (number < reading.groupCount) return hasGroup(reading, number);
    // A group that is younger than the reading.
    const found = [...members.keys()].map((place) => this.#at(place, known.textAt(place), known.mannerAt(place)).length);
    return found.some((count) => count > 0);
  }

  #at(place: number | null, wanted: string, manner: Manner): readonly number[] {
    if (place === null) return SEARCHES[manner](this.#text, wanted);
    const { hits, texts } = this.#read();
    const found = hits.get(place);
    if (found || place < texts) return found ?? NONE;
    const indexes = SEARCHES[manner](this.#text, wanted);
    hits.set(place, indexes);
    return indexes;
  }

  #read(): Reading {
    return (this.#reading ??= this.#scan());
  }

  #scan(): Reading {
    const text = this.#text;
    const { length } = text;
    const reading: Reading = { hits: new Map(), groups: [], texts: known.count, groupCount };
    const grams = (table ??= new GramTable(known));
    const { bits } = grams;
    const odds = ODD;
    // Four characters: a gram and the one before it.
    let four = 0;
    let odd = 0;
    for (let index = 0; index < length; index += 1) {
      const code = text.charCodeAt(index);
      odd |= code < 128 ? (odds[code] ?? 0) : 1;
      four = (four << GRAM_BITS) | (code & 31);
      if ((((bits[(four & GRAM_MASK) >>> 5] ?? 0) >>> four) & 1) === 1) this.#compare(reading, grams, four, index);
    }
    this.#isPlain = odd === 0;
    return reading;
  }

  /** Compares the texts of the gram that ends at an index. */
  #compare(reading: Reading, grams: GramTable, four: number, index: number): void {
    const text = this.#text;
    const slot = grams.slot(four & GRAM_MASK);
    if ((((grams.befores[slot] ?? 0) >>> (four >>> (GRAM * GRAM_BITS))) & ((grams.afters[slot] ?? 0) >>> text.charCodeAt(index + 1)) & 1) === 0) return;
    const { starts, characters } = grams;
    const last = grams.firsts[slot + 1] ?? 0;
    for (let entry = grams.firsts[slot] ?? 0; entry < last; entry += 1) {
      const at = index - (grams.offsets[entry] ?? 0);
      const first = starts[entry] ?? 0;
      const size = (starts[entry + 1] ?? 0) - first;
      if (at < 0 || at + size > text.length) continue;
      const folds = grams.folds[entry] === 1;
      let same = 0;
      while (same < size && (folds ? small(text.charCodeAt(at + same)) : text.charCodeAt(at + same)) === characters[first + same]) same += 1;
      if (same === size) this.#note(reading, grams.places[entry] ?? 0, at);
    }
  }

  /** Enters an occurrence. */
  #note({ hits, groups }: Reading, place: number, start: number): void {
    const source = this.#text;
    const text = known.textAt(place);
    if (known.mannerAt(place) === 'word' && !isWhole(source, start, start + text.length)) return;
    const list = hits.get(place);
    if (!list) {
      hits.set(place, [start]);
      known.mark(place, groups);
    } else if ((list[list.length - 1] ?? 0) + text.length <= start) list.push(start);
  }
}

function hasGroup({ groups }: Reading, group: number): boolean {
  return (((groups[group >>> 5] ?? 0) >>> (group & 31)) & 1) === 1;
}

/** A text of the same length without capitals of ASCII. */
function inSmall(text: string): string {
  return text.replace(/[A-Z]{1,100}/g, (capitals) => capitals.toLowerCase());
}

/** The small letter of a capital of ASCII; every other character itself. */
function small(code: number): number {
  return code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
}

const SEARCHES: Readonly<Record<Manner, (text: string, wanted: string) => number[]>> = { word: searchWord, literal: searchLiteral, 'any-case': (text, wanted) => searchLiteral(inSmall(text), inSmall(wanted)) };

/** Makes a text known and gives its place; `null` for one that is too short, too long or not ASCII, and when too many are known. */
function enter(wanted: string, manner: Manner): number | null {
  const place = places[manner].get(wanted);
  if (place !== undefined) return place;
  const text = manner === 'any-case' ? inSmall(wanted) : wanted;
  if (known.count >= MAX_KNOWN || text.length < GRAM || !ASCII.test(text) || (manner === 'word' && !WORD.test(text))) return null;
  const added = known.add(text, manner);
  places[manner].set(wanted, added);
  table = null;
  return added;
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
