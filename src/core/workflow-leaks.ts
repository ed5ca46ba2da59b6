import { isPlaceName, isSecretName } from '../knowledge/names.ts';
import type { SourceRange } from '../surfaces/mapped-text.ts';
import type { SettingNode } from '../surfaces/settings/index.ts';
import { readWorkflow } from '../surfaces/settings/workflow.ts';
import type { PlacedExpression, WorkflowJob, WorkflowStep } from '../surfaces/settings/workflow.ts';
import { dumpsEnvironment, findSentWords, goesToOwnService, inlineCodeWord, isOwnChat, isPrinted, laterStages, printedReads, printsResult } from '../surfaces/shell/detect/index.ts';
import type { SentWord } from '../surfaces/shell/detect/index.ts';
import type { Command, CommandText } from '../surfaces/shell/index.ts';
import type { LintedFile } from './file.ts';
import { isRelated } from './sent-data.ts';

/** Contexts that hold every secret, or everything that a step was given. */
const WHOLE: ReadonlySet<string> = new Set(['secrets', 'env']);

/** `${{ toJSON(secrets) }}`: a whole context written out, wherever its text goes. */
export function findWholeContexts(root: SettingNode): readonly { readonly context: string; readonly range: SourceRange }[] {
  return readWorkflow(root).expressions.flatMap(({ expression }) => {
    const whole = expression.references.find(({ path, calls, isTested }) => WHOLE.has(path) && calls.includes('tojson') && !isTested);
    return whole ? [{ context: whole.path, range: expression.at }] : [];
  });
}

const PRINTERS: ReadonlySet<string> = new Set(['echo', 'printf', 'print', 'write-host', 'write-output']);
/** Programs after which the text still comes out, so that masking no longer knows it. */
const TRANSFORMERS: ReadonlySet<string> = new Set(['base64', 'rev', 'sed', 'tr', 'xxd', 'hexdump', 'od', 'fold', 'tee', 'cat', 'awk', 'cut']);

/** Those that are given text by a here-document to show it; `tee` and `sed` are given it to write files. */
const SHOWING: ReadonlySet<string> = new Set(['cat', 'base64', 'rev', 'xxd', 'hexdump', 'od', 'fold']);
const TO_LOG = /GITHUB_STEP_SUMMARY|^\/dev\/(?:stdout|stderr|tty)$|^&?[12]$/;

/** A secret that a step gives away, and how it is named. */
export interface LeakedSecret {
  readonly name: string;
  readonly range: SourceRange;
  /** True for a variable, or the name of a place, that is merely shown: many hold a host or a region, kept as a secret out of habit. */
  readonly isStrict: boolean;
}

type PlacedSecret = Pick<PlacedExpression, 'job' | 'step'> & { readonly name: string; readonly range: SourceRange; readonly variable: string };

/**
 * Secrets that a step prints (`run: echo ${{ secrets.X }}`), also by way of a variable, a here-document or a program that
 * gets round the masking of logs; and those in a file that is uploaded. Text piped to another program or written to a
 * file that stays is fine.
 */
export function findPrintedSecrets(file: LintedFile, root: SettingNode): readonly LeakedSecret[] {
  const secrets = workflowSecrets(root);
  if (!secrets) return [];
  const { inText, steps } = secrets;
  const found: LeakedSecret[] = [];
  const kept = new Map<WorkflowJob, Map<string, string>>();
  for (const { source, script } of file.commands()) {
    const step = steps.get(source.toSource(0, 0)[0]);
    for (const command of script.commands) {
      found.push(...codeLeaks(command, source, step, secrets));
      if (step) found.push(...shownFiles(command, source, keptFiles(command, source, step, secrets, kept)));
      const leak = leakOf(command, step);
      if (!leak) continue;
      for (const [from, to] of [command.range, ...(command.input ? [command.input.range] : [])]) {
        for (const { name, range } of secretsWithin(inText, source.toSource(from, to))) found.push({ name, range, isStrict: leak !== 'unmasked' && isPlaceName(name) });
      }
      for (const word of step ? [...command.args, ...(command.input ? [command.input] : [])] : []) {
        const variable = word.variables.find((name) => showsVariable(word.text, name) && boundSecret(name, step, secrets) !== undefined);
        if (variable !== undefined) found.push({ name: variable, range: source.toSource(word.range[0], word.range[1]), isStrict: leak === 'printed' });
      }
    }
  }
  return found;
}

