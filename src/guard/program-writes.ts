import type { Command, Word } from '../surfaces/shell/index.ts';
import { cutWord, readOptions } from '../surfaces/shell/options.ts';
import { below, isPath, joinPath, known, outputOf, toChange, write } from './command-output.ts';
import { parsePatch, parseUnified } from './patch.ts';
import type { WriteOperation } from './types.ts';

/** Text of a file that a command names, as the command would find it; `null` when it can't be read. */
export type ReadFile = (path: string) => string | null;

const OUTPUT_OPTIONS = new Map<string, ReadonlySet<string>>(
  Object.entries({
    curl: ['-o', '--output', '--output-dir', '-d', '-H', '-X', '-u', '-A', '-F', '-T', '-e', '-b', '-c', '--data', '--header', '--request', '--user'],
    wget: ['-O', '--output-document', '-P', '--directory-prefix', '-U', '--header'],
    openssl: ['-out'],
    sort: ['-o', '--output'],
    cp: ['-S', '--suffix', '-t', '--target-directory'],
    mv: ['-S', '--suffix', '-t', '--target-directory'],
    install: ['-m', '--mode', '-o', '--owner', '-g', '--group', '-t', '--target-directory'],
    ln: ['-t', '--target-directory'],
    sed: ['-e', '-f', '--expression', '--file', '-l'],
    gsed: ['-e', '-f', '--expression', '--file', '-l'],
    perl: ['-e', '-M', '-I'],
    ruby: ['-e', '-r', '-I'],
    awk: ['-i', '-v', '-F', '-f'],
    gawk: ['-i', '-v', '-F', '-f'],
    tar: ['-C', '--directory', '-f', '--file', '-X', '--exclude'],
    bsdtar: ['-C', '--directory', '-f', '--file', '-X', '--exclude'],
    unzip: ['-d', '-x', '-P'],
    rsync: ['-e', '--rsh', '--exclude', '--include', '-f', '--filter'],
    scp: ['-i', '-P', '-o', '-F', '-J', '-l', '-c'],
    patch: ['-i', '--input', '-o', '--output', '-p', '--strip', '-d', '--directory'],
    git: ['-C', '-c', '--git-dir', '--work-tree', '--namespace', '-s', '--source', '-p', '--directory'],
  }).map(([name, options]) => [name, new Set(options)]),
);

