/** Text that invisible characters spell; `null` when they spell nothing readable. At most 400 characters are decoded. */
export function decodeHidden(codes: readonly number[]): string | null {
  const part = codes.slice(0, MAX_CODES);
  return decodeTags(part) ?? decodeSelectors(part) ?? decodeBits(part);
}

const MAX_CODES = 4000;

function decodeTags(codes: readonly number[]): string | null {
  const letters = codes.filter((code) => code >= 0xe0020 && code <= 0xe007e).map((code) => String.fromCharCode(code - 0xe0000));
  return letters.length >= 2 && letters.length * 2 >= codes.length ? readable(letters.join('')) : null;
}

/** Sixteen plus 240 variation selectors stand for the 256 bytes. */
function decodeSelectors(codes: readonly number[]): string | null {
  const bytes: number[] = [];
  for (const code of codes) {
    if (code >= 0xfe00 && code <= 0xfe0f) bytes.push(code - 0xfe00);
    else if (code >= 0xe0100 && code <= 0xe01ef) bytes.push(code - 0xe0100 + 16);
  }
  return bytes.length >= 3 && bytes.length * 2 >= codes.length ? toText(bytes) : null;
}

/** Two invisible characters used as zero and one, eight or seven to a letter. */
function decodeBits(codes: readonly number[]): string | null {
  const kinds = [...new Set(codes)];
  const [zero, one] = kinds.sort((a, b) => a - b);
  if (kinds.length !== 2 || zero === undefined || one === undefined || codes.length < 16 || one >= 0xe000) return null;
  let best: string | null = null;
  for (const first of [zero, one]) {
    for (const width of [8, 7]) {
      const bytes: number[] = [];
      for (let at = 0; at + width <= codes.length; at += width) bytes.push(codes.slice(at, at + width).reduce((sum, code) => sum * 2 + (code === first ? 0 : 1), 0));
      const text = toText(bytes);
      if (text !== null && ASCII_TEXT.test(text) && smallLetters(text) > (best === null ? -1 : smallLetters(best))) best = text;
    }
  }
  return best;
}

const ASCII_TEXT = /^[\t\n\x20-\x7e]+$/;

/** Share of small letters and blanks: which of several readings is a text. */
function smallLetters(text: string): number {
  return text.replace(/[^a-z ]/g, '').length / text.length;
}

function toText(bytes: readonly number[]): string | null {
  return readable(Buffer.from(bytes).toString('utf8'));
}

/** The text when at least nine tenths of it are printable. */
function readable(text: string): string | null {
  const printable = text.replace(/[^\t\n\x20-\x7e\u00a0-\u024f\u0370-\u1fff\u3040-\ud7ff]/g, '').length;
  return text.length >= 2 && printable * 10 >= text.length * 9 ? mask(text).slice(0, 400) : null;
}

const LONG_WORD = /[\w+/=.-]{14,}/g;

/** Long words with a digit or of mixed case may be credentials: their end is not shown. */
export function mask(text: string): string {
  return text.replace(LONG_WORD, (word) => (/\d/.test(word) || (/[a-z]/.test(word) && /[A-Z]/.test(word)) ? `${word.slice(0, 4)}***` : word));
}
