/** The words of a text in a folded form, with their places. Parallel arrays: a text may have a million words. */
export interface Words {
  /** Lower case, without accents, apostrophes and invisible characters; look-alike letters of other scripts made Latin. */
  readonly folded: readonly string[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Number of the sentence each word stands in. */
  readonly sentences: readonly number[];
}

/** Words that stand for a kind of text; no real word is written in upper case after folding. */
export const URL_WORD = 'URLTOKEN';
export const EMAIL_WORD = 'EMAILTOKEN';
export const SENSITIVE_PATH_WORD = 'SENSITIVEPATH';
/** A file in which agents and their servers keep keys. */
export const AGENT_PATH_WORD = 'AGENTPATH';
export const COLON_WORD = 'COLONTOKEN';
export const IMPORTANT_WORD = 'IMPORTANTTAG';

const MAX_CHUNK = 4096;
const SPECIAL = /[/@_<]/;
const INVISIBLE = /[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]|\udb40[\udc00-\uddef]/g;
const MARKS = /\p{Mn}/gu;
/** Apostrophes, and emphasis in the middle of a word: `ig**nore**`. */
const INNER_MARKS = /['*`]/g;
const LATIN = /[a-z]/;
const SENSITIVE_PATH = /(?:^|[/~\\])\.(?:ssh|aws|gnupg|kube|docker|azure|netrc|npmrc|pypirc|pgpass|git-credentials|(?:bash|zsh|psql|mysql|node_repl|python)_history)(?:$|[/\\])|\bid_(?:rsa|ed25519|ecdsa|dsa)\b|^\/etc\/(?:passwd|shadow)$|(?:^|[/\\])credentials\.json$|\.config\/(?:gcloud|gh|github-copilot)(?:$|[/\\])/;
const AGENT_PATH = /(?:^|[/\\])(?:\.(?:cursor|codeium|windsurf|gemini|codex|claude|copilot)[/\\](?:\w{1,40}[/\\])?\.?(?:mcp|mcp_config|mcp-config|auth|oauth_creds|credentials)\.json|claude_desktop_config\.json|\.claude\.json)$/;

const CONFUSABLES = new Map<string, string>([
  ['\u0430', 'a'], ['\u0435', 'e'], ['\u043e', 'o'], ['\u0440', 'p'], ['\u0441', 'c'], ['\u0443', 'y'], ['\u0445', 'x'], ['\u0456', 'i'], ['\u0455', 's'], ['\u0458', 'j'],
  ['\u04bb', 'h'], ['\u0501', 'd'], ['\u051b', 'q'], ['\u051d', 'w'], ['\u043a', 'k'], ['\u043c', 'm'], ['\u0442', 't'], ['\u043d', 'h'], ['\u0432', 'b'],
  ['\u03b1', 'a'], ['\u03b5', 'e'], ['\u03b9', 'i'], ['\u03ba', 'k'], ['\u03bd', 'v'], ['\u03bf', 'o'], ['\u03c1', 'p'], ['\u03c4', 't'], ['\u03c5', 'u'], ['\u03c7', 'x'],
  ['\u0261', 'g'], ['\u0131', 'i'], ['\u1e5b', 'r'],
]);

/** Folds a word or a stem: the same function makes the word lists and the words of linted text comparable. */
export function foldWord(word: string): string {
  if (isAscii(word)) return word.toLowerCase().replace(INNER_MARKS, '');
  const plain = word.replace(INVISIBLE, '').replace(INNER_MARKS, '').replace(/[\u2018\u2019\u02bc]/g, '').normalize('NFKD').replace(MARKS, '').normalize('NFKC').toLowerCase();
  if (!LATIN.test(plain)) return plain;
  let out = '';
  for (const character of plain) out += CONFUSABLES.get(character) ?? character;
  return out;
}

const DIGITS: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't' };
/** Digits in front of a letter in words that otherwise consist of letters: `1gn0re`, but not `rot13` or `base64`. */
const DIGIT_LETTER = /[013457](?=[a-z])/g;

function withoutDigits(word: string): string {
  return /^[a-z013457]{4,24}$/.test(word) && /[013457][a-z]/.test(word) ? word.replace(DIGIT_LETTER, (digit) => DIGITS[digit] ?? digit) : word;
}

function isAscii(word: string): boolean {
  for (let index = 0; index < word.length; index += 1) if (word.charCodeAt(index) > 0x7f) return false;
  return true;
}

/** Collects words; `stems` finds the longest known stem at a place of a text without blanks (Chinese, Japanese, Korean). */
class Collector {
  readonly folded: string[] = [];
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly sentences: number[] = [];
  sentence = 0;

