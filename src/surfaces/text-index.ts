const MAX_LENGTH = 100;
const MAX_KNOWN = 2000;
const NONE: readonly number[] = [];
const WORD = /^[A-Za-z_$][\w$]{0,99}$/;
const ASCII = /^[\x00-\x7f]{1,100}$/;
/** 1 for the characters of a word: ASCII letters, digits, `_` and `$`. */
const IN_WORD = new Uint8Array(128);
for (let code = 0; code < 128; code += 1) IN_WORD[code] = /[\w$]/.test(String.fromCharCode(code)) ? 1 : 0;

/** How a text is looked for: as a whole word, wherever it stands, or wherever it stands in capitals or not. */
type Manner = 'word' | 'literal' | 'any-case';
const MANNERS: readonly Manner[] = ['literal', 'word', 'any-case'];

/**
 * What somebody looks for in files: at most {@link MAX_KNOWN} texts of ASCII, each with its place. The tables are flat and
 * small, because between two files the processor forgets them.
 */
const places: Readonly<Record<Manner, Map<string, number>>> = { word: new Map(), literal: new Map(), 'any-case': new Map() };
const texts: string[] = [];
const manners = new Uint8Array(MAX_KNOWN);
/** The distance from a text's start to the last of the three neighbouring characters that it is found by. */
const offsets = new Uint8Array(MAX_KNOWN);
/** Where each text's characters stand in {@link characters}; small letters where the case does not count. */
const starts = new Uint32Array(MAX_KNOWN + 1);
const characters = new Uint8Array(MAX_KNOWN * MAX_LENGTH);
/** The next text that is found by the same three characters, by place; 0 for none, places count from 1 here. */
const following = new Uint16Array(MAX_KNOWN);
/** Numbers of the groups that a text belongs to. */
const memberships: number[][] = [];
let groupCount = 0;

/** Characters of a gram, and bits of each. */
const GRAM = 3;
const GRAM_BITS = 5;
const GRAM_MASK = (1 << (GRAM * GRAM_BITS)) - 1;
/** The first text that each gram leads to; 0 for none, places count from 1 here. */
const leads = new Uint16Array(GRAM_MASK + 1);
/** One bit for each gram that something is found by: small enough to stay in the processor's nearest cache. */
const gramBits = new Uint32Array((GRAM_MASK + 1) / 32);
/** How often each value of five bits is among a thousand characters of code. */
const FREQUENCY = [233, 38, 9, 26, 21, 71, 19, 22, 26, 64, 34, 7, 34, 25, 58, 46, 24, 2, 44, 44, 56, 17, 6, 5, 5, 8, 4, 20, 3, 23, 2, 4];

/** 1 for characters that are neither printable ASCII nor a tab or line end. */
const ODD = new Uint8Array(256);
/** The small letter of a capital; every other character itself. */
const SMALL = new Uint8Array(256);
for (let code = 0; code < 256; code += 1) {
  ODD[code] = (code >= 0x20 && code <= 0x7e) || code === 0x09 || code === 0x0a || code === 0x0c || code === 0x0d ? 0 : 1;
  SMALL[code] = code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
}

/** A piece of the text as bytes: the low eight bits of each character. Texts of more than a window are read piece by piece. */
const WINDOW = 1 << 16;
const bytes = Buffer.alloc(WINDOW);

/** Texts that are looked for together: words, or literals that may stand inside of one. */
export class TextGroup {
  readonly texts: readonly string[];
  readonly manner: Manner;
  readonly number: number;
  /** The place of each text; `null` for one that cannot be known and is searched for by itself. */
  readonly places: readonly (number | null)[];
  readonly hasStrangers: boolean;

