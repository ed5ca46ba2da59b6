import { permissionThreat, splitTools } from './agent-permission-rules.ts';
import type { PermissionThreat } from './agent-permission-rules.ts';
import { CC_SKILLS } from './agent-row.ts';
import type { AgentMessage, AgentRow } from './agent-row.ts';
import { openFolder, leavesUpwards } from './agent-row.ts';
import { secretFile, sensitivePath } from './paths.ts';
import type { RowMatch, SettingValue } from './setting-row.ts';
import { textsOf } from './vscode-row.ts';

const MESSAGES: Readonly<Record<PermissionThreat['kind'], AgentMessage>> = {
  everything: 'allowAll', program: 'allowProgram', consequence: 'allowConsequence', path: 'allowPath', web: 'allowWeb', server: 'allowServer', ineffective: 'ineffective', wider: 'wider',
};

/** Tools that a skill or command may use unasked: no trust question stands before them. A bare `Read` or `Edit` is what most need. */
function grants(kind: PermissionThreat['kind']) {
  return (value: SettingValue): boolean | RowMatch => {
    const tools = textsOf(value).flatMap((text) => splitTools(text.slice(0, 4000)).map(({ text: tool }) => tool));
    const hits = tools.flatMap((tool) => {
      const threat = permissionThreat(tool);
      return threat?.kind === kind ? [{ tool, threat, preset: isUsual(tool, tools) || isPush(threat) ? ('strict' as const) : threat.preset }] : [];
    });
    const worst = hits.find(({ preset }) => preset === 'recommended') ?? hits[0];
    return worst !== undefined && { preset: worst.preset, data: { value: worst.tool, scope: worst.threat.what, what: worst.threat.what, verb: worst.threat.verb ?? '' } };
  };
}

/** What a command that commits and pushes is for: who calls it by its name asks for that. The same in settings holds for every task. */
function isPush({ kind, what }: PermissionThreat): boolean {
  return kind === 'consequence' && what === 'git push';
}

function isUsual(tool: string, tools: readonly string[]): boolean {
  return /^(?:Read|Edit)$/.test(tool) || (/^(?:Write|MultiEdit|NotebookEdit)$/.test(tool) && !tools.includes('Bash'));
}

const EXAMPLES: Readonly<Partial<Record<PermissionThreat['kind'], readonly unknown[]>>> = {
  everything: ['Bash', 'Read, Bash(*), Grep', ['Read', 'Bash']],
  program: ['Bash(python *)', 'Read Bash(curl:*)'],
  consequence: ['Bash(rm *)'],
  path: ['Read(~/.ssh/**)', 'Read, Edit'],
  web: ['WebFetch'],
};

/** Front matter of skills and commands (C4-1). The `tools` of an agent only restrict and are no grant (C4-2). */
export const FRONT_MATTER_ROWS: readonly AgentRow[] = (Object.keys(EXAMPLES) as PermissionThreat['kind'][]).map((kind) => ({
  id: 'C4-1', key: ['allowed-tools', 'allowedTools'], when: grants(kind), report: MESSAGES[kind], preset: 'recommended', allow: 'allow', at: 'value', cwe: [862], source: CC_SKILLS,
  bad: EXAMPLES[kind] ?? [],
  good: ['Bash(git diff *), Bash(git status)', 'Grep, Glob, TodoWrite', 'Bash(${CLAUDE_SKILL_DIR}/scripts/x.sh *)', { document: { tools: 'Bash, Read', disallowedTools: 'Bash' } }],
}));

const IMPORT = /(?:^|[\s(])@((?:~|[\w.-]{1,100}|[a-z]:)?[\\/][^\s`'"<>)]{1,300}|\.env(?:\.[\w-]{1,40})?(?![\w./-]))/gi;

/** `@path` lines that load a file of elsewhere into an agent's context, in a text whose code is blanked out. At most 200. */
export function findOutsideImports(text: string): readonly { readonly at: readonly [number, number]; readonly what: string; readonly preset: 'recommended' | 'strict' }[] {
  const found: { at: readonly [number, number]; what: string; preset: 'recommended' | 'strict' }[] = [];
  for (const match of text.matchAll(IMPORT)) {
    if (found.length >= 200) break;
    const path = (match[1] ?? '').replace(/[.,;:]{1,5}$/, '');
    const start = match.index + match[0].indexOf('@');
    const add = (what: string, preset: 'recommended' | 'strict'): unknown => found.push({ at: [start, start + 1 + path.length], what, preset });
    const store = sensitivePath(path) ?? (/^(?:\.\/)?\.env/.test(path) ? secretFile(path) : null);
    // Beside the keys, a list of hosts or a public key is no secret, but no instruction for an agent either.
    const folder = store === null ? sensitivePath(path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'), 0))) : null;
    if (store !== null) add(store, 'recommended');
    else if (folder !== null) add(`a file from the folder of ${folder}`, 'recommended');
    else if (/^~\/\.claude\/[\w./-]{1,200}\.md$/.test(path)) add('a file of your own home folder', 'strict');
    else if (/^~[\\/]|^[a-z]:[\\/]/i.test(path) || openFolder(path) !== null || (/^\//.test(path) && /\.\w{1,8}$/.test(path))) add('a file outside of the project', 'strict');
    else if (leavesUpwards(path) && /\.\w{1,8}$/.test(path)) add('a file outside of the project', 'strict');
  }
  return found;
}
