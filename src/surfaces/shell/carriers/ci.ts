import { joinTexts, sliceText } from '../../mapped-text.ts';
import type { MappedText, SourceRange } from '../../mapped-text.ts';
import { findSettings, scalarText, walkSettings } from '../../settings/index.ts';
import type { SettingNode } from '../../settings/index.ts';
import type { CommandText } from '../command-text.ts';
import type { Dialect } from '../model.ts';
import { inputCommands, valueCommands } from './ci-values.ts';
import { argvText, dialectOf, inlineOption, isShellName, shellText } from './make.ts';

/** `run:` steps of a GitHub workflow or composite action; `${{ … }}` are holes, steps of another interpreter are its inline code. */
export function workflowCommands(root: SettingNode): readonly CommandText[] {
  const fallback = scalarText(root.get('defaults')?.get('run')?.get('shell'));
  return [
    ...findSettings(root, 'jobs.*').flatMap((job) => {
      const shell = scalarText(job.get('defaults')?.get('run')?.get('shell')) || fallback || defaultShell(job.get('runs-on'));
      return [...inputCommands(job, String(job.key)), ...findSettings(job, 'steps[]').flatMap((step) => stepTexts(step, shell, String(job.key), [job, root]))];
    }),
    ...findSettings(root, 'runs.steps[]').flatMap((step) => stepTexts(step, '', 'action', [], root)),
  ];
}

function defaultShell(runner: SettingNode | undefined): string {
  return /^windows\b/i.test(scalarText(runner)) ? 'pwsh' : '';
}

/** `scopes`: the job and the workflow, whose variables the step has. */
function stepTexts(step: SettingNode, jobShell: string, job: string, scopes: readonly SettingNode[], root = scopes.at(-1)): readonly CommandText[] {
  const run = step.get('run');
  const shell = scalarText(step.get('shell')) || jobShell;
  if (run?.kind !== 'string') return inputCommands(step, job);
  const label = scalarText(step.get('name')) || scalarText(step.get('id')) || job;
  const text = withExpressions(filledIn(run.text(), [step, ...scopes]));
  if (shell !== '' && !isShellName(shell) && !shell.includes('${{')) {
    const program = (/^\S{1,40}/.exec(shell)?.[0] ?? '').split('/').at(-1) ?? '';
    const option = inlineOption(program);
    const at = (word: string): MappedText => ({ text: word, holes: [], toSource: () => run.range });
    return option === null ? [] : argvText([at(program), at(option), text], { carrier: 'workflow', label, sequence: job });
  }
  const dialect: Dialect | 'auto' = shell === '' ? 'sh' : dialectOf(shell);
  return [shellText(text, { carrier: 'workflow', label, dialect, sequence: job }), ...(root ? valueCommands(run, label, scopes.length > 1 ? (scopes[0] ?? null) : null, root) : [])];
}

const ENV_EXPRESSION = /\$\{\{\s{0,20}env\.([A-Za-z_]\w{0,100})\s{0,20}\}\}/g;
const MAX_FILLED = 100;
const MAX_VALUE = 4000;

/** The text with `${{ env.X }}` filled in, as the runner does before a shell reads it, where the workflow sets `X` to a plain text. */
function filledIn(text: MappedText, scopes: readonly SettingNode[]): MappedText {
  if (!text.text.includes('env.')) return text;
  const parts: MappedText[] = [];
  let at = 0;
  for (const { 0: written, 1: name = '', index } of text.text.matchAll(ENV_EXPRESSION)) {
    const value = scopes.map((scope) => scalarText(scope.get('env')?.get(name))).find((found) => found !== '') ?? '';
    if (value === '' || value.length > MAX_VALUE || value.includes('${{')) continue;
    const place = text.toSource(index, index + written.length);
    parts.push(sliceText(text, at, index), { text: value, holes: [], toSource: () => place });
    at = index + written.length;
    if (parts.length >= 2 * MAX_FILLED) break;
  }
  return parts.length === 0 ? text : joinTexts([...parts, sliceText(text, at, text.text.length)], '');
}

const MAX_EXPRESSIONS = 20_000;

