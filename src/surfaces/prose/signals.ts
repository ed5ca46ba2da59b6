import { CONTROL_TOKENS, FORGED_HEADINGS, MENTION_WORDS, NEGATIONS, NEGATION_ENDS, REPORTING_VERBS, SPEECH_VERBS, WEAK_MENTION_WORDS, WRITTEN_THINGS } from '../../knowledge/prompt-injection.ts';
import type { OrderClass, OrderWeight } from '../../knowledge/prompt-injection.ts';
import { SLOT_WORDS } from '../../knowledge/prompt-slots.ts';
import type { SlotPattern } from '../../knowledge/prompt-slots.ts';
import type { SourceRange } from '../mapped-text.ts';
import { findLures } from './lures.ts';
import type { ProseRegion } from './model.ts';
import { findPhrases, readWords } from './phrases.ts';
import type { PhraseHit } from './phrases.ts';
import { findSlots } from './slots.ts';
import { isDescribed, isShownAsWrong } from './statements.ts';
import { findTracking } from './tracking.ts';
import type { Words } from './words.ts';
import { fencedRanges, isInside, quotedRanges, rangeAt } from './zones.ts';

/** One order-like phrase or mark in a region. `use`: it tells the reader to do so; `mention`: it is spoken about; `cell`: either, in a table or a quotation. */
export interface OrderSignal {
  readonly class: OrderClass;
  readonly weight: OrderWeight;
  /** Tells different phrases of one class apart. */
  readonly phrase: string;
  readonly how: 'use' | 'mention' | 'negated' | 'cell';
  readonly region: ProseRegion;
  /** Range in the region's text. */
  readonly range: SourceRange;
  /** How much a combination of slots says; absent for phrases and marks. */
  readonly grade?: SlotPattern['grade'];
}

/** Where combinations of slots are looked for: everywhere, in paragraphs that speak to an agent, or not at all. */
export type SlotReach = 'all' | 'addressed' | 'none';

const MENTIONS = new Set(MENTION_WORDS);
const WEAK_MENTIONS = new Set(WEAK_MENTION_WORDS);
const NOT = new Set(NEGATIONS);
/** Negations of an order, and how many words of it may stand between one and `without`. */
const DENIES: ReadonlySet<string> = new Set(['not', 'never', 'dont', 'avoid', 'mustnt', 'shouldnt', 'cannot', 'cant', 'refrain']);
const MAX_DENIED = 14;
const NOT_ENDS = new Set(NEGATION_ENDS);
const REPORTING = new Set(REPORTING_VERBS);
const SPEECH = new Set(SPEECH_VERBS);
const WRITTEN = new Set(WRITTEN_THINGS);
/** Verbs in front of `the ability to` that take it away. */
const PREVENTING: ReadonlySet<string> = new Set(['disable', 'disables', 'disabling', 'disabled', 'remove', 'removes', 'revoke', 'revokes', 'block', 'blocks', 'lose', 'loses']);
/** What stands behind `never` in a report of what happened. */
const PAST: ReadonlySet<string> = new Set(['got', 'was', 'were', 'had', 'became']);
/** Who may give an agent orders; outside of a condition, what they ask for is asked for. */
const SENDERS: ReadonlySet<string> = new Set(['maintainer', 'maintainers', 'owner', 'owners', 'team', 'admin', 'administrator', 'developers', 'we', 'they', 'vendor']);
const SUPPOSING: ReadonlySet<string> = new Set(['if', 'when', 'whenever', 'unless', 'that', 'which', 'who', 'should', 'ignore', 'never', 'not', 'dont', 'text', 'anyone', 'someone']);
/** What makes a negation a statement of its own: `the file does not exist and …`. */
const STATING: ReadonlySet<string> = new Set(['does', 'did', 'is', 'was', 'are', 'were', 'has']);
const FORBIDDEN: ReadonlySet<string> = new Set(['forbidden', 'prohibited', 'banned', 'disallowed']);
const BEING: ReadonlySet<string> = new Set(['is', 'are', 'strictly', 'be', 'remains', 'stays']);
/** `> [!IMPORTANT]` is a box of its own text, no quotation. */
const ALERT = /^\s{0,9}\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]/i;
const isApart = ({ carrier, text: { text } }: ProseRegion): boolean => carrier === 'table' || (carrier === 'blockquote' && !ALERT.test(text.slice(0, 40)));
/** In a sentence, `the SYSTEM INSTRUCTIONS` are spoken of. */
const FORGED = new RegExp(`(?<![A-Za-z_])(?<!\\b(?:the|your|these|our|its) )(?:${FORGED_HEADINGS.map((heading) => heading.replaceAll(' ', '[ _-]')).join('|')})(?![a-z])`, 'g');
/** A download that a shell runs. */
const PIPED_CODE = /\b(?:curl|wget|iwr|irm)\b[^|\n]{1,400}\|\s{0,5}(?:sudo\s{1,5})?(?:(?:ba|z|da)?sh|iex|python3?|node)\b/i;
const BASE64_RUN = /[A-Za-z0-9+/]{60}/g;
const MAX_BLOBS = 50;
const MAX_BLOB = 16_384;

