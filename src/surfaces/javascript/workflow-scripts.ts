import { isSecretName } from '../../knowledge/names.ts';
import type { MappedText, SourceRange } from '../mapped-text.ts';
import { joinTexts, sliceText } from '../mapped-text.ts';
import { findExpressions } from '../settings/expressions.ts';
import type { WorkflowExpression } from '../settings/expressions.ts';
import type { SettingNode } from '../settings/index.ts';
import { readWorkflow } from '../settings/workflow.ts';
import type { Workflow, WorkflowStep } from '../settings/workflow.ts';
import { parseEmbedded } from './embedded.ts';

const SCRIPT_ACTION = /(?:^|\/)github-script$/;
const MAX_SCRIPTS = 200;
const START = '(async()=>{\n';
const END = '\n})()';
const PLAIN_NAME = /^[a-z_]\w{0,100}$/i;

/**
 * What the action gives a script besides Node's globals, as the modules that it comes from: `github` is a client that is
 * signed in. Source: README of actions/github-script.
 */
const PARAMETERS: readonly (readonly [name: string, value: string])[] = [
  ['github', "require('@actions/github').getOctokit()"],
  ['octokit', "require('@actions/github').getOctokit()"],
  ['getOctokit', "require('@actions/github').getOctokit"],
  ['context', "require('@actions/github').context"],
  ['core', "require('@actions/core')"],
  ['exec', "require('@actions/exec')"],
  ['io', "require('@actions/io')"],
  ['glob', "require('@actions/glob')"],
  ['__original_require__', 'require'],
];

/** The scripts of `actions/github-script` steps as code that can be read: the body of an async function, with its parameters. */
export function workflowScripts(root: SettingNode): readonly MappedText[] {
  const workflow = readWorkflow(root);
  const steps = workflow.jobs.flatMap((job) => job.steps).filter(({ uses }) => uses !== null && SCRIPT_ACTION.test(uses.name));
  return steps.slice(0, MAX_SCRIPTS).flatMap((step) => {
    const script = step.node.get('with')?.get('script');
    return script?.kind === 'string' ? [asFunction(withValues(script.text(), secretsOf(step, workflow)))] : [];
  });
}

/** Variables of a step that hold a secret although their name does not tell, with the secret's name. */
function secretsOf(step: WorkflowStep, { expressions }: Workflow): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { expression, position, name, job, step: owner } of expressions) {
    if (position !== 'env' || (job ?? step.job) !== step.job || (owner ?? step) !== step) continue;
    const secret = expression.references.find(({ path, isTested }) => path.startsWith('secrets.') && !isTested)?.path.slice('secrets.'.length).toUpperCase();
    if (secret !== undefined && PLAIN_NAME.test(secret) && isSecretName(secret) && !isSecretName(name)) found.set(name, secret);
  }
  return found;
}

/** Only those parameters are declared that the script may name, so that the others bring nothing into it. */
function asFunction(body: MappedText): MappedText {
  const used = PARAMETERS.filter(([name]) => body.text.includes(name)).map(([name, value]) => `${name}=${value}`);
  const head = used.length > 0 ? `const ${used.join(',')};` : '';
  return joinTexts([inserted(head + START, body.toSource(0, 0)), body, inserted(END, body.toSource(body.text.length, body.text.length))], '');
}

function inserted(text: string, at: SourceRange): MappedText {
  return { text, holes: [], toSource: () => at };
}

/** A name that nothing declares, as long as what it stands for, so that places stay. */
function placeholder([start, end]: SourceRange): string {
  return '_'.repeat(end - start);
}

interface Edit {
  readonly range: SourceRange;
  readonly text: string;
}

/**
 * The script with its `${{ … }}` as values: a secret or a variable is one of the environment, which it is filled in from;
 * all else is unknown. Inside a quoted text it becomes a part of that text. A variable that holds a secret gets its name.
 */
function withValues(script: MappedText, secrets: ReadonlyMap<string, string>): MappedText {
  const expressions = findExpressions(script);
  const plain = edited(script, expressions.map(({ range }) => ({ range, text: placeholder(range) })));
  const hasValues = expressions.some((expression) => variableOf(expression) !== null);
  if (!hasValues && secrets.size === 0) return plain;
  const tokens = tokensOf(plain);
  const values = expressions.map((expression): Edit => ({ range: expression.range, text: valueText(expression, tokenAt(tokens, expression.range[0]), plain.text) }));
  return edited(script, [...values, ...renamed(tokens, secrets)].toSorted((a, b) => a.range[0] - b.range[0]));
}

function valueText(expression: WorkflowExpression, token: Token | null, code: string): string {
  const variable = variableOf(expression);
  if (variable === null || !token) return placeholder(expression.range);
  if (token.type === 'Identifier') return variable;
  if (token.type === 'Template') return `\${${variable}}`;
  const quote = token.type === 'String' ? code.charAt(token.range[0]) : '';
  return quote === '' ? placeholder(expression.range) : `${quote}+${variable}+${quote}`;
}

/** `process.env.DATA`, `process.env['DATA']`. */
function renamed(tokens: readonly Token[], secrets: ReadonlyMap<string, string>): readonly Edit[] {
  if (secrets.size === 0) return [];
  return tokens.flatMap(({ type, value, range }, index): readonly Edit[] => {
    if (tokens[index - 2]?.value !== 'env') return [];
    const before = tokens[index - 1]?.value;
    if (type === 'Identifier' && (before === '.' || before === '?.')) return listOf(secrets.get(value)).map((text) => ({ range, text }));
    return type === 'String' && before === '[' ? listOf(secrets.get(value.slice(1, -1))).map((text) => ({ range, text: `'${text}'` })) : [];
  });
}

function listOf(text: string | undefined): readonly string[] {
  return text === undefined ? [] : [text];
}

/** Edits ascend and do not overlap. */
function edited(script: MappedText, edits: readonly Edit[]): MappedText {
  if (edits.length === 0) return script;
  const parts: MappedText[] = [];
  let from = 0;
  for (const { range, text } of edits) {
    if (range[0] < from) continue;
    parts.push(sliceText(script, from, range[0]), inserted(text, script.toSource(...range)));
    from = range[1];
  }
  return joinTexts([...parts, sliceText(script, from, script.text.length)], '');
}

/** `${{ secrets.NAME }}`, `${{ env.NAME }}`: the variable that holds the same. */
function variableOf({ references }: WorkflowExpression): string | null {
  const [reference] = references;
  const [context, name] = references.length === 1 && reference?.isTested === false ? reference.path.split('.', 3) : [];
  return (context === 'secrets' || context === 'env') && name !== undefined && PLAIN_NAME.test(name) ? `process.env.${name.toUpperCase()}` : null;
}

interface Token {
  readonly type: string;
  readonly value: string;
  readonly range: SourceRange;
}

/** The tokens of a script with their places in it; none when it is no code. */
function tokensOf(script: MappedText): readonly Token[] {
  const tree = parseEmbedded(`${START}${script.text}${END}`)?.ast as { readonly tokens?: readonly Token[] } | undefined;
  return (tree?.tokens ?? []).map(({ type, value, range }) => ({ type, value, range: [range[0] - START.length, range[1] - START.length] }));
}

/** Tokens ascend, so the one around a place is found by halves. */
function tokenAt(tokens: readonly Token[], index: number): Token | null {
  let [low, high] = [0, tokens.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const token = tokens[middle];
    if (!token) return null;
    if (index < token.range[0]) high = middle - 1;
    else if (index >= token.range[1]) low = middle + 1;
    else return token;
  }
  return null;
}
