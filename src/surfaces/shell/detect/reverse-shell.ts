import { SHELL_NAMES } from '../../../knowledge/commands.ts';
import { isLoopbackHost } from '../../../knowledge/hosts.ts';
import type { Command, CommandScript } from '../model.ts';
import { inlineCode, interpretation, pathKey, pipedInto } from './flow.ts';
import { opensAccess } from './remote-access.ts';
import { commandsThat, firstAfter, laterStages, memoize } from './types.ts';
import type { ShellFinding } from './types.ts';

export type ReverseShellKind = 'device' | 'netcat' | 'pipe' | 'socat' | 'code' | 'access';
export type ReverseShell = ShellFinding<ReverseShellKind>;

/** A shell whose input and output are a socket, and (`low`) ways in from outside. Port probes and transfers without a shell are none. */
export const findReverseShell = memoize((script: CommandScript): readonly ReverseShell[] => {
  const found: ReverseShell[] = [];
  for (const command of script.commands) {
    const finding = throughDevice(command, script) ?? throughNetcat(command) ?? throughPipe(command, script) ?? throughSocat(command) ?? throughCode(command) ?? (found.some((other) => other.command === command.parent) ? null : throughStream(command, script));
    if (finding) found.push(finding);
    else if (opensAccess(command)) found.push({ ...report(command, 'access', ''), level: 'low' });
  }
  return found;
});

const isShell = (command: Command): boolean => command.name !== null && (SHELL_NAMES.has(command.name) || /^(?:cmd|powershell|pwsh)$/i.test(command.name));

function report(command: Command, kind: ReverseShellKind, detail: string): ReverseShell {
  return { at: command.range, kind, label: command.name ?? 'a shell', detail, level: 'high', command };
}

/** `bash -i >& /dev/tcp/h/p 0>&1`; `exec 5<>/dev/tcp/h/p` and later a shell or command loop on that descriptor. */
function throughDevice(command: Command, script: CommandScript): ReverseShell | null {
  if (command.name === 'ztcp') return throughZsh(command, script);
  const device = command.redirects.find(({ target }) => /^\/dev\/(?:tcp|udp)\//.test(target.value));
  if (!device) return null;
  const host = device.target.value.split('/')[3] ?? '';
  if (isLoopbackHost(host)) return null;
  if (isShell(command) && interpretation(command)?.readsInput === true) return report(command, 'device', host);
  if (command.name !== 'exec' && command.name !== null) return null;
  const later = firstAfter(descriptorRunners(script), command);
  return later ? report(later, 'device', host) : null;
}

/** `ztcp h p; zsh >&$REPLY 0>&$REPLY`: zsh leaves the descriptor of the socket in `$REPLY`. */
function throughZsh(command: Command, script: CommandScript): ReverseShell | null {
  const [host] = command.args.filter(({ value }) => !value.startsWith('-'));
  if (!host || isLoopbackHost(host.value) || command.args.some(({ value }) => /^-[a-z]{0,4}[lc]/.test(value))) return null;
  const later = firstAfter(replyShells(script), command);
  return later ? report(later, 'device', host.value) : null;
}

/** A shell that reads a numbered descriptor, or a command that is whatever was read from one. */
function runsDescriptor(command: Command): boolean {
  const reads = command.redirects.some(({ operator, target }) => operator.startsWith('<') && /^&?\d{1,4}$/.test(target.value));
  const answers = command.redirects.some(({ operator, target }) => operator.startsWith('>') && /^&?[3-9]\d{0,3}$/.test(target.value));
  // `while read -r line <&3; do eval "$line" >&3; done`
  if (answers && (command.name === 'eval' || isShell(command)) && command.args.some(({ variables }) => variables.length > 0)) return true;
  if (isShell(command)) return reads;
  return command.name === null && answers;
}

const descriptorRunners = commandsThat(runsDescriptor);
const replyShells = commandsThat((command) => isShell(command) && (runsDescriptor(command) || command.redirects.some(({ target }) => target.variables.includes('REPLY'))));
const expressions = commandsThat(({ name, word }) => name === 'iex' || name === 'invoke-expression' || /scriptblock\]::create/i.test(word.text.slice(0, 200)));
const pipes = commandsThat(({ name }) => name === 'mkfifo' || name === 'mknod');

