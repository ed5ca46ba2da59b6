import type { PhraseHit } from './phrases.ts';
import type { Words } from './words.ts';

/** Signs in front of what a list shows as wrong. */
const WRONG_SIGN = /[\u274c\u2717\u2718\u26d4\u{1f6ab}\u{1f44e}]/u;
const MAX_SIGN_LEAD = 12;
/** `Enables YOLO mode`: a manual says what something does. */
const DESCRIBING: ReadonlySet<string> = new Set(['enables', 'disables', 'adds', 'approves', 'accepts', 'allows', 'skips', 'bypasses', 'removes', 'grants']);
/** Verbs that also state what ranks higher, and what may stand between them and their subject. */
const RANKING: ReadonlySet<string> = new Set(['override', 'overrides', 'overriding', 'bypass']);
const ADVERBS: ReadonlySet<string> = new Set(['always', 'never', 'will', 'can', 'may', 'must', 'should', 'automatically', 'silently', 'also']);
/** Words in front of an imperative; a subject with one of the second kind is the text itself. */
const LEADS: ReadonlySet<string> = new Set(['and', 'then', 'to', 'you', 'must', 'please', 'now', 'first', 'instead', 'just', 'or', 'immediately', 'not', 'agents', 'agent', 'assistant', 'assistants', 'claude', 'copilot', 'i', 'we', 'it', 'which', 'that', 'important']);
const POINTING: ReadonlySet<string> = new Set(['this', 'these', 'following', 'my', 'below', 'here', 'new', 'it', 'that', 'those', 'you', 'your']);

/** Verbs of a program that sends or reads, and who is meant by an order in the third person. */
const DOING: ReadonlySet<string> = new Set(['sends', 'posts', 'uploads', 'forwards', 'transmits', 'pushes', 'exports', 'reads', 'copies', 'appends', 'adds', 'includes', 'embeds', 'collects', 'reports', 'relays', 'passes', 'publishes']);
const ACTORS: ReadonlySet<string> = new Set(['assistant', 'assistants', 'agent', 'agents', 'ai', 'llm', 'model', 'claude', 'copilot', 'bot', 'you']);
/** `❌ Run commands without saying so`: what a list shows as wrong. `start`: where the phrase begins. */
export function isShownAsWrong(text: string, start: number): boolean {
  const line = text.lastIndexOf('\n', start) + 1;
  return WRONG_SIGN.test(text.slice(line, Math.min(line + MAX_SIGN_LEAD, start)));
}

/** `The server reads … and sends it to …`: what a program does, unless the program is the reader. */
function isReport(first: number, last: number, folded: readonly string[], sentences: readonly number[]): boolean {
  if (!folded.slice(first, last + 1).some((word) => DOING.has(word))) return false;
  for (let index = last; index >= first - 20 && sentences[index] === sentences[first]; index -= 1) if (ACTORS.has(folded[index] ?? '')) return false;
  return true;
}

/** Words between `will` and `override` aside, what a description of a setting says that it does. */
const MODAL: ReadonlySet<string> = new Set(['will', 'would', 'can', 'may', 'could', 'to']);
const POLICY: ReadonlySet<string> = new Set(['policy', 'policies', 'context', 'message']);

/** `Custom instructions. This will override the default instructions`, `This policy will override any existing policies`: what a setting does. */
function isSetting(first: number, last: number, folded: readonly string[]): boolean {
  const isTold = MODAL.has(folded[first - 1] ?? '') || folded[first] === 'overrides' || folded[first] === 'overriding';
  if (!isTold || (folded[first - 1] === 'to' && (folded[first - 2] ?? '') === 'have')) return false;
  const said = folded.slice(first + 1, last);
  return said.includes('default') || (said.includes('existing') && POLICY.has(folded[last] ?? '') && !(folded[first - 2] ?? '').endsWith('s'));
}

/** Words in front of what something will do, and of what it is for. */
const LEADING_ON: ReadonlySet<string> = new Set(['will', 'would', 'can', 'may', 'could', 'to', 'now', 'a', 'an', 'the']);
const NEEDING: ReadonlySet<string> = new Set(['need', 'needs', 'have', 'has', 'want', 'sure', 'remember', 'important', 'going', 'ask', 'asked', 'required', 'must', 'please', 'proceed', 'continue', 'try', 'used']);

/** `Worker threads will now use a copy of process.env`, `options to get the private key`: what a thing does or is for, when nobody is spoken to. */
function isPurpose(first: number, folded: readonly string[], sentences: readonly number[]): boolean {
  if (!LEADING_ON.has(folded[first - 1] ?? '') || sentences[first - 1] !== sentences[first] || sentences[first - 2] !== sentences[first]) return false;
  for (let index = first - 1; index >= first - 20 && sentences[index] === sentences[first]; index -= 1) if (ACTORS.has(folded[index] ?? '') || NEEDING.has(folded[index] ?? '')) return false;
  return true;
}

/** What a condition begins with, and the words in front of a noun. */
const CONDITION: ReadonlySet<string> = new Set(['until', 'when', 'if', 'once', 'unless', 'while', 'because', 'whether']);
const BEFORE_NOUNS: ReadonlySet<string> = new Set(['the', 'a', 'user', 'its', 'their', 'project', 'workspace', 'global', 'boolean', 'managed']);
const CHANGING: ReadonlySet<string> = new Set('set add edit editing write writing change changing put enable turn make update keep create insert modify toggle flip switch ensure'.split(' '));
const STATES: ReadonlySet<string> = new Set(['is', 'are', 'was', 'stays', 'remains']);

/** `the dialog comes up until the user setting … is true`: a setting that is named in a condition, not one to be made. */
function isCondition(first: number, last: number, { folded, sentences }: Words): boolean {
  if (folded[first] !== 'setting' || !BEFORE_NOUNS.has(folded[first - 1] ?? '') || !folded.slice(last + 1, last + 3).some((word) => STATES.has(word))) return false;
  let isAsked = false;
  for (let index = Math.max(0, first - 30); index < last + 30; index += 1) {
    if (sentences[index] !== sentences[first] || index === first) continue;
    const word = folded[index] ?? '';
    if (CHANGING.has(word)) return false;
    if (index < first && index >= first - 4 && CONDITION.has(word)) isAsked = true;
  }
  return isAsked;
}

/** `The flag enables YOLO mode`, `Existing conventions always override these guidelines`: a statement, no order. */
export function isDescribed({ phrase, first, last }: PhraseHit, words: Words, text: string): boolean {
  const { folded, sentences, starts, ends } = words;
  if (phrase.class === 'guard-rail' && isCondition(first, last, words)) return true;
  if ((phrase.class === 'guard-rail' || phrase.class === 'consent') && folded.slice(first, last + 1).some((word) => DESCRIBING.has(word))) return true;
  if (phrase.weight !== 'hint' && (phrase.class === 'exfiltration' || phrase.class === 'secret-read')) return isReport(first, last, folded, sentences) || (phrase.class === 'secret-read' && isPurpose(first, folded, sentences));
  if (!RANKING.has(folded[first] ?? '')) return false;
  if (isSetting(first, last, folded)) return true;
  let subject = first - 1;
  while (sentences[subject] === sentences[first] && ADVERBS.has(folded[subject] ?? '')) subject -= 1;
  if (sentences[subject] !== sentences[first] || LEADS.has(folded[subject] ?? '') || /[,:]/.test(text.slice(ends[subject], starts[subject + 1]))) return false;
  for (let index = subject; index > subject - 4 && sentences[index] === sentences[first]; index -= 1) if (POINTING.has(folded[index] ?? '')) return false;
  return true;
}
