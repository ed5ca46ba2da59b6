import type { JsNode } from './ast.ts';
import type { Evaluator } from './evaluate.ts';
import { force } from './evaluate-containers.ts';
import { constantOf, isPiece, textOf, toText, unknown } from './values.ts';
import type { Item, Part, TextValue, Value } from './values.ts';

/** `path.join(…)` and `path.resolve(…)`: segments with one `/` between them; `..` removes a known segment before it. */
export function joinPath(evaluator: Evaluator, args: readonly Item[], node: JsNode): Value {
  const texts: TextValue[] = [];
  for (const item of args.slice(0, 64)) {
    const text = toText(force(evaluator, item), 'node' in item ? item.node : node);
    if (texts.length > 0) texts.push(textOf('/', node));
    texts.push(text);
  }
  if (texts.length === 0) return unknown(node);
  return normalize(evaluator.concat(texts, node));
}

/** Folds `//`, `/./` and known `x/..` in the constant parts of a path. */
function normalize(path: TextValue): TextValue {
  return { ...path, parts: folded(path.parts), ...(path.variants ? { variants: path.variants.map(folded) } : {}) };
}

function folded(all: readonly Part[]): readonly Part[] {
  const parts: Part[] = [];
  for (const part of all) {
    if (!isPiece(part)) {
      parts.push(part);
      continue;
    }
    const before = parts.at(-1);
    if (before && isPiece(before)) parts[parts.length - 1] = { text: before.text + part.text, node: part.text === '/' ? before.node : part.node, derived: true };
    else parts.push(part);
  }
  return parts.map((part, index) => (isPiece(part) ? { ...part, text: fold(part.text, index === 0) } : part));
}

function fold(text: string, isFirst: boolean): string {
  if (text.length > 8192) return text;
  const out: string[] = [];
  const segments = text.split('/');
  for (const [index, segment] of segments.entries()) {
    const last = out.at(-1);
    const isEdge = index === 0 || index === segments.length - 1;
    if (segment === '.' && !(index === 0 && isFirst)) continue;
    if (segment === '' && !isEdge) continue;
    if (segment === '..' && last !== undefined && last !== '' && last !== '..' && last !== '.' && (isFirst || out.length > 1)) out.pop();
    else out.push(segment);
  }
  return out.join('/');
}

/** `new URL(path, base).href`; `import.meta.url` as base leaves the path as it is. */
export function resolveUrl(evaluator: Evaluator, args: readonly Item[], node: JsNode): TextValue {
  const [first, second] = args;
  const path = first ? toText(force(evaluator, first), 'node' in first ? first.node : node) : textOf('', node);
  if (!second) return path;
  const base = toText(force(evaluator, second), 'node' in second ? second.node : node);
  const start = path.parts[0];
  if (start && isPiece(start) && /^[a-z][a-z0-9+.-]{1,20}:/i.test(start.text)) return path;
  const known = constantOf(base);
  const relative = constantOf(path);
  if (known !== null && relative !== null && URL.canParse(relative, known)) return textOf(new URL(relative, known).href, node);
  if (known === null || !URL.canParse(known)) return path;
  const origin = new URL(known).origin;
  const isAbsolute = start && isPiece(start) && start.text.startsWith('/');
  return evaluator.concat([textOf(isAbsolute ? origin : known.endsWith('/') ? known : `${origin}/`, node), path], node);
}
