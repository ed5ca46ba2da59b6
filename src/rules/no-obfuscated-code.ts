import { defineRule } from '../core/define-rule.ts';
import type { Place } from '../core/define-rule.ts';
import { shellFindings } from '../core/shell-findings.ts';
import { SHELL_COMMAND_OPTION } from '../knowledge/commands.ts';
import { isLoopbackHost } from '../knowledge/hosts.ts';
import { originSet } from '../surfaces/javascript/index.ts';
import type { ArgView, JsCommandText, ValueModel } from '../surfaces/javascript/index.ts';
import { findObfuscation, mayShowObfuscation } from '../surfaces/javascript/obfuscation.ts';
import type { ObfuscationKind } from '../surfaces/javascript/obfuscation.ts';
import { findCut } from '../surfaces/settings/index.ts';
import { HOLE } from '../surfaces/shell/index.ts';
import type { Command } from '../surfaces/shell/index.ts';
import { findObfuscated } from '../surfaces/shell/detect/index.ts';

const WHAT: Readonly<Record<ObfuscationKind, string>> = {
  'hex-names': 'names such as _0x1a2b',
  'string-rotation': 'a string table that is rotated at start',
  'string-table': 'a function that replaces itself by a string table',
  punctuation: 'code written in brackets and signs only',
  'escaped-letters': 'letters written as escapes',
  'escaped-name': 'a name with letters as escapes',
  packer: 'a packer',
  'constructor-code': 'the Function constructor by a back door',
  'split-name': 'a name cut in pieces',
  'debugger-trap': 'a trap for debuggers',
  'character-codes': 'text written as numbers',
  'planted-loader': 'a hidden way to load modules',
};
/** Node.js' own bindings, past `child_process` and what watches it. Source: node:process, deprecation DEP0111. */
const BINDINGS = originSet({ 'global:process.binding': true, 'global:process._linkedBinding': true });
const WORKERS: ReadonlySet<string> = new Set(['global:Worker', 'global:SharedWorker']);
/** A module that stands in its own name, in base64. */
const ENCODED_MODULE = /^data:(?:(?:text|application)\/(?:x-)?(?:java|ecma|type)script)?(?:;[^,;]{0,60}){0,6};base64,/i;
const BUILDING = /^(?:String\.from|unescape)/;
const CODECS = originSet({ 'global:atob': 'atob()', 'global:btoa': 'btoa()', 'global:Buffer.from': 'Buffer.from()', 'buffer.Buffer.from': 'Buffer.from()', 'global:Buffer.from().toString': 'toString()', 'buffer.Buffer.from().toString': 'toString()', 'global:Uint8Array.fromBase64': 'Uint8Array.fromBase64()', ...Object.fromEntries(['encode', 'decode', 'toBase64', 'fromBase64', 'Base64.encode', 'Base64.decode', 'Base64.toBase64', 'Base64.fromBase64'].map((name) => [`js-base64.${name}`, `${name}()`] as const)) });

