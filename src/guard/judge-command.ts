import { findGlobalInstall, findPrivilege, findPublish, findUnsafeGit } from '../surfaces/shell/detect/index.ts';
import type { Command, CommandScript } from '../surfaces/shell/index.ts';
import { readAdvisories } from './advisories.ts';
import type { Advisories } from './advisories.ts';
import { judgePackages } from './packages.ts';
import type { GuardPolicy } from './policy-file.ts';
import type { GuardFinding } from './types.ts';

/** `npm uninstall eslint-plugin-agent-security`, with any package manager. */
function removesGuard({ name, args }: Command): boolean {
  const words = args.map(({ value }) => value);
  return /^(?:npm|pnpm|yarn|bun)$/.test(name ?? '') && words.some((word) => /^(?:uninstall|remove|rm|un|unlink|r)$/.test(word)) && words.includes('eslint-plugin-agent-security');
}

/** `claude --bare`, `--safe-mode` and their variable leave all hooks out. */
function startsWithoutHooks({ name, args, assignments }: Command): boolean {
  if (assignments.some(({ name: variable, value }) => variable === 'CLAUDE_CODE_SIMPLE' && !/^(?:0|false)?$/.test(value.value))) return true;
  return name === 'claude' && args.some(({ value }) => value === '--bare' || value === '--safe-mode');
}

const PRIVILEGE_MESSAGE = 'This command raises rights or lowers the protection of the machine. A person should run it.';

/** What an agent does not do unasked, though a person may. */
export function judgeCommand(script: CommandScript, policy: GuardPolicy): readonly GuardFinding[] {
  const findings: GuardFinding[] = [];
  const add = (rule: string, message: string): void => void findings.push({ rule, risk: 'medium', message, place: 'command', url: null });
  const allowed = policy.settings.allowedCommands ?? [];
  if (findPrivilege(script).some(({ level, command }) => level !== 'low' && !allowed.includes(command.name ?? ''))) add('no-privilege-escalation', PRIVILEGE_MESSAGE);
  if (script.commands.some(removesGuard)) findings.push({ rule: 'own-files', risk: 'high', message: 'This command takes the guard away. Only a person does that.', place: 'command', url: null });
  if (script.commands.some(({ assignments }) => assignments.some(({ name }) => /^AGENT_SECURITY_(?:POLICY|STAGE)$/.test(name)))) add('own-files', 'This command chooses another policy or stage for the guard. A person should do that.');
  if (script.commands.some(startsWithoutHooks)) add('own-files', 'This command starts an agent without its hooks, so nothing would judge it. A person should do that.');
  if (findPublish(script).length > 0) add('no-package-publish', 'This command publishes a package. A person should release it.');
  if (findUnsafeGit(script).some(({ kind }) => kind === 'no-verify')) add('no-unsafe-git', 'This command leaves out the hooks of git, which check what is committed. Run them, or let a person decide.');
  if (findGlobalInstall(script).some(({ level }) => level !== 'low')) add('no-global-install', 'This command installs outside the project. Install it as a dependency of the project.');
  const advisories: Advisories = policy.advisories.length === 0 ? new Map() : readAdvisories(policy.advisories);
  const found = judgePackages(script, { allowedPackages: policy.settings.allowedPackages ?? [], blockedPackages: policy.blockedPackages, advisories });
  findings.push(...found.map((finding): GuardFinding => ({ ...finding, place: 'command', url: null })));
  return findings;
}
