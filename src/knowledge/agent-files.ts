import type { FileRow } from './files.ts';

/** MCP servers, per client. Clients' own documentation names the files; a project folder may hold copies of user files. */
const MCP_FILES: readonly FileRow[] = [
  { kind: 'mcp-config', client: 'visual-studio', language: 'jsonc', patterns: ['**/.vs/mcp.json'] },
  { kind: 'mcp-config', client: 'cursor', language: 'jsonc', patterns: ['**/.cursor/mcp.json'] },
  { kind: 'mcp-config', client: 'claude', language: 'jsonc', patterns: ['**/.mcp.json', '**/.claude.json'] },
  { kind: 'mcp-config', client: 'claude-desktop', language: 'jsonc', patterns: ['**/claude_desktop_config.json'] },
  { kind: 'mcp-config', client: 'copilot', language: 'jsonc', patterns: ['**/mcp-config.json', '**/.github/mcp.json', '**/.copilot/mcp.json'] },
  { kind: 'mcp-config', client: 'roo', language: 'jsonc', patterns: ['**/.roo/mcp.json', '**/mcp_settings.json'] },
  { kind: 'mcp-config', client: 'cline', language: 'jsonc', patterns: ['**/cline_mcp_settings.json', '**/.cline/mcp.json'] },
  { kind: 'mcp-config', client: 'amazon-q', language: 'jsonc', patterns: ['**/.amazonq/mcp.json'] },
  { kind: 'mcp-config', client: 'kiro', language: 'jsonc', patterns: ['**/.kiro/settings/mcp.json', '**/.kiro/mcp.json'] },
  { kind: 'mcp-config', client: 'continue', language: 'jsonc', patterns: ['**/.continue/mcpServers/*.json'] },
  { kind: 'mcp-config', client: 'continue', language: 'yaml', patterns: ['**/.continue/mcpServers/*.yaml', '**/.continue/mcpServers/*.yml'] },
  { kind: 'mcp-config', client: 'junie', language: 'jsonc', patterns: ['**/.junie/mcp/mcp.json', '**/.junie/mcp.json'] },
  { kind: 'mcp-config', client: 'trae', language: 'jsonc', patterns: ['**/.trae/mcp.json'] },
  { kind: 'mcp-config', client: 'windsurf', language: 'jsonc', patterns: ['**/.windsurf/mcp.json', '**/mcp_config.json'] },
  { kind: 'mcp-config', client: 'droid', language: 'jsonc', patterns: ['**/.factory/mcp.json'] },
  { kind: 'mcp-config', client: 'gemini', language: 'jsonc', patterns: ['**/gemini-extension.json'] },
  { kind: 'mcp-config', client: 'lm-studio', language: 'jsonc', patterns: ['**/mcp.json', '**/mcp-servers.json', '**/mcp_servers.json'] },
];

/** Hooks: commands that a client runs at events of a session. */
const HOOK_FILES: readonly FileRow[] = [
  { kind: 'agent-hooks', client: 'claude', language: 'jsonc', patterns: ['**/hooks/hooks.json'] },
  { kind: 'agent-hooks', client: 'cursor', language: 'jsonc', patterns: ['**/.cursor/hooks.json'] },
  { kind: 'agent-hooks', client: 'droid', language: 'jsonc', patterns: ['**/.factory/hooks.json'] },
  { kind: 'agent-hooks', client: 'codex', language: 'jsonc', patterns: ['**/.codex/hooks.json'] },
  { kind: 'agent-hooks', client: 'windsurf', language: 'jsonc', patterns: ['**/.windsurf/hooks.json'] },
  { kind: 'agent-hooks', client: 'copilot', language: 'jsonc', patterns: ['**/.github/hooks/*.json'] },
  { kind: 'agent-hooks', client: 'kiro', language: 'jsonc', patterns: ['**/*.kiro.hook'] },
  {
    kind: 'agent-hooks',
    client: 'cline',
    language: 'shell',
    patterns: ['TaskStart', 'TaskResume', 'TaskCancel', 'TaskComplete', 'UserPromptSubmit', 'PreToolUse', 'PostToolUse', 'PreCompact'].map((event) => `**/.clinerules/hooks/${event}`),
  },
];

