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

/** `The flag enables YOLO mode`, `Existing conventions always override these guidelines`: a statement, no order. */
export function isDescribed({ phrase, first, last }: PhraseHit, { folded, sentences, starts, ends }: Words, text: string): boolean {
  if ((phrase.class === 'guard-rail' || phrase.class === 'consent') && folded.slice(first, last + 1).some((word) => DESCRIBING.has(word))) return true;
  if (phrase.weight !== 'hint' && (phrase.class === 'exfiltration' || phrase.class === 'secret-read')) return isReport(first, last, folded, sentences);
  if (!RANKING.has(folded[first] ?? '')) return false;
  if (isSetting(first, last, folded)) return true;
  let subject = first - 1;
  while (sentences[subject] === sentences[first] && ADVERBS.has(folded[subject] ?? '')) subject -= 1;
  if (sentences[subject] !== sentences[first] || LEADS.has(folded[subject] ?? '') || /[,:]/.test(text.slice(ends[subject], starts[subject + 1]))) return false;
  for (let index = subject; index > subject - 4 && sentences[index] === sentences[first]; index -= 1) if (POINTING.has(folded[index] ?? '')) return false;
  return true;
}
