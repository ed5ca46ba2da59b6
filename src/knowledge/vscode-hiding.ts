import type { RowContext, RowMatch, SettingValue } from './setting-row.ts';
import { globsOf, textOf, VSC } from './vscode-row.ts';
import type { VscodeRow } from './vscode-row.ts';

/** What reviewers must see, by a sample path, and the words for it. */
const REVIEWED: readonly (readonly [path: string, label: string])[] = [
  ['.vscode/tasks.json', 'editor settings'], ['.claude/settings.json', 'agent settings'], ['.cursor/mcp.json', 'agent settings'], ['.gemini/settings.json', 'agent settings'],
  ['.codex/config.toml', 'agent settings'], ['.mcp.json', 'MCP servers'], ['CLAUDE.md', 'agent instructions'], ['AGENTS.md', 'agent instructions'], ['.cursorrules', 'agent instructions'],
  ['.github/workflows/ci.yml', 'workflows'], ['.devcontainer/devcontainer.json', 'dev container settings'], ['.husky/pre-commit', 'git hooks'], ['.git/hooks/pre-commit', 'git hooks'],
  ['package.json', 'the manifest'], ['scripts/run.sh', 'shell scripts'], ['sub/dir/run.sh', 'shell scripts'],
];

const FOLDER = /^(?:\*\*\/)?(\.[\w-]{1,40})(?:\/(?:\*\*?)?)?$/;
const GLOB_KEY = /^(?:files\.exclude|search\.exclude|files\.watcherExclude|explorer\.exclude)\./;

/** What an exclude pattern hides: the sample paths it or its folder matches. `**` + `/.git` hides only what nobody edits. */
function hiddenBy(key: string, context: RowContext): string | null {
  const glob = key.replace(GLOB_KEY, '').slice(0, 300);
  if (/^(?:\*\*\/)?\.git\/?(?:\*\*)?$/.test(glob)) return null;
  for (const single of globsOf(glob)) {
    const folder = FOLDER.exec(single)?.[1];
    const found = REVIEWED.find(([path]) => (folder !== undefined && path.startsWith(`${folder}/`)) || context.matchesGlob(path, single));
    if (found) return found[1];
  }
  return null;
}

/** In `files.exclude` the agent's and editor's own settings matter most; tests for shell scripts and the manifest are common in templates. */
function hides(preset: (label: string) => RowMatch['preset']) {
  return (value: SettingValue, context: RowContext): boolean | RowMatch => {
    if (value.value !== true) return false;
    const key = String(value.key).replace(GLOB_KEY, '');
    const what = context.isAllowed('hiddenFiles', key) ? null : hiddenBy(key, context);
    return what !== null && { preset: preset(what), data: { key, what } };
  };
}

/** Invisible or direction-changing characters. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f]|\udb40[\udc00-\udc7f]/;

/** Members that decide what runs or what is allowed: there two different values are no accident. */
const WEIGHTY = /^(?:security|terminal|chat|extensions|http|git|task|command|args|runOn|runOptions|path|program|runtimeExecutable|script|presentation|env)(?:\.|$)/;

/** Objects with more members are not searched for two of the same name. */
const MAX_COMPARED = 500;

function differs(value: SettingValue): boolean | RowMatch {
  const { parent } = value;
  if (parent?.kind !== 'object' || typeof value.key !== 'string' || parent.members.length > MAX_COMPARED || parent.get(value.key) !== value) return false;
  const earlier = parent.members.find((member) => member.key === value.key);
  if (!earlier || earlier === value) return false;
  const same = earlier.kind === value.kind && earlier.value === value.value && value.members.length === 0 && earlier.members.length === 0;
  return !same && { preset: WEIGHTY.test(value.key) ? 'recommended' : 'strict' };
}

const MIN_GAP = 200;
const GAP = ' '.repeat(MIN_GAP);