/** What a program writes by its own options and operands; redirects are not its business. */
export function writesOfProgram(command: Command, read: ReadFile): WriteOperation[] {
  const name = command.name?.toLowerCase() ?? '';
  const { args } = command;
  const operands = readOptions(args, OUTPUT_OPTIONS.get(name) ?? new Set()).operands.filter(isPath);
  switch (name) {
    case 'sponge':
    case 'ed':
    case 'ex':
      return operands.map(({ text }) => write(text, { to: 'unknown' }));
    case 'tee':
      return operands.map(({ text }) => write(text, toChange(outputOf(command), args.some(({ value }) => /^-[a-z]*a|^--append/.test(value)))));
    case 'cp':
    case 'mv':
    case 'install':
    case 'ln':
    case 'copy':
    case 'move':
    case 'copy-item':
    case 'move-item':
    case 'rename-item':
    case 'ren':
    case 'rename':
      return copies(command, operands);
    case 'rm':
    case 'rmdir':
    case 'unlink':
    case 'shred':
    case 'del':
    case 'erase':
    case 'rd':
    case 'ri':
    case 'remove-item':
      return operands.map(({ text }) => write(text, { to: 'delete' }));
    case 'curl':
    case 'wget':
      return downloads(command, operands);
    case 'openssl':
    case 'sort': {
      const { values } = readOptions(args, OUTPUT_OPTIONS.get(name) ?? new Set());
      return [...values.values()].flat().filter(isPath).map(({ text }) => write(text, { to: 'unknown' }));
    }
    case 'dd':
      return args.filter(({ value }) => value.startsWith('of=')).map((word) => cutWord(word, 3)).filter(isPath).map(({ text }) => write(text, { to: 'unknown' }));
    case 'sed':
    case 'gsed':
    case 'perl':
    case 'ruby': {
      if (!args.some(({ value }) => /^-[a-zA-Z]{0,5}i|^--in-place/.test(value))) return [];
      const { flags } = readOptions(args, OUTPUT_OPTIONS.get(name) ?? new Set());
      const files = ['-e', '-f', '--expression', '--file'].some((flag) => flags.has(flag)) ? operands : operands.slice(1);
      return (files.length > 0 ? files : operands).map(({ text }) => write(text, { to: 'unknown' }));
    }
    case 'awk':
    case 'gawk':
      return args.some(({ value }, index) => value === 'inplace' && args[index - 1]?.value === '-i') ? operands.slice(1).map(({ text }) => write(text, { to: 'unknown' })) : [];
    case 'rsync':
    case 'scp':
      return operands.length < 2 ? [] : operands.slice(-1).filter(({ text }) => !/^[\w.@-]{2,200}:/.test(text)).map(({ text }) => write(text, { to: 'unknown' }));
    case 'tar':
    case 'bsdtar':
    case 'unzip': {
      const { values } = readOptions(args, OUTPUT_OPTIONS.get(name) ?? new Set());
      const unpacks = name === 'unzip' || args.some(({ value }, index) => /^--(?:extract|get)$/.test(value) || ((/^-?[a-zA-Z]{1,12}$/.test(value) && value.includes('x')) && (index === 0 || value.startsWith('-'))));
      return unpacks ? ['-C', '--directory', '-d'].flatMap((option) => values.get(option) ?? []).filter(isPath).map(({ text }) => write(text, { to: 'unknown' })) : [];
    }
    case 'patch':
      return patched(command, operands, read);
    case 'apply_patch': {
      const text = args[0] ? known(args[0]) : command.input ? known(command.input) : null;
      return [...((text === null ? null : parsePatch(text)) ?? [])];
    }
    case 'truncate':
    case 'chmod':
    case 'chown':
    case 'touch':
      return (name === 'touch' || name === 'truncate' ? operands : operands.slice(1)).map(({ text }) => write(text, { to: 'unknown' }));
    case 'git':
      return gitWrites(command, read);
    default:
      return powershellWrites(name, command);
  }
}

function copies(command: Command, operands: readonly Word[]): WriteOperation[] {
  const name = command.name?.toLowerCase() ?? '';
  const moves = /^(?:mv|move|ren)/.test(name);
  const { values } = name.includes('-') ? namedArguments(command.args) : { values: null };
  const given = values ? null : readOptions(command.args, OUTPUT_OPTIONS.get(name) ?? new Set()).values;
  const folder = given?.get('-t')?.[0] ?? given?.get('--target-directory')?.[0];
  const words = values ? [values.get('-path') ?? values.get('-literalpath'), ...namedArguments(command.args).operands, values.get('-destination') ?? values.get('-newname')].filter((word) => word !== undefined) : operands;
  const target = folder ?? words.at(-1);
  const sources = folder ? words : words.slice(0, -1);
  if (!target || sources.length === 0) return [];
  const written = sources.map((source) => {
    const into = folder || target.value.endsWith('/') || sources.length > 1 ? `${target.text.replace(/\/$/, '')}/${baseName(source.text)}` : target.text;
    return write(into, name === 'ln' ? { to: 'unknown' } : { to: 'copy', from: source.value });
  });
  return moves ? [...written, ...sources.map(({ text }) => write(text, { to: 'delete' }))] : written;
}

function baseName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? '';
}

