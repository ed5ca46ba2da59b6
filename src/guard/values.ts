/** Reading values of unknown shape. Nothing here throws. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first of the named own properties that holds a string. */
export function textOf(fields: Fields, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (typeof value === 'string') return value;
  }
  return null;
}

/** An own property, whatever it is. */
export function valueOf(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** An object, or a JSON text of one; an empty object for anything else. */
export function fieldsOf(value: unknown): Fields {
  if (isFields(value)) return value;
  if (typeof value !== 'string') return {};
  try {
    const parsed: unknown = JSON.parse(value);
    return isFields(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Bytes as text: UTF-8, or UTF-16 with its mark. A byte order mark is taken off. */
export function decode(bytes: Uint8Array): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  return new TextDecoder(utf16 ?? 'utf-8').decode(bytes);
}

/** True for bytes that no text file holds near its beginning. */
export function isBinary(bytes: Uint8Array): boolean {
  const marked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return !marked && bytes.subarray(0, 8000).includes(0);
}

/**
 * JSON with comments and trailing commas, as settings files are written.
 *
 * @throws SyntaxError as `JSON.parse` does.
 */
export function parseJsonc(text: string): unknown {
  let out = '';
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '"') {
      const end = endOfString(text, at);
      out += text.slice(at, end);
      at = end;
    } else if (character === '/' && (text[at + 1] === '/' || text[at + 1] === '*')) {
      const close = text[at + 1] === '/' ? text.indexOf('\n', at) : text.indexOf('*/', at + 2);
      at = close < 0 ? text.length : text[at + 1] === '/' ? close : close + 2;
      out += ' ';
    } else {
      out += character;
      at += 1;
    }
  }
  return JSON.parse(withoutTrailingCommas(out));
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function withoutTrailingCommas(text: string): string {
  let out = '';
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? '';
    const end = character === '"' ? endOfString(text, at) : at + 1;
    let next = end;
    if (character === ',') while (/\s/.test(text[next] ?? '')) next += 1;
    if (character !== ',' || (text[next] !== '}' && text[next] !== ']')) out += text.slice(at, end);
    at = end;
  }
  return out;
}
