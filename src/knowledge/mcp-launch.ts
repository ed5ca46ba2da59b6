import type { McpLaunch, McpPart } from './mcp.ts';
import { programName } from './values.ts';

/** Runners that fetch a package and run it; a second word belongs to the runner. */
const NPM_RUNNERS = new Map<string, readonly string[]>([
  ['npx', []], ['bunx', []], ['pnpx', []], ['pnpm', ['dlx', 'exec']], ['yarn', ['dlx']], ['bun', ['x']], ['npm', ['exec', 'x']],
]);
const PYTHON_RUNNERS = new Map<string, readonly string[]>([['uvx', []], ['uv', ['tool']], ['pipx', ['run']]]);
const CONTAINER_RUNNERS: ReadonlySet<string> = new Set(['docker', 'podman', 'nerdctl']);

/** Flags that take the next word, by runner. */
const NPM_VALUES: ReadonlySet<string> = new Set(['--registry', '--cache', '--prefix', '--node-options', '-w', '--workspace', '--userconfig', '--loglevel']);
const NPM_TARGETS: ReadonlySet<string> = new Set(['-p', '--package']);
const PYTHON_VALUES: ReadonlySet<string> = new Set(['--with', '--with-requirements', '--with-editable', '--python', '-p', '--index-url', '--extra-index-url', '--index', '--default-index', '--refresh-package', '--directory', '--project', '--env-file', '--config-file', '--cache-dir', '--pip-args', '--upgrade-package']);
const PYTHON_TARGETS: ReadonlySet<string> = new Set(['--from', '--spec']);
const CONTAINER_VALUES: ReadonlySet<string> = new Set(
  ('-e --env --env-file -v --volume --mount -p --publish --name --network --net --add-host -w --workdir -u --user --entrypoint --platform -l --label -m --memory --cpus --gpus --device --cap-add --cap-drop ' +
    '--security-opt --pid --ipc --userns --uts --cgroupns --restart --log-driver --log-opt -h --hostname --tmpfs --ulimit --shm-size --pull --runtime --dns --expose --link --volumes-from --group-add --stop-timeout --sysctl --cidfile').split(' '),
);

/** What a server's program and arguments start. Words that are no known runner are a local program. */
export function parseLaunch(words: readonly McpPart[]): McpLaunch {
  const runner = programName(words[0]?.text ?? '');
  const second = words[1]?.text ?? '';
  const npm = NPM_RUNNERS.get(runner);
  if (npm && (npm.length === 0 || npm.includes(second))) return packageLaunch(words.slice(npm.length === 0 ? 1 : 2), 'npm');
  const python = PYTHON_RUNNERS.get(runner);
  if (python && (python.length === 0 || python.includes(second))) return packageLaunch(words.slice(runner === 'uv' ? 3 : python.length + 1), 'python');
  if (CONTAINER_RUNNERS.has(runner)) {
    const run = words.findIndex((word) => word.text === 'run');
    if (run >= 0) return containerLaunch(words.slice(run + 1));
  }
  if (runner === 'deno' && second === 'run') return denoLaunch(words.slice(2));
  return { ecosystem: 'other', target: null, name: runner, version: '', source: 'local', flags: [], args: words.slice(1) };
}

function packageLaunch(words: readonly McpPart[], ecosystem: 'npm' | 'python'): McpLaunch {
  const values = ecosystem === 'npm' ? NPM_VALUES : PYTHON_VALUES;
  const targets = ecosystem === 'npm' ? NPM_TARGETS : PYTHON_TARGETS;
  const flags: McpPart[] = [];
  let target: McpPart | null = null;
  let index = 0;
  for (; index < words.length; index += 1) {
    const word = words[index] as McpPart;
    if (!word.text.startsWith('-')) break;
    flags.push(word);
    const [flag = '', inline] = splitFlag(word.text);
    if (targets.has(flag)) target = inline === undefined ? (words[(index += 1)] ?? null) : { ...word, text: inline };
    else if (values.has(flag) && inline === undefined) flags.push(...words.slice((index += 1), index + 1));
  }
  const first = words[index] ?? null;
  const chosen = target ?? first;
  return { ecosystem, target: chosen, ...packageParts(chosen?.text ?? '', ecosystem), flags, args: words.slice(index + 1) };
}

function splitFlag(text: string): readonly [string, string | undefined] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, undefined] : [text.slice(0, equals), text.slice(equals + 1)];
}