const WRITERS = /^(?:echo|printf|cat|tee)$/;
const SHOWERS = /^(?:cat|head|tail|less|more|nl|tac|bat)$/;
const MAX_KEPT = 200;

/** The files of a job that secrets were written into so far, with the name of one in each. */
function keptFiles(command: Command, source: CommandText['source'], step: WorkflowStep, secrets: WorkflowSecrets, kept: Map<WorkflowJob, Map<string, string>>): ReadonlyMap<string, string> {
  const files = kept.get(step.job) ?? new Map<string, string>();
  kept.set(step.job, files);
  const name = WRITERS.test(command.name ?? '') ? writtenSecret(command, source, step, secrets) : null;
  const last = command.pipeline.at(-1) ?? command;
  for (const { operator, target } of name === null ? [] : [...command.redirects, ...(last === command ? [] : last.redirects)]) {
    if (operator.startsWith('>') && files.size < MAX_KEPT && !/^\/dev\/|GITHUB_/.test(target.text)) files.set(plainPath(target.text), name ?? '');
  }
  return files;
}

function writtenSecret(command: Command, source: CommandText['source'], step: WorkflowStep, secrets: WorkflowSecrets): string | null {
  for (const [from, to] of [command.range, ...(command.input ? [command.input.range] : [])]) {
    const [written] = secretsWithin(secrets.inText, source.toSource(from, to));
    if (written) return written.name;
  }
  for (const word of [...command.args, ...(command.input ? [command.input] : [])]) {
    for (const variable of word.variables) {
      const bound = showsVariable(word.text, variable) ? boundSecret(variable, step, secrets) : undefined;
      if (bound) return bound.name;
    }
  }
  return null;
}

/** `cat .env`, where secrets were written into that file before. */
function shownFiles(command: Command, source: CommandText['source'], files: ReadonlyMap<string, string>): readonly LeakedSecret[] {
  if (files.size === 0 || !SHOWERS.test(command.name ?? '') || !isPrinted(command)) return [];
  return command.args.slice(0, 20).flatMap((word): readonly LeakedSecret[] => {
    const name = files.get(plainPath(word.text));
    return name === undefined ? [] : [{ name, range: source.toSource(command.range[0], command.range[1]), isStrict: isPlaceName(name) }];
  });
}

/** Secrets that inline code prints (`python -c "print(…)"`). Variables whose name tells are found in the command itself. */
function codeLeaks(command: Command, source: CommandText['source'], step: WorkflowStep | undefined, secrets: WorkflowSecrets): readonly LeakedSecret[] {
  const code = inlineCodeWord(command);
  if (!code || !isPrinted(command)) return [];
  const range = source.toSource(code.range[0], code.range[1]);
  return printedReads(source.text.slice(code.range[0], code.range[1]), printsResult(command)).flatMap(({ name, isChanged, isFilled }): readonly LeakedSecret[] => {
    if (isFilled) return secretsWithin(secrets.inText, range).filter((secret) => secret.name === name).slice(0, 1).map((secret) => ({ name, range: secret.range, isStrict: !isChanged && isPlaceName(name) }));
    return isSecretName(name) || boundSecret(name, step, secrets) === undefined ? [] : [{ name, range, isStrict: !isChanged }];
  });
}

/** Commands that write the whole environment to a file which a later step uploads. */
export function findUploadedDumps(file: LintedFile, root: SettingNode): readonly SourceRange[] {
  const steps = stepsByPlace(root);
  return file.commands().flatMap(({ source, script }) => {
    const step = steps.get(source.toSource(0, 0)[0]);
    if (!step) return [];
    return script.commands.flatMap((command) => {
      if (!dumpsEnvironment(command)) return [];
      const later = [command, ...laterStages(command)];
      const targets = later.flatMap(({ name, args, redirects }) => [...redirects.filter(({ operator }) => operator.startsWith('>')).map(({ target }) => target), ...(name === 'tee' ? args : [])]);
      return targets.some(({ value }) => isUploaded(value, step)) ? [source.toSource(command.range[0], command.range[1])] : [];
    });
  });
}

/** A secret of the workflow that a step sends away. */
export interface SentSecret extends LeakedSecret {
  readonly sent: SentWord;
}

/**
 * Secrets that a step sends to another host: written into the command (`curl -d ${{ secrets.TOKEN }}`), or by way of a
 * variable whose name does not tell. Those whose name does are found in the command itself. `isStrict` is what honest
 * clients do: a header, an address, the service that the secret belongs to.
 */
