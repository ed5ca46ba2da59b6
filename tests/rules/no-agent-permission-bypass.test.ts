import { describe } from 'vitest';

import {
  AIDER_APPROVALS, APPROVAL_VARIABLES, CLAUDE_APPROVALS, CODEX_APPROVALS, CURSOR_APPROVALS, FRONT_MATTER_APPROVALS, GEMINI_APPROVALS, OPENCODE_APPROVALS, OTHER_APPROVALS, ZED_APPROVALS,
} from '../../src/knowledge/agent-approvals.ts';
import rule from '../../src/rules/no-agent-permission-bypass.ts';
import { ruleTester } from '../tester.ts';
import { testRows } from './rows.ts';

describe('rows', () => {
  testRows(rule, CLAUDE_APPROVALS, { filename: '.claude/settings.json' });
  testRows(rule, CURSOR_APPROVALS, { filename: '.cursor/cli.json' });
  testRows(rule, GEMINI_APPROVALS, { filename: '.gemini/settings.json' });
  testRows(rule, GEMINI_APPROVALS, { filename: '.qwen/settings.json' });
  testRows(rule, CODEX_APPROVALS, { filename: '.codex/config.toml', formats: ['toml'] });
  testRows(rule, OPENCODE_APPROVALS, { filename: 'opencode.json' });
  testRows(rule, AIDER_APPROVALS, { filename: '.aider.conf.yml', formats: ['yaml'] });
  testRows(rule, ZED_APPROVALS, { filename: '.zed/settings.json' });
  testRows(rule, OTHER_APPROVALS, { filename: '.amazonq/cli-agents/a.json' });
  testRows(rule, OTHER_APPROVALS, { filename: 'goose/config.yaml', formats: ['yaml'] });
  testRows(rule, FRONT_MATTER_APPROVALS, { filename: '.codex/agents/a.toml', formats: ['toml'] });
  testRows(rule, APPROVAL_VARIABLES, { filename: '.github/workflows/ci.yml', formats: ['yaml'] });
});

const claude = "import { query } from '@anthropic-ai/claude-agent-sdk';\n";
const openai = "import { shellTool, applyPatchTool, hostedMcpTool, tool } from '@openai/agents';\n";
const strict = { strict: true };
const json = (value: unknown): string => JSON.stringify(value, null, 2);

/** Commands that start an agent inside a container or sandbox. */
const FENCED = ['docker run --rm img claude --dangerously-skip-permissions -p x', 'podman run -it img npx @anthropic-ai/claude-code --dangerously-skip-permissions', 'bwrap --ro-bind / / claude --dangerously-skip-permissions -p x'];

/** Commands of containers: the fence that these flags are made for. */
const CONTAINED: readonly (readonly [filename: string, code: string])[] = [
  ['Dockerfile', 'FROM node:22\nRUN claude --dangerously-skip-permissions -p "set up"\n'],
  ['Dockerfile', 'FROM node:22\nCMD ["claude", "--dangerously-skip-permissions"]\n'],
  ['Dockerfile', "FROM node:22\nRUN echo \"alias claude='claude --dangerously-skip-permissions'\" >> ~/.bashrc\n"],
  ['compose.yaml', 'services:\n  agent:\n    image: node\n    command: gemini --yolo\n'],
  ['.devcontainer/devcontainer.json', '{ "postStartCommand": "codex --yolo" }'],
  ['.devcontainer/devcontainer.json', "{ \"postCreateCommand\": \"alias claude='claude --dangerously-skip-permissions'\" }"],
];

