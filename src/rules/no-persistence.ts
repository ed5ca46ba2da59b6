import { matchesAllowList } from '../core/allow-list.ts';
import { codePaths } from '../core/code-path.ts';
import { defineRule } from '../core/define-rule.ts';
import { exportedVariables } from '../core/exported-variables.ts';
import { textList } from '../core/option-lists.ts';
import { isDisposable, isManual, isUnwatched, shellFindings } from '../core/shell-findings.ts';
import { AUTOSTART_CALLS, RUN_KEY } from '../knowledge/autostart-libraries.ts';
import { ENV_THREATS, projectEnvThreat } from '../knowledge/env-variables.ts';
import { plantedPath } from '../knowledge/paths.ts';
import { isPlantedScript, PLANTED_SCRIPTS } from '../knowledge/planted-scripts.ts';
import { isTestFile } from '../knowledge/test-files.ts';
import type { CallFact, FileOperationKind, ValueModel } from '../surfaces/javascript/index.ts';
import { originSet } from '../surfaces/javascript/index.ts';
import { changedMembers } from '../surfaces/javascript/named.ts';
import type { CommandText } from '../surfaces/shell/index.ts';
import { lazy } from '../surfaces/lazy.ts';
import { HOLE } from '../surfaces/shell/index.ts';
import { findPersistence } from '../surfaces/shell/detect/index.ts';

const WRITES: ReadonlySet<FileOperationKind> = new Set(['write', 'append', 'copy', 'move', 'link']);

/** A path in a folder that nobody can tell: in tests a temporary one, whose name a helper gives. */
const SOMEWHERE = new RegExp(`^unknown-${HOLE}[\\\\/]`);
/** A configuration of git of one's own, which `GIT_CONFIG_GLOBAL` names: that of the user lies in the home directory. */
const OWN_CONFIG = new RegExp(`^unknown-${HOLE}[\\\\/]\\.gitconfig$`);
/** Calls that start a program again, on purpose or not. */
const AUTOSTART = originSet(AUTOSTART_CALLS);
const REGISTRY = originSet({ 'winreg': true, 'winreg.default': true });
/** Functions that take the keys as names of members. Source: the readme of regedit. */
const KEYS_BY_NAME = originSet({ 'regedit.putValue': true, 'regedit.promisified.putValue': true });
/** Commits that are made without a working copy, and the argument with their options. Source: the reference of Octokit. */
const COMMITS = originSet(Object.fromEntries(['@octokit/rest.Octokit()', '@octokit/rest.Octokit().rest', '@octokit/core.Octokit()', 'octokit.Octokit()', 'octokit.Octokit().rest', '@actions/github.getOctokit()', '@actions/github.getOctokit().rest'].flatMap((root) => [[`${root}.repos.createOrUpdateFileContents`, 0], [`${root}.request`, 1]] as const)));
const WORKFLOW = /(?:^|\/)\.github\/workflows\/[^/]{1,200}\.ya?ml$/;
const MANIFEST = /(?:^|[\\/])package\.json$/;