  add(word: string, start: number, end: number): void {
    this.folded.push(word);
    this.starts.push(start);
    this.ends.push(end);
    this.sentences.push(this.sentence);
  }
}

export type StemFinder = (text: string, index: number) => number;

/** Splits a text into folded words. Linear in the length of the text; never throws. */
export function toWords(text: string, findStem: StemFinder): Words {
  const out = new Collector();
  let index = 0;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (code <= 0x20 || code === 0xa0 || code === 0x3000) {
      if (code === 0x0a && isBreak(text, index + 1)) out.sentence += 1;
      index += 1;
      continue;
    }
    const plain = plainWordEnd(text, index);
    if (plain > 0) {
      out.add(text.slice(index, plain), index, plain);
      index = plain;
      continue;
    }
    const end = chunkEnd(text, index);
    addChunk(out, text, index, end, findStem);
    index = end;
  }
  mergeLetters(out);
  return out;
}

/** End of a word of lower-case ASCII letters between blanks, the most common case; -1 for everything else. */
function plainWordEnd(text: string, start: number): number {
  let index = start;
  let code = text.charCodeAt(index);
  while (code >= 0x61 && code <= 0x7a && index - start < 100) code = text.charCodeAt((index += 1));
  return index > start && (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09 || Number.isNaN(code)) ? index : -1;
}

/** End of a run without blanks; very long runs are cut, which loses at most a word at the cut. */
function chunkEnd(text: string, start: number): number {
  const limit = Math.min(text.length, start + MAX_CHUNK);
  let end = start + 1;
  while (end < limit) {
    const code = text.charCodeAt(end);
    if (code <= 0x20 || code === 0xa0 || code === 0x3000) break;
    end += 1;
  }
  return end;
}

/** • ‣ ● ○ ◦ ▪ ■ ✓ ✔ ✗ ✘ ✅ ❌ → in front of an entry. */
const BULLETS: ReadonlySet<number> = new Set([0x2022, 0x2023, 0x25cf, 0x25cb, 0x25e6, 0x25aa, 0x25a0, 0x2713, 0x2714, 0x2717, 0x2718, 0x2705, 0x274c, 0x2192]);

/** True when a line that begins here begins a sentence of its own: blank, list item, heading, table row. */
function isBreak(text: string, start: number): boolean {
  let index = start;
  while (index < start + 200 && (text.charCodeAt(index) === 0x20 || text.charCodeAt(index) === 0x09 || text.charCodeAt(index) === 0x0d)) index += 1;
  const code = text.charCodeAt(index);
  if (Number.isNaN(code) || code === 0x0a || code === 0x23 || code === 0x7c) return true;
  const next = text.charCodeAt(index + 1);
  if ((code === 0x2d || code === 0x2a || code === 0x2b) && (next === 0x20 || next === 0x0a)) return true;
  if (BULLETS.has(code) && next === 0x20) return true;
  return code >= 0x30 && code <= 0x39 && (next === 0x2e || next === 0x29);
}

function addChunk(out: Collector, text: string, start: number, end: number, findStem: StemFinder): void {
  const special = specialWord(text, start, end);
  if (isEnvDump(text, start, end)) {
    out.add('printenv', start, end);
    return;
  }
  if (special === URL_WORD) return addAddress(out, text, start, end, findStem);
  if (special) {
    out.add(special, start, end);
    return;
  }
  addWords(out, text, start, end, findStem);
}

const SCHEME = /(?:https?|ftp|wss?):\/\//i;

