import { defineRule } from '../core/define-rule.ts';
import { isUnwatched, shellFindings } from '../core/shell-findings.ts';
import { originSet } from '../surfaces/javascript/index.ts';
import type { JsCommandText } from '../surfaces/javascript/index.ts';
import { findReverseShell } from '../surfaces/shell/detect/index.ts';

const SERVERS = originSet({ 'net.createServer': true, 'tls.createServer': true });
/** Listeners of a server: `server.on('connection', (socket) => …)`. */
const LISTENERS = originSet(Object.fromEntries(['net.createServer()', 'tls.createServer()', 'net.Server()', 'tls.Server()'].flatMap((server) => ['on', 'once', 'addListener'].map((name) => [`${server}.${name}`, true] as const))));
const SHELL = /(?:^|[\\/])(?:(?:ba|z|da|k|a|c|tc|fi)?sh|cmd|powershell|pwsh)(?:\.exe)?$/i;

export default defineRule({
  name: 'no-reverse-shell',
  docs: {
    description: 'disallow shells that are connected to a socket',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [506, 78],
  },
  messages: {
    shell: '{{command}} gives whoever listens on the other side a shell on this machine. Remove it and look for what it did.',
    access: '{{command}} opens a way to a terminal of this machine from outside. Leave that to a person who watches it.',
    code: 'A shell without a command is started in a file that connects to {{host}}: together they are a remote shell. Remove it.',
  },
  inCalmCode: false,
  javascript: ({ model, report }) => {
    const sockets = model.requests().filter(({ kind, destination }) => kind === 'socket' && destination?.isLoopback !== true && destination?.isRelative !== true);
    const first = sockets[0];
    // A server hands a shell to whoever connects when it starts one in the listener itself.
    const servers = first ? [] : [...model.calls(SERVERS), ...model.calls(LISTENERS).filter(({ args }) => /^(?:secureC|c)onnection$/.test(args[0]?.text().constant ?? ''))];
    if (!first && servers.length === 0) return;
    for (const command of model.commandTexts().filter(isInteractiveShell)) {
      const { range } = command.call;
      if (first || servers.some((server) => server.range[0] < range[0] && range[1] < server.range[1])) report({ at: command.call, message: 'code', data: { host: first?.destination?.host?.value ?? 'another machine' } });
    }
  },
  strict: true,
  shell: ({ commands, strict, report }) => {
    for (const { finding, text, at } of shellFindings(commands, findReverseShell)) {
      // People share terminals on purpose; what starts by itself does not.
      if (finding.kind === 'access' && !strict && !isUnwatched(text)) continue;
      report({ at, message: finding.kind === 'access' ? 'access' : 'shell', data: { command: finding.label } });
    }
  },
});

/** `spawn('sh')`, `spawn('/bin/bash', ['-i'])`: a shell that waits for commands on its standard input. */
function isInteractiveShell({ kind, source, file, args }: JsCommandText): boolean {
  if (kind === 'shell') return SHELL.test(source.text.trim());
  return file !== null && SHELL.test(file.text.trim()) && (args ?? []).every(({ text }) => /^-{1,2}(?:i|l|il|li|login|interactive|noprofile|nop)$/i.test(text));
}