  constructor(members: readonly string[], manner: Manner = 'literal') {
    this.texts = members;
    this.manner = manner;
    this.number = groupCount;
    groupCount += 1;
    this.places = members.map((text) => enter(text, manner));
    this.hasStrangers = this.places.includes(null);
    for (const place of this.places) if (place !== null) memberships[place]?.push(this.number);
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
  /** 1 for a group of which something occurs. */
  readonly groups: Uint8Array;
  /** How many texts were known. */
  readonly known: number;
}

/**
 * Where texts stand in a text. The first question reads the text once for all that was asked for before, in this file or
 * in others; what is asked for the first time costs a search of its own. Time grows with the length of the text only.
 */
export class TextIndex {
  readonly #text: string;
  #reading: Reading | null = null;
  #hasOdd = false;
  #isPlain: boolean | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** True for a text of printable ASCII, tabs and line ends only. */
  get isPlain(): boolean {
    this.#read();
    return (this.#isPlain ??= !this.#hasOdd && Buffer.byteLength(this.#text, 'utf8') === this.#text.length);
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
    if (!group.hasStrangers && !this.#mayHaveAny(group)) return NO_HITS;
    const found: GroupHit[] = [];
    for (let which = 0; which < group.texts.length; which += 1) {
      const indexes = this.#at(group.places[which] ?? null, group.texts[which] ?? '', group.manner);
      if (indexes.length > 0) found.push({ which, indexes });
    }
    return found;
  }

  /** True when any text of a group occurs. */
  hasAny(group: TextGroup): boolean {
    const { number, places: wanted, manner, hasStrangers } = group;
    if (!hasStrangers && number < this.#read().groups.length) return this.#read().groups[number] === 1;
    return group.texts.some((text, which) => this.#at(wanted[which] ?? null, text, manner).length > 0);
  }

  #mayHaveAny({ number }: TextGroup): boolean {
    const { groups } = this.#read();
    return number >= groups.length || groups[number] === 1;
  }

  #at(place: number | null, wanted: string, manner: Manner): readonly number[] {
    if (place === null) return SEARCHES[manner](this.#text, wanted);
    const { hits, known } = this.#read();
    const found = hits.get(place);
    if (found || place < known) return found ?? NONE;
    const indexes = SEARCHES[manner](this.#text, wanted);
    hits.set(place, indexes);
    return indexes;
  }

  #read(): Reading {
    return (this.#reading ??= this.#scan());
  }

  #scan(): Reading {
    const text = this.#text;
    const reading: Reading = { hits: new Map(), groups: new Uint8Array(groupCount), known: texts.length };
    if (text.length <= WINDOW) {
      bytes.write(text, 'latin1');
      this.#scanWindow(reading, 0, 0, text.length, text.length);
      return reading;
    }
    // Neighbouring windows overlap, so that each text stands whole in the window in which its gram is met.
    for (let from = 0; from < text.length; from += WINDOW - 2 * OVERLAP) {
      const start = Math.max(0, from - OVERLAP);
      const part = text.slice(start, start + WINDOW);
      bytes.write(part, 'latin1');
      this.#scanWindow(reading, start, from - start, Math.min(part.length, from - start + WINDOW - 2 * OVERLAP), part.length);
    }
    return reading;
  }

  /** Looks for grams that end at an index of the window from `from` on and before `to`; `start` is where the window begins in the text. */
  #scanWindow(reading: Reading, start: number, from: number, to: number, length: number): void {
    let gram = 0;
    let odd = 0;
    for (let index = Math.max(0, from - GRAM + 1); index < from; index += 1) gram = (gram << GRAM_BITS) | ((bytes[index] ?? 0) & 31);
    for (let index = from; index < to; index += 1) {
      const code = bytes[index] ?? 0;
      odd |= ODD[code] ?? 0;
      gram = ((gram << GRAM_BITS) | (code & 31)) & GRAM_MASK;
      if ((((gramBits[gram >>> 5] ?? 0) >>> gram) & 1) === 1) this.#compare(reading, leads[gram] ?? 0, index, start, length);
    }
    if (odd !== 0) this.#hasOdd = true;
  }

  /** Compares the texts of one gram with the window. */
  #compare(reading: Reading, lead: number, index: number, start: number, length: number): void {
    for (let next = lead; next !== 0; next = following[next - 1] ?? 0) {
      const place = next - 1;
      const at = index - (offsets[place] ?? 0);
      const first = starts[place] ?? 0;
      const size = (starts[place + 1] ?? 0) - first;
      if (at < 0 || at + size > length) continue;
      const folds = manners[place] === ANY_CASE;
      let same = 0;
      while (same < size && (folds ? SMALL[bytes[at + same] ?? 0] : bytes[at + same]) === characters[first + same]) same += 1;
      if (same === size) this.#note(reading, place, start + at);
    }
  }

  /** Enters an occurrence, if it is one: bytes may stand for characters of other alphabets. */
  #note({ hits, groups }: Reading, place: number, start: number): void {
    const text = this.#text;
    const wanted = texts[place] ?? '';
    if (manners[place] === ANY_CASE ? text.slice(start, start + wanted.length).toLowerCase() !== wanted : !text.startsWith(wanted, start)) return;
    if (manners[place] === WHOLE && !isWhole(text, start, start + wanted.length)) return;
    const list = hits.get(place);
    if (!list) {
      hits.set(place, [start]);
      for (const group of memberships[place] ?? []) groups[group] = 1;
    } else if ((list[list.length - 1] ?? 0) + wanted.length <= start) list.push(start);
  }
}

const OVERLAP = MAX_LENGTH + GRAM;
const WHOLE = MANNERS.indexOf('word');
const ANY_CASE = MANNERS.indexOf('any-case');
const SEARCHES: Readonly<Record<Manner, (text: string, wanted: string) => number[]>> = { word: searchWord, literal: searchLiteral, 'any-case': (text, wanted) => searchLiteral(text.toLowerCase(), wanted.toLowerCase()) };

/** Makes a text known and gives its place; `null` for one that is too short, too long or not ASCII, and when too many are known. */
function enter(wanted: string, manner: Manner): number | null {
  const known = places[manner].get(wanted);
  if (known !== undefined) return known;
  const text = manner === 'any-case' ? wanted.toLowerCase() : wanted;
  const place = texts.length;
  if (place >= MAX_KNOWN || text.length < GRAM || !ASCII.test(text) || (manner === 'word' && !WORD.test(text))) return null;
  let offset = GRAM - 1;
  for (let end = offset; end < text.length; end += 1) if (frequency(text, end) < frequency(text, offset)) offset = end;
  const gram = gramAt(text, offset);
  const first = starts[place] ?? 0;
  for (let index = 0; index < text.length; index += 1) characters[first + index] = text.charCodeAt(index);
  starts[place + 1] = first + text.length;
  texts.push(text);
  memberships.push([]);
  manners[place] = MANNERS.indexOf(manner);
  offsets[place] = offset;
  following[place] = leads[gram] ?? 0;
  leads[gram] = place + 1;
  gramBits[gram >>> 5] = (gramBits[gram >>> 5] ?? 0) | (1 << (gram & 31));
  places[manner].set(wanted, place);
  return place;
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
