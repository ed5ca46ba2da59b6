import { isSystemPath } from '../knowledge/paths.ts';
import { commandFacts } from './commands.ts';
import type { LintItem } from './lint.ts';
import type { Lint } from './lint-client.ts';
import { judgeCommand } from './judge-command.ts';
import { findHeld, isHookSettings, isOwn, judgeHeld, judgeRead, judgeWrite, toTarget } from './paths.ts';
import type { PathFinding, PathRules, Target } from './paths.ts';
import type { GuardPolicy } from './policy-file.ts';
import { safePath } from './safe-text.ts';
import { findSecretsInIndex } from './staged.ts';
import { findViolation } from './stages.ts';
import type { Change, Decision, GuardEvent, GuardFinding, Operation, Verdict, WriteOperation } from './types.ts';
import { fieldsOf, listOf, valueOf } from './values.ts';
import { isFolder, readText, wouldBe } from './would-be.ts';

export interface DecideFacts {
  readonly policy: GuardPolicy;
  readonly root: string;
  readonly stage: string | null;
  readonly lint: Lint;
  /** The guard's own program; nobody writes there. */
  readonly home: string;
}

/** The verdict and what it is about, for the audit log. */
export interface Decided extends Verdict {
  readonly names: readonly string[];
  readonly paths: readonly string[];
}

/** What was collected about an event before the linter runs. */
interface Case {
  readonly findings: GuardFinding[];
  readonly items: LintItem[];
  readonly names: Set<string>;
  readonly paths: Set<string>;
  failure: string | null;
  unsandboxed: boolean;
  system: boolean;
}

const ORDER: readonly Decision[] = ['allow', 'ask', 'deny'];
const MAX_OPERATIONS = 600;
const MAX_CELLS = 2000;
/** Characters of one command; people and agents stay far below. */
const MAX_COMMAND = 250_000;
/** What makes a part of a command that no parser reads worth a question. */
const RUNS_SOMETHING = /\b(?:curl|wget|nc|ncat|bash|sh|zsh|eval|base64|rm|sudo|git|npm|npx|node|python3?|perl|ssh|scp|crontab|chmod|tee|cp|mv|claude)\b/;

/** Judges an event. Never throws; a failure of the guard is part of the verdict. */
export async function decide(event: GuardEvent, facts: DecideFacts): Promise<Decided> {
  const collected: Case = { findings: [], items: [], names: new Set(), paths: new Set(), failure: facts.policy.problem ?? event.problem, unsandboxed: false, system: false };
  try {
    for (const operation of event.operations.slice(0, MAX_OPERATIONS)) collect(operation, event, facts, collected);
    if (event.operations.length > MAX_OPERATIONS) collected.failure ??= 'the call does more than is read';
    judgeStage(facts, collected);
    // What is denied already needs no linter.
    if (collected.items.length > 0 && !collected.findings.some((finding) => decisionOf(finding, facts.policy) === 'deny')) {
      const { findings, failure } = await facts.lint({ items: collected.items, preset: facts.policy.preset, settings: facts.policy.settings }, facts.policy.deadline);
      collected.findings.push(...findings);
      collected.failure ??= failure;
    }
  } catch (error) {
    collected.failure ??= error instanceof Error && /^The advisories/.test(error.message) ? 'the advisories cannot be read' : 'the guard failed on this call';
  }
  return { ...toVerdict(collected, facts.policy), names: [...collected.names], paths: [...collected.paths] };
}

function decisionOf({ rule, risk }: GuardFinding, { decisions, risks }: GuardPolicy): Decision {
  return decisions[risks.get(rule) ?? risk];
}

function toVerdict({ findings, failure }: Case, policy: GuardPolicy): Verdict {
  let decision: Decision = failure === null ? 'allow' : policy.fail;
  for (const finding of findings) {
    const own = decisionOf(finding, policy);
    if (ORDER.indexOf(own) > ORDER.indexOf(decision)) decision = own;
  }
  return { decision, findings, failure, reason: decision === 'allow' && failure === null ? '' : reasonOf(decision, findings.filter((finding) => decisionOf(finding, policy) !== 'allow'), failure) };
}

