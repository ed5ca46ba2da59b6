import type { FileKind } from '../../knowledge/file-kind.ts';
import type { SettingNode } from './model.ts';
import { findSettings, stringItems } from './query.ts';

/** A dependency of a Python project that names where it comes from. */
export interface PythonDependency {
  /** Empty where the text has none (`git+https://…` alone). */
  readonly name: string;
  /** The address as npm spells it: `git+https://host/a/b#revision`, `https://host/a.whl`. */
  readonly spec: string;
  /** True for a commit or a hash, after which nothing can change. */
  readonly isPinned: boolean;
  readonly node: SettingNode;
}

/** Lists of requirements (PEP 508). Sources: PEP 621, PEP 735, uv, PDM, Hatch, pip. */
const LISTS = ['requirements', 'project.dependencies', 'project.optional-dependencies.*', 'dependency-groups.*', 'build-system.requires', 'tool.uv.dev-dependencies', 'tool.uv.constraint-dependencies', 'tool.uv.override-dependencies', 'tool.pdm.dev-dependencies.*', 'tool.hatch.envs.*.dependencies', 'override-dependencies', 'constraint-dependencies'] as const;
/** Tables by name, whose values have `git` or `url`. Sources: Poetry, uv, Pipenv. */
const TABLES = ['tool.poetry.dependencies', 'tool.poetry.dev-dependencies', 'tool.poetry.group.*.dependencies', 'tool.uv.sources', 'packages', 'dev-packages'] as const;

/** `name[extra] @ address`, `-e address`, `address`. */
const REQUIREMENT = /^(?:-e[ =]?|--editable[ =])?\s{0,9}(?:([A-Za-z\d][\w.-]{0,100})\s{0,9}(?:\[[^\]]{0,200}\])?\s{0,9}@\s{0,9})?((?:(?:git|hg|svn|bzr)\+[a-z]{2,6}:|https?:|git:)\/\/\S{1,1000})/i;
const HASH = /[#&](?:sha(?:256|384|512))=[\da-f]{64,128}\b/i;
const COMMIT = /^[\da-f]{40}(?:[\da-f]{24})?$/i;

/** The dependencies of a requirements file, a pyproject.toml or a Pipfile that come from an address. */
export function pythonDependencies(root: SettingNode, kind: FileKind): readonly PythonDependency[] {
  const found: PythonDependency[] = [];
  for (const key of LISTS) {
    for (const item of findSettings(root, key).flatMap(stringItems)) {
      const [, name = '', address] = REQUIREMENT.exec(String(item.value).slice(0, 2000)) ?? [];
      if (address !== undefined) found.push({ name: name || eggOf(address), node: item, ...addressOf(address, String(item.value)) });
    }
  }
  for (const key of kind === 'python-project' ? TABLES : []) {
    for (const entry of findSettings(root, key).flatMap(({ members }) => members)) {
      for (const source of entry.kind === 'array' ? entry.members : [entry]) {
        const given = tableSource(source);
        if (given) found.push({ name: String(entry.key), node: source === entry ? entry : source, ...given });
      }
    }
  }
  return found;
}

/** `git+https://host/a/b@revision#egg=name` as `git+https://host/a/b#revision`. */
function addressOf(address: string, whole: string): Pick<PythonDependency, 'spec' | 'isPinned'> {
  const plain = address.split('#', 1)[0] ?? '';
  if (!/^(?:git|hg|svn|bzr)[+:]/i.test(address)) return { spec: plain, isPinned: HASH.test(address) || /--hash=sha/.test(whole) };
  const at = plain.lastIndexOf('@');
  const revision = at > plain.indexOf('/', plain.indexOf('//') + 2) ? plain.slice(at + 1) : '';
  return { spec: `${revision === '' ? plain : plain.slice(0, at)}#${revision}`, isPinned: COMMIT.test(revision) };
}

function eggOf(address: string): string {
  return /[#&]egg=([\w.-]{1,100})/.exec(address)?.[1] ?? '';
}

function tableSource(node: SettingNode): Pick<PythonDependency, 'spec' | 'isPinned'> | null {
  if (node.kind !== 'object') return null;
  const text = (key: string): string => {
    const value = node.get(key)?.value;
    return typeof value === 'string' ? value.slice(0, 2000) : '';
  };
  const git = text('git');
  if (git !== '') {
    const revision = text('rev') || text('ref') || text('tag') || text('branch');
    return { spec: `${/^(?:https?|ssh):/i.test(git) ? 'git+' : ''}${git}#${revision}`, isPinned: COMMIT.test(revision) };
  }
  const url = text('url') || text('file');
  return /^https?:/i.test(url) ? { spec: url.split('#', 1)[0] ?? '', isPinned: HASH.test(url) || node.get('hashes') !== undefined } : null;
}
