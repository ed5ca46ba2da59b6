import { isLoopbackHost } from '../../../knowledge/hosts.ts';
import type { Command } from '../model.ts';

/** Ports of services that give a terminal or a desktop: SSH, Telnet, RDP, VNC, WinRM. */
const TERMINAL_PORT = '(?:22|23|2222|3389|59\\d\\d)';
const PORT = new RegExp(`^(?:(?:localhost|127\\.0\\.0\\.1):)?${TERMINAL_PORT}$`);
const ADDRESS = new RegExp(`^(?:ssh|rdp|vnc|telnet)://|^tcp://(?:localhost|127\\.0\\.0\\.1):${TERMINAL_PORT}$`);
/** `[bind:]port:host:port` of `ssh -R`, `R:port:host:port` of chisel. */
const BACK = new RegExp(`^(?:R:)?(?:[\\w.*-]{0,100}:)?\\d{1,5}:(?:localhost|127\\.0\\.0\\.1):${TERMINAL_PORT}$`);

type Look = (values: readonly string[]) => boolean;
const has = (pattern: RegExp): Look => (values) => values.some((value) => pattern.test(value));

/**
 * Programs that let somebody in from outside, by the words that make them do so. People share terminals on purpose, so it
 * is a capability. Sources: the programs' manuals.
 */
const PROGRAMS: ReadonlyMap<string, Look> = new Map<string, Look>([
  ['ngrok', (values) => values[0] === 'tcp' && values.some((value) => PORT.test(value))],
  ['bore', (values) => values[0] === 'local' && values.some((value) => PORT.test(value))],
  ['cloudflared', (values) => values.includes('tunnel') && values.some((value, index) => ADDRESS.test(/^--url=/.test(value) ? value.slice(6) : values[index - 1] === '--url' ? value : ''))],
  ['chisel', (values) => values[0] === 'client' && values.some((value) => value.startsWith('R:') && (BACK.test(value) || value === 'R:socks'))],
  ['tmate', (values) => !has(/^(?:-V|-h|--help|kill-server|kill-session)$/)(values)],
  ['upterm', (values) => values[0] === 'host'],
  ['sshx', (values) => !has(/^(?:--help|-h|--version|-V)$/)(values)],
  ['gs-netcat', has(/^-[a-zA-Z]{0,6}[lD]/)],
  ['ttyd', (values) => !has(/^(?:--version|-v|--help|-h)$/)(values)],
  ['gotty', (values) => has(/^(?:-w|--permit-write)$/)(values)],
  ['tailscale', (values) => (values[0] === 'up' || values[0] === 'set') && has(/^--ssh(?:=true)?$/)(values)],
  ['code', (values) => values[0] === 'tunnel' && !/^(?:unregister|kill|status|rename|help|prune|user)$/.test(values[1] ?? '')],
  ['ssh', forwardsBack],
  ['autossh', forwardsBack],
]);

function forwardsBack(values: readonly string[]): boolean {
  return values.some((value, index) => BACK.test(/^-[a-zA-Z]{0,10}R$/.test(values[index - 1] ?? '') ? value : (/^-R(.{1,300})$/.exec(value)?.[1] ?? '')));
}

/** True for a command that opens a way to a terminal of this machine from outside. */
export function opensAccess(command: Command): boolean {
  const look = PROGRAMS.get(command.name?.toLowerCase() ?? '');
  if (!look) return false;
  const values = command.args.slice(0, 60).map(({ value }) => value.slice(0, 300));
  return look(values) && !(/ssh$/.test(command.name ?? '') && values.some((value) => isLoopbackHost(value.slice(value.indexOf('@') + 1))));
}