/** One line: the worst findings first, then what failed. */
function reasonOf(decision: Decision, findings: readonly GuardFinding[], failure: string | null): string {
  const word = decision === 'deny' ? 'denied' : decision === 'ask' ? 'needs a person' : 'noted';
  const rank = (finding: GuardFinding): number => (finding.risk === 'high' ? 0 : finding.risk === 'medium' ? 1 : 2);
  const sorted = [...findings].sort((a, b) => rank(a) - rank(b));
  const shown = sorted.slice(0, 3).map(({ rule, place, message, url }) => `${rule} (${place}): ${message}${url === null ? '' : ` See ${url}`}`);
  if (sorted.length > 3) shown.push(`And ${sorted.length - 3} more.`);
  if (failure !== null) shown.push(`The check is incomplete: ${failure}.`);
  return `agent-security: ${word}. ${shown.join(' ')}`;
}

function collect(operation: Operation, event: GuardEvent, facts: DecideFacts, into: Case): void {
  switch (operation.kind) {
    case 'write':
      into.names.add(operation.change.to === 'delete' ? 'file-delete' : 'file-write');
      collectWrite(operation, event.cwd, event, facts, into);
      break;
    case 'read': {
      into.names.add('file-read');
      const target = toTarget(operation.path, event.cwd, facts.root);
      into.paths.add(target.shown);
      addPathFinding(judgeRead(target, facts.root, pathRules(facts)), target, into);
      break;
    }
    case 'command':
      collectCommand(operation, event, facts, into);
      break;
    case 'fetch':
      into.names.add('network');
      addItem({ path: '/command.sh', before: '', after: `curl '${operation.url.replaceAll("'", '%27')}'`, shown: 'address' }, facts, into);
      break;
    case 'call':
      into.names.add('mcp-call');
      addItem({ path: '/call.json', before: '', after: operation.text, shown: 'input' }, facts, into);
      break;
  }
}

function pathRules({ policy, home }: DecideFacts): PathRules {
  return { own: [...policy.files, policy.audit.file, home], restrictedPaths: policy.settings.restrictedPaths ?? [], allowedPaths: policy.settings.allowedPaths ?? [] };
}

function addPathFinding(finding: PathFinding | null, target: Target, into: Case): void {
  if (finding) into.findings.push({ ...finding, place: safePath(target.shown), url: null });
}

function addItem(item: LintItem, { policy }: DecideFacts, into: Case): void {
  if (item.after.length > policy.maxBytes) into.failure ??= 'the text is longer than is read';
  else if (item.after !== '') into.items.push(item);
}

function collectWrite({ path, change }: WriteOperation, cwd: string, event: GuardEvent, facts: DecideFacts, into: Case): void {
  const target = toTarget(path, cwd, facts.root, change.to === 'delete');
  const shown = safePath(target.shown);
  into.paths.add(target.shown);
  if (event.phase !== 'before') return collectWritten(target, change, event, facts, into);
  if (!target.inside && isSystemPath(target.real)) into.system = true;
  addPathFinding(judgeWrite(target, facts.root, pathRules(facts)), target, into);
  if (change.to === 'delete' || change.to === 'unknown') collectHeld(target, shown, facts, into);
  if (change.to === 'copy') return collectCopy(target, change, cwd, facts, into);
  const { before, after, tooLarge } = wouldBe(target.real, change, facts.policy.maxBytes);
  if (tooLarge) into.failure ??= 'the file is longer than is read';
  if (isHookSettings(target)) judgeHookSettings(before, change.to === 'delete' ? '' : after, shown, into);
  if (after === null) return;
  addItem({ path: lintPath(target), before, after, shown }, facts, into);
  const name = (file: string): string => file.slice(file.lastIndexOf('/'));
  if (name(target.real) !== name(target.literal)) addItem({ path: target.real, before, after, shown }, facts, into);
  if (change.to === 'cell') collectCell(after, shown, facts, into);
  else if (/\.ipynb$/i.test(target.literal)) collectNotebook(before, after, shown, facts, into);
}

