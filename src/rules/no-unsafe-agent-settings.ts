import { defineRule } from '../core/define-rule.ts';
import type { RuleFacts } from '../core/define-rule.ts';
import { hostList, textList } from '../core/option-lists.ts';
import { runRows } from '../core/setting-rows.ts';
import { findOpenPrefixRules } from '../knowledge/agent-codex.ts';
import { findOutsideImports } from '../knowledge/agent-front-matter.ts';
import { unquoted } from '../knowledge/agent-hooks.ts';
import { AGENT_MESSAGES } from '../knowledge/agent-row.ts';
import type { AgentMessage } from '../knowledge/agent-row.ts';
import { AGENT_KINDS, agentRows } from '../knowledge/agent-settings.ts';
import { fileRow } from '../knowledge/files.ts';
import { secretFile, sensitivePath } from '../knowledge/paths.ts';
import type { CommandText } from '../surfaces/shell/index.ts';

interface Options {
  readonly allow: readonly string[];
  readonly allowedHosts: readonly string[];
}
type Facts = RuleFacts<AgentMessage, Options>;

export default defineRule<AgentMessage, Options>({
  name: 'no-unsafe-agent-settings',
  docs: {
    description: 'disallow settings, hooks and skills of coding agents that open the machine',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [78, 200, 426, 506, 552, 693, 829, 862],
  },
  strict: true,
  messages: AGENT_MESSAGES,
  options: {
    schema: {
      allow: textList('Entries of allow lists, folders, commands and keys that are fine, exact or as globs.'),
      allowedHosts: hostList('Endpoints, proxies and hook targets that are fine.'),
    },
    defaults: { allow: [], allowedHosts: [] },
  },
  kinds: AGENT_KINDS,
  settings: (facts) => {
    const { kind, path } = facts.file;
    const rows = agentRows(kind, fileRow(path)?.client, path);
    if (rows.length > 0) runRows(facts.root, rows, facts);
  },
  textKinds: ['agent-instructions', 'skill', 'agent-command', 'agent-settings'],
  text: (facts) => {
    const { file, report } = facts;
    if (file.kind === 'agent-instructions') checkImports(facts);
    if (file.kind === 'skill' || file.kind === 'agent-command') for (const command of file.commands()) if (command.carrier === 'skill-command') checkDynamicContext(command, facts);
    if (file.kind === 'agent-settings' && file.path.endsWith('.rules')) {
      for (const { at, program } of findOpenPrefixRules(file.text)) report({ at, message: 'allowProgram', data: { value: program } });
    }
  },
});

/** `@path` outside of code. */
function checkImports({ file, strict, report }: Facts): void {
  if (!file.text.includes('@')) return;
  for (const region of file.prose()) {
    if (region.carrier === 'code') continue;
    const text = region.text.text.replace(/`[^`\n]{0,2000}`/g, (code) => ' '.repeat(code.length));
    for (const { at, what, preset } of findOutsideImports(text)) {
      if (preset === 'recommended' || strict) report({ at: region.text.toSource(at[0], at[1]), message: 'import', data: { what } });
    }
  }
}

/** Commands that tell names and sizes of files, not what stands in them. */
const TELLS_NAMES = /^(?:find|fd|ls|dir|tree|stat|test|\[|basename|dirname|realpath|du|wc)$/;

/** False where another command reads the files that this one names. */
const tellsNames = ({ name, args, pipeline, stage }: CommandText['script']['commands'][number]): boolean =>
  TELLS_NAMES.test(name ?? '') && !args.some(({ value }) => /^-(?:exec|ok)/.test(value)) && !pipeline.slice(stage + 1).some((later) => later.name === 'xargs' || later.wrappers.includes('xargs'));

const ARGUMENTS = /\$(?:ARGUMENTS\b|\d(?!\d))/g;

/** Commands whose output becomes part of the prompt: what they read, and what is put into them. */
function checkDynamicContext({ source, script }: CommandText, { file, report }: Facts): void {
  const input = file.language === 'markdown' ? unquoted(source.text, ARGUMENTS) : null;
  if (input !== null) {
    const at = Math.max(source.text.indexOf(input), 0);
    report({ at: source.toSource(at, at + input.length), message: 'skillArgument', data: { what: input } });
  }
  for (const command of script.commands) {
    if (tellsNames(command)) continue;
    const what = ['env', 'printenv'].includes(command.name ?? '') && command.args.every((word) => word.value.startsWith('-')) ? 'the whole environment' : command.args.map(({ text }) => sensitivePath(text) ?? secretFile(text)).find((found) => found !== null);
    if (what) report({ at: source.toSource(command.range[0], command.range[1]), message: 'skillSecret', data: { what } });
  }
}
