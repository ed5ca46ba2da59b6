import { describe } from 'vitest';

import { CLAUDE_PERMISSIONS } from '../../src/knowledge/agent-claude-permissions.ts';
import { CLAUDE_SANDBOX } from '../../src/knowledge/agent-claude-sandbox.ts';
import { CLAUDE_SETTINGS } from '../../src/knowledge/agent-claude-settings.ts';
import { CODEX_SETTINGS } from '../../src/knowledge/agent-codex.ts';
import { CURSOR_SETTINGS } from '../../src/knowledge/agent-cursor.ts';
import { AGENT_ENV } from '../../src/knowledge/agent-env.ts';
import { FRONT_MATTER_ROWS } from '../../src/knowledge/agent-front-matter.ts';
import { GEMINI_SETTINGS } from '../../src/knowledge/agent-gemini.ts';
import { AGENT_HOOKS } from '../../src/knowledge/agent-hooks.ts';
import { OPENCODE_SETTINGS } from '../../src/knowledge/agent-opencode.ts';
import { AIDER_SETTINGS, AMAZON_SETTINGS, AMP_SETTINGS, CONTINUE_SETTINGS, COPILOT_SETTINGS, CRUSH_SETTINGS, DROID_SETTINGS, TRUSTED_FOLDERS, WORKFLOW_ROWS, ZED_SETTINGS } from '../../src/knowledge/agent-others.ts';
import rule from '../../src/rules/no-unsafe-agent-settings.ts';
import { testRows } from './rows.ts';

const claude = { filename: '.claude/settings.json' };

describe('Claude Code', () => {
  for (const rows of [CLAUDE_PERMISSIONS, CLAUDE_SETTINGS, CLAUDE_SANDBOX]) testRows(rule, rows, claude);
});
describe('environment', () => {
  testRows(rule, AGENT_ENV.filter(({ id }) => id !== 'C5-7'), claude);
  testRows(rule, AGENT_ENV.filter(({ id }) => id !== 'C5-7').slice(0, 3), { filename: '.claude/settings.local.json' });
});
describe('variables of Gemini CLI', () => testRows(rule, AGENT_ENV.filter(({ id }) => id === 'C5-7'), { filename: '.gemini/settings.json' }));
describe('hooks', () => {
  testRows(rule, AGENT_HOOKS, { ...claude, member: 'SessionStart' });
  testRows(rule, AGENT_HOOKS.slice(0, 3), { filename: '.codex/config.toml', formats: ['toml'] });
});
describe('Cursor', () => testRows(rule, CURSOR_SETTINGS, { filename: '.cursor/permissions.json' }));
describe('Gemini CLI', () => testRows(rule, GEMINI_SETTINGS, { filename: '.gemini/settings.json' }));
describe('Codex', () => testRows(rule, CODEX_SETTINGS, { filename: '.codex/config.toml', formats: ['toml'] }));
describe('opencode', () => testRows(rule, OPENCODE_SETTINGS, { filename: 'opencode.json' }));
describe('Aider', () => testRows(rule, AIDER_SETTINGS, { filename: '.aider.conf.yml', formats: ['yaml'] }));
describe('Zed', () => testRows(rule, ZED_SETTINGS, { filename: '.zed/settings.json' }));
describe('Amazon Q and Kiro', () => {
  testRows(rule, AMAZON_SETTINGS, { filename: '.amazonq/cli-agents/a.json' });
  testRows(rule, AMAZON_SETTINGS, { filename: '.kiro/agents/a.json' });
});
describe('Copilot', () => {
  testRows(rule, COPILOT_SETTINGS, { filename: '.copilot/config.json' });
  testRows(rule, WORKFLOW_ROWS, { filename: '.github/workflows/copilot-setup-steps.yml', formats: ['yaml'] });
});
describe('Continue', () => {
  testRows(rule, CONTINUE_SETTINGS, { filename: '.continue/config.yaml', formats: ['yaml'] });
  testRows(rule, CONTINUE_SETTINGS, { filename: '.continue/config.json' });
});
describe('other agents', () => {
  testRows(rule, CRUSH_SETTINGS, { filename: 'crush.json' });
  testRows(rule, AMP_SETTINGS, { filename: '.amp/settings.json' });
  testRows(rule, DROID_SETTINGS, { filename: '.factory/settings.json' });
  testRows(rule, TRUSTED_FOLDERS, { filename: '.gemini/trustedFolders.json' });
});
describe('front matter', () => testRows(rule, FRONT_MATTER_ROWS, { filename: '.qwen/commands/a.toml', formats: ['toml'] }));