/** All signals of a region, ascending. Linear in its length. */
export function findSignals(region: ProseRegion, reach: SlotReach = 'none', depth = 0): readonly OrderSignal[] {
  const { text } = region.text;
  const words = readWords(text);
  const hits = findPhrases(words);
  const markers = findMarkers(text);
  const roles = UNSEEN.has(region.carrier) ? findForgedRoles(text) : [];
  const blobs = depth === 0 ? findEncoded(text, region) : [];
  const addresses = findTracking(text);
  const lures = findLures(text, region.carrier === 'code');
  const slots = reach === 'all' || (reach === 'addressed' && addressesAgent(words, hits)) ? findSlots(words, text) : [];
  if (hits.length === 0 && slots.length === 0 && markers.length === 0 && roles.length === 0 && blobs.length === 0 && addresses.length === 0 && lures.length === 0) return [];
  const quotes = region.carrier === 'doc-comment' || region.carrier === 'comment' ? withFences(text) : quotedRanges(text);
  const isTemplate = region.carrier === 'prompt' && isOwnTemplate(text, markers);
  const context = new Context(text, words, quotes, region.carrier === 'code', isApart(region));
  const signals: OrderSignal[] = hits.map((hit) => context.toSignal(hit, region));
  for (const { pattern, verb, first, last } of slots) {
    const phrase = { class: pattern.class, weight: 'order', steps: pattern.name, negatable: false, bad: [], good: [] } as const;
    signals.push({ ...context.toSignal({ phrase, first: verb, last: Math.max(verb, last) }, region), range: [words.starts[first] ?? 0, words.ends[last] ?? 0], grade: pattern.grade });
  }
  for (const range of markers) signals.push({ class: 'marker', weight: 'order', phrase: 'marker', how: isTemplate ? 'mention' : context.howAt(range[0]), region, range });
  for (const range of roles) signals.push({ class: 'marker', weight: 'order', phrase: 'role', how: 'use', region, range });
  for (const range of blobs) signals.push({ class: 'encoded', weight: 'decisive', phrase: 'encoded', how: 'use', region, range });
  for (const { range, weight, phrase } of addresses) signals.push({ class: 'tracking', weight, phrase, how: context.howAt(range[0]), region, range });
  for (const { class: name, weight, range, anchor } of lures) signals.push({ class: name, weight, phrase: name, how: context.howBefore(anchor), region, range });
  return signals.sort((a, b) => a.range[0] - b.range[0]);
}

