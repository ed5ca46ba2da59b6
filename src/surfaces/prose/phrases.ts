import { FOREIGN_WORDS } from '../../knowledge/prompt-injection-languages.ts';
import { ORDER_WORDS } from '../../knowledge/prompt-injection-words.ts';
import { ORDER_PHRASES } from '../../knowledge/prompt-injection.ts';
import type { OrderPhrase } from '../../knowledge/prompt-injection.ts';
import { foldWord, toWords } from './words.ts';
import type { Words } from './words.ts';

/** A phrase found in words: indexes of its first and last word. */
export interface PhraseHit {
  readonly phrase: OrderPhrase;
  readonly first: number;
  readonly last: number;
}

/** One step of one phrase, made ready: the state before it is at `state - 1`. */
interface Transition {
  readonly phrase: number;
  readonly state: number;
  readonly gap: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

interface Compound {
  readonly words: readonly string[];
  readonly transitions: readonly Transition[];
}

interface Entry {
  transitions: Transition[];
  /** Entries of several words that begin with this word. */
  compounds: Compound[];
}

interface Machine {
  readonly firsts: WordFilter;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly stems: ReadonlyMap<string, readonly string[]>;
  readonly unless: readonly (ReadonlySet<string> | null)[];
  readonly unlessNext: readonly (readonly (readonly string[])[])[];
  readonly size: number;
}

/** A quick look at a word: false for most that are not in a set. Tells them by first character, last character and length. */
class WordFilter {
  readonly #lengths = new Uint32Array(1024);

  constructor(words: Iterable<string>) {
    for (const word of words) {
      const key = keyOf(word);
      this.#lengths[key] = (this.#lengths[key] ?? 0) | (1 << (word.length & 31));
    }
  }

