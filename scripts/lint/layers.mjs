// A rule of our own lint: imports in src go one way (guard, formatters -> index -> configs -> rules -> core -> surfaces -> languages),
// src/knowledge is a leaf that everybody may import, and a rule imports no package and no other rule.
import path from 'node:path';

const LAYERS = ['languages', 'surfaces', 'core', 'rules', 'configs', 'index', 'guard', 'formatters'];
const SHELL_PARSER = 'unbash';
const SHELL_PARSER_HOME = 'surfaces/shell/parse.ts';

/** `{ layer, file }` of a path in src: the first folder (or `index` for a file in src itself) and the path below src. */
function place(src, filename) {
  const file = path.relative(src, filename).replaceAll('\\', '/');
  if (file.startsWith('..')) return null;
  return { file, layer: file.includes('/') ? file.slice(0, file.indexOf('/')) : 'index' };
}

const isRuleFile = (file) => /^rules\/no-[a-z-]+\.ts$/.test(file);

/** Why `from` must not import `to`; null when it may. */
function objection(from, to) {
  if (to.layer === 'knowledge') return null;
  if (from.layer === 'knowledge') return 'knowledge is a leaf: it imports nothing but knowledge';
  const [here, there] = [LAYERS.indexOf(from.layer), LAYERS.indexOf(to.layer)];
  if (here === -1 || there === -1) return `src/${here === -1 ? from.layer : to.layer} has no place in the order of layers (scripts/lint/layers.mjs)`;
  if (there > here) return `${from.layer} must not import ${to.layer}: imports go index -> configs -> rules -> core -> surfaces -> languages`;
  if (isRuleFile(to.file) && from.file !== 'rules/index.ts') return 'a rule is imported by src/rules/index.ts only';
  return null;
}

/** Why `from` must not import the package; null when it may. */
function packageObjection(from, name, typeOnly) {
  if (name === SHELL_PARSER && from.file !== SHELL_PARSER_HOME && !(typeOnly && from.file.startsWith('surfaces/shell/'))) return `only src/${SHELL_PARSER_HOME} imports ${SHELL_PARSER}`;
  if ((from.layer === 'rules' || from.layer === 'knowledge') && !typeOnly && !name.startsWith('node:')) return `${from.layer} imports no package: ask a surface`;
  return null;
}

/** @type {import('eslint').Rule.RuleModule} */
export const layers = {
  meta: {
    type: 'problem',
    docs: { description: 'keep the direction of imports' },
    messages: { direction: 'Import of "{{name}}": {{why}}.' },
    schema: [],
  },
  create(context) {
    const src = path.join(context.cwd, 'src');
    const from = place(src, context.filename);
    if (!from) return {};
    const check = (source, typeOnly) => {
      if (source?.type !== 'Literal' || typeof source.value !== 'string') return;
      const name = source.value;
      const to = name.startsWith('.') ? place(src, path.resolve(path.dirname(context.filename), name)) : null;
      const why = to ? objection(from, to) : name.startsWith('.') ? null : packageObjection(from, name, typeOnly);
      if (why) context.report({ node: source, messageId: 'direction', data: { name, why } });
    };
    return {
      ImportDeclaration: (node) => check(node.source, node.importKind === 'type'),
      ExportAllDeclaration: (node) => check(node.source, node.exportKind === 'type'),
      ExportNamedDeclaration: (node) => check(node.source, node.exportKind === 'type'),
      ImportExpression: (node) => check(node.source, false),
      'CallExpression[arguments.length=1]': (node) => {
        if (/require/i.test(context.sourceCode.getText(node.callee))) check(node.arguments[0], false);
      },
      TSImportType: (node) => check(node.source ?? node.argument?.literal, true),
    };
  },
};
