import { NEGATIONS } from '../../knowledge/prompt-injection.ts';
import { FORBIDDING, FUNCTION_WORDS, OWN_DEED, OWN_DEED_NOUNS, SLOT_PATTERNS, SLOT_TABLES } from '../../knowledge/prompt-slots.ts';
import type { Slot, SlotPattern } from '../../knowledge/prompt-slots.ts';
import { foldWord } from './words.ts';
import type { Words } from './words.ts';

/** A combination of slots found in words: `first` is where its verb stands, `range` the words from the first slot to the last. */
export interface SlotHit {
  readonly pattern: SlotPattern;
  readonly verb: number;
  readonly first: number;
  readonly last: number;
}

interface Entry {
  readonly slot: Slot;
  /** Words behind the first one, each at most `gaps` words on. */
  readonly rest: readonly string[];
  readonly gap: number;
  /** True for `NO..verb`: the denying word belongs to the entry. */
  readonly denies: boolean;
}

/** One slot in a sentence. */
interface Filled {
  readonly first: number;
  readonly last: number;
  readonly denies: boolean;
}

const WHEN: ReadonlySet<string> = new Set(['if', 'when', 'whether', 'unless', 'until', 'while']);
const MAX_CONDITION = 6;
const HAVE: ReadonlySet<string> = new Set(['has', 'have', 'had']);
const MAX_PER_SLOT = 24;
const PARTICLE_GAP = 5;
const DENIAL_GAP = 3;
const MAX_PER_PATTERN = 4;
const SUPPOSING: ReadonlySet<string> = new Set(['if', 'once', 'until', 'unless', 'after', 'when', 'whether', 'before', 'have', 'get', 'make', 'that', 'wait']);
const MAX_HITS = 100;
/** How far in front of the verb its object may stand: `hooks are to be skipped`. */
const MAX_FRONT = 4;
/** How far in front of a pronoun what it means may stand in the same sentence. */
const MAX_BACK = 12;
const DENYING = ['no', 'not', 'never', 'dont', 'without', 'nothing', 'nobody', 'neednt', 'doesnt', 'neither', 'nor', 'cannot', 'shouldnt', 'mustnt', 'wont', 'needless', 'unnecessary', 'avoid', 'refrain'];
const DENIES: ReadonlySet<string> = new Set(DENYING);
const NOT: ReadonlySet<string> = new Set([...NEGATIONS, 'nothing', 'forbid', 'forbids', 'prevent', 'prevents']);
const ENDS_DENIAL: ReadonlySet<string> = new Set(['but', 'instead', 'then', 'just', 'always', 'simply', 'rather']);
const FORBIDS: ReadonlySet<string> = new Set(FORBIDDING);
const FUNCTION: ReadonlySet<string> = new Set(FUNCTION_WORDS);
const PRONOUNS: ReadonlySet<string> = new Set(['it', 'them', 'these', 'those', 'this', 'that', 'both', 'ones', 'one', 'contents', 'content', 'result', 'output', 'file', 'archive', 'values', 'value']);
const SECRET_NAME = /^[a-z0-9_.]{0,60}_(?:token|key|secret|password|passwd|credentials?)$/;

let table: Map<string, Entry[]> | null = null;

function getTable(): ReadonlyMap<string, readonly Entry[]> {
  if (table) return table;
  table = new Map();
  for (const words of SLOT_TABLES) {
    for (const [slot, entries] of Object.entries(words)) for (const entry of entries.split(' ')) addEntry(table, slot as Slot, entry);
  }
  return table;
}

function addEntry(into: Map<string, Entry[]>, slot: Slot, entry: string): void {
  const hasGap = entry.includes('..');
  const parts = hasGap ? entry.split('..') : entry.split('_');
  const [head = '', ...rest] = parts;
  const heads = head === 'NO' ? DENYING : hasGap ? [...formsOf(`${head}*`), ...formsOf(`${head}**`), ...IRREGULAR.get(head) ?? []] : formsOf(head);
  const tails = head === 'NO' && rest.length === 1 ? [...new Set([...formsOf(`${rest[0] ?? ''}*`), ...(IRREGULAR.get(rest[0] ?? '') ?? [])])].map((word) => [word]) : [rest];
  if (!hasGap && rest.length > 0 && NAMES.has(slot)) add(into, foldAll(entry), { slot, rest: [], gap: 0, denies: false });
  for (const first of new Set(heads)) {
    for (const tail of tails) {
      add(into, foldAll(first), { slot, rest: tail.map(foldAll), gap: head === 'NO' ? DENIAL_GAP : hasGap ? PARTICLE_GAP : 0, denies: head === 'NO' });
    }
  }
}

