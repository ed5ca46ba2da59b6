/** Kinds of characters that show nothing, or something else than what they are. Ranges follow the Unicode 16 charts. */
export type CharacterClass =
  | 'tag'
  | 'variation-selector'
  | 'bidi-override'
  | 'bidi-embedding'
  | 'bidi-isolate'
  | 'bidi-mark'
  | 'zero-width'
  | 'joiner'
  | 'invisible-operator'
  | 'deprecated-format'
  | 'filler'
  | 'annotation'
  | 'line-separator'
  | 'control'
  | 'private-use';

export interface CharacterRow {
  readonly class: CharacterClass;
  /** Inclusive ranges of code points. */
  readonly ranges: readonly (readonly [first: number, last: number])[];
  /** What such a character does to a reader. */
  readonly label: string;
  /** A text in which it hides something, and one in which it is honest. */
  readonly bad: string;
  readonly good: string;
}

/** Classes in order of precedence. */
export const CHARACTER_CLASSES: readonly CharacterRow[] = [
  { class: 'tag', ranges: [[0xe0000, 0xe007f]], label: 'tag characters', bad: 'a\u{e0049}\u{e0067}\u{e006e}', good: '\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}' },
  { class: 'variation-selector', ranges: [[0xfe00, 0xfe0f], [0xe0100, 0xe01ef], [0x180b, 0x180d], [0x180f, 0x180f]], label: 'variation selectors', bad: 'a\ufe00\ufe01\ufe02\ufe03', good: '\u2764\ufe0f' },
  { class: 'bidi-override', ranges: [[0x202d, 0x202e]], label: 'direction overrides', bad: 'if (admin\u202e) {', good: 'if (admin) {' },
  { class: 'bidi-embedding', ranges: [[0x202a, 0x202c]], label: 'direction embeddings', bad: 'if (admin\u202a) {', good: 'if (admin) {' },
  { class: 'bidi-isolate', ranges: [[0x2066, 0x2069]], label: 'direction isolates', bad: 'if (admin\u2066) {', good: '\u0634\u2066abc\u2069' },
  { class: 'bidi-mark', ranges: [[0x200e, 0x200f], [0x61c, 0x61c]], label: 'direction marks', bad: 'npm\u200e test', good: '\u05d0\u200f (a)' },
  { class: 'zero-width', ranges: [[0x200b, 0x200b], [0x2060, 0x2060], [0xfeff, 0xfeff], [0x180e, 0x180e], [0xad, 0xad], [0x34f, 0x34f]], label: 'zero-width characters', bad: 'ig\u200bnore', good: '\u0e01\u200b\u0e02' },
  { class: 'joiner', ranges: [[0x200c, 0x200d]], label: 'joiners', bad: 'a\u200db', good: '\u0646\u0645\u06cc\u200c\u062f\u0627\u0646\u0645' },
  { class: 'invisible-operator', ranges: [[0x2061, 0x2064]], label: 'invisible operators', bad: 'a\u2062\u2064\u2062\u2062', good: 'ab' },
  { class: 'deprecated-format', ranges: [[0x2065, 0x2065], [0x206a, 0x206f]], label: 'deprecated format characters', bad: 'a\u206ab', good: 'ab' },
  { class: 'filler', ranges: [[0x115f, 0x1160], [0x3164, 0x3164], [0xffa0, 0xffa0], [0x2800, 0x2800], [0x17b4, 0x17b5]], label: 'fillers that look like blanks', bad: 'const { a,\u3164 } = q', good: '\u2801\u2800\u2803' },
  { class: 'annotation', ranges: [[0xfff9, 0xfffc], [0x1d173, 0x1d17a], [0x1bca0, 0x1bca3], [0x13430, 0x1343f]], label: 'annotation characters', bad: 'a\ufff9b', good: 'ab' },
  { class: 'line-separator', ranges: [[0x2028, 0x2029]], label: 'line separators', bad: '{ "a": "b\u2028c" }', good: '{ "a": "b" }' },
  { class: 'control', ranges: [[0x0, 0x8], [0xe, 0x1f], [0x7f, 0x9f]], label: 'control characters', bad: 'a\u001b[8mb', good: 'a\tb' },
  { class: 'private-use', ranges: [[0xe000, 0xf8ff], [0xf0000, 0xffffd], [0x100000, 0x10fffd]], label: 'private-use characters', bad: '\ue000'.repeat(16), good: '\ue0b0' },
];

/** Regional flags: the only tag sequences in general use. */
export const FLAG_TAGS: ReadonlySet<string> = new Set(['gbeng', 'gbsct', 'gbwls']);

/** Scripts written from right to left. */
export const RIGHT_TO_LEFT = /(?=\p{L})[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Mandaic}\p{Script=Samaritan}]/u;
/** Scripts that spell with joiners. */
export const JOINING =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;
/** Scripts without blanks between words, which break lines at U+200B. */
export const UNSPACED = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
export const PICTOGRAPH = /[\p{Extended_Pictographic}\u{1f3fb}-\u{1f3ff}\u{1f1e6}-\u{1f1ff}]/u;
/** A base that a variation selector may follow: emoji, digits of keycaps, symbols, ideographs, letters beyond ASCII. */
export const SELECTABLE = /[\p{Emoji}\p{S}\p{P}\p{Unified_Ideograph}\p{Script=Myanmar}\p{Script=Phags_Pa}\p{Script=Mongolian}\u200d\u20e3\uf900-\ufaff\u3000-\u30ff]/u;

/** Letters of other alphabets that cannot be told from a Latin one. */
export const LOOK_ALIKES: ReadonlyMap<string, string> = new Map([
  ['\u0430', 'a'], ['\u0435', 'e'], ['\u043e', 'o'], ['\u0440', 'p'], ['\u0441', 'c'], ['\u0443', 'y'], ['\u0445', 'x'], ['\u0456', 'i'], ['\u0455', 's'], ['\u0458', 'j'],
  ['\u04bb', 'h'], ['\u0501', 'd'], ['\u051b', 'q'], ['\u051d', 'w'], ['\u0410', 'A'], ['\u0412', 'B'], ['\u0415', 'E'], ['\u041a', 'K'], ['\u041c', 'M'], ['\u041d', 'H'],
  ['\u041e', 'O'], ['\u0420', 'P'], ['\u0421', 'C'], ['\u0422', 'T'], ['\u0425', 'X'], ['\u0406', 'I'], ['\u0405', 'S'], ['\u0408', 'J'], ['\u04c0', 'I'], ['\u0432', 'B'],
  ['\u03bf', 'o'], ['\u0391', 'A'], ['\u0392', 'B'], ['\u0395', 'E'], ['\u0396', 'Z'], ['\u0397', 'H'], ['\u0399', 'I'], ['\u039a', 'K'], ['\u039c', 'M'], ['\u039d', 'N'],
  ['\u039f', 'O'], ['\u03a1', 'P'], ['\u03a4', 'T'], ['\u03a5', 'Y'], ['\u03a7', 'X'], ['\u0585', 'o'], ['\u0578', 'n'], ['\u057d', 'u'], ['\u13aa', 'A'], ['\u13a0', 'D'],
]);
