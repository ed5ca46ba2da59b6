// The same program written otherwise: what a bundler, a compiler or a cautious attacker makes of it.
import tseslint from 'typescript-eslint';

interface Node {
  readonly type: string;
  readonly range: [number, number];
  readonly [key: string]: unknown;
}

interface Place {
  readonly node: Node;
  readonly parent: Node;
  readonly key: string;
}

type Edit = readonly [start: number, end: number, text: string];

/** The program in another form; `null` where there is nothing to write otherwise. */
export type Rewriting = (code: string) => string | null;

const SKIPPED = new Set(['parent', 'tokens', 'comments', 'range', 'loc']);
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function placesOf(code: string): readonly Place[] {
  const { ast } = tseslint.parser.parseForESLint(code) as unknown as { readonly ast: Node };
  const found: Place[] = [];
  const stack: Node[] = [ast];
  for (let parent = stack.pop(); parent; parent = stack.pop()) {
    for (const key of Object.keys(parent).filter((name) => !SKIPPED.has(name))) {
      for (const node of [parent[key]].flat().filter(isNode)) {
        found.push({ node, parent, key });
        stack.push(node);
      }
    }
  }
  return found;
}

function rewrite(code: string, editOf: (place: Place) => Edit | null): string | null {
  const edits = placesOf(code).flatMap((place) => [editOf(place)].filter((edit) => edit !== null)).sort((a, b) => b[0] - a[0]);
  let out = code;
  let limit = code.length;
  for (const [start, end, text] of edits) {
    if (end > limit) continue;
    out = out.slice(0, start) + text + out.slice(end);
    limit = start;
  }
  return out === code ? null : out;
}

const name = (node: Node): string => String(node['name']);

/** True for a node whose value counts: no key, no declared name, no module. */
function isValue({ node, parent, key }: Place): boolean {
  if (/^(?:Import|Export|TS|JSX)|Pattern$|^(?:MethodDefinition|PropertyDefinition|CatchClause|RestElement|UpdateExpression)$/.test(parent.type)) return false;
  if ((parent.type === 'Property' && (key === 'key' || parent['shorthand'] === true)) || (parent.type === 'MemberExpression' && key === 'property' && parent['computed'] !== true)) return false;
  return !['params', 'id', 'param', 'label'].includes(key) && !(parent.type === 'AssignmentExpression' && key === 'left') && parent.type !== 'ExpressionStatement' && node.type !== 'Property';
}

const isPlainText = (place: Place): boolean => place.node.type === 'Literal' && typeof place.node['value'] === 'string' && isValue(place) && !/[`\\\n]|\$\{/.test(String(place.node['raw']));
const isModule = ({ parent }: Place): boolean => parent.type === 'CallExpression' && name(parent['callee'] as Node) === 'require';

export const REWRITINGS: Readonly<Record<string, Rewriting>> = {
  'texts between backticks': (code) => rewrite(code, (place) => (isPlainText(place) ? [...place.node.range, `\`${String(place.node['value'])}\``] : null)),
  'members in brackets': (code) =>
    rewrite(code, ({ node, parent }) => {
      const property = node['property'] as Node | undefined;
      if (node.type !== 'MemberExpression' || node['computed'] === true || property?.type !== 'Identifier' || parent.type === 'MetaProperty') return null;
      return [(node['object'] as Node).range[1], node.range[1], `['${name(property)}']`];
    }),
  'calls behind a comma': (code) =>
    rewrite(code, ({ node, parent, key }) => (node.type === 'Identifier' && parent.type === 'CallExpression' && key === 'callee' && !['require', 'eval', 'super'].includes(name(node)) ? [...node.range, `(0, ${name(node)})`] : null)),
  assertions: (code) => rewrite(code, (place) => (place.node.type === 'Identifier' && isValue(place) && place.key !== 'callee' && place.parent.type !== 'Property' ? [...place.node.range, `(${name(place.node)} as any)`] : null)),
  'constants in an object': (code) => {
    const declared: string[] = [];
    const out = rewrite(code, (place) => {
      if (!isPlainText(place) || isModule(place)) return null;
      declared.push(`text${declared.length}: ${String(place.node['raw'])}`);
      return [...place.node.range, `TEXTS.text${declared.length - 1}`];
    });
    return out && `const TEXTS = Object.freeze({ ${declared.join(', ')} } as const);\n${out}`;
  },
  'comments in members': (code) =>
    rewrite(code, ({ node }) => {
      const property = node['property'] as Node | undefined;
      if (node.type !== 'MemberExpression' || node['computed'] === true || node['optional'] === true || !property) return null;
      return [(node['object'] as Node).range[1], property.range[0], ' /* a */\n . /* b */ '];
    }),
  'named constants': (code) => {
    const declared: string[] = [];
    const out = rewrite(code, (place) => {
      if (!isPlainText(place) || isModule(place)) return null;
      declared.push(`const TEXT_${declared.length} = ${String(place.node['raw'])};`);
      return [...place.node.range, `TEXT_${declared.length - 1}`];
    });
    return out === null ? null : `${declared.join('\n')}\n${out}`;
  },
  'optional calls': (code) =>
    rewrite(code, ({ node, parent, key }) => {
      const property = node['property'] as Node | undefined;
      if (node.type !== 'MemberExpression' || node['computed'] === true || !property || parent.type !== 'CallExpression' || key !== 'callee') return null;
      return [(node['object'] as Node).range[1], property.range[0], '?.'];
    }),
};