/** Classes with names that programs write with underscores, which words have in place of blanks: `pull_request_target`, `http_proxy`. */
const NAMES: ReadonlySet<Slot> = new Set(['LOOSE', 'ROUTE', 'UNVERIFIED', 'ENV']);

function add(into: Map<string, Entry[]>, first: string, entry: Entry): void {
  const known = into.get(first);
  if (known) known.push(entry);
  else into.set(first, [entry]);
}

const IRREGULAR: ReadonlyMap<string, readonly string[]> = new Map([
  ['leave', ['left']], ['take', ['takes', 'took', 'taken']], ['keep', ['kept']], ['shut', ['shuts', 'shutting']], ['run', ['runs', 'running']], ['tell', ['tells', 'told', 'telling']],
  ['bring', ['brings', 'brought']], ['know', ['knows', 'knowing', 'known']], ['set', ['sets', 'setting']], ['do', ['does', 'did']], ['carry', ['carries', 'carried']], ['go', ['goes', 'went']],
]);

function foldAll(word: string): string {
  return /^[A-Z]+$/.test(word) ? word : foldWord(word);
}

/** `skip**` → skip, skips, skipped, skipping. */
function formsOf(entry: string): readonly string[] {
  if (!entry.endsWith('*')) return [entry];
  const isDoubled = entry.endsWith('**');
  const base = entry.slice(0, isDoubled ? -2 : -1);
  const stem = isDoubled ? base + base.slice(-1) : base;
  if (base.endsWith('e')) return [base, `${base}s`, `${base}d`, `${base.slice(0, -1)}ing`];
  if (/[^aeiou]y$/.test(base)) return [base, `${base.slice(0, -1)}ies`, `${base.slice(0, -1)}ied`, `${base}ing`];
  return [base, /(?:s|x|z|ch|sh)$/.test(base) ? `${base}es` : `${base}s`, `${stem}ed`, `${stem}ing`];
}

/**
 * Orders told by the kinds of their words: `verb × object × destination` in any order, in one sentence or with the
 * object in the sentence before. What is denied, forbidden or asked first is left out. Linear: per sentence and slot
 * at most 24 places are kept.
 */
export function findSlots(words: Words, text: string): readonly SlotHit[] {
  const hits: SlotHit[] = [];
  let before: Sentence | null = null;
  for (let start = 0; start < words.folded.length && hits.length < MAX_HITS; ) {
    let end = start;
    while (end < words.folded.length && words.sentences[end] === words.sentences[start]) end += 1;
    const sentence = readSentence(words, text, start, end);
    if (sentence) for (const pattern of SLOT_PATTERNS) hits.push(...match(pattern, sentence, before, words));
    before = sentence;
    start = end;
  }
  return hits;
}

interface Sentence {
  readonly start: number;
  readonly end: number;
  readonly slots: ReadonlyMap<Slot, readonly Filled[]>;
  readonly isForbidding: boolean;
}

const MAX_SENTENCE = 2000;
/** `25,000 tokens`, `128k tokens`: so many are of a text, not credentials. */
const COUNTED = /^(?:\d{1,6}[.,])?\d{3,7}$|^\d{1,6}k$/;

function readSentence(words: Words, text: string, start: number, end: number): Sentence | null {
  const known = getTable();
  const { folded } = words;
  const slots = new Map<Slot, Filled[]>();
  let isForbidding = false;
  const fill = (slot: Slot, filled: Filled): void => {
    const list = slots.get(slot);
    if (!list) slots.set(slot, [filled]);
    else if (list.length < MAX_PER_SLOT) list.push(filled);
  };
  for (let index = start; index < Math.min(end, start + MAX_SENTENCE); index += 1) {
    const word = folded[index] ?? '';
    if (FORBIDS.has(word)) isForbidding = true;
    if (word.includes('_') && SECRET_NAME.test(word)) fill('SECRET', { first: index, last: index, denies: false });
    if (word === 'URLTOKEN' && isPlainAddress(text, words, index)) fill('UNVERIFIED', { first: index, last: index, denies: false });
    const kind = kindOfName(word, text, words, index);
    if (kind !== null) fill(kind, { first: index, last: index, denies: false });
    if (word === 'tokens' && COUNTED.test(folded[index - 1] ?? '')) continue;
    for (const entry of known.get(word) ?? []) {
      const last = endOf(entry, words, index, end, text);
      if (last >= 0 && !(entry.slot === 'HUSH' && entry.denies && !meansDeed(words, last))) fill(entry.slot, { first: index, last, denies: entry.denies });
    }
  }
  return slots.size === 0 ? null : { start, end, slots, isForbidding };
}

