import { matchesAllowList } from '../core/allow-list.ts';
import { codePaths } from '../core/code-path.ts';
import { defineRule } from '../core/define-rule.ts';
import { textList } from '../core/option-lists.ts';
import { isDisposable, isManual, isUnwatched, shellFindings } from '../core/shell-findings.ts';
import { plantedPath } from '../knowledge/paths.ts';
import { isPlantedScript, PLANTED_SCRIPTS } from '../knowledge/planted-scripts.ts';
import { isTestFile } from '../knowledge/test-files.ts';
import type { FileOperationKind, ValueModel } from '../surfaces/javascript/index.ts';
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
const MANIFEST = /(?:^|[\\/])package\.json$/;

export default defineRule<'file' | 'command', { allowedPaths: readonly string[] }>({
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
      const usual = (finding.level === 'low' && !(finding.kind === 'service' && text.lifecycle && text.unattended)) || isDisposable(text) || isManual(text, file) || (finding.level === 'medium' && isSetup(text, finding.label));
      if ((usual && !strict) || matchesAllowList(finding.detail, allowed)) continue;
      if (finding.kind === 'file') report({ at, message: 'file', data: { what: finding.label } });
      else report({ at, message: 'command', data: { command: finding.label, what: finding.detail || 'a program' } });
    }
  },
});

/** True when the file writes a manifest. */
function isManifestWritten(model: ValueModel): boolean {
  return model.fileOperations().some(({ kind, path }) => kind === 'write' && (codePaths(path).some((text) => MANIFEST.test(text)) || /(?:^|_)(?:package|pkg|manifest)(?:_?json)?_?(?:path|file)?$/i.test(path.holes.at(-1)?.name ?? '')));
}

/** Scripts that a person starts set editors, agents and hooks up; package scripts install git hooks. Code, tasks and hooks of agents do not. */
function isSetup(text: CommandText, label: string): boolean {
  return !isUnwatched(text) || (label === 'a git hook' && (text.carrier === 'npm-script' || text.carrier === 'manifest-hook'));
}