export function findSentSecrets(file: LintedFile, root: SettingNode): readonly SentSecret[] {
  const secrets = workflowSecrets(root);
  if (!secrets) return [];
  return file.notableCommands().flatMap((text) => findSentWords(text.script).flatMap((sent) => secretsSent(sent, text, secrets)));
}

function secretsSent(sent: SentWord, { source }: CommandText, secrets: WorkflowSecrets): readonly SentSecret[] {
  const { word, request, role, host, hostile, encoded } = sent;
  const step = secrets.steps.get(source.toSource(0, 0)[0]);
  const range = source.toSource(word.range[0], word.range[1]);
  const isUsual = (name: string, shown: SentWord['word'], variable: string): boolean =>
    (role === 'url' && !encoded && isOwnChat(shown, variable, host))
    || (hostile !== 'collection' && hostile !== 'address' && role !== 'dns' && !encoded && (role === 'header' || role === 'login' || role === 'url' || goesToOwnService(request, shown, variable, name)));
  // What is encoded first is a secret to whoever sends it, whatever it is called.
  const isDisguised = encoded && (role === 'body' || role === 'input' || role === 'dns');
  const written = secretsWithin(secrets.inText, range).filter(({ name }) => isSecretName(name) || (isDisguised && !isPlaceName(name))).slice(0, MAX_WRITTEN);
  const bound = word.variables.flatMap((variable) => {
    const secret = isSecretName(variable) || !showsVariable(word.text, variable) ? undefined : boundSecret(variable, step, secrets);
    return secret && isSecretName(secret.name) ? [{ name: secret.name, range, sent, isStrict: isUsual(secret.name, word, variable) }] : [];
  });
  const text = written.length > 0 ? source.text.slice(word.range[0], word.range[1]).slice(0, 8192) : '';
  // A service has the keys of no other one in its address.
  const isMixed = role === 'url' && written.some(({ name }) => isSecretName(name) && written.some((other) => isSecretName(other.name) && !isRelated(name, other.name)));
  return [...bound, ...written.map(({ name, range: place }) => ({ name, range: place, sent, isStrict: !isMixed && isUsual(name, { ...word, text: asVariables(text) }, name) }))];
}

/** Secrets in one word; nobody writes more. */
const MAX_WRITTEN = 50;

