const MAX_KNOWN = 2000;
const NONE: readonly number[] = [];
const WORD = /^[A-Za-z_$][\w$]{0,99}$/;
const ASCII = /^[\x00-\x7f]{1,100}$/;
/** 1 for the characters of a word: ASCII letters, digits, `_` and `$`. */
const IN_WORD = new Uint8Array(128);
for (let code = 0; code < 128; code += 1) IN_WORD[code] = /[\w$]/.test(String.fromCharCode(code)) ? 1 : 0;

/** How a text is looked for: as a whole word, wherever it stands, or wherever it stands in capitals or not. */
type Manner = 'word' | 'literal' | 'any-case';

/** A text of ASCII that somebody looks for in files, small letters where the case does not count. */
interface Known {
  readonly text: string;
  readonly manner: Manner;
  /** The distance from the text's start to the last of the three neighbouring characters that it is found by. */
  readonly offset: number;
  /** Five bits of each of those three, and of the characters before and after them; -1 where the text begins or ends. */
  readonly gram: number;
  readonly before: number;
  readonly after: number;
  /** Numbers of the groups that it belongs to. */
  readonly groups: number[];
}
/** At most {@link MAX_KNOWN}; a text's place is its index. */
const known: Known[] = [];
const places: Readonly<Record<Manner, Map<string, number>>> = { word: new Map(), literal: new Map(), 'any-case': new Map() };
let groupCount = 0;

/** Characters of a gram, and bits of each. */
const GRAM = 3;
const GRAM_BITS = 5;
const GRAM_MASK = (1 << (GRAM * GRAM_BITS)) - 1;
/** How often each value of five bits is among a thousand characters of code. */
const FREQUENCY = [233, 38, 9, 26, 21, 71, 19, 22, 26, 64, 34, 7, 34, 25, 58, 46, 24, 2, 44, 44, 56, 17, 6, 5, 5, 8, 4, 20, 3, 23, 2, 4];
/** Neighbours of which code is full, far beyond what the frequency of each says: of 24 MB of published code, the most frequent. */
const COMMON: ReadonlySet<string> = new Set(
  ('ion tio con ing ode nst ort exp por str the tur ret ect ter thi etu ate tri urn par nod cti pro nde res val def his rin unc sta nct fun xpo che ext ' +
  'ess ame opt int ine men for rea nte ati end joj alu ara jec nam pti lue pre ult err ind ert isn fin ope ten efi all ire lin est key per pat obj den ' +
  'com len tor ile get ers ema cod bje ver sio ren rro ath tat rts jex are ram ali rom dat ont rat ror lse ule and rop ase ser age tru ern cla ite ssi ' +
  'ted equ imp ble ass ead mpo fil ith tex num era sch abl set dec ars ull var fro mod als arr ace nts mes nti ber rse rce nul nfi lar oke enc ist eme ' +
  'put ned tok ken eng not cal tar ore mbe mat lea our fau ere tem sou urc req arg xte map rec ins use nal tes der fer out orm iti ele xpr omm ray let ' +
  'eve new ack pac').split(' '),
);
const OFTEN = 20;

/**
 * All known texts by their grams, in flat tables of some kilobytes: between two files the processor forgets them, and what
 * is small comes back quickly.
 */
class Table {
  /** One bit for each gram that something is found by. */
  readonly bits = new Uint32Array((GRAM_MASK + 1) / 32);
  /** How many grams stand before each element of {@link bits}. */
  readonly ranks = new Uint16Array((GRAM_MASK + 1) / 32);
  /** Of each gram, one bit for each character that may stand before it, and after it. */
  readonly befores: Uint32Array;
  readonly afters: Uint32Array;
  /** Where the texts of each gram begin in the lists below. */
  readonly firsts: Uint16Array;
  readonly places: Uint16Array;
  readonly offsets: Uint8Array;
  readonly folds: Uint8Array;
  /** Where each text begins in {@link characters}. */
  readonly starts: Uint32Array;
  readonly characters: Uint8Array;

