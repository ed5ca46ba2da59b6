export const MAX_KNOWN = 2000;
const NONE: readonly number[] = [];

/** How a text is looked for: as a whole word, wherever it stands, or wherever it stands in capitals or not. */
export type Manner = 'word' | 'literal' | 'any-case';

/** Characters of a gram, and bits of each. */
export const GRAM = 3;
export const GRAM_BITS = 5;
export const GRAM_MASK = (1 << (GRAM * GRAM_BITS)) - 1;
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

const MANNERS: readonly Manner[] = ['word', 'literal', 'any-case'];

/**
 * The texts of ASCII that somebody looks for in files, at most {@link MAX_KNOWN}; a text's place is its index in each of
 * the lists. Lists of numbers: an object for each text would be ten times as large.
 */
export class KnownTexts {
  /** Small letters where the case does not count. */
  readonly texts: string[] = [];
  readonly #manners = new Uint8Array(MAX_KNOWN);
  /** The distance from the text's start to the last of the three neighbouring characters that it is found by. */
  readonly offsets = new Uint8Array(MAX_KNOWN);
  /** Five bits of each of those three, and of the characters before and after them; -1 where the text begins or ends. */
  readonly grams = new Uint16Array(MAX_KNOWN);
  readonly befores = new Int8Array(MAX_KNOWN);
  readonly afters = new Int8Array(MAX_KNOWN);
  /** The first group that a text belongs to; -1 for none. */
  readonly #groups = new Int16Array(MAX_KNOWN).fill(-1);
  /** Further groups of the few texts that belong to several. */
  readonly #furtherGroups = new Map<number, readonly number[]>();

  get count(): number {
    return this.texts.length;
  }

  textAt(place: number): string {
    return this.texts[place] ?? '';
  }

  mannerAt(place: number): Manner {
    return MANNERS[this.#manners[place] ?? 0] ?? 'literal';
  }

  /** Gives the place of the new text. */
  add(text: string, manner: Manner): number {
    const place = this.texts.length;
    this.texts.push(text);
    let offset = GRAM - 1;
    for (let end = offset + 1; end < text.length; end += 1) if (frequency(text, end) < frequency(text, offset)) offset = end;
    const bitsAt = (index: number): number => (index >= 0 && index < text.length ? text.charCodeAt(index) & 31 : -1);
    this.#manners[place] = MANNERS.indexOf(manner);
    this.offsets[place] = offset;
    this.grams[place] = (bitsAt(offset - 2) << (2 * GRAM_BITS)) | (bitsAt(offset - 1) << GRAM_BITS) | bitsAt(offset);
    this.befores[place] = bitsAt(offset - GRAM);
    this.afters[place] = bitsAt(offset + 1);
    return place;
  }

  join(place: number, group: number): void {
    if (this.#groups[place] === -1) this.#groups[place] = group;
    else this.#furtherGroups.set(place, [...(this.#furtherGroups.get(place) ?? NONE), group]);
  }

  /** Sets the bit of each group that a text belongs to. */
  mark(place: number, groups: number[]): void {
    const first = this.#groups[place] ?? -1;
    if (first < 0) return;
    markGroup(groups, first);
    for (const group of this.#furtherGroups.get(place) ?? NONE) markGroup(groups, group);
  }
}

function markGroup(groups: number[], group: number): void {
  groups[group >>> 5] = (groups[group >>> 5] ?? 0) | (1 << (group & 31));
}

/** How often the three characters that end at `end` occur, with the one before them: the smaller, the fewer places to look at. */
function frequency(text: string, end: number): number {
  let product = end < GRAM ? 1000 : 1;
  for (let index = Math.max(0, end - GRAM); index <= end; index += 1) product *= FREQUENCY[text.charCodeAt(index) & 31] ?? 1;
  return COMMON.has(text.slice(end - GRAM + 1, end + 1).toLowerCase()) ? product * OFTEN : product;
}

/**
 * All known texts by their grams, in flat tables of some kilobytes: between two files the processor forgets them, and what
 * is small comes back quickly.
 */
export class GramTable {
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

  constructor(known: KnownTexts) {
    const { texts, grams: keys } = known;
    const order = [...texts.keys()].sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
    for (const place of order) {
      const gram = keys[place] ?? 0;
      this.bits[gram >>> 5] = (this.bits[gram >>> 5] ?? 0) | (1 << (gram & 31));
    }
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
    this.characters = new Uint8Array(texts.reduce((sum, text) => sum + text.length, 0));
    for (const [index, place] of order.entries()) this.#enter(known, index, place);
  }

  #enter(known: KnownTexts, index: number, place: number): void {
    const text = known.textAt(place);
    const slot = this.slot(known.grams[place] ?? 0);
    const before = known.befores[place] ?? -1;
    const after = known.afters[place] ?? -1;
    this.befores[slot] = (this.befores[slot] ?? 0) | (before < 0 ? -1 : 1 << before);
    this.afters[slot] = (this.afters[slot] ?? 0) | (after < 0 ? -1 : 1 << after);
    this.firsts[slot + 1] = index + 1;
    this.offsets[index] = known.offsets[place] ?? 0;
    this.folds[index] = known.mannerAt(place) === 'any-case' ? 1 : 0;
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