/** Spaces before a key or value on its own line, or inside a value: the payload lies outside of the window. */
function offScreen(value: SettingValue, context: RowContext): boolean | RowMatch {
  if (value.kind !== 'string') return false;
  const before = Math.max(gapBefore(context.text, value.range[0]), gapBefore(context.text, value.keyRange[0]));
  const inside = textOf(value).includes(GAP) ? longestRun(textOf(value).slice(0, 20_000)) : 0;
  const count = Math.max(before, inside);
  if (count < MIN_GAP) return false;
  return { preset: count > 500 || context.commands(value).hostile || typeof value.key === 'string' ? 'recommended' : 'strict', data: { count: String(count) } };
}

/** How many blanks stand before an index; gaps that are too short to count may be told as 0. */
function gapBefore(text: string, end: number): number {
  if (end < MIN_GAP || !isBlank(text[end - MIN_GAP])) return 0;
  let start = end;
  while (start > 0 && end - start < 5000 && isBlank(text[start - 1])) start -= 1;
  return end - start;
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

function longestRun(text: string): number {
  let longest = 0;
  let run = 0;
  for (const character of text) {
    run = character === ' ' || character === '\t' ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** Settings that hide files, characters and changes from people (A6). */
export const VSCODE_HIDING: readonly VscodeRow[] = [
  {
    id: 'A6-1',
    key: ['files.exclude.*', 'explorer.exclude.*'],
    when: hides((label) => (/^(?:the manifest|shell scripts)$/.test(label) ? 'strict' : 'recommended')),
    report: 'hidden',
    preset: 'recommended',
    cwe: [451, 1104],
    source: VSC,
    bad: [{ document: { 'files.exclude': { '**/.vscode': true } } }, { document: { 'files.exclude': { '.claude/': true } } }, { document: { 'files.exclude': { '**/CLAUDE.md': true } } }, { document: { 'files.exclude': { '**/*.sh': true } } }],
    good: [{ document: { 'files.exclude': { '**/.git': true, '**/node_modules': true, dist: true, '**/.DS_Store': true, '.yarn': true, '.idea': true, '**/*.js': { when: '$(basename).ts' }, '**/.vscode': false } } }],
  },
  {
    id: 'A6-1',
    key: 'search.exclude.*',
    when: hides((label) => (/^(?:agent settings|agent instructions|MCP servers|git hooks)$/.test(label) ? 'recommended' : 'strict')),
    report: 'hidden',
    preset: 'recommended',
    cwe: [451, 1104],
    source: VSC,
    bad: [{ document: { 'search.exclude': { '**/.claude': true } } }, { document: { 'search.exclude': { '.vscode': true } } }],
    good: [{ document: { 'search.exclude': { '**/*.lock': true, '**/dist': true, '**/.yarn': true, 'package-lock.json': true } } }],
  },
  {
    id: 'A6-1',
    key: 'files.watcherExclude.*',
    when: hides(() => 'strict'),
    report: 'hidden',
    preset: 'strict',
    cwe: [451],
    source: VSC,
    bad: [{ document: { 'files.watcherExclude': { '**/.claude/**': true } } }],
    good: [{ document: { 'files.watcherExclude': { '**/node_modules/**': true, '**/.git/objects/**': true } } }],
  },
  {
    id: 'A6-2',
    key: 'files.associations.*',
    when: (value) => {
      const key = String(value.key).replace(/^files\.associations\./, '');
      const language = textOf(value);
      return (language === 'plaintext' && /\.(?:sh|bash|ps1|bat|cmd|exe|py|[cm]?js|ts|json|ya?ml|toml)$/i.test(key)) || (/\.(?:md|txt)$/i.test(key) && /^(?:shellscript|javascript|python|powershell|bat)$/.test(language));
    },
    report: 'hidden',
    preset: 'strict',
    cwe: [451],
    source: VSC,
    data: { what: 'what kind of file this is' },
    bad: [{ document: { 'files.associations': { '*.sh': 'plaintext' } } }, { document: { 'files.associations': { '*.md': 'shellscript' } } }],
    good: [{ document: { 'files.associations': { '*.css': 'tailwindcss', '*.log': 'plaintext', '.env.*': 'dotenv' } } }],
  },
  {
    id: 'A6-3',
    key: ['editor.unicodeHighlight.invisibleCharacters', 'editor.renderControlCharacters'],
    is: false,
    report: 'hidden',
    preset: 'recommended',
    cwe: [1007],
    source: 'https://trojansource.codes',
    data: { what: 'invisible characters' },
    bad: [false],
    good: [true],
  },
  {
    id: 'A6-3',
    key: 'editor.unicodeHighlight.nonBasicASCII',
    is: false,
    report: 'hidden',
    preset: 'strict',
    cwe: [1007],
    source: 'https://trojansource.codes',
    data: { what: 'characters that look like others' },
    bad: [false],
    good: [true, 'inUntrustedWorkspace'],
  },
  {
    id: 'A6-3',
    key: 'editor.unicodeHighlight.ambiguousCharacters',
    is: false,
    report: 'hidden',
    preset: 'strict',
    cwe: [1007],
    source: 'https://trojansource.codes',
    data: { what: 'characters that look like others' },
    bad: [false],
    good: [true],
  },
  {
    id: 'A6-3',
    key: 'editor.unicodeHighlight.allowedCharacters.*',
    when: (value) => value.value === true && INVISIBLE.test(String(value.key)),
    report: 'hidden',
    preset: 'recommended',
    cwe: [1007],
    source: 'https://trojansource.codes',
    data: { what: 'invisible characters', key: 'editor.unicodeHighlight.allowedCharacters' },
    bad: [{ document: { 'editor.unicodeHighlight.allowedCharacters': { ['\u200b']: true } } }, { document: { 'editor.unicodeHighlight.allowedCharacters': { ['\u202e']: true } } }],
    good: [{ document: { 'editor.unicodeHighlight.allowedCharacters': { 'а': true, '’': true, ['\u200b']: false } } }],
  },
  {
    id: 'A6-4',
    key: ['git.untrackedChanges', 'git.ignoredRepositories[]', 'scm.diffDecorations'],
    when: (value) => textOf(value) === 'hidden' || (typeof value.key === 'number' && textOf(value) !== ''),
    report: 'hidden',
    preset: 'strict',
    cwe: [451],
    source: VSC,
    data: { what: 'changes' },
    bad: ['hidden'],
    good: ['mixed', 'separate'],
  },
  {
    id: 'A6-4',
    key: 'git.postCommitCommand',
    isOneOf: ['push', 'sync'],
    report: 'launchSetting',
    preset: 'strict',
    cwe: [451],
    source: VSC,
    data: { effect: 'sends every commit away at once' },
    bad: ['push', 'sync'],
    good: ['none'],
  },
  {
    id: 'A6-4',
    key: 'git.confirmNoVerifyCommit',
    when: (value) => value.value === false && isOn(value, 'git.allowNoVerifyCommit'),
    report: 'launchSetting',
    preset: 'strict',
    cwe: [451],
    source: VSC,
    data: { effect: 'skips the commit hooks without a question' },
    bad: [{ document: { 'git.allowNoVerifyCommit': true, 'git.confirmNoVerifyCommit': false } }],
    good: [false, true],
  },
];

function isOn(value: SettingValue, name: string): boolean {
  return (value.parent?.get(name) ?? value.parent?.get(name.split('.').at(-1) ?? ''))?.value === true;
}

/** Layout that misleads readers, in every file of the editor (A6-5, A6-6, A7-9). */
export const VSCODE_LAYOUT: readonly VscodeRow[] = [
  {
    id: 'A6-5',
    key: '**.*',
    when: differs,
    report: 'duplicate',
    preset: 'recommended',
    cwe: [436],
    source: 'JSON: the last of two members counts',
    bad: [],
    good: [{ document: { a: { 'task.x': 1 }, b: { 'task.x': 2 } } }],
  },
  {
    id: 'A6-6',
    key: '**',
    when: offScreen,
    report: 'offScreen',
    preset: 'recommended',
    cwe: [451],
    source: 'Contagious Interview campaigns of 2025',
    at: 'value',
    bad: [{ document: { tasks: [{ label: 'x', command: `${' '.repeat(400)}node .vscode/x.js` }] } }],
    good: [{ document: { tasks: [{ label: 'x', command: `echo ${' '.repeat(40)}a` }] } }],
  },
];
