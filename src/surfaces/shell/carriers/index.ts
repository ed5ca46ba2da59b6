import type { FileContext } from '../../file-context.ts';
import { dockerfileTree } from '../../settings/dockerfile-tree.ts';
import type { SettingNode } from '../../settings/index.ts';
import type { CommandText, ShellCarrier } from '../command-text.ts';
import { agentCommands, promptCommands, serverCommands } from './agents.ts';
import { gitlabCommands, pipelineCommands, workflowCommands } from './ci.ts';
import { composeCommands, devcontainerCommands, dockerfileCommands } from './containers.ts';
import { withEnvironments } from './environments.ts';
import { gitConfigCommands } from './git-config.ts';
import { gypCommands } from './gyp.ts';
import { appveyorCommands, cloudBuildCommands, hostCommands, jenkinsCommands, procfileCommands } from './hosts.ts';
import { javascriptCommands } from './javascript.ts';
import { jetbrainsCommands } from './jetbrains.ts';
import { manifestCommands } from './manifest.ts';
import { markdownCommands, plainCommands } from './markdown.ts';
import { shellFileCommands, windowsFileCommands } from './shell-files.ts';
import { justfileCommands } from './justfile.ts';
import { makefileCommands } from './makefile.ts';
import { OTHER_MANAGERS } from './other-managers.ts';
import { hookManagerCommands, taskRunnerCommands } from './task-runners.ts';
import { launchCommands, taskCommands, terminalCommands } from './vscode.ts';

/**
 * Every command text of a file, whatever carries it, with its exact place in the source. A file of a kind that
 * carries none costs nothing; scripts are parsed when a rule looks at them.
 */
export function commandTexts(file: FileContext): readonly CommandText[] {
  switch (file.language) {
    case 'javascript':
      return javascriptCommands(file);
    case 'shell':
      return shellFileCommands(file);
    case 'markdown':
      return [...frontMatterCommands(file), ...markdownCommands(file)];
    case 'text':
      if (file.kind === 'makefile') return makefileCommands(file);
      if (file.kind === 'justfile') return justfileCommands(file);
      if (file.kind === 'windows-script') return windowsFileCommands(file);
      if (file.kind === 'jetbrains') return jetbrainsCommands(file);
      if (file.kind === 'pipeline') return jenkinsCommands(file);
      if (file.kind === 'task-runner') return procfileCommands(file);
      return file.kind === 'dockerfile' ? dockerfileTexts(file.sourceCode.text) : [...plainCommands(file), ...settingsCommands(file)];
    default:
      return settingsCommands(file);
  }
}

/** The commands of a Dockerfile, with what its `ENV` and `ARG` set. */
function dockerfileTexts(text: string): readonly CommandText[] {
  return withEnvironments(dockerfileCommands(text), () => dockerfileTree(text), text, 'dockerfile');
}

/** Front matter of agents, skills and commands may declare hooks and servers. */
function frontMatterCommands(file: FileContext): readonly CommandText[] {
  const { text } = file.sourceCode;
  return text.startsWith('---') && /\b(?:hooks|command|mcp-?servers)\b/i.test(text.slice(0, 262_144)) ? withSettings(file, (root) => agentCommands(root, file.kind)) : [];
}

function settingsCommands(file: FileContext): readonly CommandText[] {
  const read = READERS.get(file.kind);
  return read ? withSettings(file, (root) => withEnvironments(read(root, file), () => root, file.sourceCode.text, CARRIERS.get(file.kind) ?? 'setting')) : [];
}

/** What carries the commands that stand in variables of a file. */
const CARRIERS: ReadonlyMap<FileContext['kind'], ShellCarrier> = new Map<FileContext['kind'], ShellCarrier>([
  ['workflow', 'workflow'], ['action', 'workflow'], ['gitlab-ci', 'workflow'], ['pipeline', 'workflow'], ['compose', 'compose'], ['devcontainer', 'devcontainer'], ['mcp-config', 'mcp-server'], ['vscode-tasks', 'task'], ['vscode-launch', 'task'],
]);

function withSettings(file: FileContext, read: (root: SettingNode) => readonly CommandText[]): readonly CommandText[] {
  const root = file.settings();
  return root ? read(root) : [];
}

type Reader = (root: SettingNode, file: FileContext) => readonly CommandText[];

const agentReader: Reader = (root, { kind }) => agentCommands(root, kind);
const editorReader: Reader = (root, { kind }) => [...terminalCommands(root), ...serverCommands(root, kind)];

const APPVEYOR = /(?:^|\/)\.?appveyor\.ya?ml$/;
const CLOUD_BUILD = /(?:^|\/)cloudbuild(?:\.[\w-]{1,40})?\.ya?ml$/;

/** Which carriers a kind of settings file can hold. */
const READERS: ReadonlyMap<FileContext['kind'], Reader> = new Map<FileContext['kind'], Reader>([
  ['package-json', manifestCommands],
  ['binding-gyp', gypCommands],
  ['vscode-settings', editorReader],
  ['vscode-tasks', (root) => taskCommands(root)],
  ['vscode-launch', (root) => launchCommands(root)],
  ['vscode-other', editorReader],
  ['code-workspace', (root, file) => [...editorReader(root, file), ...taskCommands(root, 'tasks'), ...launchCommands(root, 'launch.')]],
  ['devcontainer', (root, file) => [...devcontainerCommands(root), ...editorReader(root, file)]],
  ['compose', composeCommands],
  ['workflow', workflowCommands],
  ['action', workflowCommands],
  ['gitlab-ci', gitlabCommands],
  ['pipeline', (root, { path }) => (APPVEYOR.test(path.slice(-40)) ? appveyorCommands(root) : CLOUD_BUILD.test(path.slice(-80)) ? cloudBuildCommands(root) : pipelineCommands(root))],
  ['git-config', gitConfigCommands],
  ['hook-manager', (root, { path }) => hookManagerCommands(root, path)],
  ['task-runner', (root, { path }) => hostCommands(root, path) ?? taskRunnerCommands(root)],
  ...OTHER_MANAGERS,
  ['mcp-config', agentReader],
  ['agent-settings', agentReader],
  ['agent-hooks', agentReader],
  ['agent-command', (root, { kind }) => [...promptCommands(root), ...agentCommands(root, kind)]],
  ['skill', agentReader],
  // Files that no row names may hold MCP servers all the same.
  ['other', (root, { kind }) => serverCommands(root, kind)],
]);