/** The same text with every `${{ … }}` as a hole. */
export function withExpressions(text: MappedText): MappedText {
  const holes: SourceRange[] = [...text.holes];
  for (let at = text.text.indexOf('${{'); at >= 0 && holes.length < MAX_EXPRESSIONS; at = text.text.indexOf('${{', at + 3)) {
    const end = text.text.indexOf('}}', at);
    if (end < 0) break;
    holes.push([at, end + 2]);
  }
  return holes.length === text.holes.length ? text : { text: text.text, holes, toSource: (start, end) => text.toSource(start, end) };
}

const SCRIPTS = ['before_script', 'script', 'after_script'] as const;

/** Scripts of GitLab CI jobs. The lines of one script run one after the other in one shell, so they are one text. */
export function gitlabCommands(root: SettingNode): readonly CommandText[] {
  const jobs = root.members.filter((member) => member.kind === 'object');
  return [root, ...jobs].flatMap((job) =>
    [...SCRIPTS, 'pre_get_sources_script'].flatMap((key) => {
      const lines = linesOf((key === 'pre_get_sources_script' ? job.get('hooks') : job)?.get(key));
      return lines.length > 0 ? [shellText(joinTexts(lines, '\n'), { carrier: 'workflow', label: String(job.key ?? key), dialect: 'sh', sequence: String(job.key ?? 'default') })] : [];
    }),
  );
}

/** Members that hold shell text in pipelines of other hosts, and the dialect that the name implies. Sources: the hosts' configuration references. */
const STEPS: ReadonlyMap<string, Dialect | 'auto'> = new Map<string, Dialect | 'auto'>([
  ['run', 'sh'], ['script', 'auto'], ['bash', 'sh'], ['command', 'auto'], ['commands', 'sh'], ['powershell', 'powershell'], ['pwsh', 'powershell'],
  ['before_install', 'sh'], ['install', 'sh'], ['before_script', 'sh'], ['after_script', 'sh'], ['after_success', 'sh'], ['after_failure', 'sh'], ['before_deploy', 'sh'],
]);
/** What CircleCI fills in before a shell reads the text; `<<` would begin a here-document. */
const PARAMETER = /<<\s{0,9}[a-z]\w{0,60}\.[\w.-]{1,100}\s{0,9}>>/g;

/** Steps of CircleCI, Azure Pipelines, Bitbucket, Travis, Buildkite, Drone and Woodpecker, wherever they stand. */
export function pipelineCommands(root: SettingNode): readonly CommandText[] {
  const found: CommandText[] = [];
  for (const node of walkSettings(root)) {
    const dialect = typeof node.key === 'string' ? STEPS.get(node.key) : undefined;
    if (dialect === undefined) continue;
    const lines = linesOf(node);
    if (lines.length > 0) found.push(shellText(withParameters(withExpressions(joinTexts(lines, '\n'))), { carrier: 'workflow', label: scalarText(node.parent?.get('name')) || String(node.key), dialect, sequence: listOf(node) }));
  }
  return found;
}

/** The list of steps that a node stands in, by its place. */
function listOf(node: SettingNode): string {
  for (let at: SettingNode | null = node.parent, depth = 0; at && depth < 6; at = at.parent, depth += 1) if (at.kind === 'array') return String(at.range[0]);
  return '';
}

function withParameters(text: MappedText): MappedText {
  if (!text.text.includes('<<')) return text;
  const holes = [...text.holes, ...[...text.text.matchAll(PARAMETER)].map(({ index, 0: found }): SourceRange => [index, index + found.length])];
  return { text: text.text, holes: holes.toSorted((a, b) => a[0] - b[0]), toSource: (start, end) => text.toSource(start, end) };
}

const MAX_LINES = 5000;

/** A script is a string or an array of strings; `!reference` and anchors nest arrays in it. */
function linesOf(node: SettingNode | undefined): readonly MappedText[] {
  if (!node) return [];
  if (node.kind === 'string') return [sliceText(node.text(), 0, node.text().text.length)];
  return node.members
    .flatMap((item) => (item.kind === 'array' ? item.members : [item]))
    .filter((item) => item.kind === 'string')
    .slice(0, MAX_LINES)
    .map((item) => item.text());
}
