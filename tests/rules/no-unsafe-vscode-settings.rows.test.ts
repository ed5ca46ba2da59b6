import { describe } from 'vitest';

import { PROJECT_ENVIRONMENT } from '../../src/knowledge/project-environment.ts';
import { VSCODE_AGENTS } from '../../src/knowledge/vscode-agents.ts';
import { VSCODE_APPROVAL } from '../../src/knowledge/vscode-approval.ts';
import { VSCODE_CHAT } from '../../src/knowledge/vscode-chat.ts';
import { VSCODE_EXECUTABLES } from '../../src/knowledge/vscode-executables.ts';
import { VSCODE_EXTENSIONS, VSCODE_OTHER, VSCODE_WORKSPACE } from '../../src/knowledge/vscode-files.ts';
import { VSCODE_HIDING, VSCODE_LAYOUT } from '../../src/knowledge/vscode-hiding.ts';
import { VSCODE_LAUNCH } from '../../src/knowledge/vscode-launch.ts';
import { JSON_SCHEMA, VSCODE_NETWORK } from '../../src/knowledge/vscode-network.ts';
import { VSCODE_TASKS } from '../../src/knowledge/vscode-tasks.ts';
import { VSCODE_TERMINAL } from '../../src/knowledge/vscode-terminal.ts';
import { VSCODE_TRUST } from '../../src/knowledge/vscode-trust.ts';
import rule from '../../src/rules/no-unsafe-vscode-settings.ts';
import { testRows } from './rows.ts';

const settings = { filename: '.vscode/settings.json', formats: ['json', 'json-flat'] } as const;
const inside = (member: string) => ({ filename: 'app.code-workspace', wrap: (document: unknown) => ({ folders: [], [member]: document }) });

describe('settings.json', () => {
  for (const rows of [VSCODE_TERMINAL, VSCODE_TRUST, VSCODE_APPROVAL, VSCODE_CHAT, VSCODE_AGENTS, VSCODE_NETWORK, VSCODE_EXECUTABLES, VSCODE_HIDING]) testRows(rule, rows, settings);
});
describe('settings of a workspace file', () => {
  for (const rows of [VSCODE_TERMINAL, VSCODE_TRUST, VSCODE_APPROVAL]) testRows(rule, rows, inside('settings'));
});
describe('settings of a dev container', () => {
  testRows(rule, VSCODE_TERMINAL, { filename: '.devcontainer/devcontainer.json', wrap: (document) => ({ customizations: { vscode: { settings: document } } }) });
});
describe('task runners', () => {
  testRows(rule, PROJECT_ENVIRONMENT, { filename: 'Taskfile.yml', formats: ['yaml'] });
  testRows(rule, PROJECT_ENVIRONMENT, { filename: 'mise.toml', formats: ['toml'] });
});
describe('tasks', () => {
  testRows(rule, VSCODE_TASKS, { filename: '.vscode/tasks.json' });
  testRows(rule, VSCODE_TASKS, inside('tasks'));
});
describe('launch configurations', () => {
  testRows(rule, VSCODE_LAUNCH, { filename: '.vscode/launch.json' });
  testRows(rule, VSCODE_LAUNCH, inside('launch'));
});
describe('extensions', () => {
  testRows(rule, VSCODE_EXTENSIONS, { filename: '.vscode/extensions.json' });
  testRows(rule, VSCODE_EXTENSIONS.slice(0, 1), inside('extensions'));
});
describe('workspace folders', () => testRows(rule, VSCODE_WORKSPACE, { filename: 'app.code-workspace' }));
describe('other files of the editor', () => testRows(rule, VSCODE_OTHER, { filename: '.vscode/keybindings.json' }));
describe('layout', () => testRows(rule, VSCODE_LAYOUT, { filename: '.vscode/tasks.json' }));
describe('$schema', () => {
  testRows(rule, JSON_SCHEMA, { filename: 'package.json' });
  testRows(rule, JSON_SCHEMA, { filename: '.vscode/settings.json' });
});
