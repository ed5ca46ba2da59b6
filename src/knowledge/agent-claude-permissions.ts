import { permissionThreat } from './agent-permission-rules.ts';
import type { CommandReading, PermissionThreat } from './agent-permission-rules.ts';
import { CC_PERMISSIONS, CC_SETTINGS, folder } from './agent-row.ts';
import type { AgentRow } from './agent-row.ts';
import { remembered } from './remembered.ts';
import type { RowMatch, SettingValue } from './setting-row.ts';

/** An entry is judged once for all rows that ask, and so is one that stands in many files. */
const JUDGES: Readonly<Record<CommandReading, (rule: string) => PermissionThreat | null>> = {
  exact: remembered((rule) => permissionThreat(rule, 'exact')),
  prefix: remembered((rule) => permissionThreat(rule, 'prefix')),
};

/** A condition for one entry of an allow list: it is of that kind. */
export function allows(kind: PermissionThreat['kind'], reading: CommandReading = 'exact', convert: (rule: string) => string = (rule) => rule) {
  return (value: SettingValue): boolean | RowMatch => {
    const threat = typeof value.value === 'string' ? JUDGES[reading](convert(value.value)) : null;
    return threat?.kind === kind && { preset: threat.preset, data: { scope: threat.what, what: threat.what, verb: threat.verb ?? '' } };
  };
}

const ALLOW = 'permissions.allow[]';