/** Quotations and the code of examples. */
function withFences(text: string): readonly SourceRange[] {
  if (!text.includes('```') && !text.includes('~~~')) return quotedRanges(text);
  const fences = fencedRanges(text);
  // Both ascend: the first fence that does not end in front of a quotation is the only one that may overlap its beginning.
  let next = 0;
  const outside = quotedRanges(text).filter(([start, end]) => {
    while ((fences[next]?.[1] ?? end) <= start) next += 1;
    return end <= (fences[next]?.[0] ?? end);
  });
  return [...fences, ...outside].sort((a, b) => a[0] - b[0]);
}

/** A prompt in a chat format of its own: the first token opens it, and each further one opens a line or ends a turn. */
function isOwnTemplate(text: string, markers: readonly SourceRange[]): boolean {
  const [head] = markers;
  if (!head || text.slice(0, head[0]).trim() !== '') return false;
  return markers.every(([start, end]) => /(?:^|\n|>|\])[ \t]{0,8}$/.test(text.slice(Math.max(0, start - 10), start)) || /^[ \t]{0,8}(?:\n|$)/.test(text.slice(end, end + 10)));
}

const AGENTS: ReadonlySet<string> = new Set(SLOT_WORDS.AGENT.split(' '));
const OBLIGED: ReadonlySet<string> = new Set(['must', 'should', 'shall', 'has', 'have', 'needs', 'need', 'may', 'please', 'are', 'COLONTOKEN']);

/** A word to agents, or a sentence that says what they must do. */
function addressesAgent(words: Words, hits: readonly PhraseHit[]): boolean {
  if (hits.some(({ phrase }) => phrase.class === 'address')) return true;
  return words.folded.some((word, index) => AGENTS.has(word) && words.folded.slice(index + 1, index + 7).some((next) => OBLIGED.has(next)));
}

/** `everything written there`: a text, not what somebody says. */
const WHOLE: ReadonlySet<string> = new Set(['everything', 'anything', 'whatever', 'all', 'rules', 'instructions', 'text']);
const SET_BACK: ReadonlySet<string> = new Set(['rejected', 'blocked', 'refused']);
const REFUSING: ReadonlySet<string> = new Set(['refuse', 'reject']);
const CONDITIONS: ReadonlySet<string> = new Set(['if', 'when', 'whenever', 'once']);
const MAX_CONDITION = 8;

/** `if the push is rejected`, `never refuse`: what happens in ordinary work and in orders, not what one does with an attack. */
function isOfWork({ folded, sentences }: Words, index: number): boolean {
  const word = folded[index] ?? '';
  if (REFUSING.has(word)) return NOT.has(folded[index - 1] ?? '') && sentences[index - 1] === sentences[index];
  if (!SET_BACK.has(word)) return false;
  for (let at = index - 1; at >= index - MAX_CONDITION && sentences[at] === sentences[index]; at -= 1) if (CONDITIONS.has(folded[at] ?? '')) return true;
  return false;
}

/** Decides for each hit of one text whether it is an order or speaks about one. */
class Context {
  readonly #words: Words;
  readonly #quotes: readonly SourceRange[];
  readonly #isQuoting: boolean;
  readonly #isApart: boolean;
  /** Sentence → indexes of mention words in it. */
  readonly #mentions = new Map<number, number[]>();
  #reportedSentence = -1;
  #negatedSentence = -1;
  readonly #text: string;

  constructor(text: string, words: Words, quotes: readonly SourceRange[], isQuoting: boolean, isApart: boolean) {
    this.#text = text;
    this.#words = words;
    this.#quotes = quotes;
    this.#isQuoting = isQuoting;
    this.#isApart = isApart;
    words.folded.forEach((word, index) => {
      if (!MENTIONS.has(word) || isOfWork(words, index)) return;
      const sentence = words.sentences[index] ?? 0;
      const known = this.#mentions.get(sentence);
      if (known) known.push(index);
      else this.#mentions.set(sentence, [index]);
    });
  }

