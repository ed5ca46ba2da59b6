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
  const declarations = (style?.[1] ?? style?.[2] ?? '').toLowerCase().split(';', 40).map((declaration): readonly [string, string] => {
    const colon = Math.max(0, declaration.indexOf(':'));
    return [declaration.slice(0, colon).trim(), declaration.slice(colon + 1).replace(/\s/g, '')];
  });
  for (const [property, value] of declarations) {
    if (!HIDING.some(([name, test]) => name === property && test.test(value))) continue;
    if (property !== 'color' || value.startsWith('transparent') || value.startsWith('rgba') || !hasDarkGround(declarations)) return `${property}:${value}`.slice(0, 40);
  }
  return HIDDEN_ATTRIBUTE.test(tag) ? 'hidden' : null;
}

/** Names of colours on which white can be read. Source: CSS named colours. */
const DARK_NAMES = /^(?:black|navy|blue|green|teal|maroon|purple|indigo|crimson|red|firebrick|brown|gr[ae]y|dimgr[ae]y|slategr[ae]y|royalblue|steelblue|seagreen|rebeccapurple|midnightblue|orangered|tomato|dark(?!(?:salmon|khaki|gr[ae]y|seagreen$))[a-z]{3,12})(?:!important)?$/;
/** Of 255; the eye tells white from a channel that is darker. */
const MAX_DARK = 0xb0;

/** `background: #7057ff; color: white`: the badge shows what is written on it. The last background counts. */
function hasDarkGround(declarations: readonly (readonly [property: string, value: string])[]): boolean {
  const ground = declarations.filter(([property]) => property === 'background' || property === 'background-color').at(-1)?.[1] ?? '';
  if (DARK_NAMES.test(ground)) return true;
  const hex = /^#(?:([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})|([0-9a-f])([0-9a-f])([0-9a-f]))(?:!important)?$/.exec(ground);
  if (hex) return hex.slice(1, 7).some((part) => part !== undefined && parseInt(part.padEnd(2, part), 16) <= MAX_DARK);
  const rgb = /^rgb\((\d{1,3}),(\d{1,3}),(\d{1,3})\)(?:!important)?$/.exec(ground);
  return rgb !== null && rgb.slice(1).some((part) => Number(part) <= MAX_DARK);
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
