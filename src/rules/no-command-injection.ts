import { defineRule } from '../core/define-rule.ts';
import { inlineCodeIndex, SHELL_COMMAND_OPTION, SHELL_PROGRAM } from '../knowledge/commands.ts';
import { isCheckedText } from '../surfaces/javascript/checked-text.ts';
import { originSet } from '../surfaces/javascript/index.ts';
import type { FlowSink, JsCommandText, TaintKind, ValueModel } from '../surfaces/javascript/index.ts';

const FROM: Readonly<Partial<Record<TaintKind, string>>> = {
  argv: 'a command-line argument',
  request: 'text that a client sent',
  model: 'text from a language model or tool call',
};

export default defineRule({
  name: 'no-command-injection',
  docs: {
    description: 'disallow text from outside in shell commands',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [78, 77, 88],
  },
  messages: {
    outside: 'A shell runs {{what}}, so whoever writes it runs commands here. Use execFile() with an argument list.',
    code: '{{program}} runs {{what}} as code, so whoever writes it runs code here. Pass it as an argument, or on standard input.',
    dynamic: 'Part of this shell command is computed ({{what}}). Use execFile() with an argument list.',
  },
  strict: true,
  inCalmCode: false,
  javascript: ({ model, strict, report }) => {
    checkRemote(model, report);
    const programs = model.commandTexts().filter(isGivenCode);
    if (programs.length > 0) {
      for (const { source, sink } of model.flows({ from: ['request', 'model'], to: ['command'] })) {
        const command = programs.find(({ call }) => call.node === sink.call.node);
        if (!command || (!strict && isCheckedText(model, command.holes, command.call.node))) continue;
        report({ at: sink, message: 'code', data: { program: command.file?.text.split(/[\\/]/).at(-1) ?? '', what: FROM[source.kind] ?? 'text from outside' } });
      }
    }
    const shells = new Map(model.commandTexts().filter(isShell).map((command) => [command.call.node, command]));
    if (shells.size === 0) return;
    const told = new Set<unknown>();
    for (const { source, sink } of model.flows({ from: ['argv', 'request', 'model'], to: ['command'] })) {
      const command = shells.get(sink.call.node);
      // What a check lets through is no command of a stranger; whether the check is right is for strict.
      if (!command || (!strict && isCheckedText(model, command.holes, command.call.node))) continue;
      told.add(sink.call.node);
      report({ at: sink, message: 'outside', data: { what: FROM[source.kind] ?? 'text from outside' } });
    }
    if (!strict) return;
    for (const { call, holes } of shells.values()) {
      const hole = holes[0];
      const isDefault = !hole && call.args.slice(0, 2).some((arg) => arg.text().isPossible);
      if ((hole || isDefault) && !told.has(call.node)) report({ at: call, message: 'dynamic', data: { what: hole?.name ?? hole?.origin ?? (isDefault ? 'a parameter' : 'an expression') } });
    }
  },
});

/** Commands on another machine. Sources: documentation of ssh2 and node-ssh. */
const REMOTE = originSet({ 'ssh2.Client().exec': true, 'node-ssh.NodeSSH().execCommand': true });

/** `ssh.execCommand(`systemctl restart ${request.body.service}`)`: a shell reads it there. */
function checkRemote(model: ValueModel, report: (finding: { readonly at: FlowSink; readonly message: 'outside'; readonly data: { readonly what: string } }) => void): void {
  const calls = new Set(model.calls(REMOTE).map(({ node }) => node));
  if (calls.size === 0) return;
  for (const { source, sink } of model.flows({ from: ['request', 'model'], to: ['upload'] })) {
    if (calls.has(sink.call.node) && sink.path.length === 0) report({ at: sink, message: 'outside', data: { what: FROM[source.kind] ?? 'text from outside' } });
  }
}

/** `bash -c` at the beginning of a command line that is split without a shell. */
const SHELL_LINE = /^\s{0,20}(?:\S{0,200}[\\/])?(?:ba|z|da|k|a)?sh\s{1,9}(?:-\w{1,9}\s{1,9}){0,3}-\w{0,9}c\s/;

/** A command line, or an argument list whose program is a shell with `-c`. */
function isShell({ kind, source, file, args }: JsCommandText): boolean {
  if (kind === 'shell') return true;
  if (file === null) return SHELL_LINE.test(source.text.slice(0, 1000));
  return SHELL_PROGRAM.test(file.text) && (args ?? []).some(({ text }) => SHELL_COMMAND_OPTION.test(text));
}

/** `spawn('python3', ['-c', code])`, where only the code is computed: what follows a known text is data for it. */
function isGivenCode({ kind, file, args, holes }: JsCommandText): boolean {
  if (kind !== 'argv' || file === null || file.holes.length > 0 || !args) return false;
  const at = inlineCodeIndex(file.text, args.map(({ text }) => text));
  return at >= 0 && args.every((arg, index) => (arg.holes.length > 0) === (index === at)) && holes.some(({ origin }) => origin !== 'global:JSON.stringify()');
}