/** An address and, in a script without blanks, the words that touch it: `发送到https://host，不要`. */
function addAddress(out: Collector, text: string, start: number, end: number, findStem: StemFinder): void {
  let from = start;
  let stop = start;
  while (stop < end && !isWideOrMark(text.charCodeAt(stop))) stop += 1;
  if (stop < end) {
    const at = SCHEME.exec(text.slice(start, Math.min(end, start + MAX_CHUNK)));
    from = start + (at?.index ?? 0);
    stop = from;
    while (stop < end && !isWideOrMark(text.charCodeAt(stop))) stop += 1;
    addWords(out, text, start, from, findStem);
  }
  out.add(URL_WORD, from, stop);
  if (/[.!?]["')\]>]*$/.test(text.slice(Math.max(from, stop - 4), stop))) out.sentence += 1;
  addWords(out, text, stop, end, findStem);
}

function isWideOrMark(code: number): boolean {
  return isWide(code) || (code >= 0x3001 && code <= 0x303f) || (code >= 0xff01 && code <= 0xff0f) || (code >= 0xff1a && code <= 0xff20);
}

/** `env > file` and `env | …` in a code span print the whole environment, as \`printenv\` does; \`env\` alone is a name. */
function isEnvDump(text: string, start: number, end: number): boolean {
  return end - start === 4 && text.charCodeAt(start) === BACK_TICK && text.startsWith('env', start + 1) && /^ {1,3}[>|]/.test(text.slice(end, end + 5));
}

const BACK_TICK = 0x60;

function addWords(out: Collector, text: string, start: number, end: number, findStem: StemFinder): void {
  let index = start;
  while (index < end) {
    const code = text.charCodeAt(index);
    if (isWide(code)) {
      const length = Math.max(findStem(text, index), 0);
      out.add(text.slice(index, index + length), index, index + Math.max(length, 1));
      index += Math.max(length, 1);
    } else if (isWordStart(text, index, end)) {
      const stop = wordEnd(text, index, end);
      out.add(withoutDigits(foldWord(text.slice(index, stop))), index, stop);
      index = stop;
    } else {
      if (endsSentence(code, text, index, end)) out.sentence += 1;
      else if (code === 0x3a && index + 1 >= end) out.add(COLON_WORD, index, index + 1);
      index += 1;
    }
  }
}

/** A chunk that is an address or a path as a whole. */
function specialWord(text: string, start: number, end: number): string | null {
  const chunk = text.slice(start, Math.min(end, start + 512));
  if (!SPECIAL.test(chunk)) return null;
  const scheme = chunk.indexOf('://');
  if (scheme > 0 && /https?$|ftp$|wss?$/i.test(chunk.slice(0, scheme))) return URL_WORD;
  const at = chunk.indexOf('@');
  if (at > 0 && chunk.indexOf('.', at) > at + 1 && /[\w.+-]$/.test(chunk.slice(0, at))) return EMAIL_WORD;
  if ((chunk.includes('/') || chunk.includes('id_')) && SENSITIVE_PATH.test(withoutMarks(chunk))) return SENSITIVE_PATH_WORD;
  if (chunk.includes('.json') && AGENT_PATH.test(withoutMarks(chunk))) return AGENT_PATH_WORD;
  if (chunk.includes('<IMPORTANT>')) return chunk === '<IMPORTANT>' ? IMPORTANT_WORD : null;
  return null;
}

const MARKS_AROUND = new Set('`"\'(),.;:!?');

/** A chunk without the punctuation around it. */
function withoutMarks(chunk: string): string {
  let start = 0;
  let end = chunk.length;
  while (start < end && chunk.charAt(start) !== '.' && MARKS_AROUND.has(chunk.charAt(start))) start += 1;
  while (end > start && MARKS_AROUND.has(chunk.charAt(end - 1))) end -= 1;
  return chunk.slice(start, end);
}

function isWordStart(text: string, index: number, end: number): boolean {
  const code = text.charCodeAt(index);
  if (isWordCode(code)) return isWordStartCode(code);
  return code === 0x2e && index + 1 < end && isLetter(text.charCodeAt(index + 1)) && !isWordCode(text.charCodeAt(index - 1));
}

const UNDERSCORE = 0x5f;

function afterUnderscores(text: string, start: number, end: number): number {
  let index = start;
  while (index < end && text.charCodeAt(index) === UNDERSCORE) index += 1;
  return index;
}

/** Letters and digits, and `_`, `-`, `.`, `'` inside a word. */
function wordEnd(text: string, start: number, end: number): number {
  let index = start + 1;
  while (index < end) {
    const code = text.charCodeAt(index);
    if (isWide(code)) break;
    if (code === UNDERSCORE) {
      const behind = afterUnderscores(text, index, end);
      if (behind >= end || !isWordCode(text.charCodeAt(behind))) break;
      index = behind;
      continue;
    }
    if (!isWordCode(code)) {
      const marks = emphasisLength(text, index, end);
      if (marks > 0) {
        index += marks;
        continue;
      }
      const inner = code === 0x2d || code === 0x2e || code === 0x27 || code === 0x2019;
      if (!inner || index + 1 >= end || !isWordStartCode(text.charCodeAt(index + 1)) || isWide(text.charCodeAt(index + 1))) break;
    }
    index += 1;
  }
  return index;
}

/** Up to three `*` or a back-tick between letters; 0 when there are none. */
function emphasisLength(text: string, start: number, end: number): number {
  const mark = text.charCodeAt(start);
  if (mark !== 0x2a && mark !== 0x60) return 0;
  let index = start + 1;
  while (index < end && index - start < 3 && mark === 0x2a && text.charCodeAt(index) === 0x2a) index += 1;
  return index < end && isLetter(text.charCodeAt(start - 1)) && isLetter(text.charCodeAt(index)) ? index - start : 0;
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

function isWordCode(code: number): boolean {
  if (code < 0x80) return isLetter(code) || (code >= 0x30 && code <= 0x39) || code === 0x5f;
  return !isPunctuation(code);
}

/** An underscore around a word is emphasis. */
function isWordStartCode(code: number): boolean {
  return code !== UNDERSCORE && isWordCode(code);
}

/** Non-ASCII punctuation and blanks; invisible characters count as letters, so that they do not split a word. */
function isPunctuation(code: number): boolean {
  if (code >= 0x2010 && code <= 0x2027) return code !== 0x2019;
  // Arabic comma, semicolon and question mark, the danda of Indian scripts.
  if (code === 0x60c || code === 0x61b || code === 0x61f || code === 0x964 || code === 0x965) return true;
  return code === 0xa0 || code === 0xab || code === 0xbb || (code >= 0x2030 && code <= 0x205e) || (code >= 0x3001 && code <= 0x303f) || (code >= 0xff01 && code <= 0xff0f) || (code >= 0xff1a && code <= 0xff20) || Number.isNaN(code);
}

function isWide(code: number): boolean {
  return (code >= 0x3040 && code <= 0x30ff) || (code >= 0x3400 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7af);
}

function endsSentence(code: number, text: string, index: number, end: number): boolean {
  if (code === 0x3002 || code === 0xff01 || code === 0xff1f || code === 0x61f || code === 0x964) return true;
  if (code !== 0x2e && code !== 0x21 && code !== 0x3f && code !== 0x3b) return false;
  const next = text.charCodeAt(index + 1);
  return index + 1 >= end || !(isWordStartCode(next) || next === 0x2f || next === 0x5c);
}

/** Joins letters written apart (`i g n o r e  i t`): four or more single letters in a row become a word, or several where the gap is wider. */
function mergeLetters(words: Collector): void {
  let run = 0;
  let hasRun = false;
  for (const word of words.folded) {
    run = word.length === 1 && isLetter(word.charCodeAt(0)) ? run + 1 : 0;
    if (run >= 4) hasRun = true;
  }
  if (!hasRun) return;
  const { folded, starts, ends, sentences } = words;
  const isSingle = (index: number): boolean => folded[index]?.length === 1 && isLetter(folded[index]?.charCodeAt(0) ?? 0);
  const gapBefore = (index: number): number => (starts[index] ?? 0) - (ends[index - 1] ?? 0);
  let to = 0;
  // The run of letters that `from` stands in, and its least gap; outside of one, no word is joined.
  let runEnd = 0;
  let least = 0;
  for (let from = 0; from < folded.length; ) {
    if (from >= runEnd && isSingle(from)) {
      runEnd = from + 1;
      while (runEnd < folded.length && isSingle(runEnd)) runEnd += 1;
      if (runEnd - from < 4) least = -1;
      else {
        least = gapBefore(from + 1);
        for (let index = from + 2; index < runEnd; index += 1) least = Math.min(least, gapBefore(index));
      }
    }
    let stop = from + 1;
    while (stop < runEnd && least >= 0 && gapBefore(stop) <= least) stop += 1;
    folded[to] = stop - from > 1 ? folded.slice(from, stop).join('') : (folded[from] ?? '');
    starts[to] = starts[from] ?? 0;
    ends[to] = ends[stop - 1] ?? 0;
    sentences[to] = sentences[from] ?? 0;
    to += 1;
    from = stop;
  }
  folded.length = starts.length = ends.length = sentences.length = to;
}
