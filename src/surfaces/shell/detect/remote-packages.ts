import { plainHttpReach } from '../../../knowledge/values.ts';
import type { Command, Word } from '../model.ts';
import { readOptions } from '../options.ts';
import { destinationOf } from './network.ts';
import type { RemoteCode } from './remote-code.ts';
import type { FindingLevel } from './types.ts';

const PACKAGE_RUNNERS: ReadonlySet<string> = new Set(['npx', 'bunx', 'pnpx', 'npm', 'pnpm', 'yarn', 'bun', 'uvx', 'pipx']);
const COMMIT = /[#@](?:commit=)?[\da-f]{40}(?:$|[#&])/i;
const UNPUBLISHED = /^(?:https?:\/\/|git(?:\+\w{1,8})?:|git@|(?:github|gitlab|bitbucket|gist):)/i;
/** `npx owner/repository` is one of GitHub; a path begins with a dot, a scope with `@`. Source: npm-package-arg. */
const SHORT = /^[A-Za-z\d][A-Za-z\d-]{0,38}\/[\w.-]{1,100}(?:#\S{1,200})?$/;
const SHORT_RUNNERS: ReadonlySet<string> = new Set(['npx', 'npm', 'pnpx', 'pnpm', 'bunx']);
/** First parts of paths that people forget the dot of. */
const FOLDER = /^(?:scripts?|bin|dist|src|libs?|tools?|packages?|apps?|build|out|tests?|e2e|node_modules|\.\w{1,20}|examples?|config|ci|hack|utils?|cli|server|client|tasks?)\//i;

/** True for the first word of `npx`, `pnpm dlx` where it means a repository of GitHub; `pnpm exec` takes paths. */
function isShort({ word, parent, context }: Command, runner: string): boolean {
  if (!SHORT_RUNNERS.has(runner) || context !== 'script' || !word.isStatic || !SHORT.test(word.value) || FOLDER.test(word.value)) return false;
  return runner !== 'pnpm' || parent?.args[0]?.value === 'dlx';
}

/** `npx https://…`, `pnpm dlx github:…`, `npx --package=git+ssh:…`: a package from outside any registry, run at once. */
export function fromPackage(command: Command): RemoteCode | null {
  const runner = command.wrappers.at(-1) ?? '';
  const words: Word[] = [];
  if (PACKAGE_RUNNERS.has(runner) && command.context === 'script' && UNPUBLISHED.test(command.word.value)) words.push(command.word);
  else if (isShort(command, runner)) words.push({ ...command.word, value: `github:${command.word.value}` });
  if (command.name !== null && PACKAGE_RUNNERS.has(command.name) && isRunForm(command)) {
    command.args.forEach(({ value }, index) => {
      const attached = /^--(?:package|from|spec)=/.exec(value);
      const word = attached ? command.args[index] : /^(?:-p|--package|--from|--spec)$/.test(value) ? command.args[index + 1] : undefined;
      const text = word?.value.slice(attached?.[0].length ?? 0) ?? '';
      if (word && UNPUBLISHED.test(text)) words.push({ ...word, value: text });
    });
  }
  const word = words[0];
  if (!word) return fromInstall(command);
  return packageUrl(command, word, runner);
}

function packageUrl(command: Command, word: Word, runner: string, level: FindingLevel = 'high'): RemoteCode {
  const host = UNPUBLISHED_HOSTS.get(word.value.split(':')[0]?.toLowerCase() ?? '') ?? destinationOf({ ...word, value: word.value.replace(/^git\+/i, '') })?.host ?? '';
  return { at: word.range, kind: 'package-url', label: runner === '' ? (command.name ?? '') : runner, detail: host, level, command, host, path: destinationOf(word)?.path ?? '', hostile: destinationOf(word)?.hostile ?? null, isPinned: COMMIT.test(word.value) };
}

const INSTALLERS: ReadonlySet<string> = new Set(['npm', 'pnpm', 'yarn', 'bun', 'pip', 'pip3', 'uv', 'pipx', 'python', 'python3']);
const NAMED = /^(?:@[\w.-]{1,100}\/)?[\w.-]{1,100}(?:\[[\w,.-]{1,100}\])?\s?@\s?(?=https?:|git[+@:]|github:|gitlab:|bitbucket:|gist:)/;

const INSTALL_VALUES: ReadonlySet<string> = new Set('-e --editable --registry --index-url -i --extra-index-url --index --default-index --find-links -f --trusted-host --proxy --cert --target -t --prefix --cache --cache-dir --userconfig -c --constraint -r --requirement --python -C --cwd --filter'.split(' '));

/**
 * `npm install https://…`, `pip install git+https://…`: a package past the registry, whose setup runs. Manuals and images
 * are full of it, so it is a capability; over plain http it is not.
 */
function fromInstall(command: Command): RemoteCode | null {
  const name = command.name?.toLowerCase() ?? '';
  if (!INSTALLERS.has(name) || !command.args.slice(0, 5).some(({ value }) => /^(?:i|install|add)$/.test(value))) return null;
  const options = readOptions(command.args, INSTALL_VALUES);
  for (const word of [...options.operands, ...(options.values.get('-e') ?? []), ...(options.values.get('--editable') ?? [])]) {
    const value = word.value.replace(NAMED, '');
    if (!UNPUBLISHED.test(value)) continue;
    const url = value.replace(/^git\+(?=https?:)/i, '');
    const where = destinationOf({ ...word, value: url });
    if (where?.isLoopback) continue;
    return packageUrl(command, { ...word, value }, '', plainHttpReach(url) === 'outside' || /^git:\/\//i.test(value) ? 'high' : 'low');
  }
  return null;
}

const UNPUBLISHED_HOSTS: ReadonlyMap<string, string> = new Map([['github', 'github.com'], ['gitlab', 'gitlab.com'], ['bitbucket', 'bitbucket.org'], ['gist', 'gist.github.com']]);

function isRunForm({ name, args }: Command): boolean {
  return /^(?:npx|bunx|pnpx|uvx)$/.test(name ?? '') || /^(?:exec|x|dlx|run)$/.test(args[0]?.value ?? '');
}