  mayHave(word: string): boolean {
    return (((this.#lengths[keyOf(word)] ?? 0) >>> (word.length & 31)) & 1) === 1;
  }
}

function keyOf(word: string): number {
  return ((word.charCodeAt(0) & 31) << 5) | (word.charCodeAt(word.length - 1) & 31);
}

const MAX_HITS = 500;
const WIDE = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;

let machine: Machine | null = null;
/** Per step: the last word that reached it, and the phrase's first word then. Clean between two texts. */
let reached = new Int32Array(0);
let begun = new Int32Array(0);

/** Built on first use: start-up does not pay for it. */
function getMachine(): Machine {
  return (machine ??= buildMachine());
}

/** The words of a step: of each word list that it names, and those that it holds itself. */
function wordsOf(step: string): readonly string[] {
  const words = step.split('|').flatMap((name) => (ORDER_WORDS[name] ?? FOREIGN_WORDS[name])?.split(', ') ?? [name.replaceAll('_', ' ')]);
  return words.map((word) => (/^[A-Z]+$/.test(word) || WIDE.test(word) ? word : word.split(' ').map(foldWord).join(' ')));
}

function buildMachine(): Machine {
  const entries = new Map<string, Entry>();
  const compounds = new Map<string, Transition[]>();
  const stems = new Map<string, Set<string>>();
  let size = 0;
  ORDER_PHRASES.forEach((phrase, index) => {
    const steps = readSteps(phrase.steps);
    steps.forEach(({ name, gap }, step) => {
      const transition: Transition = { phrase: index, state: size + step, gap, isFirst: step === 0, isLast: step === steps.length - 1 };
      for (const word of wordsOf(name)) {
        const parts = toWordList(word, stems);
        const first = parts[0] ?? word;
        const entry = entries.get(first) ?? { transitions: [], compounds: [] };
        entries.set(first, entry);
        if (parts.length === 1) entry.transitions.push(transition);
        else {
          const known = compounds.get(word);
          if (known) known.push(transition);
          else {
            const transitions = [transition];
            compounds.set(word, transitions);
            entry.compounds.push({ words: parts, transitions });
          }
        }
      }
    });
    size += steps.length;
  });
  for (const entry of entries.values()) entry.transitions.sort((a, b) => b.state - a.state);
  for (const transitions of compounds.values()) transitions.sort((a, b) => b.state - a.state);
  const setOf = (name: string | undefined): ReadonlySet<string> | null => (name ? new Set(wordsOf(name)) : null);
  const unless = ORDER_PHRASES.map((phrase) => setOf(phrase.unless));
  const unlessNext = ORDER_PHRASES.map((phrase) => (phrase.unlessNext ? wordsOf(phrase.unlessNext) : []).map((entry) => entry.split(' ')));
  const sorted = [...stems].map(([key, set]): [string, string[]] => [key, [...set].sort((a, b) => b.length - a.length)]);
  return { firsts: new WordFilter(entries.keys()), entries, stems: new Map(sorted), unless, unlessNext, size };
}

/** A list entry's words; one in a script without blanks is one stem, blanks included. */
function toWordList(word: string, stems: Map<string, Set<string>>): readonly string[] {
  if (!WIDE.test(word)) return word.split(' ');
  const first = word.charAt(0);
  const known = stems.get(first) ?? new Set();
  stems.set(first, known.add(word));
  return [word];
}

function readSteps(steps: string): { name: string; gap: number }[] {
  const out: { name: string; gap: number }[] = [];
  let gap = 0;
  for (const part of steps.split(' ')) {
    if (part.startsWith('~')) gap = Number(part.slice(1));
    else {
      out.push({ name: part, gap });
      gap = 0;
    }
  }
  return out;
}

/** The words of a text, split so that the phrases can find them. */
export function readWords(text: string): Words {
  const { stems } = getMachine();
  return toWords(text, (source, index) => {
    for (const stem of stems.get(source.charAt(index)) ?? []) if (source.startsWith(stem, index)) return stem.length;
    return 0;
  });
}

/**
 * All phrases in a text, in order of their last word. One pass: for each phrase and step only the latest way to get
 * there is kept, which is enough because a gap is measured from the step before. At most 500 hits.
 */
export function findPhrases(words: Words): readonly PhraseHit[] {
  const { firsts, entries, unless, unlessNext, size } = getMachine();
  if (reached.length !== size) {
    reached = new Int32Array(size).fill(-1);
    begun = new Int32Array(size);
  }
  const touched: number[] = [];
  const hits: PhraseHit[] = [];
  const { folded, sentences } = words;
  const advance = (transitions: readonly Transition[], first: number, last: number): void => {
    for (const { phrase, state, gap, isFirst, isLast } of transitions) {
      if (isFirst) begun[state] = first;
      else {
        const before = reached[state - 1] ?? -1;
        const distance = first - before - 1;
        if (before < 0 || distance < 0 || distance > gap || sentences[before] !== sentences[first]) continue;
        begun[state] = begun[state - 1] ?? 0;
      }
      if (reached[state] === -1) touched.push(state);
      reached[state] = last;
      if (!isLast) continue;
      const known = ORDER_PHRASES[phrase];
      const start = begun[state] ?? first;
      if (!known || holdsWord(words, start, last + 8, unless[phrase] ?? null) || unlessNext[phrase]?.some((next) => words.folded[last + 1] === next[0] && hasWordsAt(words, next, last + 1)) === true) continue;
      hits.push({ phrase: known, first: start, last });
    }
  };
  for (let index = 0; index < folded.length && hits.length < MAX_HITS; index += 1) {
    const word = folded[index] ?? '';
    const entry = firsts.mayHave(word) ? entries.get(word) : undefined;
    if (!entry) continue;
    if (entry.transitions.length > 0) advance(entry.transitions, index, index);
    for (const compound of entry.compounds) {
      if (hasWordsAt(words, compound.words, index)) advance(compound.transitions, index, index + compound.words.length - 1);
    }
  }
  for (const state of touched) reached[state] = -1;
  return hits;
}

function hasWordsAt(words: Words, expected: readonly string[], at: number): boolean {
  for (let index = 1; index < expected.length; index += 1) {
    if (words.folded[at + index] !== expected[index] || words.sentences[at + index] !== words.sentences[at]) return false;
  }
  return true;
}

/** True when a word of the set stands between two words, in the sentence of the first. */
function holdsWord(words: Words, first: number, last: number, set: ReadonlySet<string> | null): boolean {
  if (!set) return false;
  for (let index = first; index <= last && words.sentences[index] === words.sentences[first]; index += 1) {
    if (set.has(words.folded[index] ?? '')) return true;
  }
  return false;
}