await ruleTester(rule, {
  valid: [
    // the client of a test answers as the test wants it
    { code: 'import { ClientSideConnection } from "@agentclientprotocol/sdk"; const client = { requestPermission: async (request) => ({ outcome: { outcome: "selected", optionId: "allow" } }) }; new ClientSideConnection(() => client, stream);', filename: 'src/agent.test.ts' },
    { code: "gh copilot suggest 'list files'\ngh pr list -y\nclaude -p x --settings '{\"permissions\":{\"defaultMode\":\"plan\"}}'\nclaude --settings .claude/ci.json -p x\ngemini -p 'say --yolo'\n", filename: 'a.sh' },
    { code: 'import { tool } from "ai"; import { execSync } from "node:child_process"; tool({ needsApproval: async ({ cmd }) => !SAFE.has(cmd), execute: async ({ cmd }) => execSync(cmd) });' },
    // A fence around the agent is what these flags are made for.
    ...FENCED.map((command) => ({ code: `${command}\n`, filename: 'run.sh' })),
    ...FENCED.map((command) => ({ code: json({ scripts: { agent: command } }), filename: 'package.json' })),
    // agents of opencode that ask, and settings that are written with a question in them
    { filename: '.opencode/agent/a.md', code: '---\ndescription: a\npermission:\n  bash: ask\n  edit: allow\n---\nText.\n' },
    { filename: '.opencode/agents/a.md', code: '---\npermission:\n  bash:\n    "*": ask\n    "git *": allow\n---\nText.\n' },
    { filename: 'run.sh', code: 'cat > ~/.claude/settings.json <<EOF\n{"permissions":{"defaultMode":"plan"}}\nEOF\n' },
    { filename: 'run.sh', code: 'echo "never set defaultMode: \'bypassPermissions\' in settings" > docs/rules.md\n' },
    { filename: 'run.sh', code: 'grep -q \'"defaultMode": "bypassPermissions"\' ~/.claude/settings.json && exit 1\n' },
    { filename: 'run.sh', code: 'jq -e \'.permissions.defaultMode != "bypassPermissions"\' .claude/settings.json\n' },
    ...CONTAINED.map(([filename, code]) => ({ filename, code })),
    // The same letters of other programs of the same name, and of subcommands that approve nothing.
    { code: "alias open='cursor -f notes.md' term='q -a' ext='gemini extensions install -y acme'\n", filename: 'run.sh' },
    { code: "alias claude='claude --model opus' ll='ls -y' gs='git status'\necho \"alias claude='claude --dangerously-skip-permissions'\"\n", filename: 'run.sh', options: strict },
    // Settings.
    { filename: '.claude/settings.json', code: json({ permissions: { defaultMode: 'plan', allow: ['Bash(npm test)'], deny: ['Bash'] }, skipDangerousModePermissionPrompt: false }), options: strict },
    { filename: '.claude/settings.json', code: json({ permissions: { defaultMode: 'acceptEdits' } }) },
    { filename: 'package.json', code: json({ permissions: { defaultMode: 'bypassPermissions' } }) },
    { filename: '.codex/config.toml', code: 'approval_policy = "on-request"\nsandbox_mode = "workspace-write"\n', options: strict },
    { filename: 'opencode.json', code: json({ permission: { bash: 'ask', edit: 'allow' }, tools: { bash: true } }), options: strict },
    { filename: '.aider.conf.yml', code: 'yes-always: false\nauto-commits: true\n', options: strict },
    { filename: '.claude/agents/a.md', code: '---\nname: a\ntools: Bash, Read\npermissionMode: plan\n---\nText.\n', options: strict },
    { filename: '.github/workflows/ci.yml', code: 'env:\n  GOOSE_MODE: approve\njobs: {}\n', options: strict },
    { filename: '.windsurf/workflows/a.md', code: 'Use turbo-all carefully: `// turbo-all`.\n' },
    // Shell: the same words of other programs, texts about flags, and documentation.
    { filename: 'run.sh', code: 'apt-get install -y curl\nyarn --yolo-mode\ngit commit -m "remove --dangerously-skip-permissions"\necho "claude --dangerously-skip-permissions"\n', options: strict },
    { filename: 'run.sh', code: 'claude --permission-mode plan -p "review"\ngemini --approval-mode default\ncodex exec --sandbox workspace-write "x"\n', options: strict },
    { filename: 'run.sh', code: 'q status -a\ncursor -f file.txt\naider --yes-file x\n', options: strict },
    { filename: 'README.md', code: '```sh\nclaude --dangerously-skip-permissions\n```\n' },
    { filename: 'package.json', code: json({ scripts: { start: 'claude -p review --max-turns 5', clean: 'rimraf --yolo' } }), options: strict },
    { code: "import { spawn } from 'node:child_process';\nspawn('claude', ['-p', prompt, '--permission-mode', 'plan']);", options: strict },
    // JavaScript.
    { code: `${claude}query({ prompt, options: { permissionMode: 'plan', settingSources: [], allowDangerouslySkipPermissions: false } });`, options: strict },
    { code: `${claude}query({ prompt, options: { permissionMode: 'default', canUseTool: async (name, input) => (name === 'Read' ? { behavior: 'allow', updatedInput: input } : { behavior: 'deny', message: 'no' }) } });`, options: strict },
    { code: `${claude}query({ prompt, options: { permissionMode: 'default', canUseTool: async (name, input) => { if (!ok(name)) return { behavior: 'deny', message: 'no' }; return { behavior: 'allow', updatedInput: input }; } } });`, options: strict },
    { code: `${claude}query({ prompt, options: { permissionMode: 'default', permissionPrompts: 'none', hooks: { PreToolUse: [{ hooks: [async (input) => check(input)] }] } } });`, options: strict },
    { code: `${claude}query({ prompt, options: { permissionMode: process.env.MODE, sandbox: { enabled: true }, cwd: process.cwd() } });`, options: strict },
    { code: "query({ options: { permissionMode: 'bypassPermissions', allowDangerouslySkipPermissions: true } });", options: strict },
    { code: "import { query } from './db.js';\nquery({ permissionMode: 'bypassPermissions' });", options: strict },
    { code: "import { Codex } from '@openai/codex-sdk';\nnew Codex().startThread({ sandboxMode: 'workspace-write', approvalPolicy: 'on-request' });", options: strict },
    { code: `${openai}shellTool({ shell, needsApproval: true }); shellTool({ environment: { type: 'container_auto' } }); shellTool({ shell, needsApproval: async (call) => risky(call) });`, options: strict },
    { code: `${openai}hostedMcpTool({ serverLabel: 'x', requireApproval: { never: { readOnly: true } } }); hostedMcpTool({ requireApproval: 'always', onApproval: async (context, item) => ({ approve: await ask(item) }) });`, options: strict },
    { code: `${openai}hostedMcpTool({ serverLabel: 'x', serverUrl });` },
    { code: "import { CopilotClient } from '@github/copilot-sdk';\nnew CopilotClient().createSession({ onPermissionRequest: (request) => (request.kind === 'read' ? { kind: 'approved' } : { kind: 'denied' }) });", options: strict },
    { code: "import { tool } from 'ai';\nimport { exec } from 'node:child_process';\ntool({ inputSchema, needsApproval: true, execute: async ({ command }) => exec(command) });", options: strict },
    { code: "import { tool } from 'ai';\nimport { readFile } from 'node:fs/promises';\ntool({ inputSchema, execute: async ({ path }) => readFile(path) });", options: strict },
    { code: "import { tool } from 'ai';\nimport { exec } from 'node:child_process';\ntool({ inputSchema, execute: async () => exec('git status') });" },
    { code: "import { createDeepAgent, LocalShellBackend } from 'deepagents';\ncreateDeepAgent({ backend: new LocalShellBackend({ rootDir: './work' }), interruptOn: { execute: true } });", options: strict },
    { code: 'import { generateText } from "ai"; generateText({ model, allowSystemInMessages: true });' },
    { code: 'import { generateText } from "ai"; generateText({ model, allowSystemInMessages: false });', options: { strict: true } },
  ],
  invalid: [
    { code: 'import { ClientSideConnection } from "@agentclientprotocol/sdk"; const client = { requestPermission: async (request) => ({ outcome: { outcome: "selected", optionId: "allow" } }) }; new ClientSideConnection(() => client, stream);', filename: 'src/agent.test.ts', options: { strict: true }, errors: [{ messageId: 'handler' }] },
    { code: 'import { ClientSideConnection } from "@agentclientprotocol/sdk"; const client = { requestPermission: async (request) => ({ outcome: { outcome: "selected", optionId: "allow" } }) }; new ClientSideConnection(() => client, stream);', filename: 'src/contest.ts', errors: [{ messageId: 'handler' }] },
    { code: "gemini -yp 'fix it'\n", filename: 'a.sh', errors: [{ messageId: 'command' }] },
    { code: "cursor-agent -pf 'fix it'\n", filename: 'a.sh', errors: [{ messageId: 'command' }] },
    { code: "gh copilot -- -p x --allow-all-tools\n", filename: 'a.sh', errors: [{ messageId: 'command' }] },
    { code: "claude -p x --settings '{\"permissions\":{\"defaultMode\":\"bypassPermissions\"}}'\n", filename: 'a.sh', errors: [{ messageId: 'command' }] },
    ...FENCED.map((command) => ({ code: `${command}\n`, filename: 'run.sh', options: strict, errors: [{ messageId: 'command', data: { flag: '--dangerously-skip-permissions', agent: 'the agent', what: 'permission checks' } }] })),
    { code: `echo "alias c='claude --dangerously-skip-permissions'" >> ~/.bashrc\n`, filename: 'run.sh', errors: [{ messageId: 'command', data: { flag: '--dangerously-skip-permissions', agent: 'the agent', what: 'permission checks' } }] },
    { filename: '.opencode/agent/a.md', code: '---\ndescription: a\npermission:\n  bash: allow\n---\nText.\n', errors: [{ messageId: 'setting', line: 4 }] },
    { filename: '.opencode/agents/a.md', code: '---\npermission: allow\n---\nText.\n', errors: [{ messageId: 'setting' }] },
    { filename: 'run.sh', code: 'cat > ~/.claude/settings.json <<EOF\n{"permissions":{"defaultMode":"bypassPermissions"}}\nEOF\n', errors: [{ messageId: 'setting', data: { key: 'defaultMode', value: 'bypassPermissions', what: 'do anything' } }] },
    { filename: 'run.sh', code: 'echo \'{"permissions":{"defaultMode":"bypassPermissions"}}\' | tee .claude/settings.local.json\n', errors: [{ messageId: 'setting' }] },
    { filename: 'run.sh', code: 'jq \'.permissions.defaultMode = "bypassPermissions"\' ~/.claude/settings.json > tmp && mv tmp ~/.claude/settings.json\n', errors: [{ messageId: 'setting' }] },
    { filename: 'run.sh', code: 'printf \'approval_policy = "never"\\n\' >> ~/.codex/config.toml\n', errors: [{ messageId: 'setting' }] },
    { filename: 'package.json', code: '{"scripts": {"postinstall": "echo \'{\\"chat.tools.autoApprove\\": true}\' > .vscode/settings.json"}}', errors: [{ messageId: 'setting' }] },
    ...CONTAINED.map(([filename, code]) => ({ filename, code, options: strict, errors: [{ messageId: 'command' }] })),
    { code: '{ "initializeCommand": "claude --dangerously-skip-permissions -p x" }', filename: '.devcontainer/devcontainer.json', errors: [{ messageId: 'command' }] },
    { code: "alias a='cursor agent -f' b='q chat -a'\n", filename: 'run.sh', errors: [{ messageId: 'command', line: 1, column: 7 }, { messageId: 'command' }] },
    { code: "alias claude='claude --dangerously-skip-permissions'\n", filename: 'run.sh', errors: [{ messageId: 'command', line: 1, column: 7 }] },
    { code: "echo \"alias g='gemini --yolo'\" >> ~/.zshrc\n", filename: 'run.sh', errors: [{ messageId: 'command' }] },
    // Settings.
    {
      filename: '.claude/settings.json',
      code: '{\n  "permissions": {\n    "defaultMode": "bypassPermissions"\n  }\n}',
      errors: [{ messageId: 'setting', line: 3, column: 5, endLine: 3, endColumn: 18, data: { key: 'defaultMode', value: 'bypassPermissions', what: 'do anything' } }],
    },
    { filename: '.claude/settings.local.json', code: json({ skipDangerousModePermissionPrompt: true }), errors: [{ messageId: 'setting' }] },
    { filename: '.claude/settings.json', code: json({ permissions: { defaultMode: 'acceptEdits' }, skipAutoPermissionPrompt: true }), options: strict, errors: [{ messageId: 'setting' }, { messageId: 'setting' }] },
    { filename: '.codex/config.toml', code: 'approval_policy = "never"\n', errors: [{ messageId: 'setting', line: 1, column: 1, endColumn: 16 }] },
    { filename: '.codex/config.toml', code: '[profiles.ci]\napproval_policy = "never"\n', errors: [{ messageId: 'setting', line: 2 }] },
    { filename: 'opencode.json', code: json({ permission: { bash: { '*': 'allow' } } }), errors: [{ messageId: 'setting' }] },
    { filename: '.aider.conf.yml', code: 'yes-always: true\n', errors: [{ messageId: 'setting', line: 1, column: 1 }] },
    { filename: '.claude/agents/a.md', code: '---\nname: a\npermissionMode: bypassPermissions\n---\nText.\n', errors: [{ messageId: 'setting', line: 3 }] },
    { filename: '.github/workflows/ci.yml', code: 'jobs:\n  a:\n    steps:\n      - run: goose run x\n        env:\n          GOOSE_MODE: auto\n', errors: [{ messageId: 'variable', line: 6 }] },
    { filename: '.gemini/settings.json', code: json({ general: { defaultApprovalMode: 'yolo' } }), errors: [{ messageId: 'setting' }] },
    { filename: '.windsurf/workflows/a.md', code: '# Deploy\n\n// turbo-all\n\n1. Run it.\n', errors: [{ messageId: 'annotation', line: 3, column: 1, endColumn: 13 }] },
    // Shell.
    { filename: 'run.sh', code: 'claude --dangerously-skip-permissions -p "x"\n', errors: [{ messageId: 'command', line: 1, column: 8, endColumn: 38, data: { flag: '--dangerously-skip-permissions', agent: 'claude', what: 'permission checks' } }] },
    { filename: 'run.sh', code: 'npx @google/gemini-cli --yolo\nq chat --trust-all-tools\ncodex -a never\n', errors: [{ messageId: 'command' }, { messageId: 'command' }, { messageId: 'command' }] },
    { filename: 'run.sh', code: 'export GOOSE_MODE=auto\n', errors: [{ messageId: 'variable' }] },
    { filename: 'package.json', code: json({ scripts: { ai: 'copilot --allow-all-tools -p x', pwn: 'node x && gemini --approval-mode=yolo' } }), errors: [{ messageId: 'command' }, { messageId: 'command' }] },
    { filename: '.github/workflows/ci.yml', code: 'jobs:\n  a:\n    steps:\n      - run: claude --permission-mode bypassPermissions -p x\n', errors: [{ messageId: 'command', line: 4 }] },
    { filename: 'README.md', code: '```sh\nclaude --dangerously-skip-permissions\n```\n', options: strict, errors: [{ messageId: 'command' }] },
    { filename: 'SKILL.md', code: '---\nname: x\n---\n```sh\nclaude --dangerously-skip-permissions\n```\n', errors: [{ messageId: 'command' }] },
    { filename: '.vscode/tasks.json', code: json({ tasks: [{ label: 'a', type: 'shell', command: 'amp --dangerously-allow-all' }] }), errors: [{ messageId: 'command' }] },
    { code: "import { spawn } from 'node:child_process';\nspawn('claude', ['--dangerously-skip-permissions', '-p', prompt]);", errors: [{ messageId: 'command', line: 2 }] },
    // JavaScript: the Claude Agent SDK.
    {
      code: `${claude}query({\n  prompt,\n  options: {\n    permissionMode: 'bypassPermissions',\n    allowDangerouslySkipPermissions: true,\n  },\n});`,
      errors: [{ messageId: 'option', line: 5, column: 5, endLine: 5, endColumn: 40, data: { name: 'permissionMode', what: 'do anything' } }, { messageId: 'option', line: 6 }],
    },
    { code: `${claude}const mode = 'bypassPermissions';\nconst base = { permissionMode: mode };\nquery({ prompt, options: { ...base } });`, errors: [{ messageId: 'option', line: 3 }] },
    { code: "import type { Options } from '@anthropic-ai/claude-agent-sdk';\nexport const options: Options = { permissionMode: 'bypassPermissions' as const };", filename: 'file.ts', errors: [{ messageId: 'option' }] },
    { code: "const { query: ask } = require('@anthropic-ai/claude-code');\nask({ prompt, options: { extraArgs: { 'dangerously-skip-permissions': null } } });", filename: 'file.cjs', errors: [{ messageId: 'option' }] },
    { code: `${claude}query({ prompt, options: { permissionMode: 'default', canUseTool: async (name, input) => ({ behavior: 'allow', updatedInput: input }) } });`, errors: [{ messageId: 'handler', data: { name: 'canUseTool' } }] },
    { code: `${claude}async function yes(name, input) { log(name); return { behavior: 'allow', updatedInput: input }; }\nquery({ prompt, options: { canUseTool: yes } });`, errors: [{ messageId: 'handler' }] },
    { code: `${claude}query({ prompt, options: { hooks: { PreToolUse: [{ hooks: [async () => ({ hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision: 'allow' } })] }] } } });`, errors: [{ messageId: 'handler' }] },
    { code: `${claude}import os from 'node:os';\nquery({ prompt, options: { additionalDirectories: ['/', os.homedir()], cwd: '/', sandbox: { enabled: false } } });`, errors: [{ messageId: 'reach' }, { messageId: 'reach' }, { messageId: 'reach' }, { messageId: 'sandbox' }] },
    { code: `${claude}query({ prompt, options: { agents: { a: { permissionMode: 'bypassPermissions' } }, settings: '{"permissions":{"defaultMode":"bypassPermissions"}}' } });`, errors: [{ messageId: 'option' }, { messageId: 'option' }] },
    { code: `${claude}query({ prompt });`, options: strict, errors: [{ messageId: 'tool', data: { name: 'query()', what: 'obeys the settings of the folder', fix: 'Set permissionMode or settingSources' } }] },
    { code: `${claude}const q = query({ prompt, options: { permissionMode: 'plan' } });\nawait q.setPermissionMode('bypassPermissions');`, errors: [{ messageId: 'option', line: 3 }] },
    { code: `${claude}const options = {};\noptions.permissionMode = 'bypassPermissions';\nquery({ prompt, options });`, errors: [{ messageId: 'option', line: 3 }] },
    { code: "const { query } = await import('@anthropic-ai/claude-agent-sdk');\nquery({ prompt, options: { ['permission' + 'Mode']: 'bypass' + 'Permissions' } });", filename: 'file.mjs', errors: [{ messageId: 'option' }] },
    { code: `${claude}query({ prompt, options: { permissionMode: mode ?? 'bypassPermissions', allowDangerouslySkipPermissions: !0 } } satisfies Input);`, filename: 'file.ts', errors: [{ messageId: 'option' }, { messageId: 'option' }] },
    // Other SDKs.
    { code: "import { Codex } from '@openai/codex-sdk';\nconst codex = new Codex();\nconst thread = codex.startThread({ sandboxMode: 'danger-full-access', approvalPolicy: 'never' });", errors: [{ messageId: 'sandbox' }, { messageId: 'option' }] },
    { code: `${openai}shellTool({ shell });\napplyPatchTool({ editor, needsApproval: false });\nshellTool({ shell, needsApproval: false });`, errors: [{ messageId: 'tool', line: 2 }, { messageId: 'tool', line: 3 }, { messageId: 'tool', line: 4 }] },
    { code: `${openai}hostedMcpTool({ serverLabel: 'x', requireApproval: 'never' });\nhostedMcpTool({ requireApproval: 'always', onApproval: async () => ({ approve: true }) });`, errors: [{ messageId: 'option' }, { messageId: 'handler' }] },
    { code: `${openai}hostedMcpTool({ serverLabel: 'x', serverUrl });`, options: strict, errors: [{ messageId: 'tool' }] },
    { code: "import { CopilotClient, approveAll } from '@github/copilot-sdk';\nawait new CopilotClient().createSession({ onPermissionRequest: approveAll });", errors: [{ messageId: 'handler' }] },
    { code: "import { createOpencode } from '@opencode-ai/sdk';\nawait createOpencode({ hostname: '0.0.0.0', config: { permission: 'allow' } });", errors: [{ messageId: 'sandbox' }, { messageId: 'option' }] },
    { code: "import { generateText } from 'ai';\nawait generateText({ model, toolApproval: () => 'approved' });", errors: [{ messageId: 'handler' }] },
    { code: "import { humanInTheLoopMiddleware } from 'langchain';\nhumanInTheLoopMiddleware({ interruptOn: { execute: false, read_file: false } });", errors: [{ messageId: 'option' }] },
    { code: "import { createDeepAgent, LocalShellBackend } from 'deepagents';\ncreateDeepAgent({ backend: new LocalShellBackend({ rootDir: '/', inheritEnv: true }) });", errors: [{ messageId: 'tool' }, { messageId: 'reach' }, { messageId: 'sandbox' }] },
    // Tools that run what the model says.
    { code: "import { tool } from 'ai';\nimport { exec } from 'node:child_process';\nexport const shell = tool({ inputSchema, execute: async ({ command }) => exec(command) });", errors: [{ messageId: 'tool', line: 3, column: 22 }] },
    { code: "import { tool } from '@langchain/core/tools';\nimport { execSync } from 'node:child_process';\ntool(async ({ command }) => execSync(`ls ${command}`), { name: 'list', schema });", errors: [{ messageId: 'tool', data: { name: 'The tool "list"', what: 'runs commands of the model', fix: 'Ask before each call' } }] },
    { code: "import { tool } from 'ai';\nimport { exec } from 'node:child_process';\ntool({ inputSchema, execute: async () => exec('git status') });", options: strict, errors: [{ messageId: 'tool' }] },
    { code: 'import { generateText } from "ai"; generateText({ model, allowSystemInMessages: true });', options: { strict: true }, errors: [{ messageId: 'sandbox' }] },
    { code: 'import { tool } from "ai"; import { execSync } from "node:child_process"; tool({ needsApproval: async () => false, execute: async ({ cmd }) => execSync(cmd) });', errors: [{ messageId: 'tool' }] },
    { code: 'import { shellTool } from "@openai/agents"; shellTool({ shell, needsApproval: () => false });', errors: [{ messageId: 'tool' }] },
  ],
});