/** Settings of coding agents: permissions, sandboxes, environments, models. */
const SETTINGS_FILES: readonly FileRow[] = [
  {
    kind: 'agent-settings',
    client: 'claude',
    language: 'jsonc',
    patterns: [
      '**/.claude/settings.json', '**/.claude/settings.local.json', '**/.claude/launch.json', '**/.claude/keybindings.json', '**/managed-settings.json',
      '**/managed-settings.d/*.json', '**/.claude-plugin/plugin.json', '**/.claude-plugin/marketplace.json', '**/.claude-plugin/settings.json',
    ],
  },
  {
    kind: 'agent-settings',
    client: 'cursor',
    language: 'jsonc',
    patterns: ['permissions', 'sandbox', 'cli', 'cli-config', 'environment', 'worktrees', 'settings'].map((name) => `**/.cursor/${name}.json`),
  },
  { kind: 'agent-settings', client: 'gemini', language: 'jsonc', patterns: ['**/.gemini/settings.json', '**/.gemini/trustedFolders.json'] },
  { kind: 'agent-settings', client: 'gemini', language: 'toml', patterns: ['**/.gemini/policies/*.toml'] },
  { kind: 'agent-settings', client: 'gemini', language: 'text', patterns: ['**/.gemini/.env'] },
  { kind: 'agent-settings', client: 'qwen', language: 'jsonc', patterns: ['**/.qwen/settings.json'] },
  { kind: 'agent-settings', client: 'codex', language: 'toml', patterns: ['**/.codex/config.toml', '**/.codex/*.config.toml'] },
  { kind: 'agent-settings', client: 'codex', language: 'text', patterns: ['**/.codex/rules/*.rules'] },
  { kind: 'agent-settings', client: 'opencode', language: 'jsonc', patterns: ['**/opencode.json', '**/opencode.jsonc', '**/.opencode.json'] },
  { kind: 'agent-settings', client: 'aider', language: 'yaml', patterns: ['**/.aider.conf.yml', '**/.aider.conf.yaml'] },
  { kind: 'agent-settings', client: 'zed', language: 'jsonc', patterns: ['**/.zed/settings.json', '**/.zed/tasks.json', '**/.zed/debug.json'] },
  { kind: 'agent-settings', client: 'amazon-q', language: 'jsonc', patterns: ['**/.amazonq/cli-agents/*.json', '**/.amazonq/agents/*.json', '**/.amazonq/settings.json'] },
  { kind: 'agent-settings', client: 'kiro', language: 'jsonc', patterns: ['**/.kiro/agents/*.json', '**/.kiro/settings/*.json'] },
  { kind: 'agent-settings', client: 'copilot', language: 'jsonc', patterns: ['**/.github/copilot/*.json', '**/.copilot/config.json'] },
  { kind: 'agent-settings', client: 'continue', language: 'yaml', patterns: ['**/.continue/*.yaml', '**/.continue/*.yml', '**/.continue/assistants/*.yaml', '**/.continue/agents/*.yaml'] },
  { kind: 'agent-settings', client: 'continue', language: 'jsonc', patterns: ['**/.continue/config.json', '**/.continuerc.json'] },
  { kind: 'agent-settings', client: 'amp', language: 'jsonc', patterns: ['**/.amp/settings.json', '**/.amp/settings.jsonc'] },
  { kind: 'agent-settings', client: 'crush', language: 'jsonc', patterns: ['**/crush.json', '**/.crush.json'] },
  { kind: 'agent-settings', client: 'goose', language: 'yaml', patterns: ['**/.goose/config.yaml', '**/goose/config.yaml'] },
  { kind: 'agent-settings', client: 'droid', language: 'jsonc', patterns: ['**/.factory/settings.json', '**/.factory/settings.local.json', '**/.factory/config.json'] },
  { kind: 'agent-settings', client: 'augment', language: 'jsonc', patterns: ['**/.augment/settings.json', '**/.augment/settings.local.json'] },
  { kind: 'agent-settings', client: 'roo', language: 'yaml', patterns: ['**/.roomodes', '**/.kilocodemodes'] },
];