/** A folder that goes away, or that unknown files are put into, with the guard's switches in it. */
function collectHeld(target: Target, shown: string, facts: DecideFacts, into: Case): void {
  for (const file of findHeld(target, facts.root, pathRules(facts))) {
    const { text } = readText(file, facts.policy.maxBytes);
    into.findings.push({ ...judgeHeld(file, text, pathRules(facts)), place: shown, url: null });
  }
}

/** What was harmless as a text may be code under its new name: findings that the file has as it is called now are not new. */
function collectCopy(named: Target, { from, replacements = [] }: Extract<Change, { to: 'copy' }>, cwd: string, facts: DecideFacts, into: Case): void {
  const source = toTarget(from, cwd, facts.root);
  const target = isFolder(named.real) ? toTarget(`${named.literal}/${source.literal.slice(source.literal.lastIndexOf('/') + 1)}`, cwd, facts.root) : named;
  const shown = safePath(target.shown);
  if (target !== named) addPathFinding(judgeWrite(target, facts.root, pathRules(facts)), target, into);
  if (isFolder(source.real)) collectHeld(target, shown, facts, into);
  const { before, after, tooLarge } = wouldBe(target.real, { to: 'copy', from: source.real, replacements }, facts.policy.maxBytes);
  if (tooLarge) into.failure ??= 'the file is longer than is read';
  if (isHookSettings(target)) judgeHookSettings(before, after, shown, into);
  if (after === null) return;
  const old = source.inside && replacements.length === 0 ? { before: after, beforePath: lintPath(source) } : { before };
  addItem({ path: lintPath(target), after, shown, ...old }, facts, into);
}

/** A file as it is after a tool ran; the old text is what the agent says, or the new one with the edits taken back. */
function collectWritten(target: Target, change: Change, event: GuardEvent, facts: DecideFacts, into: Case): void {
  const { text } = readText(target.real, facts.policy.maxBytes);
  if (text === null || change.to === 'delete' || change.to === 'cell') return;
  const taken = change.to === 'replace' ? wouldBe(target.real, { to: 'replace', replacements: change.replacements.map(({ before, after, all }) => ({ before: after, after: before, all })).reverse() }, facts.policy.maxBytes).after : null;
  addItem({ path: lintPath(target), before: event.original ?? taken ?? '', after: text, shown: safePath(target.shown) }, facts, into);
}

/** Rules see the path below the project only: folders above it say nothing about the file. */
function lintPath({ inside, shown, literal }: Target): string {
  return inside && !/^(?:\/|[a-z]:)/i.test(shown) ? `/${shown}` : literal;
}

/** Settings that started the guard and no longer would. */
function judgeHookSettings(before: string, after: string | null, shown: string, into: Case): void {
  const removed = /agent-security|guard\.js/.test(before) && after !== null && !/agent-security|guard\.js/.test(after);
  const disabled = after !== null && /"disableAllHooks"\s*:\s*true/.test(after) && !/"disableAllHooks"\s*:\s*true/.test(before);
  if (removed || disabled) into.findings.push({ rule: 'own-files', risk: 'high', message: 'This change switches the guard off. Only a person does that.', place: shown, url: null });
}

/** The cells of a notebook that is written as a whole; those that it holds already are not new. */
function collectNotebook(before: string, after: string, shown: string, facts: DecideFacts, into: Case): void {
  const known = new Set(cellsOf(before));
  for (const cell of cellsOf(after)) if (!known.has(cell)) collectCell(cell, shown, facts, into);
}

