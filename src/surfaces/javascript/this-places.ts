const NONE: readonly number[] = [];
/** From a variable to `this` behind it; and what follows `this` where it is the whole value. */
const HOLDER = /([\w$]{1,40})\s{0,4}=\s{0,4}$/;
const GOES_ON = /^(?:[\w$]|\s{0,4}[.[(?])/;
/** Characters that a name of a member or of a variable has at most. */
const MAX_NAME = 100;
const MAX_HOLDER = 40;
/** Blanks and a comment between `this` or another comment, the dot and the name. */
const GAP = /(?:\bthis|\*\/)\s{0,40}\??\.(?:\s|\/\*)/;
const MAX_GAP = 400;
const MAX_COMMENTS = 4;
const DOT = 0x2e;
const QUESTION_MARK = 0x3f;
/** Members that are looked for one by one; then all are listed at once. */
const MAX_SEARCHED = 8;

/** Where `this.name`, or `self.name` of any variable that holds `this`, stands in a text. A bounded number of passes, whatever is asked for. */
export class ThisPlaces {
  readonly #text: string;
  readonly #holders: ReadonlySet<string>;
  /** Character codes that a holder's name ends with. */
  readonly #lastCharacters: ReadonlySet<number>;
  /** True when something stands between a dot and the name of a member of `this`. */
  readonly #hasGaps: boolean;
  #searched = 0;
  #all: ReadonlyMap<string, readonly number[]> | null = null;

  constructor(text: string) {
    this.#text = text;
    this.#holders = holdersOfThis(text);
    this.#hasGaps = GAP.test(text);
    this.#lastCharacters = new Set(Array.from(this.#holders, (name) => name.charCodeAt(name.length - 1)));
  }

  of(name: string): readonly number[] {
    if (this.#all) return this.#all.get(name) ?? NONE;
    if (this.#searched < MAX_SEARCHED && name.length <= MAX_NAME && !this.#hasGaps) {
      this.#searched += 1;
      return this.#search(name);
    }
    this.#all = this.#list();
    return this.#all.get(name) ?? NONE;
  }

  #search(name: string): readonly number[] {
    const text = this.#text;
    const member = `.${name}`;
    const found: number[] = [];
    for (let at = text.indexOf(member); at >= 0; at = text.indexOf(member, at + member.length)) {
      const start = isInName(text.charCodeAt(at + member.length)) ? -1 : this.#holderBefore(at);
      if (start >= 0) found.push(start);
    }
    return found;
  }

  #list(): ReadonlyMap<string, readonly number[]> {
    const text = this.#text;
    const places = new Map<string, number[]>();
    for (let at = text.indexOf('.'); at >= 0; at = text.indexOf('.', at + 1)) {
      const start = this.#holderBefore(at);
      const name = start >= 0 ? memberAt(text, afterGap(text, at + 1)) : '';
      const known = name === '' ? undefined : places.get(name);
      if (known) known.push(start);
      else if (name !== '') places.set(name, [start]);
    }
    return places;
  }

  /** Where `this`, or a variable that holds it, begins right before a dot; -1 for any other object. */
  #holderBefore(dot: number): number {
    const text = this.#text;
    const end = beforeGap(text, text.charCodeAt(dot - 1) === QUESTION_MARK ? dot - 1 : dot);
    if (!this.#lastCharacters.has(text.charCodeAt(end - 1))) return -1;
    let start = end;
    while (end - start <= MAX_HOLDER && isInName(text.charCodeAt(start - 1))) start -= 1;
    // `a.self.name` is of `a`, `...self.name` is not.
    if (text.charCodeAt(start - 1) === DOT && text.charCodeAt(start - 2) !== DOT) return -1;
    return this.#holders.has(text.slice(start, end)) ? start : -1;
  }
}

/** Where the blanks and comments in front of a place begin. */
function beforeGap(text: string, end: number): number {
  let at = end;
  for (let comments = 0; comments <= MAX_COMMENTS; comments += 1) {
    while (end - at < MAX_GAP && isSpace(text.charCodeAt(at - 1))) at -= 1;
    const start = text[at - 1] === '/' && text[at - 2] === '*' ? text.slice(Math.max(0, at - MAX_GAP), at - 2).lastIndexOf('/*') : -1;
    if (start < 0) return at;
    at = Math.max(0, at - MAX_GAP) + start;
  }
  return at;
}

/** Where the blanks and comments behind a place end. */
function afterGap(text: string, start: number): number {
  let at = start;
  for (let comments = 0; comments <= MAX_COMMENTS; comments += 1) {
    while (at - start < MAX_GAP && isSpace(text.charCodeAt(at))) at += 1;
    const end = text[at] === '/' && text[at + 1] === '*' ? text.slice(at, at + MAX_GAP).indexOf('*/', 2) : -1;
    if (end < 0) return at;
    at += end + 2;
  }
  return at;
}

/** The name that begins there, also `#private`; empty for none or a too long one. */
function memberAt(text: string, start: number): string {
  let end = text[start] === '#' ? start + 1 : start;
  while (end - start <= MAX_NAME && isInName(text.charCodeAt(end))) end += 1;
  return end - start <= MAX_NAME ? text.slice(start, end) : '';
}

/** ASCII letters, digits, `_` and `$`. */
function isInName(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 36;
}

/** `this`, and names that are given it: `self` of `const self = this`. */
function holdersOfThis(text: string): ReadonlySet<string> {
  const holders = new Set<string>(['this']);
  for (let at = text.indexOf('this'); at >= 0; at = text.indexOf('this', at + 4)) {
    let before = at - 1;
    while (at - before <= 5 && isSpace(text.charCodeAt(before))) before -= 1;
    if (text[before] !== '=' || GOES_ON.test(text.slice(at + 4, at + 9))) continue;
    const name = HOLDER.exec(text.slice(Math.max(0, at - 50), at))?.[1];
    if (name !== undefined) holders.add(name);
  }
  return holders;
}

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);