/** Text that an agent is given at the start of a session or when it touches certain files. */
const INSTRUCTION_FILES: readonly FileRow[] = [
  { kind: 'agent-instructions', client: 'claude', language: 'markdown', patterns: ['**/CLAUDE.md', '**/CLAUDE.local.md', '**/.claude/rules/**/*.md', '**/.claude/output-styles/*.md'] },
  { kind: 'agent-instructions', client: 'gemini', language: 'markdown', patterns: ['**/GEMINI.md'] },
  { kind: 'agent-instructions', client: 'qwen', language: 'markdown', patterns: ['**/QWEN.md'] },
  { kind: 'agent-instructions', client: 'crush', language: 'markdown', patterns: ['**/CRUSH.md'] },
  { kind: 'agent-instructions', client: 'warp', language: 'markdown', patterns: ['**/WARP.md'] },
  { kind: 'agent-instructions', client: 'cursor', language: 'markdown', patterns: ['**/*.mdc', '**/.cursor/rules/**/*.md'] },
  { kind: 'agent-instructions', client: 'copilot', language: 'markdown', patterns: ['**/copilot-instructions.md', '**/*.instructions.md', '**/.github/instructions/**/*.md'] },
  { kind: 'agent-instructions', client: 'windsurf', language: 'markdown', patterns: ['**/.windsurf/rules/**/*.md'] },
  { kind: 'agent-instructions', client: 'roo', language: 'markdown', patterns: ['**/.roo/rules*/**/*.md'] },
  { kind: 'agent-instructions', client: 'roo', language: 'markdown', patterns: ['**/.kilocode/rules*/**/*.md', '**/.kilocode/workflows/**/*.md'] },
  { kind: 'agent-instructions', client: 'cline', language: 'markdown', patterns: ['**/.clinerules/**/*.md'] },
  { kind: 'agent-instructions', client: 'kiro', language: 'markdown', patterns: ['**/.kiro/steering/**/*.md'] },
  { kind: 'agent-instructions', client: 'junie', language: 'markdown', patterns: ['**/.junie/**/*.md'] },
  { kind: 'agent-instructions', client: 'continue', language: 'markdown', patterns: ['**/.continue/rules/**/*.md'] },
  { kind: 'agent-instructions', client: 'amazon-q', language: 'markdown', patterns: ['**/.amazonq/rules/**/*.md'] },
  { kind: 'agent-instructions', client: 'trae', language: 'markdown', patterns: ['**/.trae/rules/**/*.md'] },
  { kind: 'agent-instructions', client: 'augment', language: 'markdown', patterns: ['**/.augment/rules/**/*.md', '**/.augment-guidelines.md'] },
  { kind: 'agent-instructions', client: 'antigravity', language: 'markdown', patterns: ['**/.agent/rules/**/*.md'] },
  { kind: 'agent-instructions', language: 'markdown', patterns: ['**/AGENTS.md', '**/AGENT.md', '**/AGENTS.override.md', '**/AGENTS.local.md', '**/.openhands/microagents/**/*.md'] },
  { kind: 'agent-instructions', client: 'cursor', language: 'text', patterns: ['**/.cursorrules'] },
  { kind: 'agent-instructions', client: 'windsurf', language: 'text', patterns: ['**/.windsurfrules'] },
  { kind: 'agent-instructions', client: 'cline', language: 'text', patterns: ['**/.clinerules'] },
  { kind: 'agent-instructions', client: 'roo', language: 'text', patterns: ['**/.roorules', '**/.roorules-code', '**/.roorules-architect', '**/.roorules-ask', '**/.roorules-debug'] },
  { kind: 'agent-instructions', client: 'goose', language: 'text', patterns: ['**/.goosehints'] },
  { kind: 'agent-instructions', client: 'zed', language: 'text', patterns: ['**/.rules'] },
  { kind: 'agent-instructions', client: 'augment', language: 'text', patterns: ['**/.augment-guidelines'] },
];

