import { matchesAllowList } from '../core/allow-list.ts';
import { defineRule } from '../core/define-rule.ts';
import { textList } from '../core/option-lists.ts';
import { originSet } from '../surfaces/javascript/index.ts';
import { callLabel } from '../surfaces/javascript/requests.ts';
import { TextGroup } from '../surfaces/text-index.ts';

/** Modules whose only purpose is to start programs. */
const MODULES: ReadonlySet<string> = new Set(['child_process', 'node:child_process', 'execa', 'cross-spawn', 'zx', 'shelljs', 'node-pty', '@lydell/node-pty', 'tinyexec', 'nano-spawn', 'concurrently', 'npm-run-all', 'npm-run-all2', 'nodemon', 'open', '@tauri-apps/plugin-shell', 'cross-spawn-promise', 'foreground-child', '@homebridge/node-pty-prebuilt-multiarch']);

/** Another process of the same program. */
const FORKS = originSet({ 'cluster.fork': true });

/** The built-in below `child_process`. */
const BINDING = originSet({ 'global:process.binding': true });

export default defineRule<'module' | 'call', { allowedCommands: readonly string[] }>({
  name: 'no-child-process',
  docs: {
    description: 'disallow starting processes',
    risk: 'medium',
    confidence: 'high',
    presets: { recommended: 'off', strict: 'warn' },
    cwe: [78],
  },
  messages: {
    module: 'This module starts processes through {{name}}. Do without it, or allow the commands it needs.',
    call: '{{name}} starts a process. Do without it, or allow the command.',
  },
  options: {
    schema: { allowedCommands: textList('Programs that may be started, by name.') },
    defaults: { allowedCommands: [] },
  },
  inCalmCode: new TextGroup([...MODULES].flatMap((name) => [`'${name}'`, `"${name}"`, `\`${name}\``])),
  javascript: ({ model, file, options, policy, report }) => {
    const allowed = [...options.allowedCommands, ...policy.allowedCommands];
    const commands = file.commands();
    const isAllowed = (start: number, end: number): boolean => {
      if (allowed.length === 0) return false;
      const own = commands.filter(({ source }) => {
        const [from, to] = source.toSource(0, source.text.length);
        return from >= start && to <= end;
      });
      return own.length > 0 && own.every(({ script }) => !script.incomplete && script.commands.every(({ name }) => name !== null && matchesAllowList(name, allowed)));
    };
    const open = model.commandTexts().filter(({ call }) => !isAllowed(call.range[0], call.range[1]));
    const loads = model.moduleLoads().filter((load) => load.isRuntime && MODULES.has(load.literal ?? load.name.constant ?? ''));
    const allCallsAllowed = model.commandTexts().length > 0 && open.length === 0;
    if (!allCallsAllowed) for (const { range, name } of loads) report({ at: range, message: 'module', data: { name: name.constant ?? '' } });
    for (const call of model.calls(BINDING)) if (/^(?:spawn_sync|process_wrap)$/.test(call.args[0]?.text().constant ?? '')) report({ at: call, message: 'call', data: { name: 'process.binding()' } });
    for (const call of model.calls(FORKS)) report({ at: call, message: 'call', data: { name: 'cluster.fork()' } });
    if (loads.length === 0) for (const { call } of open) report({ at: call, message: 'call', data: { name: callLabel(call) } });
  },
});