/** Where a download lies afterwards: the named file, or the last part of the address in the named folder. */
function downloads({ name, args }: Command, operands: readonly Word[]): WriteOperation[] {
  const { values, flags } = readOptions(args, OUTPUT_OPTIONS.get(name ?? '') ?? new Set());
  const named = ['-o', '--output', '-O', '--output-document'].flatMap((option) => values.get(option) ?? []);
  const folder = (values.get('-P') ?? values.get('--directory-prefix') ?? values.get('--output-dir'))?.[0];
  const kept = name === 'wget' ? named.length === 0 : flags.has('-O') || flags.has('--remote-name') || flags.has('--remote-name-all');
  const own = kept ? operands.map(({ text }) => baseName(text.split(/[?#]/)[0] ?? '')).filter((file) => /^[\w.@%+-]{1,200}$/.test(file)) : [];
  return [...named.filter(isPath).map(({ text }) => text), ...own].map((file) => write(folder ? joinPath(folder.text, file) : file, { to: 'unknown' }));
}

/** Files that a patch changes: the patch stands in the command, or in a file that exists. */
function patched(command: Command, operands: readonly Word[], read: ReadFile): WriteOperation[] {
  const { values } = readOptions(command.args, OUTPUT_OPTIONS.get('patch') ?? new Set());
  const file = command.redirects.find(({ operator }) => operator === '<')?.target ?? (values.get('-i') ?? values.get('--input'))?.[0] ?? operands[1];
  const text = command.input ? known(command.input) : file ? read(file.text) : null;
  const folder = (values.get('-d') ?? values.get('--directory'))?.[0]?.text ?? '';
  const named = operands.slice(0, 1).map(({ text: path }) => write(path, { to: 'unknown' }));
  return [...named, ...(text === null ? [] : parseUnified(text))].map((operation) => below(folder, operation));
}

/** What git writes into named files: `git checkout REF -- file`, `git restore file`, `git rm`, `git mv`, `git apply`. */
function gitWrites({ args, input, redirects }: Command, read: ReadFile): WriteOperation[] {
  const { operands, values } = readOptions(args.filter(({ value }) => value !== '--'), OUTPUT_OPTIONS.get('git') ?? new Set());
  const [verb, ...rest] = operands;
  const folder = values.get('-C')?.[0]?.text ?? '';
  const writes = (): WriteOperation[] => {
    switch (verb?.value) {
      case 'checkout':
        return (args.some(({ value }) => value === '--') ? rest : rest.slice(1)).filter(isPath).map(({ text }) => write(text, { to: 'unknown' }));
      case 'restore':
        return args.some(({ value }) => value === '--staged' || value === '-S') ? [] : rest.filter(isPath).map(({ text }) => write(text, { to: 'unknown' }));
      case 'stash':
        return rest.filter((word) => isPath(word) && /[./]/.test(word.value)).map(({ text }) => write(text, { to: 'unknown' }));
      case 'rm':
        return args.some(({ value }) => value === '--cached') ? [] : rest.filter(isPath).map(({ text }) => write(text, { to: 'delete' }));
      case 'mv':
        return rest.length < 2 ? [] : [...rest.slice(0, -1).map(({ text }) => write(text, { to: 'delete' })), ...rest.slice(-1).map(({ text }) => write(text, { to: 'unknown' }))];
      case 'apply':
      case 'am': {
        const files = [...rest, ...redirects.filter(({ operator }) => operator === '<').map(({ target }) => target)];
        return [...(input ? [known(input)] : []), ...files.map(({ text }) => read(joinPath(folder, text)) ?? '')].flatMap(parseUnified);
      }
      default:
        return [];
    }
  };
  return writes().map((operation) => below(folder, operation));
}

function powershellWrites(name: string, { args, upstream }: Command): WriteOperation[] {
  if (!/^(?:set-content|add-content|out-file|new-item|sc|ac)$/.test(name)) return [];
  const { values, operands } = namedArguments(args);
  const path = values.get('-path') ?? values.get('-filepath') ?? values.get('-literalpath') ?? operands[0];
  if (!path || !isPath(path)) return [];
  const given = values.get('-value') ?? (values.has('-path') ? operands[0] : operands[1]);
  const source = upstream[0];
  const text = given ? known(given) : source && upstream.length === 1 ? outputOf(source) : null;
  return [write(path.text, toChange(text, name === 'add-content' || name === 'ac'))];
}

function namedArguments(args: readonly Word[]): { readonly values: ReadonlyMap<string, Word>; readonly operands: readonly Word[] } {
  const values = new Map<string, Word>();
  const operands: Word[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index];
    const next = args[index + 1];
    if (!word) break;
    if (/^-(?:path|filepath|literalpath|value|encoding|itemtype|destination|newname)$/i.test(word.value) && next) {
      values.set(word.value.toLowerCase(), next);
      index += 1;
    } else if (!word.value.startsWith('-')) operands.push(word);
  }
  return { values, operands };
}

