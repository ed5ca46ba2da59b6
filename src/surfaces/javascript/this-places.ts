const NONE: readonly number[] = [];
/** From a variable to `this` behind it; and what follows `this` where it is the whole value. */
const HOLDER = /([\w$]{1,40})\s{0,4}=\s{0,4}$/;
const GOES_ON = /^(?:[\w$]|\s{0,4}[.[(?])/;
const OF_THIS = /\bthis\??\.(#?[\w$]{1,100})/g;
const OF_ANY = /(?<![\w$.])([\w$]{1,40})\??\.(#?[\w$]{1,100})/g;
const IN_NAME = /[\w$]/;
/** Members that are looked for one by one; then all are listed at once. */
const MAX_SEARCHED = 8;

/** Where `this.name`, or `self.name` of any variable that holds `this`, stands in a text. A bounded number of passes, whatever is asked for. */
export class ThisPlaces {
  readonly #text: string;
  readonly #holders: ReadonlySet<string>;
  #searched = 0;
  #all: ReadonlyMap<string, readonly number[]> | null = null;

  constructor(text: string) {
    this.#text = text;
    this.#holders = holdersOfThis(text);
  }

  of(name: string): readonly number[] {
    if (!this.#all && this.#holders.size === 0 && this.#searched < MAX_SEARCHED) {
      this.#searched += 1;
      return [...this.#search(`this.${name}`), ...this.#search(`this?.${name}`)].sort((a, b) => a - b);
    }
    this.#all ??= this.#list();
    return this.#all.get(name) ?? NONE;
  }

  #search(member: string): number[] {
    const text = this.#text;
    const found: number[] = [];
    for (let at = text.indexOf(member); at >= 0; at = text.indexOf(member, at + member.length)) if (!IN_NAME.test(text[at - 1] ?? '') && !IN_NAME.test(text[at + member.length] ?? '')) found.push(at);
    return found;
  }

  #list(): ReadonlyMap<string, readonly number[]> {
    const places = new Map<string, number[]>();
    const add = (name: string, index: number): void => {
      const known = places.get(name);
      if (known) known.push(index);
      else places.set(name, [index]);
    };
    if (this.#holders.size === 0) for (const { 1: name = '', index } of this.#text.matchAll(OF_THIS)) add(name, index);
    else for (const { 1: object = '', 2: name = '', index } of this.#text.matchAll(OF_ANY)) if (object === 'this' || this.#holders.has(object)) add(name, index);
    return places;
  }
}

/** Names that are given `this` itself: `self` of `const self = this`. */
function holdersOfThis(text: string): ReadonlySet<string> {
  const holders = new Set<string>();
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