/** Name, version and origin of a package as a runner takes it. */
function packageParts(text: string, ecosystem: 'npm' | 'python'): Pick<McpLaunch, 'name' | 'version' | 'source'> {
  if (/^(?:git\+|git:|github:|gitlab:|bitbucket:|gist:|ssh:)/i.test(text) || /^https?:\/\/[^\s]{1,500}\.git(?:[#@]|$)/i.test(text)) return { name: text, version: '', source: 'git' };
  if (/^https?:/i.test(text)) return { name: text, version: '', source: 'url' };
  if (/^(?:[./~\\]|file:|[a-z]:[\\/])/i.test(text) || text.includes('${workspace')) return { name: text, version: '', source: 'local' };
  if (ecosystem === 'npm' && /^[\w.-]{1,100}\/[\w.-]{1,100}(?:#.{0,100})?$/.test(text)) return { name: text, version: '', source: 'git' };
  const match = ecosystem === 'npm' ? /^(@?[^@\s]{1,214})(?:@(.{0,200}))?$/.exec(text) : /^([\w.-]{1,200})(?:\[[^\]]{0,200}\])?(?:(?:==|@)(.{0,200})|[~<>!].{0,200})?$/.exec(text);
  return { name: match?.[1] ?? text, version: match?.[2] ?? '', source: 'registry' };
}

function containerLaunch(words: readonly McpPart[]): McpLaunch {
  const flags: McpPart[] = [];
  let index = 0;
  for (; index < words.length; index += 1) {
    const word = words[index] as McpPart;
    if (!word.text.startsWith('-')) break;
    flags.push(word);
    // `-it` and `--rm` stand alone; `-eNAME` and `--env=NAME` carry their value.
    if (CONTAINER_VALUES.has(word.text)) flags.push(...words.slice((index += 1), index + 1));
  }
  const target = words[index] ?? null;
  const image = /^(.{0,400}?)(?:@(sha256:[\da-f]{64})|:([\w.-]{1,128}))?$/.exec(target?.text ?? '');
  return { ecosystem: 'container', target, name: image?.[1] ?? '', version: image?.[2] ?? image?.[3] ?? '', source: 'registry', flags, args: words.slice(index + 1) };
}

function denoLaunch(words: readonly McpPart[]): McpLaunch {
  const index = words.findIndex((word) => !word.text.startsWith('-'));
  const at = index < 0 ? words.length : index;
  const target = words[at] ?? null;
  const isUrl = /^https?:/i.test(target?.text ?? '');
  return { ecosystem: 'deno', target, name: target?.text ?? '', version: '', source: isUrl ? 'url' : /^(?:npm|jsr):/.test(target?.text ?? '') ? 'registry' : 'local', flags: words.slice(0, at), args: words.slice(at + 1) };
}

/** A flag of a container run and its value, both spellings: `--cap-add=ALL`, `--cap-add ALL`. */
export interface ContainerFlag {
  readonly name: string;
  readonly value: string;
  readonly part: McpPart;
}

const SHORT = new Map([['-v', '--volume'], ['-e', '--env'], ['-p', '--publish'], ['-u', '--user'], ['--net', '--network']]);

/** The flags of a container launch with their values. */
export function containerFlags({ ecosystem, flags }: McpLaunch): readonly ContainerFlag[] {
  if (ecosystem !== 'container') return [];
  const found: ContainerFlag[] = [];
  for (let index = 0; index < flags.length; index += 1) {
    const part = flags[index] as McpPart;
    const [flag = '', inline] = splitFlag(part.text);
    const name = SHORT.get(flag) ?? flag;
    if (inline !== undefined) found.push({ name, value: inline, part });
    else if (CONTAINER_VALUES.has(flag) && flags[index + 1]) {
      index += 1;
      const next = flags[index] as McpPart;
      found.push({ name, value: next.text, part: next });
    } else found.push({ name, value: '', part });
  }
  return found;
}

/** The host side of a bind mount (`/a:/b:ro`, `type=bind,source=/a,target=/b`); `null` for volumes and the like. */
export function mountSource({ name, value }: ContainerFlag): string | null {
  if (name === '--volume') {
    const windows = /^[a-z]:[\\/]/i.test(value);
    const colon = value.indexOf(':', windows ? 2 : 0);
    const source = colon < 0 ? '' : value.slice(0, variableEnd(value, colon));
    return /^[\w.-]{0,200}$/.test(source) && source !== '.' && source !== '..' ? null : source;
  }
  if (name !== '--mount' || !/(?:^|,)type=bind(?:,|$)/.test(value)) return null;
  return /(?:^|,)(?:source|src)=([^,]{1,500})/.exec(value)?.[1] ?? null;
}

/** `${localEnv:HOME}:/x` holds a colon of its own. */
function variableEnd(value: string, colon: number): number {
  const open = value.lastIndexOf('${', colon);
  const close = open < 0 ? -1 : value.indexOf('}', open);
  if (close < colon) return colon;
  const next = value.indexOf(':', close);
  return next < 0 ? value.length : next;
}