export default defineRule<'file' | 'command' | 'variable', { allowedPaths: readonly string[] }>({
  name: 'no-persistence',
  docs: {
    description: 'disallow planting code or settings that start again by themselves',
    risk: 'high',
    confidence: 'medium',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [506, 15],
  },
  messages: {
    file: 'This writes {{what}}: run or obeyed later, without anybody asking. Leave such files to the user.',
    variable: '{{name}} {{effect}} that is started from here. Remove it.',
    command: '{{command}} makes {{what}} start by itself later on. Leave that to the user.',
  },
  options: {
    schema: { allowedPaths: textList('Paths that may be written, exact or glob.') },
    defaults: { allowedPaths: [] },
  },
  strict: true,
  inCalmCode: false,
  javascript: ({ model, file, options, policy, strict, report }) => {
    const allowed = [...policy.allowedPaths, ...options.allowedPaths];
    const isTest = lazy(() => !strict && isTestFile(file.path));
    for (const { kind, path, range } of model.fileOperations()) {
      if (!WRITES.has(kind)) continue;
      for (const text of codePaths(path)) {
        const what = matchesAllowList(text, allowed) || (SOMEWHERE.test(text) && isTest()) || (!strict && OWN_CONFIG.test(text)) ? null : plantedPath(text);
        if (what !== null) report({ at: range, message: 'file', data: { what } });
      }
    }
    for (const call of model.calls(COMMITS)) {
      if (committedPaths(call).some((text) => WORKFLOW.test(text))) report({ at: call, message: 'file', data: { what: 'a workflow of CI' } });
    }
    if (strict) for (const call of model.calls(AUTOSTART)) report({ at: call, message: 'command', data: { command: 'This call', what: AUTOSTART.match(call)?.data ?? 'a program' } });
    if (strict) for (const call of model.calls(KEYS_BY_NAME)) if (call.args[0]?.object()?.entries.some(({ key }) => RUN_KEY.test(key)) === true) report({ at: call, message: 'command', data: { command: 'This key of the registry', what: 'its values' } });
    if (strict) for (const call of model.calls(REGISTRY)) if (RUN_KEY.test(call.args[0]?.object()?.get('key')?.text().constant ?? '')) report({ at: call, message: 'command', data: { command: 'This key of the registry', what: 'its values' } });
    for (const { name, value, range } of exportedVariables(model)) {
      const threat = projectEnvThreat(name, value);
      if (threat?.kind === 'code' && (strict || threat.preset === 'recommended')) report({ at: range, message: 'variable', data: { name, effect: ENV_THREATS.code } });
    }
    if (!isManifestWritten(model)) return;
    for (const name of PLANTED_SCRIPTS) {
      for (const { value, range } of changedMembers(model, 'scripts', name)) {
        const text = value.text().constant;
        if (text === null || isPlantedScript(name, text)) report({ at: range, message: 'command', data: { command: 'This change of package.json', what: `scripts.${name}` } });
      }
    }
  },
  shell: ({ commands, file, options, policy, strict, report }) => {
    const allowed = [...policy.allowedPaths, ...options.allowedPaths];
    for (const { finding, text, at } of shellFindings(commands, findPersistence)) {
      const isInstalled = finding.kind === 'service' && text.lifecycle && text.unattended;
      const usual = (finding.level === 'low' && !isInstalled) || (isDisposable(text) && (finding.kind !== 'variable' || text.carrier !== 'workflow')) || isManual(text, file) || (finding.level === 'medium' && isSetup(text, finding.label));
      if ((usual && !strict) || matchesAllowList(finding.detail, allowed)) continue;
      if (finding.kind === 'variable') report({ at, message: 'variable', data: { name: finding.label, effect: finding.detail } });
      else if (finding.kind === 'file') report({ at, message: 'file', data: { what: finding.label } });
      else report({ at, message: 'command', data: { command: finding.label, what: finding.detail || 'a program' } });
    }
  },
});

/** Paths of the files that a call commits: `{ path: '…' }`, `'PUT /repos/…/contents/path'`. */
function committedPaths(call: CallFact): readonly string[] {
  const at = COMMITS.match(call)?.data ?? 0;
  const route = at === 1 ? (call.args[0]?.text().display ?? '').slice(0, MAX_ROUTE) : '';
  if (at === 1 && !/^PUT \/repos\/.{1,200}\/contents\//.test(route)) return [];
  const path = call.args[at]?.object()?.get('path');
  return [route, ...(path ? codePaths(path.text()) : [])];
}
const MAX_ROUTE = 500;

/** True when the file writes a manifest. */
function isManifestWritten(model: ValueModel): boolean {
  return model.fileOperations().some(({ kind, path }) => kind === 'write' && (codePaths(path).some((text) => MANIFEST.test(text)) || /(?:^|_)(?:package|pkg|manifest)(?:_?json)?_?(?:path|file)?$/i.test(path.holes.at(-1)?.name ?? '')));
}

/** Scripts that a person starts set editors, agents and hooks up; package scripts install git hooks. Code, tasks and hooks of agents do not. */
function isSetup(text: CommandText, label: string): boolean {
  return !isUnwatched(text) || (label === 'a git hook' && (text.carrier === 'npm-script' || text.carrier === 'manifest-hook'));
}
