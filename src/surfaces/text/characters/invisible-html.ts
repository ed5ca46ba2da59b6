import type { SourceRange } from '../../mapped-text.ts';

/** An element that a browser does not show, with something in it. */
export interface InvisibleElement {
  /** `display:none`, `font-size:0`, `hidden` … */
  readonly how: string;
  /** The opening tag. */
  readonly tag: SourceRange;
  readonly content: SourceRange;
}

/** Declarations that hide; the value is compared without blanks, up to the semicolon. */
const HIDING: readonly (readonly [property: string, test: RegExp])[] = [
  ['display', /^none\b/],
  ['visibility', /^(?:hidden|collapse)\b/],
  ['font-size', /^(?:0(?:\.0+)?|1)(?:px|pt|em|rem|%)?(?:!important)?$/],
  ['opacity', /^0(?:\.0+)?%?(?:!important)?$/],
  ['color', /^(?:#fff|#ffffff|white|transparent|rgba\(\d{1,3},\d{1,3},\d{1,3},0(?:\.0+)?\)|rgb\(255,255,255\))(?:!important)?$/],
  ['left', /^-\d{3,6}(?:px|em|rem|vw|%)?$/],
  ['top', /^-\d{3,6}(?:px|em|rem|vh|%)?$/],
  ['text-indent', /^-\d{3,6}(?:px|em|rem|%)?$/],
  ['height', /^0(?:px)?$/],
  ['width', /^0(?:px)?$/],
];
const MAX_TAG = 2000;
const MAX_CONTENT = 20_000;
const STYLE = /\sstyle\s*=\s*(?:"([^"]*)"|'([^']*)')/i;
const HIDDEN_ATTRIBUTE = /\s(?:hidden|aria-hidden\s*=\s*["']?true)(?=[\s>/="']|$)/i;
const VOID_ELEMENTS: ReadonlySet<string> = new Set(['img', 'br', 'hr', 'input', 'meta', 'link', 'source', 'area', 'col', 'embed', 'track', 'wbr', 'svg', 'path', 'picture']);

/**
 * Elements hidden by style or attribute that hold text. `text` is HTML or Markdown source; a tag of more than 2000
 * characters is not read, content is read up to 20 000 characters. Linear: only tags with `style` or `hidden` are looked at.
 */
export function findInvisibleElements(text: string): readonly InvisibleElement[] {
  if (!/style\s{0,9}=|hidden/i.test(text)) return [];
  const found: InvisibleElement[] = [];
  for (let at = text.indexOf('<'); at >= 0 && found.length < 200; at = text.indexOf('<', at + 1)) {
    if (!isLetter(text.charCodeAt(at + 1))) continue;
    const close = closingBracket(text, at);
    if (close < 0) continue;
    const tag = text.slice(at, close + 1);
    const how = hidingOf(tag);
    const name = how === null ? '' : (/^<([a-z][a-z0-9-]{0,30})/i.exec(tag)?.[1] ?? '').toLowerCase();
    if (how !== null && !VOID_ELEMENTS.has(name) && !tag.endsWith('/>')) {
      const end = contentEnd(text, close + 1, name);
      if (hasText(text.slice(close + 1, end))) found.push({ how, tag: [at, close + 1], content: [close + 1, end] });
    }
    at = close;
  }
  return found;
}

/** Index of the `>` that ends a tag; -1 when there is none near or another tag begins first. */
function closingBracket(text: string, start: number): number {
  let quote = 0;
  for (let index = start + 1; index < text.length && index - start < MAX_TAG; index += 1) {
    const code = text.charCodeAt(index);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 0x22 || code === 0x27) quote = code;
    else if (code === 0x3e) return index;
    else if (code === 0x3c) return -1;
  }
  return -1;
}

function hidingOf(tag: string): string | null {
  const style = STYLE.exec(tag);
  for (const declaration of (style?.[1] ?? style?.[2] ?? '').toLowerCase().split(';', 40)) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const property = declaration.slice(0, colon).trim();
    const value = declaration.slice(colon + 1).replace(/\s/g, '');
    if (HIDING.some(([name, test]) => name === property && test.test(value))) return `${property}:${value}`.slice(0, 40);
  }
  return HIDDEN_ATTRIBUTE.test(tag) ? 'hidden' : null;
}

function contentEnd(text: string, start: number, name: string): number {
  const window = text.slice(start, start + MAX_CONTENT).toLowerCase();
  const end = window.indexOf(`</${name}`);
  return start + (end < 0 ? window.length : end);
}

/** True when words remain after the tags are taken out. */
function hasText(content: string): boolean {
  return /[\p{L}\p{N}]{2}/u.test(content.replace(/<[^<>]{0,500}>/g, ''));
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}
