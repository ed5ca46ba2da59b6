import { approvalOf } from './approval-rules.ts';
import type { Approval } from './approval-rules.ts';
import type { RowContext, RowMatch, SettingValue } from './setting-row.ts';
import { hostileUrl, plainHttpReach } from './values.ts';
import { globsOf, live, scoped, VSC } from './vscode-row.ts';
import type { VscodeRow } from './vscode-row.ts';

const CHAT_SECURITY = 'https://code.visualstudio.com/docs/copilot/security';
const TERMINAL_RULE = 'chat.tools.terminal.autoApprove.*';

/** `true`, or an object with `approve: true`. */
function approves(value: SettingValue): boolean {
  return value.value === true || value.get('approve')?.value === true;
}

const approvals = new WeakMap<SettingValue, { readonly approval: Approval | null }>();

/** Several rows ask for the same rule. */
function approvalOfRule(value: SettingValue, rule: string): Approval | null {
  let known = approvals.get(value);
  if (!known) approvals.set(value, (known = { approval: approvalOf(rule) }));
  return known.approval;
}

function approvalIs(...wanted: readonly Approval[]) {
  return (value: SettingValue): boolean | RowMatch => {
    const rule = String(value.key).replace(/^chat\.tools\.terminal\.autoApprove\./, '');
    const approval = approves(value) ? approvalOfRule(value, rule) : null;
    return approval !== null && wanted.includes(approval) && { data: { key: rule } };
  };
}

/** Files that decide what an agent or a build may do: VS Code denies edits of them by default. */
const GUARD_RAILS: readonly string[] = [
  '.vscode/settings.json', '.git/hooks/pre-commit', 'package.json', '.gitattributes', '.env', '.env.local', 'Cargo.toml', 'build.rs', 'app.code-workspace', 'app.csproj', 'build.gradle',
  'yarn.lock', 'package-lock.json', '.github/workflows/ci.yml', '.claude/settings.json', '.cursor/mcp.json', '.devcontainer/devcontainer.json', '.husky/pre-commit',
];

function coveredGuardRails(key: string, context: RowContext): readonly string[] {
  const globs = globsOf(key);
  return GUARD_RAILS.filter((path) => globs.some((glob) => context.matchesGlob(path, glob)));
}

/** The last matching pattern wins; `**` + `/*` is the first of the defaults, so that it matters only behind a deny entry. */
function editsGuardRails(value: SettingValue, context: RowContext): boolean | RowMatch {
  if (value.value !== true) return false;
  const key = String(value.key).replace(/^chat\.tools\.edits\.autoApprove\./, '');
  const siblings = value.parent?.members.slice(0, 200) ?? [];
  const index = siblings.indexOf(value);
  if (key === '**/*' && !siblings.slice(0, index).some((sibling) => sibling.value === false)) return false;
  const denied = new Set(siblings.slice(index + 1).filter((sibling) => sibling.value === false).flatMap((sibling) => coveredGuardRails(String(sibling.key), context)));
  return coveredGuardRails(key, context).some((path) => !denied.has(path)) && { data: { key } };
}

function openUrl(value: SettingValue): boolean | RowMatch {
  if (!(approves(value) || value.get('approveRequest')?.value === true || value.get('approveResponse')?.value === true)) return false;
  const url = String(value.key).replace(/^chat\.tools\.urls\.autoApprove\./, '');
  if (/^(?:\*|(?:https?|\*):\/\/(?:\*\/?|\*\/\*|\*\*)?)$/.test(url)) return { data: { key: url, scope: 'any web request' } };
  return (hostileUrl(url) !== null || plainHttpReach(url) === 'outside') && { data: { key: url, scope: 'requests to this host' } };
}

