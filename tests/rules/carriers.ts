import type { Case, InvalidCase } from '../tester.ts';

/** The same command text in the files that carry one. Each gives a case without expectations. */
export const sh = (code: string): Case => ({ code: `${code}\n`, filename: 'scripts/run.sh' });
export const script = (command: string, name = 'build'): Case => ({ code: JSON.stringify({ name: 'app', scripts: { [name]: command } }, null, 1), filename: 'package.json' });
export const task = (command: string, runOn = 'default'): Case => ({ code: JSON.stringify({ version: '2.0.0', tasks: [{ label: 'a', type: 'shell', command, runOptions: { runOn } }] }, null, 1), filename: '.vscode/tasks.json' });
export const step = (command: string): Case => ({ code: `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n${command.replace(/^/gm, '          ')}\n`, filename: '.github/workflows/ci.yml' });
export const docker = (command: string): Case => ({ code: `FROM node:22\nRUN ${command}\n`, filename: 'Dockerfile' });
export const fence = (command: string, filename = 'docs/setup.md'): Case => ({ code: `# Setup\n\n\`\`\`sh\n${command}\n\`\`\`\n`, filename });
export const hook = (command: string, event = 'SessionStart'): Case => ({ code: JSON.stringify({ hooks: { [event]: [{ hooks: [{ type: 'command', command }] }] } }, null, 1), filename: '.claude/settings.json' });
export const server = (command: string, ...args: string[]): Case => ({ code: JSON.stringify({ mcpServers: { a: { command, args } } }, null, 1), filename: '.mcp.json' });
export const container = (command: string, key = 'postCreateCommand'): Case => ({ code: JSON.stringify({ image: 'node:22', [key]: command }, null, 1), filename: '.devcontainer/devcontainer.json' });
export const exec = (command: string): Case => ({ code: `import { exec } from 'node:child_process';\nexec(${JSON.stringify(command)});\n` });
export const js = (code: string): Case => ({ code: `import fs from 'node:fs';\nimport os from 'node:os';\nimport path from 'node:path';\nimport * as cp from 'node:child_process';\n${code}\n`, name: `js: ${code}` });

export const strict = { options: { strict: true } } as const;

/** A case that must have findings with these message ids, in order. */
export function bad(item: Case, ...messages: readonly string[]): InvalidCase {
  return { ...item, errors: messages.map((messageId) => ({ messageId })) };
}

/** A finding that only strict has: silent without the option, reported with it. */
export function strictOnly(item: Case, ...messages: readonly string[]): { readonly valid: Case; readonly invalid: InvalidCase } {
  return { valid: item, invalid: bad({ ...item, options: { ...item.options, strict: true } }, ...messages) };
}