/** Skills, commands, prompts and agent definitions: Markdown whose front matter grants tools. */
const COMMAND_FILES: readonly FileRow[] = [
  { kind: 'skill', language: 'markdown', patterns: ['**/SKILL.md', ...['.claude', '.agents', '.github', '.cursor', '.codex', '.gemini', '.opencode'].map((folder) => `**/${folder}/skills/**/*.md`), '**/plugins/**/skills/**/*.md'] },
  { kind: 'agent-command', client: 'claude', language: 'markdown', patterns: ['**/.claude/agents/**/*.md', '**/.claude/commands/**/*.md'] },
  { kind: 'agent-command', client: 'copilot', language: 'markdown', patterns: ['**/*.prompt.md', '**/*.agent.md', '**/*.chatmode.md', '**/.github/prompts/**/*.md', '**/.github/agents/**/*.md', '**/.github/chatmodes/**/*.md'] },
  { kind: 'agent-command', client: 'cursor', language: 'markdown', patterns: ['**/.cursor/commands/**/*.md', '**/.cursor/agents/**/*.md'] },
  { kind: 'agent-command', client: 'gemini', language: 'markdown', patterns: ['**/.gemini/agents/**/*.md', '**/.gemini/commands/**/*.md'] },
  { kind: 'agent-command', client: 'gemini', language: 'toml', patterns: ['**/.gemini/commands/**/*.toml'] },
  { kind: 'agent-command', client: 'qwen', language: 'toml', patterns: ['**/.qwen/commands/**/*.toml'] },
  { kind: 'agent-command', client: 'qwen', language: 'markdown', patterns: ['**/.qwen/commands/**/*.md', '**/.qwen/agents/**/*.md'] },
  { kind: 'agent-command', client: 'codex', language: 'markdown', patterns: ['**/.codex/prompts/**/*.md'] },
  { kind: 'agent-command', client: 'codex', language: 'toml', patterns: ['**/.codex/agents/*.toml'] },
  { kind: 'agent-command', client: 'opencode', language: 'markdown', patterns: ['agent', 'agents', 'command', 'commands'].map((folder) => `**/.opencode/${folder}/**/*.md`) },
  { kind: 'agent-command', client: 'windsurf', language: 'markdown', patterns: ['**/.windsurf/workflows/**/*.md'] },
  { kind: 'agent-command', client: 'antigravity', language: 'markdown', patterns: ['**/.agent/workflows/**/*.md'] },
  { kind: 'agent-command', client: 'roo', language: 'markdown', patterns: ['**/.roo/commands/**/*.md'] },
  { kind: 'agent-command', client: 'kiro', language: 'markdown', patterns: ['**/.kiro/agents/**/*.md', '**/.kiro/prompts/**/*.md'] },
  { kind: 'agent-command', client: 'continue', language: 'markdown', patterns: ['**/.continue/prompts/**/*.md', '**/*.prompt'] },
  { kind: 'agent-command', client: 'droid', language: 'markdown', patterns: ['**/.factory/commands/**/*.md', '**/.factory/droids/**/*.md'] },
  { kind: 'agent-command', client: 'amazon-q', language: 'markdown', patterns: ['**/.amazonq/prompts/**/*.md'] },
  { kind: 'agent-command', language: 'markdown', patterns: ['**/.agents/commands/**/*.md', '**/.agents/agents/**/*.md', '**/plugins/**/agents/**/*.md', '**/plugins/**/commands/**/*.md'] },
];

/** Files of coding agents, most specific first. */
export const AGENT_FILES: readonly FileRow[] = [...HOOK_FILES, ...MCP_FILES, ...SETTINGS_FILES, ...COMMAND_FILES, ...INSTRUCTION_FILES];
