import { findSettings, scalarText } from '../../settings/index.ts';
import type { SettingNode } from '../../settings/index.ts';
import type { CommandText } from '../command-text.ts';
import { shellText } from './make.ts';

/** An expression where a command begins: at the start of a line, behind an operator, or as the text of an inner shell. */
const COMMAND_PLACE = /(?:^|[\n;&|({]|\b(?:ba|z|da|k)?sh\s{1,3}-[a-z]{0,4}c\s{1,3}["']?|\beval\s{1,3}["']?)\s{0,40}\$\{\{\s{0,20}(matrix|inputs|github\.event\.inputs)\.([\w-]{1,100})\s{0,20}\}\}/g;
const MAX_PLACES = 100;
const MAX_VALUES = 200;

/** Texts that a step runs because an expression puts them where a command begins: values of the matrix, defaults of inputs. */
export function valueCommands(run: SettingNode, label: string, job: SettingNode | null, root: SettingNode): readonly CommandText[] {
  const text = String(run.value);
  if (!text.includes('matrix.') && !text.includes('inputs.')) return [];
  const names = new Set([...text.matchAll(COMMAND_PLACE)].slice(0, MAX_PLACES).map(([, context = '', name = '']) => `${context === 'matrix' ? 'matrix' : 'inputs'}.${name}`));
  return [...names].flatMap((name) => valuesOf(name, job, root)).slice(0, MAX_VALUES).map((node) => shellText(node.text(), { carrier: 'workflow', label, dialect: 'sh' }));
}

function valuesOf(path: string, job: SettingNode | null, root: SettingNode): readonly SettingNode[] {
  const dot = path.indexOf('.');
  const name = path.slice(dot + 1);
  const nodes = path.startsWith('matrix.')
    ? [...(job?.get('strategy')?.get('matrix')?.get(name)?.members ?? []), ...(job ? findSettings(job, 'strategy.matrix.include[]') : []).flatMap((entry) => entry.get(name) ?? [])]
    : ['on.workflow_call.inputs', 'on.workflow_dispatch.inputs', 'inputs'].flatMap((key) => findSettings(root, key)).flatMap((inputs) => inputs.get(name)?.get('default') ?? []);
  return nodes.filter((node) => node.kind === 'string' && isLine(node));
}

/** Inputs of actions and reusable workflows that hold shell text, by their names. */
const COMMAND_INPUT = /^(?:(?:[\w-]{1,40}[-_])?(?:commands?|cmd|run|script)|(?:pre|post|before|after)[-_](?:build|install|test|deploy))$/i;
/** Their `script` is JavaScript, read elsewhere. */
const OTHER_SCRIPTS = /(?:^|\/)github-script@/;

/** What a step or a job gives to an action or a reusable workflow as commands: `with: { pre-command: … }`. */
export function inputCommands(user: SettingNode, label: string): readonly CommandText[] {
  const uses = scalarText(user.get('uses'));
  const given = uses === '' || OTHER_SCRIPTS.test(uses) ? [] : (user.get('with')?.members ?? []);
  return given.filter((node) => node.kind === 'string' && COMMAND_INPUT.test(String(node.key)) && isLine(node)).slice(0, MAX_VALUES).map((node) => shellText(node.text(), { carrier: 'workflow', label, dialect: 'sh' }));
}

/** More than the name of a script or a subcommand. */
function isLine({ value }: SettingNode): boolean {
  return typeof value === 'string' && /\S\s+\S/.test(value.slice(0, 2000));
}