/** What Claude Code may do without asking, and where (C1-5 … C1-16). Deny and ask lists are never looked at. */
export const CLAUDE_PERMISSIONS: readonly AgentRow[] = [
  {
    id: 'C1-5', key: ALLOW, when: allows('everything'), report: 'allowAll', preset: 'recommended', allow: 'allow', cwe: [862, 78], source: CC_PERMISSIONS,
    bad: ['Bash', 'Bash(*)', 'Bash(:*)', 'Bash(**)', 'Bash(* )', 'PowerShell', 'PowerShell(*)'],
    good: ['Bash(npm run test *)', 'Bash(git status)', 'BashOutput', 'Bash(./scripts/check.sh *)'],
  },
  {
    id: 'C1-6', key: ALLOW, when: allows('program'), report: 'allowProgram', preset: 'recommended', allow: 'allow', cwe: [78], source: CC_PERMISSIONS,
    bad: ['Bash(bash *)', 'Bash(python3:*)', 'Bash(node*)', 'Bash(curl *)', 'Bash(curl -s *)', 'Bash(sudo *)', 'Bash(npx *)', 'Bash(uvx:*)', 'Bash(docker run *)', 'Bash(make *)', 'Bash(git *)', 'Bash(/usr/bin/python3 *)', 'Bash(bash -c *)', 'Bash(xargs -n *)', 'Bash(uv run *)', 'Bash(uv:*)', 'Bash(npm *)', 'Bash(find *)', 'Bash(curl https://docs.example.com/*)'],
    good: ['Bash(python scripts/x.py *)', 'Bash(node --version)', 'Bash(python -m pytest *)', 'Bash(npx prettier *)', 'Bash(git diff *)', 'Bash(docker ps *)', 'Bash(node)', 'Bash(deno test *)', 'Bash(sudo --version *)', 'Bash(curl https://docs.example.com/x)'],
  },
  {
    id: 'C1-7', key: ALLOW, when: allows('everything'), report: 'allowAll', preset: 'recommended', allow: 'allow', cwe: [185], source: CC_PERMISSIONS,
    bad: ['Bash(* install)', 'Bash(* run *)'],
    good: ['Bash(* --version)', 'Bash(* --help *)', 'Bash(npm * --silent)'],
  },
  {
    id: 'C1-8', key: ALLOW, when: allows('consequence'), report: 'allowConsequence', preset: 'recommended', allow: 'allow', cwe: [862], source: CC_PERMISSIONS,
    bad: ['Bash(rm *)', 'Bash(rm -rf *)', 'Bash(git push *)', 'Bash(git push --force*)', 'Bash(npm publish*)', 'Bash(gh *)', 'Bash(gh api *)', 'Bash(aws:*)', 'Bash(kubectl *)', 'Bash(terraform apply *)', 'Bash(psql *)', 'Bash(security *)', 'Bash(env)', 'Bash(printenv*)'],
    good: ['Bash(gh pr view *)', 'Bash(git push --dry-run *)', 'Bash(kubectl get *)', 'Bash(aws s3 ls *)', 'Bash(chmod +x *)', 'Bash(npm publish --dry-run *)', 'Bash(envsubst *)'],
  },
  {
    id: 'C1-9', key: ALLOW, when: allows('wider'), report: 'wider', preset: 'strict', allow: 'allow', cwe: [185], source: CC_PERMISSIONS,
    bad: ['Bash(ls*)'],
    good: ['Bash(ls *)', 'Bash(ls:*)', 'Bash(npm run lint*)'],
  },
  {
    id: 'C1-10', key: ALLOW, when: allows('path'), report: 'allowPath', preset: 'recommended', allow: 'allow', cwe: [22, 552], source: CC_PERMISSIONS,
    bad: ['Read', 'Read(*)', 'Read(**)', 'Read(//**)', 'Read(~/**)', 'Read(//etc/**)', 'Read(~/.ssh/**)', 'Read(~/.aws/credentials)', 'Read(~/.zshrc)'],
    good: ['Read(./**)', 'Read(src/**)', 'Read(//opt/project/**)', 'Read(~/projects/app/**)', 'Glob', 'Grep'],
  },
  {
    id: 'C1-11', key: ALLOW, when: allows('path'), report: 'allowPath', preset: 'recommended', allow: 'allow', cwe: [732], source: CC_PERMISSIONS,
    bad: ['Edit', 'Write', 'Edit(*)', 'Edit(**)', 'Edit(//**)', 'Edit(~/**)', 'Edit(.claude/**)', 'Edit(.git/**)', 'Edit(.vscode/**)', 'Edit(.github/**)', 'Edit(**/.env*)'],
    good: ['Edit(src/**)', 'Write(docs/*.md)', 'Edit(.gitignore)', 'Edit(.environment/**)'],
  },
  {
    id: 'C1-12', key: ALLOW, when: allows('web'), report: 'allowWeb', preset: 'recommended', allow: 'allow', cwe: [918], source: CC_PERMISSIONS,
    bad: ['WebFetch', 'WebFetch(*)', 'WebFetch(domain:*)', 'WebFetch(domain:webhook.site)', 'WebFetch(domain:*.ngrok-free.app)'],
    good: ['WebFetch(domain:docs.example.com)', 'WebFetch(domain:*.npmjs.com)', 'WebSearch', 'WebFetch(domain:github.com)'],
  },
  {
    id: 'C1-13', key: ALLOW, when: allows('ineffective'), report: 'ineffective', preset: 'recommended', allow: 'allow', cwe: [862], source: CC_PERMISSIONS,
    bad: ['mcp__*', '*', 'B*'],
    good: ['mcp__github__get_*', 'mcp__github__create_issue', 'Task', 'TodoWrite'],
  },
  {
    id: 'C1-13', key: ALLOW, when: allows('server'), report: 'allowServer', preset: 'strict', allow: 'allow', cwe: [862], source: CC_PERMISSIONS,
    bad: ['mcp__github', 'mcp__github__*', 'mcp__shell-server__*'],
    good: ['mcp__github__get_*'],
  },
  {
    id: 'C1-14', key: ALLOW, when: allows('everything'), report: 'allowAll', preset: 'recommended', allow: 'allow', cwe: [862], source: CC_PERMISSIONS,
    bad: [],
    good: [{ document: { permissions: { deny: ['Bash', '*', 'Read(~/.ssh/**)'], ask: ['Bash(rm *)', 'WebFetch'] } } }],
  },
  {
    id: 'C1-15', key: 'permissions.additionalDirectories[]', when: folder('additionalDirectories', 'strict'), report: 'folder', preset: 'recommended', allow: 'allow', cwe: [552], source: CC_SETTINGS,
    bad: ['/', '~', '$HOME', '~/.ssh', '/etc', 'C:\\', '../', '/home/user'],
    good: ['./docs', '/srv/projects/shared', '~/projects/lib', 'packages/a'],
  },
  {
    id: 'C1-16', key: 'permissions.{disableBypassPermissionsMode,disableAutoMode}', when: (value) => value.value !== 'disable', report: 'protectionOff', preset: 'strict', cwe: [693], source: CC_SETTINGS,
    data: { effect: 'does not switch the mode off, only "disable" does' },
    bad: ['disabled', true],
    good: ['disable'],
  },
];