/** `"token=${{ secrets.X }}"` as `token=${X}`. */
function asVariables(text: string): string {
  return text.replace(/^["']/, '').replace(/\$\{\{\s{0,20}secrets\.(\w{1,100})\s{0,20}\}\}/g, (_whole, name: string) => `\${${name.toUpperCase()}}`);
}

interface WorkflowSecrets {
  /** Those that stand in shell text themselves. */
  readonly inText: readonly PlacedSecret[];
  /** Those that variables hold, by variable. */
  readonly inVariables: ReadonlyMap<string, readonly PlacedSecret[]>;
  /** The steps by the place of their shell text. */
  readonly steps: ReadonlyMap<number, WorkflowStep>;
}

const known = new WeakMap<SettingNode, { readonly secrets: WorkflowSecrets | null }>();

/** The secrets of a workflow that come near a shell; `null` when there are none. */
function workflowSecrets(root: SettingNode): WorkflowSecrets | null {
  const cached = known.get(root);
  if (cached) return cached.secrets;
  const secrets = readSecrets(root);
  known.set(root, { secrets });
  return secrets;
}

/** The secret that a variable holds in a step. */
function boundSecret(variable: string, step: WorkflowStep | undefined, { inVariables }: WorkflowSecrets): PlacedSecret | undefined {
  return step && variable !== '' ? inVariables.get(variable)?.find((secret) => (secret.step ?? step) === step && (secret.job ?? step.job) === step.job) : undefined;
}

function stepsByPlace(root: SettingNode): ReadonlyMap<number, WorkflowStep> {
  return new Map(readWorkflow(root).jobs.flatMap((job) => job.steps.flatMap((step) => (step.run?.kind === 'string' ? [[step.run.text().toSource(0, 0)[0], step] as const] : []))));
}

function readSecrets(root: SettingNode): WorkflowSecrets | null {
  const workflow = readWorkflow(root);
  const secrets = workflow.expressions.flatMap(({ expression, position, name, job, step }): readonly PlacedSecret[] => {
    const reference = position === 'run' || position === 'env' ? expression.references.find(({ path, isTested }) => path.startsWith('secrets.') && path !== 'secrets.github_token' && !isTested) : undefined;
    return reference ? [{ name: reference.path.slice('secrets.'.length).toUpperCase(), range: expression.at, variable: name, job, step }] : [];
  });
  if (secrets.length === 0) return null;
  const inText = secrets.filter(({ variable }) => variable === '');
  const inVariables = new Map<string, PlacedSecret[]>();
  for (const secret of secrets) {
    const known = inVariables.get(secret.variable);
    if (known) known.push(secret);
    else inVariables.set(secret.variable, [secret]);
  }
  return { inText, inVariables, steps: stepsByPlace(root) };
}

/** `secrets` are in source order, so the first one is looked for by halves. */
function secretsWithin(secrets: readonly PlacedSecret[], [from, to]: SourceRange): readonly PlacedSecret[] {
  let [low, high] = [0, secrets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((secrets[middle]?.range[0] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  const found: PlacedSecret[] = [];
  for (let secret = secrets[low]; secret && secret.range[1] <= to; low += 1, secret = secrets[low]) found.push(secret);
  return found;
}

/** `$NAME` or `${NAME}`, not `${#NAME}` or `${NAME:+set}`, which tell only that there is one. */
function showsVariable(text: string, name: string): boolean {
  if (text.includes(`\${${name}}`)) return true;
  for (let at = text.indexOf(`$${name}`); at >= 0; at = text.indexOf(`$${name}`, at + 1)) if (!/\w/.test(text[at + name.length + 1] ?? '')) return true;
  return false;
}

/** `printed` in the clear, where masking still works; `unmasked` by another program; `uploaded` or shown on the summary page. */
function leakOf(command: Command, step: WorkflowStep | undefined): 'printed' | 'unmasked' | 'uploaded' | null {
  const name = command.name?.toLowerCase() ?? '';
  const isGiven = command.input !== null && SHOWING.has(name);
  const [first] = command.args;
  if (!(PRINTERS.has(name) || isGiven) || first?.value.startsWith('::add-mask::') === true || (name === 'printf' && first?.value === '-v')) return null;
  for (let at: Command | null = command; at; at = at.parent) if (at.context === 'command-substitution' || at.context === 'process-substitution') return null;
  const rest = laterStages(command);
  if (!rest.every((next) => next.name !== null && TRANSFORMERS.has(next.name))) return null;
  const targets = [command, ...rest].flatMap(({ redirects }) => redirects.filter(({ operator, descriptor }) => operator.startsWith('>') && descriptor !== 2).map(({ target }) => target));
  const files = targets.filter((target) => !TO_LOG.test(target.value + target.variables.join()));
  if (files.length > 0) return step !== undefined && files.some(({ value }) => isUploaded(value, step)) ? 'uploaded' : null;
  if (targets.some(({ variables }) => variables.includes('GITHUB_STEP_SUMMARY'))) return 'uploaded';
  return rest.some((next) => !isPlain(next.name)) || (isGiven && !isPlain(name)) ? 'unmasked' : 'printed';
}

/** What these print is still the secret as it is, which logs mask. */
function isPlain(name: string | null): boolean {
  return name === 'cat' || name === 'tee';
}

const MAX_FOLDERS = 20;

/** True when a later step of the job uploads the file, by its name or with a folder around it. */
function isUploaded(path: string, step: WorkflowStep): boolean {
  const uploads = uploadsOf(step.job);
  let at = plainPath(path);
  if (at === '') return false;
  for (let depth = 0; depth < MAX_FOLDERS; depth += 1) {
    if ((uploads.get(at) ?? -1) > step.index) return true;
    const slash = at.lastIndexOf('/');
    if (slash <= 0) break;
    at = at.slice(0, slash);
  }
  return false;
}

const uploads = new WeakMap<WorkflowJob, ReadonlyMap<string, number>>();

/** What a job uploads, by path: the number of the last step that does. */
function uploadsOf(job: WorkflowJob): ReadonlyMap<string, number> {
  const known = uploads.get(job);
  if (known) return known;
  const paths = new Map<string, number>();
  for (const { uses, node, index } of job.steps) {
    const given = uses?.name === 'actions/upload-artifact' ? node.get('with')?.get('path')?.value : undefined;
    if (typeof given === 'string') for (const line of given.split('\n', 100)) paths.set(plainPath(line), index);
  }
  uploads.set(job, paths);
  return paths;
}

function plainPath(path: string): string {
  return path.trim().slice(0, 500).replace(/^\.\//, '').replace(/(?:\/\*{1,2})?\/?$/, '');
}
