import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { AGENTS, isAgent } from './agents/index.ts';
import { answerEvent, readInput } from './hook.ts';
import { lintInWorker } from './lint-client.ts';
import type { Answer } from './types.ts';

const USAGE = `Usage:
  agent-security-guard --agent=NAME [--stage=NAME] [--ask=deny]   answer one hook event on standard input
  agent-security-guard init [--agent=NAME] [--yes] [--print]      write the hook (Claude Code) or print it
  agent-security-guard report [--since=7d] [--json] [--webhook-command=COMMAND] [--file=FILE]
  agent-security-guard schema                                     print the JSON schema of the policy file

NAME of an agent: ${AGENTS.join(', ')}
`;

const say = (stdout: string, exitCode = 0): Answer => ({ stdout, stderr: '', exitCode });
const complain = (problem: string, exitCode: number): Answer => ({ stdout: '', stderr: `agent-security: ${problem}\n`, exitCode });

/** Runs one command line. A wrong command line of the hook ends with 2, which denies: it is a broken guard. */
export async function main(args: readonly string[]): Promise<Answer> {
  const [command, ...rest] = args;
  switch (command) {
    case 'init':
      return (await import('./init.ts')).init(rest);
    case 'report':
      return (await import('./report.ts')).report(rest);
    case 'schema':
      return say(`${JSON.stringify((await import('./policy-schema.ts')).toJsonSchema(), null, 2)}\n`);
    case 'help':
    case '--help':
    case '-h':
      return say(USAGE);
    default:
      return hook(args);
  }
}

async function hook(args: readonly string[]): Promise<Answer> {
  let values;
  try {
    ({ values } = parseArgs({ args: [...args], options: { agent: { type: 'string' }, stage: { type: 'string' }, ask: { type: 'string', default: 'ask' } } }));
  } catch {
    return complain('denied. The hook is started with unknown options; see agent-security-guard --help.', 2);
  }
  const { agent, stage, ask } = values;
  if (agent === undefined || !isAgent(agent)) return complain(`denied. The hook needs --agent= with one of ${AGENTS.join(', ')}.`, 2);
  const home = path.resolve(path.dirname(fileURLToPath(import.meta.url)));
  if (ask !== 'ask' && ask !== 'deny') return complain('denied. The option --ask takes ask or deny.', 2);
  return answerEvent(readInput(), { agent, stage: stage ?? null, ask, env: process.env, cwd: process.cwd(), lint: lintInWorker, home, now: () => new Date() });
}