export default defineRule({
  name: 'no-obfuscated-code',
  docs: {
    description: 'disallow code that hides what it does',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [506],
  },
  messages: {
    technique: 'This hides what the code does: {{what}}. Replace it by readable source, or find out who put it here.',
    decoded: 'Decoded text is run here, so no review sees what happens. Write the code itself.',
    address: 'The address of {{host}} is encoded, so that nobody who reads the code sees where it connects. Write it as it is, or remove it.',
    command: 'Encoded text is decoded and run by {{command}}, so no review sees what happens. Write the command itself.',
    codec: '{{name}} converts from or to base64, a usual way to hide text. Check what it converts.',
    incomplete: 'This is too entangled to follow, and the file talks to the outside. Simplify it, so that it can be checked.',
    unread: 'This command text is too long or too deeply nested to follow. Simplify it, so that it can be checked.',
    beyond: 'This file holds more than anybody reads: what follows here is not checked. Take out what is not needed.',
  },
  strict: true,
  inCalmCode: mayShowObfuscation,
  javascript: ({ model, strict, report }) => {
    for (const { kind, range } of findObfuscation(model)) report({ at: range, message: 'technique', data: { what: WHAT[kind] } });
    if (model.isCalm()) return;
    for (const call of model.calls(BINDINGS)) if (/^(?:spawn_sync|process_wrap)$/.test(call.args[0]?.text().constant ?? '')) report({ at: call, message: 'technique', data: { what: 'processes started by a binding of Node.js' } });
    for (const { source, sink } of model.flows({ from: ['decoded'], to: ['eval', 'module'] })) {
      // Paths are put together from characters too: a module's name must come out of an encoding.
      // Bundlers put the code of workers in as base64.
      if (!strict && WORKERS.has(sink.call.origins[0] ?? '')) continue;
      if (sink.kind === 'eval' || !BUILDING.test(source.name)) report({ at: sink.call, message: 'decoded' });
    }
    for (const { kind, name, isRuntime, node } of model.moduleLoads()) if (isRuntime && kind !== 'worker' && name.constant !== null && ENCODED_MODULE.test(name.prefix)) report({ at: node, message: 'decoded' });
    for (const { source, sink } of model.flows({ from: ['decoded'], to: ['command'] })) {
      if (!BUILDING.test(source.name) && model.commandTexts().some((command) => command.call.node === sink.call.node && isWholeCommand(command))) report({ at: sink.call, message: 'decoded' });
    }
    if (strict) {
      for (const call of model.calls(CODECS)) {
        const name = CODECS.match(call)?.data ?? 'This call';
        const encoding = name === 'Buffer.from()' ? call.args[1] : name === 'toString()' ? call.args[0] : null;
        if (encoding === null || /^base64/.test(encoding?.text().constant ?? '')) report({ at: call, message: 'codec', data: { name } });
      }
    }
    const cut = findModelCut(model);
    if (cut) report({ at: cut, message: 'incomplete' });
    for (const { sink, destination } of model.flows({ from: ['decoded'], to: ['network'] })) {
      const host = sink.position === 'url' && destination?.host?.complete ? destination.host.value : '';
      // Whoever reads the code finds no such host in it.
      if (host.includes('.') && !isLoopbackHost(host) && !model.text.includes(host)) report({ at: sink.call, message: 'address', data: { host } });
    }
  },
  settings: ({ root, file, report }) => {
    const cut = findCut(root, file);
    if (cut) report({ at: cut, message: 'beyond' });
  },
  shell: ({ file, commands, report }) => {
    let looks = 0;
    for (const { finding, at } of shellFindings(commands, findObfuscated)) {
      if (finding.kind === 'encoded-powershell' && (looks += 1) <= MAX_LOOKS && isInSight(finding.command, file.text)) continue;
      report({ at, message: 'command', data: { command: finding.label } });
    }
    for (const { source, script } of commands) {
      if (script.cut === 'limit' && /\b(?:curl|wget|nc|ncat|bash|sh|node|python3?|rm|eval|base64)\b/.test(source.text.slice(0, 1_000_000))) {
        report({ at: source.toSource(0, Math.min(source.text.length, 80)), message: 'unread' });
      }
    }
  },
});

const MAX_LOOKS = 20;
const MAX_LINES = 200;

/** The script stands in the file as plain text, too: it is encoded only so that no quotation mark breaks it. */
function isInSight({ args }: Command, text: string): boolean {
  const payload = args.find(({ value }) => /^[A-Za-z0-9+/]{24,}={0,2}$/.test(value))?.value ?? '';
  const lines = Buffer.from(payload, 'base64').toString('utf16le').split('\n', MAX_LINES + 1).map((line) => line.trim()).filter((line) => line !== '');
  return lines.length > 0 && lines.length <= MAX_LINES && lines.every((line) => text.includes(line));
}

/** Nothing of the command is known, not even its program: `exec(decoded)`, `spawn('sh', ['-c', decoded])`. */
function isWholeCommand({ kind, source, args }: JsCommandText): boolean {
  if (kind === 'shell') return source.text.trimStart().startsWith(HOLE);
  const flag = (args ?? []).findIndex(({ text }) => SHELL_COMMAND_OPTION.test(text));
  return flag >= 0 && args?.[flag + 1]?.text.trimStart().startsWith(HOLE) === true;
}

/** The first request, command, code or module text in which the analysis had to give up, or where the whole file used up its work. */
function findModelCut(model: ValueModel): Place | null {
  const request = model.requests().find(({ url }) => url.isCut);
  if (request) return request.call;
  const command = model.commandTexts().find(({ call }) => call.args.slice(0, 2).some(isCut));
  if (command) return command.call;
  const code = model.codeTexts().find(({ text }) => text.isCut);
  if (code) return code.call;
  const load = model.moduleLoads().find((each) => each.literal === null && each.name.isCut);
  if (load) return load;
  const spent = model.incompleteAt.find(({ bound }) => bound === 'fuel');
  return spent && (model.requests().length > 0 || model.commandTexts().length > 0 || model.codeTexts().length > 0) ? spent : null;
}

function isCut(arg: ArgView): boolean {
  return arg.text().isCut || (arg.array()?.items ?? []).slice(0, 64).some((item) => item.text().isCut);
}