function throughNetcat(command: Command): ReverseShell | null {
  const name = command.name?.toLowerCase() ?? '';
  if (!/^(?:nc|ncat|netcat|nc\.traditional|nc\.openbsd)$/.test(name)) return null;
  const index = command.args.findIndex(({ value }) => /^(?:-[a-zA-Z]{0,8}[ec]|--exec|--sh-exec|--lua-exec)(?:=|$)/.test(value));
  const option = command.args[index];
  if (!option) return null;
  const program = /=/.test(option.value) ? option.value : (command.args[index + 1]?.value ?? '');
  const isProgram = /(?:sh|cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh|python\d?|perl)(?:["'\s]|$)/i.test(program) || program.includes('\uE000');
  return isProgram ? report(command, 'netcat', program) : null;
}

const SOCKETS = /^(?:nc|ncat|netcat|telnet|socat|websocat)$/i;
const isSocket = (command: Command): boolean => (command.name !== null && SOCKETS.test(command.name)) || (command.name === 'openssl' && command.args[0]?.value === 's_client');

const obeysInput = (command: Command): boolean => isShell(command) && interpretation(command)?.readsInput === true && !command.input;

/** True when a command reads a file that the other one writes: the way back through a named pipe. */
function readsFrom(reader: Command, writer: Command): boolean {
  const keys = (command: Command, sign: '<' | '>'): readonly (string | null)[] => command.redirects.filter(({ operator, descriptor }) => operator.startsWith(sign) && descriptor !== 2).map(({ target }) => pathKey(target));
  const written = keys(writer, '>');
  return keys(reader, '<').some((key) => key !== null && written.includes(key));
}

/** `mkfifo p; cat p | sh -i | nc h 1 > p`, `sh < p | nc h 1 > p`, `telnet h 1 < p | sh > p`, `nc h 1 | sh | nc h 2`. */
function throughPipe(command: Command, script: CommandScript): ReverseShell | null {
  if (!isSocket(command)) return null;
  const back = laterStages(command).find((stage) => obeysInput(stage) && readsFrom(command, stage));
  if (back) return report(back, 'pipe', command.name ?? '');
  const shell = pipedInto(command).find(obeysInput);
  if (!shell || (shell.upstream.length === 0 && !readsFrom(shell, command))) return null;
  const fifo = pipes(script).length > 0;
  const fromSocket = pipedInto(shell).some(isSocket);
  const interactive = shell.args.some(({ value }) => /^-[a-z]{0,4}i/.test(value));
  return fifo || fromSocket || interactive ? report(command, 'pipe', shell.name ?? '') : null;
}

function throughSocat(command: Command): ReverseShell | null {
  if (command.name?.toLowerCase() !== 'socat') return null;
  const program = command.args.find(({ value }) => /^(?:exec|system|shell):["']?(?:.{0,100}\/)?(?:(?:ba|z|da|k|a)?sh|cmd|powershell|login|su)\b/i.test(value));
  const socket = command.args.find(({ value }) => /^(?:tcp|udp|openssl|ssl|sctp)[\w-]{0,20}:/i.test(value));
  return program && socket ? report(command, 'socat', socket.value) : null;
}

/** Inline code of an interpreter that has both a socket and a shell. */
function throughCode(command: Command): ReverseShell | null {
  const name = command.name?.toLowerCase() ?? '';
  const isPowershell = /^(?:powershell|pwsh|iex|invoke-expression|\$?client)$/.test(name) || command.dialect === 'powershell';
  const words = isPowershell ? [command.word, ...command.args] : command.args;
  if (!isPowershell && !/^(?:python[\d.]*|perl|ruby|php|lua|awk|gawk|node|bun|tclsh|expect)$/.test(name)) return null;
  const code = `${words.map(({ text }) => text).join(' ').slice(0, 8192)} ${isPowershell ? '' : inlineCode(command).slice(0, 8192)}`;
  const socket = /socket\.socket|\bsocket\s{0,3}\(|IO::Socket|TCPSocket|fsockopen|stream_socket_client|\/inet\/tcp\/|require\s{0,3}\(?\s{0,3}["'](?:net|socket)["']|net\.connect|createConnection|Net\.Sockets\.TCPClient|socket\.tcp/i.test(code);
  const isProgram = code.includes('\n') && !isPowershell;
  const shell = isProgram ? /\/bin\/(?:ba|z|da)?sh|\bpty\.spawn|dup2|cmd\.exe/i.test(code) : /\/bin\/(?:ba|z|da)?sh|\bpty\.spawn|dup2|exec\s{0,3}["'(]|child_process|\bspawn\s{0,3}\(|cmd\.exe|\bsystem\s{0,3}\(?\s{0,3}\$_|\bio\.popen|\bos\.execute|\biex\b|invoke-expression|GetStream\(\)[^\n]{0,2000}\biex\b/i.test(code);
  return socket && (shell || runsAnswers(code)) ? report(command, 'code', name) : null;
}

/** awk reads from the socket (`s |& getline c`), and from what it read as a command (`c |& getline`). */
function runsAnswers(code: string): boolean {
  const read = new Set([...code.matchAll(/\b([A-Za-z_]\w{0,30})\s{0,3}\|&\s{0,3}getline\b(?:\s{1,3}([A-Za-z_]\w{0,30}))?/g)].slice(0, 50).flatMap(([, from, into]) => [`<${from ?? ''}`, `>${into ?? ''}`]));
  return [...read].some((name) => name.startsWith('>') && name.length > 1 && read.has(`<${name.slice(1)}`));
}

/** PowerShell over several statements: a TCP client, its stream, and `iex` of what comes in. */
function throughStream(command: Command, script: CommandScript): ReverseShell | null {
  if (command.dialect !== 'powershell') return null;
  const isClient = command.name === 'new-object' ? /Net\.Sockets\.TCPClient/i.test(command.args[0]?.text ?? '') : /Net\.Sockets\.TCPClient\]::new/i.test(command.word.text);
  if (!isClient || !/GetStream\s{0,3}\(/i.test(script.source.text.slice(0, 65_536)) || command.args.some(({ value }) => isLoopbackHost(value))) return null;
  const later = firstAfter(expressions(script), command);
  return later ? report(command, 'code', 'TCPClient') : null;
}