/** What an agent may do without asking: tools, commands, edits, web requests (A3-1 … A3-9). */
export const VSCODE_APPROVAL: readonly VscodeRow[] = [
  {
    id: 'A3-1',
    key: ['chat.tools.global.autoApprove', 'chat.tools.autoApprove'],
    is: true,
    report: 'everythingApproved',
    preset: 'recommended',
    cwe: [862, 77],
    source: 'CVE-2025-53773',
    data: scoped('machine', { scope: 'every tool' }),
    bad: [true],
    good: [false, 'true'],
  },
  {
    id: 'A3-2',
    key: TERMINAL_RULE,
    when: approvalIs('everything'),
    report: 'everythingApproved',
    preset: 'recommended',
    cwe: [862, 78],
    source: CHAT_SECURITY,
    data: live({ scope: 'any command' }),
    bad: [{ document: { 'chat.tools.terminal.autoApprove': { '/.*/': true } } }, { document: { 'chat.tools.terminal.autoApprove': { '*': { approve: true } } } }],
    good: [{ document: { 'chat.tools.terminal.autoApprove': { 'npm test': true, '/^git (status|show\\b.*)$/': true, rm: false, '/.*/': false, '*': null } } }],
  },
  {
    id: 'A3-3',
    key: TERMINAL_RULE,
    when: approvalIs('interpreter'),
    report: 'interpreterApproved',
    preset: 'recommended',
    cwe: [78],
    source: CHAT_SECURITY,
    bad: [{ document: { 'chat.tools.terminal.autoApprove': { curl: true } } }, { document: { 'chat.tools.terminal.autoApprove': { '/^(bash|sh)\\b/': { approve: true } } } }, { document: { chat: { 'tools.terminal': { autoApprove: { python3: true } } } } }],
    good: [{ document: { 'chat.tools.terminal.autoApprove': { curl: false, '/^node --version$/': true, bashful: true, bash: { approve: false } } } }],
  },
  {
    id: 'A3-3',
    key: TERMINAL_RULE,
    when: approvalIs('script'),
    report: 'interpreterApproved',
    preset: 'strict',
    cwe: [78],
    source: CHAT_SECURITY,
    bad: [{ document: { 'chat.tools.terminal.autoApprove': { 'node scripts/x.js': true } } }],
    good: [{ document: { 'chat.tools.terminal.autoApprove': { 'node scripts/x.js': false, 'npm run x': true } } }],
  },
  {
    id: 'A3-4',
    key: TERMINAL_RULE,
    when: approvalIs('consequence'),
    report: 'consequenceApproved',
    preset: 'recommended',
    cwe: [862],
    source: CHAT_SECURITY,
    bad: [{ document: { 'chat.tools.terminal.autoApprove': { rm: true } } }, { document: { 'chat.tools.terminal.autoApprove': { 'git push': true } } }, { document: { 'chat.tools.terminal.autoApprove': { '/^npm publish/': true } } }],
    good: [{ document: { 'chat.tools.terminal.autoApprove': { rm: false, '/^git push --dry-run/': true, 'git status': true } } }],
  },
  {
    id: 'A3-5',
    key: 'chat.tools.terminal.ignoreDefaultAutoApproveRules',
    is: true,
    report: 'protectionOff',
    preset: 'recommended',
    cwe: [693],
    source: VSC,
    data: live({ effect: 'drops the built-in rules that deny dangerous commands' }),
    bad: [true],
    good: [false],
  },
  {
    id: 'A3-6',
    key: 'chat.tools.terminal.blockDetectedFileWrites',
    is: 'never',
    report: 'protectionOff',
    preset: 'recommended',
    cwe: [693],
    source: VSC,
    data: live({ effect: 'lets approved commands write files anywhere' }),
    bad: ['never'],
    good: ['outsideWorkspace', 'all'],
  },
  {
    id: 'A3-8',
    key: 'chat.tools.edits.autoApprove.*',
    when: editsGuardRails,
    report: 'guardRailEditable',
    preset: 'recommended',
    cwe: [862, 15],
    source: VSC,
    bad: [{ document: { 'chat.tools.edits.autoApprove': { '**/.vscode/*.json': true } } }, { document: { 'chat.tools.edits.autoApprove': { '**/.env': false, '**/*': true } } }, { document: { 'chat.tools.edits.autoApprove': { '**': true } } }, { document: { 'chat.tools.edits.autoApprove': { '**/{package.json,build.rs}': true } } }],
    good: [{ document: { 'chat.tools.edits.autoApprove': { '**/*': true, '**/.env': false, '**/*.md': true, 'src/**': true } } }, { document: { 'chat.tools.edits.autoApprove': { '**/.vscode/*.json': false } } }],
  },
  {
    id: 'A3-9',
    key: 'chat.tools.urls.autoApprove.*',
    when: openUrl,
    report: 'everythingApproved',
    preset: 'recommended',
    cwe: [918, 200],
    source: VSC,
    data: live(),
    bad: [{ document: { 'chat.tools.urls.autoApprove': { '*': true } } }, { document: { 'chat.tools.urls.autoApprove': { 'https://*': { approveRequest: true } } } }, { document: { 'chat.tools.urls.autoApprove': { 'http://docs.attacker.dev': true } } }],
    good: [{ document: { 'chat.tools.urls.autoApprove': { 'https://code.visualstudio.com': true, 'https://*.example.com': { approveRequest: true }, '*': false, 'http://localhost:3000': true } } }],
  },
];