function isPlainAddress(text: string, words: Words, index: number): boolean {
  return /^[("'<`]{0,3}http:\/\/(?!localhost|127\.|0\.0\.0\.0|\[::1)/i.test(text.slice(words.starts[index], (words.starts[index] ?? 0) + 40));
}

/** Host names of at least three parts, or two with a hyphen: `cache.example.net`, `mail-keep.example`; not `run.sh`. */
const HOST = /^(?:[a-z0-9-]{1,63}\.){2,5}(?:com|net|org|io|dev|app|co|ai|cloud|xyz|info|site|tech|online|me|page|top)$|^[a-z0-9]{1,40}-[a-z0-9-]{1,40}\.(?:com|net|org|io|dev|app|co|ai|cloud|xyz|info|site|tech|online|top)$/;
/** Schemes of addresses that are no web pages. */
const STORES: ReadonlySet<string> = new Set(['s3', 'gs', 'sftp', 'ftp', 'rsync', 'wss', 'ws', 'smb']);
const FORK_SPEC = /^[("'<`]{0,3}(?:github|gitlab|bitbucket):[\w.-]{1,40}\/[\w.-]|^[("'<`]{0,3}git\+(?:https|ssh):/;
const WILDCARD = /^[("'<`]{0,3}(?:bash|shell|edit|write|webfetch)\(\s?\*{1,2}\s?\)/i;

/** What a name stands for that no list holds: a host, a package from a repository, a permission for everything. */
function kindOfName(word: string, text: string, { starts }: Words, index: number): Slot | null {
  const start = starts[index] ?? 0;
  if (word.includes('.') && HOST.test(word)) return 'OUTSIDE';
  if (/^(?:git|bitbucket)/.test(word) && FORK_SPEC.test(text.slice(start, start + 90))) return 'FORK';
  if (STORES.has(word) && /^\w{2,5}:\/\//.test(text.slice(start, start + 8))) return 'OUTSIDE';
  return /^(?:bash|shell|edit|write|webfetch)$/.test(word) && WILDCARD.test(text.slice(start, start + 16)) ? 'LOOSE' : null;
}

const DEED: ReadonlySet<string> = new Set(OWN_DEED);
const DEED_NOUNS: ReadonlySet<string> = new Set(OWN_DEED_NOUNS);

/** `do not mention this`, `not mentioned`; not `do not mention internal names`. */
function meansDeed({ folded, sentences }: Words, last: number): boolean {
  const next = folded[last + 1];
  if (next === undefined || sentences[last + 1] !== sentences[last] || DEED.has(next)) return true;
  return next === 'the' && DEED_NOUNS.has(folded[last + 2] ?? '');
}

/** The last word of an entry that begins at `index`; -1 when its other words do not follow. */
function endOf({ rest, gap, denies }: Entry, { folded, starts, ends }: Words, index: number, end: number, text: string): number {
  let at = index;
  for (const word of rest) {
    let next = at + 1;
    while (next < end && next - at - 1 <= gap && folded[next] !== word) next += 1;
    if (next >= end || next - at - 1 > gap) return -1;
    at = next;
  }
  // `do not stash without telling` asks to tell.
  if (denies && folded.slice(index + 1, at).some((word) => DENIES.has(word))) return -1;
  // `if the user has never been asked` tells when, and orders nothing.
  if (denies && folded.slice(index + 1, at).includes('been') && HAVE.has(folded[index - 1] ?? '') && folded.slice(Math.max(0, index - MAX_CONDITION), index).some((word) => WHEN.has(word))) return -1;
  // `if not found, inform the user` denies what stands in front of the comma.
  return denies && /[,:;(\u2192\u2014|]/.test(text.slice(ends[index], starts[at])) ? -1 : at;
}

function match(pattern: SlotPattern, sentence: Sentence, before: Sentence | null, words: Words): readonly SlotHit[] {
  const [verbs = [], ...others] = pattern.parts;
  if (sentence.isForbidding || !verbs.some((slot) => sentence.slots.has(slot)) || isHonest(pattern, sentence, words)) return [];
  const hits: SlotHit[] = [];
  for (const slot of verbs) {
    for (const verb of sentence.slots.get(slot) ?? []) {
      const hit = hits.length < MAX_PER_PATTERN ? matchFrom(verb, pattern, others, sentence, before, words) : null;
      if (hit) hits.push(hit);
    }
  }
  return hits;
}

function isHonest({ unless }: SlotPattern, { start, end }: Sentence, { folded }: Words): boolean {
  return unless !== undefined && folded.slice(start, Math.min(end, start + MAX_SENTENCE)).some((word) => unless.includes(word));
}

function matchFrom(verb: Filled, pattern: SlotPattern, others: SlotPattern['parts'], sentence: Sentence, before: Sentence | null, words: Words): SlotHit | null {
  let { first, last } = verb;
  for (const [index, part] of others.entries()) {
    const near = pattern.tight && index === 0 ? following(part, verb, sentence, words) : nearest(part, verb, sentence, pattern, words, index === others.length - 1);
    if (near) {
      first = Math.min(first, near.first);
      last = Math.max(last, near.last);
    } else if (!(index === 0 && pattern.pronoun && refersBack(part, verb, before, words, sentence))) return null;
  }
  if (pattern.assertive && words.folded.slice(Math.max(sentence.start, verb.first - 5), verb.first).some((word) => SUPPOSING.has(word))) return null;
  return isDenied(verb, sentence.start, words) ? null : { pattern, verb: verb.first, first, last };
}

/** The place of one of the slots that is closest to the verb and is not the verb itself. */
function nearest(part: readonly Slot[], verb: Filled, sentence: Sentence, { span, after, close }: SlotPattern, words: Words, isLast: boolean): Filled | null {
  let best: Filled | null = null;
  let least = span + 1;
  for (const slot of part) {
    for (const filled of sentence.slots.get(slot) ?? []) {
      if (filled.first === verb.first || (after && isLast && filled.first > verb.first) || isLeftOut(filled, verb, words)) continue;
      const distance = filled.first > verb.last ? filled.first - verb.last : Math.max(0, verb.first - filled.last);
      if (close && filled.last < verb.first && (distance > MAX_FRONT || !isPassive(verb, words))) continue;
      if (distance < least) {
        least = distance;
        best = filled;
      }
    }
  }
  return best;
}

/** `hooks are skipped`, `prompts turned off`: the object may stand in front. */
function isPassive({ first, last }: Filled, { folded }: Words): boolean {
  return last > first || (folded[first] ?? '').endsWith('ed');
}

/** `store it in the vault, never in code`: a denying word right in front of this part alone. */
function isLeftOut(filled: Filled, verb: Filled, { folded }: Words): boolean {
  if (filled.denies) return false;
  for (let index = filled.first - 1; index >= filled.first - 3 && index > verb.last; index -= 1) if (NOT.has(folded[index] ?? '')) return true;
  return false;
}

/** The part behind the verb with nothing but function words between. */
function following(part: readonly Slot[], verb: Filled, sentence: Sentence, { folded }: Words): Filled | null {
  for (const slot of part) {
    for (const filled of sentence.slots.get(slot) ?? []) {
      if (filled.first > verb.last && filled.first - verb.last <= 8 && folded.slice(verb.last + 1, filled.first).every((word) => FUNCTION.has(word))) return filled;
    }
  }
  return null;
}

/**
 * `… keys under ~/.ssh; transfer them to …`, `the sandbox is slow. Turn it off`: the object stands undenied in the sentence
 * before, or earlier in the same one (`if the sandbox gets in the way, disable it`).
 */
function refersBack(part: readonly Slot[], verb: Filled, before: Sentence | null, words: Words, sentence: Sentence): boolean {
  const after = words.folded.slice(verb.first + 1, Math.min(sentence.end, verb.last + 4));
  const at = after.findIndex((word) => PRONOUNS.has(word));
  if (at < 0 || after.slice(0, at).some((word) => SUPPOSING.has(word))) return false;
  if (part.some((slot) => (sentence.slots.get(slot) ?? []).some((filled) => filled.last < verb.first && verb.first - filled.last <= MAX_BACK && !isLeftOut(filled, verb, words)))) return true;
  return before !== null && !before.isForbidding && part.some((slot) => (before.slots.get(slot) ?? []).some((filled) => !isDenied(filled, before.start, words)));
}

/**
 * A denying word in front of the verb in its sentence, unless what it denies has ended (`but`, `instead`, `then`) or it
 * is the verb's own (`no need to mention`). A question to the user first (`ask before …`) denies as well.
 */
function isDenied(verb: Filled, start: number, words: Words): boolean {
  const { folded } = words;
  for (let index = verb.first - 1; index >= Math.max(start, verb.first - 14); index -= 1) {
    const word = folded[index] ?? '';
    if (ENDS_DENIAL.has(word)) return false;
    // `applies without exception and need not be raised`: the denial of silence is its own.
    if (verb.denies && word === 'without') continue;
    if (NOT.has(word) || (word === 'ask' && folded.slice(index, verb.first).includes('before'))) return true;
  }
  return false;
}