function cellsOf(text: string): readonly string[] {
  return listOf(valueOf(fieldsOf(text), 'cells')).slice(0, MAX_CELLS).flatMap((cell) => {
    const source = valueOf(fieldsOf(cell), 'source');
    return typeof source === 'string' ? [source] : [listOf(source).filter((line) => typeof line === 'string').join('')];
  });
}

/** Lines of a notebook cell that a shell runs: `!command`, `%%bash`. */
function collectCell(cell: string, shown: string, facts: DecideFacts, into: Case): void {
  const magic = /^%%(?:bash|sh|script\s+bash)\b[^\n]*\n/.exec(cell);
  const lines = magic ? cell.slice(magic[0].length) : cell.split('\n').filter((line) => /^\s*[!%](?!%)/.test(line)).map((line) => line.trim().replace(/^!{1,2}|^%(?:sx|system)?\s*/, '')).join('\n');
  addItem({ path: '/cell.sh', before: '', after: lines, shown }, facts, into);
}

function collectCommand({ command, dialect, unsandboxed, cwd }: Extract<Operation, { kind: 'command' }>, event: GuardEvent, facts: DecideFacts, into: Case): void {
  if (command.length > Math.min(MAX_COMMAND, facts.policy.maxBytes)) {
    into.failure ??= 'the command is longer than is read';
    return;
  }
  const folder = cwd === null ? event.cwd : toTarget(cwd, event.cwd, facts.root).literal;
  const { script, writes, mentions, names } = commandFacts(command, dialect, (path) => readText(toTarget(path, folder, facts.root).real, facts.policy.maxBytes).text);
  for (const name of names) into.names.add(name);
  into.unsandboxed ||= unsandboxed;
  if (script.cut === 'limit') into.failure ??= 'the command is longer or deeper than is read';
  if (script.cut === 'syntax' && dialect === 'sh' && script.hidden.some(([start, end]) => RUNS_SOMETHING.test(command.slice(start, Math.min(end, start + 20_000))))) into.failure ??= 'a part of the command could not be read';
  // After the fact only the files count: the command was judged before.
  if (event.phase === 'before') {
    const text = dialect === 'powershell' ? `pwsh -Command '${command.replaceAll("'", "'\\''")}'` : command;
    addItem({ path: '/command.sh', before: '', after: text, shown: 'command' }, facts, into);
    for (const code of script.codeTexts) addItem({ path: '/inline.js', before: '', after: code.text, shown: 'command' }, facts, into);
    into.findings.push(...judgeCommand(script, facts.policy));
    for (const mention of mentions) {
      const target = toTarget(mention, folder, facts.root);
      if (isHookSettings(target) || isOwn(target, pathRules(facts))) addPathFinding(judgeWrite(target, facts.root, pathRules(facts)), target, into);
      else collectHeld(target, safePath(target.shown), facts, into);
    }
    if (names.includes('git-commit') || names.includes('git-push')) for (const name of findSecretsInIndex(folder)) into.findings.push({ rule: 'no-unsafe-git', risk: 'high', message: 'A file that holds secrets is staged, and a secret in the history stays there. Unstage it and add it to .gitignore.', place: safePath(name), url: null });
  }
  for (const write of writes) {
    if (event.phase === 'after' && write.change.to === 'delete') continue;
    collectWrite(write, folder, event, facts, into);
  }
}

function judgeStage({ policy, stage }: DecideFacts, into: Case): void {
  if (stage === null) return;
  const known = policy.stages.get(stage);
  if (!known) {
    into.failure ??= 'the chosen stage is not in the policy';
    return;
  }
  for (const name of into.names) {
    const violation = findViolation(/^[\w-]{1,40}$/.test(stage) ? stage : 'chosen', known, { name, unsandboxed: into.unsandboxed, system: into.system });
    if (violation) into.findings.push({ rule: 'stage', risk: 'high', message: violation, place: 'operation', url: null });
  }
}