  toSignal(hit: PhraseHit, region: ProseRegion): OrderSignal {
    const { starts, ends } = this.#words;
    const range: SourceRange = [starts[hit.first] ?? 0, ends[hit.last] ?? 0];
    return { class: hit.phrase.class, weight: hit.phrase.weight, phrase: hit.phrase.steps, how: this.#how(hit, range[0]), region, range };
  }

  #how(hit: PhraseHit, start: number): OrderSignal['how'] {
    if (hit.phrase.negatable !== false && (this.#isNegated(hit.first) || this.#isNegatedInside(hit) || this.#isPrevented(hit.first))) return 'negated';
    if (hit.phrase.negatable !== false && (this.#isForbidden(hit.last) || this.#isAskedFirst(hit.first))) return 'negated';
    if (this.#isPast(hit) || this.#isDoublyNegated(hit.first)) return 'negated';
    if (this.#isQuoting || this.#isQuoted(start, this.#words.starts[hit.last] ?? start)) return 'mention';
    if (this.#isReported(hit.first) || isShownAsWrong(this.#text, start) || isDescribed(hit, this.#words, this.#text)) return 'mention';
    return this.#isMentioned(hit.first, hit.last) ? 'mention' : this.#use();
  }

  /** A phrase in quotation marks; not one that only begins with a name in them: `the values of \`.env\` go to …`. */
  #isQuoted(start: number, last: number): boolean {
    const range = rangeAt(this.#quotes, start);
    return range !== null && (last < range[1] || /\s/.test(this.#text.slice(range[0], range[1])));
  }

  /** For marks that are no words: quoted, or near a mention word. */
  howAt(index: number): OrderSignal['how'] {
    if (this.#isQuoting || isInside(this.#quotes, index)) return 'mention';
    const word = this.#wordAt(index);
    return this.#isMentioned(word, word) ? 'mention' : this.#use();
  }

  /** For a command in a code span: told by the words in front of it. */
  howBefore(index: number): OrderSignal['how'] {
    const word = this.#wordAt(index);
    if (this.#isNegated(word + 1)) return 'negated';
    return this.#isQuoting || this.#isReported(word) || this.#isMentioned(word, word) ? 'mention' : this.#use();
  }

  /** A table or a quotation that speaks of attacks anywhere, even in another row, lists them. */
  #use(): OrderSignal['how'] {
    if (!this.#isApart) return 'use';
    return this.#mentions.size > 0 ? 'mention' : 'cell';
  }

  #wordAt(index: number): number {
    const { starts } = this.#words;
    let low = 0;
    let high = Math.max(starts.length - 1, 0);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * A negation up to six words in front. `and`, `then` … end its reach unless it stands right before them; a comma ends
   * it in a sentence without `or`; `or` carries it on to the next phrase.
   */
  #isNegated(first: number): boolean {
    const { folded, sentences } = this.#words;
    const sentence = sentences[first] ?? 0;
    if (this.#negatedSentence === sentence && (folded[first - 1] === 'or' || folded[first - 2] === 'or')) return true;
    let hasOr = false;
    let hasComma = false;
    for (let index = first - 1; index >= Math.max(0, first - 6) && sentences[index] === sentence; index -= 1) {
      const word = folded[index] ?? '';
      const followedByComma = this.#text.slice(this.#words.ends[index], this.#words.starts[index + 1]).includes(',');
      if (NOT.has(word)) {
        const negates = hasOr || !hasComma;
        if (negates) this.#negatedSentence = sentence;
        return negates;
      }
      hasComma ||= followedByComma;
      hasOr ||= word === 'or' || word === 'nor';
      // `Do not read and run …`, but not `the sandbox does not exist and run …`.
      if (NOT_ENDS.has(word)) return word === 'and' && NOT.has(folded[index - 2] ?? '') && !STATING.has(folded[index - 3] ?? '') && sentences[index - 2] === sentence;
    }
    return false;
  }

  /** `never stash changes without telling the user` asks to tell; what a comma or an `and` begins is asked by itself. */
  #isDoublyNegated(first: number): boolean {
    const { folded, sentences, ends, starts } = this.#words;
    if (folded[first] !== 'without') return false;
    let hasOr = false;
    let hasComma = false;
    for (let index = first - 1; index >= first - MAX_DENIED && sentences[index] === sentences[first]; index -= 1) {
      const word = folded[index] ?? '';
      hasComma ||= this.#text.slice(ends[index], starts[index + 1]).includes(',');
      if (DENIES.has(word)) return hasOr || !hasComma;
      if (NOT_ENDS.has(word)) return false;
      hasOr ||= word === 'or' || word === 'nor';
    }
    return false;
  }

  /** `… asks you to ignore …`; what follows in the same sentence is reported too. */
  #isReported(first: number): boolean {
    const { folded, sentences } = this.#words;
    const sentence = sentences[first] ?? 0;
    if (this.#reportedSentence === sentence) return true;
    for (let index = first - 1; index >= first - 8 && sentences[index] === sentence; index -= 1) if (SPEECH.has(folded[index] ?? '') && !this.#isWriting(index) && !(folded[index] === 'written' && WHOLE.has(folded[index - 1] ?? ''))) return true;
    if (folded[first - 1] !== 'to') return false;
    for (let index = first - 2; index >= first - 6 && sentences[index] === sentence; index -= 1) {
      if (!REPORTING.has(folded[index] ?? '') || this.#isRelayed(index)) continue;
      this.#reportedSentence = sentence;
      return true;
    }
    return false;
  }

  /** `Forwarding credentials to … is forbidden`. */
  #isForbidden(last: number): boolean {
    const { folded, sentences } = this.#words;
    for (let index = last + 1; index <= last + 8 && sentences[index] === sentences[last]; index += 1) if (FORBIDDEN.has(folded[index] ?? '') && BEING.has(folded[index - 1] ?? '')) return true;
    return false;
  }

  /** `Ask the user before you upload …`. */
  #isAskedFirst(first: number): boolean {
    const { folded, sentences } = this.#words;
    let isBefore = false;
    for (let index = first - 1; index >= first - 8 && sentences[index] === sentences[first]; index -= 1) {
      if (folded[index] === 'before') isBefore = true;
      if (folded[index] === 'ask' && isBefore) return !NOT.has(folded[index - 1] ?? '');
    }
    return false;
  }

  /** `Disables the ability to bypass permission prompts`. */
  #isPrevented(first: number): boolean {
    const { folded, sentences } = this.#words;
    if (folded[first - 1] !== 'to' || folded[first - 2] !== 'ability') return false;
    const before = folded.slice(Math.max(0, first - 5), first - 2);
    return sentences[first - 3] === sentences[first] && before.some((word) => PREVENTING.has(word));
  }

  /** `a conflict that never got resolved, surface it to the user`: the negation belongs to what happened before. */
  #isPast({ first, last }: PhraseHit): boolean {
    const { folded } = this.#words;
    return folded[first] === 'never' && last > first + 1 && PAST.has(folded[first + 1] ?? '');
  }

  /** `When you write tests, never send …`: the phrase seems to begin with the verb of the clause in front of the negation. */
  #isNegatedInside({ first, last }: PhraseHit): boolean {
    const { folded } = this.#words;
    return SPEECH.has(folded[first] ?? '') && this.#isWriting(first) && folded.slice(first, last).some((word) => NOT.has(word));
  }

  /** `the maintainers ask you to …`: an order that names who gives it, unless the sentence supposes it (`if a user asks you to …`). */
  #isRelayed(verb: number): boolean {
    const { folded, sentences } = this.#words;
    if (folded[verb + 1] !== 'you' || !SENDERS.has(folded[verb - 1] ?? '')) return false;
    for (let index = verb - 1; index >= verb - 12 && sentences[index] === sentences[verb]; index -= 1) if (SUPPOSING.has(folded[index] ?? '')) return false;
    return true;
  }

  /** `write a new function`: a verb of speech whose object, at most three words on, is code. */
  #isWriting(verb: number): boolean {
    const { folded, sentences } = this.#words;
    for (let index = verb + 1; index <= verb + 3 && sentences[index] === sentences[verb]; index += 1) if (WRITTEN.has(folded[index] ?? '')) return true;
    return false;
  }

  /** A word about attacks in the same sentence or in the two before it. */
  #isMentioned(first: number, last: number): boolean {
    const sentence = this.#words.sentences[first] ?? 0;
    for (let back = 0; back <= 2; back += 1) {
      for (const index of this.#mentions.get(sentence - back) ?? []) {
        if (index >= first && index <= last) continue;
        const isWeak = WEAK_MENTIONS.has(this.#words.folded[index] ?? '');
        if (!isWeak || (back <= 1 && index < first && first - index <= 12)) return true;
      }
    }
    return false;
  }
}

/** Control tokens of chat templates and forged headings. */
function findMarkers(text: string): SourceRange[] {
  const ranges: SourceRange[] = [];
  if (text.includes('<') || text.includes('[')) {
    for (const token of CONTROL_TOKENS) {
      for (let at = text.indexOf(token); at >= 0 && ranges.length < 200; at = text.indexOf(token, at + token.length)) ranges.push([at, at + token.length]);
    }
  }
  FORGED.lastIndex = 0;
  for (let match = FORGED.exec(text); match && ranges.length < 400; match = FORGED.exec(text)) ranges.push([match.index, match.index + match[0].length]);
  return ranges;
}

const UNSEEN: ReadonlySet<string> = new Set(['html-comment', 'link-comment']);
const FORGED_ROLE = /["']?\brole["']?\s{0,3}[:=]\s{0,3}["']?system\b/g;

/** `{"role":"system", …}` in a comment that readers do not see. */
function findForgedRoles(text: string): SourceRange[] {
  return text.includes('role') ? [...text.matchAll(FORGED_ROLE)].slice(0, 20).map((match) => [match.index, match.index + match[0].length]) : [];
}

/** Base64 runs of 60 characters and more that decode to text with an order in it. At most 50 of 16 KiB. */
function findEncoded(text: string, region: ProseRegion): SourceRange[] {
  const ranges: SourceRange[] = [];
  BASE64_RUN.lastIndex = 0;
  for (let count = 0, match = BASE64_RUN.exec(text); match && count < MAX_BLOBS; count += 1, match = BASE64_RUN.exec(text)) {
    const start = match.index;
    let end = BASE64_RUN.lastIndex;
    while (end < text.length && end - start < MAX_BLOB && /[A-Za-z0-9+/]/.test(text.charAt(end))) end += 1;
    BASE64_RUN.lastIndex = end;
    const decoded = Buffer.from(text.slice(start, end), 'base64').toString('latin1');
    if (!/^[\t\n\r\x20-\x7e]{40,}$/.test(decoded.slice(0, decoded.length - 2))) continue;
    if (PIPED_CODE.test(decoded.slice(0, 4096))) {
      ranges.push([start, end]);
      continue;
    }
    const inner: ProseRegion = { carrier: 'text', heading: '', text: { text: decoded, holes: [], toSource: () => region.text.toSource(start, end) } };
    if (findSignals(inner, 'none', 1).some((signal) => signal.how === 'use' && signal.weight !== 'hint')) ranges.push([start, end]);
  }
  return ranges;
}

/** True when a text leads to a quotation of what others say: it ends in a colon or speaks of attacks. Reads its last 400 characters. */
export function introducesQuote({ text: { text } }: ProseRegion): boolean {
  const end = text.slice(-400).trimEnd();
  return end.endsWith(':') || readWords(end).folded.some((word) => MENTIONS.has(word));
}