  constructor(texts: readonly Known[]) {
    const order = [...texts.keys()].sort((a, b) => (texts[a]?.gram ?? 0) - (texts[b]?.gram ?? 0));
    for (const { gram } of texts) this.bits[gram >>> 5] = (this.bits[gram >>> 5] ?? 0) | (1 << (gram & 31));
    let grams = 0;
    for (let index = 0; index < this.bits.length; index += 1) {
      this.ranks[index] = grams;
      grams += bitCount(this.bits[index] ?? 0);
    }
    this.befores = new Uint32Array(grams);
    this.afters = new Uint32Array(grams);
    this.firsts = new Uint16Array(grams + 1);
    this.places = Uint16Array.from(order);
    this.offsets = new Uint8Array(order.length);
    this.folds = new Uint8Array(order.length);
    this.starts = new Uint32Array(order.length + 1);
    this.characters = new Uint8Array(texts.reduce((sum, { text }) => sum + text.length, 0));
    for (const [index, place] of order.entries()) this.#enter(index, texts[place] as Known);
  }

  #enter(index: number, { text, manner, offset, gram, before, after }: Known): void {
    const slot = this.slot(gram);
    this.befores[slot] = (this.befores[slot] ?? 0) | (before < 0 ? -1 : 1 << before);
    this.afters[slot] = (this.afters[slot] ?? 0) | (after < 0 ? -1 : 1 << after);
    this.firsts[slot + 1] = index + 1;
    this.offsets[index] = offset;
    this.folds[index] = manner === 'any-case' ? 1 : 0;
    const start = this.starts[index] ?? 0;
    for (let at = 0; at < text.length; at += 1) this.characters[start + at] = text.charCodeAt(at);
    this.starts[index + 1] = start + text.length;
  }

  /** The number of a gram among those that something is found by. */
  slot(gram: number): number {
    return (this.ranks[gram >>> 5] ?? 0) + bitCount((this.bits[gram >>> 5] ?? 0) & ((1 << (gram & 31)) - 1));
  }
}

function bitCount(word: number): number {
  let count = word - ((word >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Made anew when a text becomes known. */
let table: Table | null = null;

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
        known[place]?.groups.push(this.number);
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
    const found = [...members.keys()].map((place) => this.#at(place, known[place]?.text ?? '', known[place]?.manner ?? 'literal').length);
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
    const reading: Reading = { hits: new Map(), groups: [], texts: known.length, groupCount };
    const grams = (table ??= new Table(known));
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
  #compare(reading: Reading, grams: Table, four: number, index: number): void {
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
    const { text, manner, groups: memberships } = known[place] as Known;
    if (manner === 'word' && !isWhole(source, start, start + text.length)) return;
    const list = hits.get(place);
    if (!list) {
      hits.set(place, [start]);
      for (const group of memberships) groups[group >>> 5] = (groups[group >>> 5] ?? 0) | (1 << (group & 31));
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
  if (known.length >= MAX_KNOWN || text.length < GRAM || !ASCII.test(text) || (manner === 'word' && !WORD.test(text))) return null;
  let offset = GRAM - 1;
  for (let end = offset + 1; end < text.length; end += 1) if (frequency(text, end) < frequency(text, offset)) offset = end;
  const codes = Array.from(text, (character) => character.charCodeAt(0) & 31);
  const [first = 0, second = 0, third = 0] = codes.slice(offset - GRAM + 1);
  known.push({ text, manner, offset, gram: (first << (2 * GRAM_BITS)) | (second << GRAM_BITS) | third, before: codes[offset - GRAM] ?? -1, after: codes[offset + 1] ?? -1, groups: [] });
  places[manner].set(wanted, known.length - 1);
  table = null;
  return known.length - 1;
}

/** How often the three characters that end at `end` occur, with the one before them: the smaller, the fewer places to look at. */
function frequency(text: string, end: number): number {
  let product = end < GRAM ? 1000 : 1;
  for (let index = Math.max(0, end - GRAM); index <= end; index += 1) product *= FREQUENCY[text.charCodeAt(index) & 31] ?? 1;
  return COMMON.has(text.slice(end - GRAM + 1, end + 1).toLowerCase()) ? product * OFTEN : product;
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
