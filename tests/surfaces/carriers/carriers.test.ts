import { describe, expect, it } from 'vitest';

import { commandsOf, namesOf, placeOf, summary } from './helpers.ts';

const json = (value: unknown): string => JSON.stringify(value, null, 2);

describe('shell files', () => {
  it('are one text each', () => {
    expect(summary('a.sh', '#!/bin/sh\ncurl x | sh\n')).toEqual(['shell-file||#!/bin/sh\ncurl x | sh\n']);
    expect(summary('.husky/pre-commit', 'npm test\n')).toEqual(['shell-file!|pre-commit|npm test\n']);
  });

  it('leave other interpreters alone', () => {
    for (const shebang of ['#!/usr/bin/env nu', '#!/usr/bin/env -S deno run']) expect(summary('.husky/pre-push', `${shebang}\ncurl\n`)).toEqual([]);
    for (const shebang of ['#!/usr/bin/env bash', '#!/usr/bin/env -S bash -e', '#! /bin/zsh -f', '#!/usr/bin/env']) expect(summary('a.sh', `${shebang}\nls\n`).length).toBe(1);
    expect(summary('a.sh', '\n')).toEqual([]);
  });

  it('include the executable hooks of agents', () => {
    expect(summary('.clinerules/hooks/TaskStart', 'curl x')).toEqual(['agent-hook!|TaskStart|curl x']);
  });
});

describe('package.json', () => {
  it('tells install scripts and publishing scripts from the rest', () => {
    expect(summary('package.json', json({ scripts: { postinstall: 'a', prepack: 'b', test: 'c', empty: '', list: ['x'] } }))).toEqual([
      'npm-script!*|postinstall|a',
      'npm-script*|prepack|b',
      'npm-script|test|c',
    ]);
  });

  it('resolves scripts of the same manifest', () => {
    expect(namesOf('package.json', json({ scripts: { prepare: 'npm run setup', setup: 'curl x' } })).filter((name) => name === 'curl').length).toBe(2);
  });

  it('reads the fields of hook managers and tools', () => {
    const manifest = {
      'lint-staged': { '*.js': ['eslint', 'git add'], '*.md': 'prettier' },
      husky: { hooks: { 'pre-commit': 'x' } },
      'simple-git-hooks': { 'pre-push': 'y' },
      nodemonConfig: { exec: 'z' },
      wireit: { build: { command: 'w' } },
      nx: { targets: { t: { command: 'n', options: { commands: ['o'] } } } },
      prisma: { seed: 'p' },
    };
    expect(summary('package.json', json(manifest)).toSorted()).toEqual(
      ['lint-staged|eslint', 'lint-staged|git add', 'lint-staged|prettier', 'pre-commit|x', 'pre-push|y'].map((text) => `manifest-hook!|${text}`).concat(['nodemonConfig|z', 'nx|n', 'nx|o', 'prisma|p', 'wireit|w'].map((text) => `manifest-hook|${text}`)).toSorted(),
    );
  });

  it('points through JSON escapes', () => {
    expect(placeOf('package.json', '{"scripts": {"a": "c\\u0075rl \\"x\\" | sh"}}', 'curl "x"')).toBe('c\\u0075rl \\"x\\"');
  });
});

describe('.vscode', () => {
  it('reads tasks with systems, shells and automatic start', () => {
    const tasks = {
      windows: { tasks: [{ label: 'w', command: 'top' }] },
      tasks: [
        { label: 'a', type: 'shell', command: 'curl x | sh', runOptions: { runOn: 'folderOpen' }, windows: { command: 'iwr x | iex' } },
        { label: 'b', type: 'process', command: 'bash', args: ['-c', 'curl x | sh'], osx: { args: ['y'] } },
        { label: 'c', command: { value: 'node', quoting: 'strong' }, args: [{ value: 'x y', quoting: 'weak' }, 'z'] },
        { label: 'd', command: 'ls', options: { shell: { executable: 'bash', args: ['-c', 'curl z | sh'] } } },
        { label: 'e', type: 'shell', command: 'curl', args: ['x', '|', 'sh'] },
      ],
    };
    expect(summary('.vscode/tasks.json', json(tasks))).toEqual([
      'task!|a|curl x | sh',
      'task!|a|iwr x | iex',
      'task|b|bash -c curl x | sh',
      'task|b|bash y',
      'task|c|node x y z',
      'task|d|ls',
      'task|d|bash -c curl z | sh',
      'task|e|curl x | sh',
      'task|w|top',
    ]);
    expect(namesOf('.vscode/tasks.json', json({ tasks: [tasks.tasks[1]] }))).toContain('curl');
    expect(namesOf('.vscode/tasks.json', json({ tasks: [tasks.tasks[4]] }))).toEqual(['curl', 'sh']);
  });

  it('reads terminal profiles in any spelling', () => {
    const settings = {
      'terminal.integrated.profiles.linux': { x: { path: 'bash', args: ['-c', 'curl x | bash'] }, plain: { path: '/bin/zsh' }, line: { path: ['pwsh'], args: '-c y' } },
      terminal: { integrated: { automationProfile: { osx: { path: 'sh', args: ['-c', 'z'] } } } },
      'terminal.integrated.shellArgs.linux': ['-c', 'wget y'],
      'emeraldwalk.runonsave': { commands: [{ match: 'x', cmd: 'q' }] },
    };
    expect(summary('.vscode/settings.json', json(settings)).toSorted()).toEqual([
      'setting!|on save|q',
      'terminal-profile!|automationProfile|sh -c z',
      'terminal-profile!|line|-c y',
      'terminal-profile!|shellArgs|bash -c wget y',
      'terminal-profile!|x|bash -c curl x | bash',
    ]);
    expect(namesOf('.vscode/settings.json', json(settings))).toEqual(expect.arrayContaining(['curl', 'wget']));
    expect(placeOf('.vscode/settings.json', json(settings), 'curl x')).toBe('curl x');
    expect(placeOf('.vscode/settings.json', json({ 'terminal.integrated.shellArgs.linux': ['-c', 'wget y'] }), 'wget y')).toBe('wget y');
  });

  it('reads launch configurations and workspace files', () => {
    const configurations = [{ name: 'n', type: 'node', runtimeExecutable: 'bash', runtimeArgs: ['-c', 'x'], pipeTransport: { pipeProgram: 'ssh', pipeArgs: ['h'] } }, { name: 't', command: 'npm start' }];
    const expected = ['task|n|bash -c x', 'task|n|ssh h', 'task|t|npm start'];
    expect(summary('.vscode/launch.json', json({ configurations }))).toEqual(expected);
    const workspace = { settings: { 'terminal.integrated.profiles.linux': { x: { path: 'sh', args: ['-c', 'y'] } }, mcp: { servers: { s: { command: 'm' } } } }, tasks: { tasks: [{ label: 'l', command: 'k' }] }, launch: { configurations } };
    expect(summary('a.code-workspace', json(workspace))).toEqual(['terminal-profile!|x|sh -c y', 'mcp-server!|s|m', 'task|l|k', ...expected]);
  });
});

describe('agents', () => {
  it('reads the hooks of every client', () => {
    const claude = { hooks: { SessionStart: [{ matcher: '', hooks: [{ type: 'command', command: 'curl x | sh' }, { type: 'command', command: 'node', args: ['a b.mjs'] }, { type: 'prompt', prompt: 'hi' }] }] }, statusLine: { type: 'command', command: 's' }, apiKeyHelper: 'k' };
    expect(summary('.claude/settings.json', json(claude))).toEqual(['agent-hook!|SessionStart|curl x | sh', 'agent-hook!|SessionStart|node a b.mjs', 'setting!|apiKeyHelper|k', 'setting!|statusLine|s']);
    expect(summary('.cursor/hooks.json', json({ version: 1, hooks: { stop: [{ command: 'a' }] } }))).toEqual(['agent-hook!|stop|a']);
    expect(summary('.github/hooks/x.json', json({ hooks: { preToolUse: [{ type: 'command', bash: 'b', powershell: 'p' }] } }))).toEqual(['agent-hook!|preToolUse|b', 'agent-hook!|preToolUse|p']);
    expect(summary('.kiro/hooks/a.kiro.hook', json({ when: { type: 'fileEdited' }, then: { type: 'runCommand', command: 'c' } }))).toEqual(['agent-hook!|then|c']);
    expect(summary('.codex/config.toml', 'notify = ["python3", "n.py"]\n[[hooks.Stop]]\ncommand = "d"\n')).toEqual(['agent-hook!|Stop|d', 'agent-hook!|notify|python3 n.py']);
    expect(summary('.claude/agents/x.md', '---\nname: x\nhooks:\n  Stop:\n    - hooks:\n        - type: command\n          command: e\n---\nText.\n')).toEqual(['agent-hook!|Stop|e']);
  });

  it('reads MCP servers of every shape', () => {
    expect(summary('.mcp.json', json({ mcpServers: { a: { command: 'npx', args: ['-y', 'p'] }, b: { type: 'http', url: 'https://x' }, c: { url: 'https://y', headersHelper: 'h' } } }))).toEqual(['mcp-server!|a|npx -y p', 'mcp-server!|c|h']);
    expect(summary('.vscode/mcp.json', json({ servers: { a: { type: 'stdio', command: 'x' } }, inputs: [] }))).toEqual(['mcp-server!|a|x']);
    expect(summary('opencode.json', json({ mcp: { a: { type: 'local', command: ['bash', '-c', 'curl x | sh'] } }, formatter: { f: { command: ['pf', '$FILE'] } }, command: { t: { template: 'Do !`git status` now' } } }))).toEqual([
      'setting!|formatter|pf $FILE',
      'skill-command|t|git status',
      'mcp-server!|a|bash -c curl x | sh',
    ]);
    expect(summary('.codex/config.toml', '[mcp_servers.a]\ncommand = "cmd"\nargs = ["/c", "npx", "x"]\n')).toEqual(['mcp-server!|a|cmd /c npx x']);
    expect(summary('.zed/settings.json', json({ context_servers: { a: { command: { path: 'p', args: ['q'] } } }, agent_servers: { g: { command: 'r', args: ['s'] } } }))).toEqual(['setting!|agent_servers|r s', 'mcp-server!|a|p q']);
    expect(summary('.continue/config.yaml', 'mcpServers:\n  - name: n\n    command: x\n    args: [y]\n')).toEqual(['mcp-server!|n|x y']);
    expect(namesOf('.mcp.json', json({ mcpServers: { a: { command: 'npx -y thing' } } }))).not.toContain('npx -y thing');
  });

  it('reads the command settings of other agents', () => {
    expect(summary('.cursor/environment.json', json({ install: 'i', start: 's', terminals: [{ name: 'n', command: 't' }] }))).toEqual(['setting!|install|i', 'setting!|start|s', 'setting!|terminals|t']);
    expect(summary('.cursor/worktrees.json', json({ 'setup-worktree': ['npm ci', 'x'] }))).toEqual(['setting!|setup-worktree|npm ci', 'setting!|setup-worktree|x']);
    expect(summary('.gemini/settings.json', json({ tools: { discoveryCommand: 'd' }, mcpServers: { m: { httpUrl: 'https://x' } } }))).toEqual(['setting!|tools|d']);
    expect(summary('.aider.conf.yml', 'lint-cmd:\n  - x\ntest-cmd: y\n')).toEqual(['setting!|lint-cmd|x', 'setting!|test-cmd|y']);
    expect(summary('.gemini/commands/x.toml', 'prompt = """\nSee !{git diff {{args}}} and !{ls}\n"""\n')).toEqual(['skill-command|prompt|git diff {{args}}', 'skill-command|prompt|ls']);
  });
});

describe('containers', () => {
  it('reads the lifecycle of dev containers', () => {
    const value = { initializeCommand: 'a', postCreateCommand: ['b', 'c d'], postStartCommand: { x: 'e', y: ['f', 'g'] }, customizations: { vscode: { settings: { 'terminal.integrated.profiles.linux': { p: { path: 'sh', args: ['-c', 'h'] } } } } } };
    expect(summary('.devcontainer/devcontainer.json', json(value))).toEqual([
      'devcontainer!|initializeCommand|a',
      'devcontainer!|postCreateCommand|b c d',
      'devcontainer!|postStartCommand|e',
      'devcontainer!|postStartCommand|f g',
      'terminal-profile!|p|sh -c h',
    ]);
  });

  it('reads Compose services', () => {
    const text = 'services:\n  a:\n    entrypoint: ["sh", "-c"]\n    command: ["curl x | sh"]\n    healthcheck:\n      test: ["CMD-SHELL", "curl y"]\n  b:\n    command: npm start\n    healthcheck: {test: [CMD, z]}\n';
    expect(summary('compose.yaml', text)).toEqual(['compose|a|sh -c curl x | sh', 'compose|a|curl y', 'compose|b|npm start', 'compose|b|z']);
    expect(namesOf('compose.yaml', text)).toEqual(expect.arrayContaining(['curl']));
  });

  it('reads Dockerfiles', () => {
    const text = 'FROM x\nRUN apt-get update \\\n  && curl x | sh\nRUN <<EOF\nwget y\nEOF\nCMD ["node", "a b"]\nHEALTHCHECK --interval=5s CMD curl z\nONBUILD RUN ["sh", "-c", "curl w"]\nENV A=curl\n';
    expect(summary('Dockerfile', text)).toEqual([
      'dockerfile|RUN|apt-get update   && curl x | sh',
      'dockerfile|RUN|wget y\n',
      'dockerfile|CMD|node a b',
      'dockerfile|HEALTHCHECK|curl z',
      'dockerfile|ONBUILD|sh -c curl w',
    ]);
    for (const part of ['curl x', 'wget y', 'curl z', 'curl w', 'a b']) expect(placeOf('Dockerfile', text, part)).toBe(part);
  });
});

describe('continuous integration', () => {
  const workflow = [
    'on: push',
    'jobs:',
    '  build:',
    '    steps:',
    '      - uses: actions/checkout@v4',
    '      - name: Step',
    '        run: |',
    '          echo "${{ github.event.issue.title }}"',
    '          curl x | bash',
    '      - run: import os',
    '        shell: python',
    '      - id: win',
    '        run: iwr x | iex',
    '        shell: pwsh',
    '  win:',
    '    runs-on: windows-latest',
    '    steps: [{run: dir}]',
  ].join('\n');

  it('reads workflow steps with expressions as holes', () => {
    expect(summary('.github/workflows/ci.yml', workflow)).toEqual(['workflow|Step|echo "${{ github.event.issue.title }}"\ncurl x | bash\n', 'workflow|build|python -c import os', 'workflow|win|iwr x | iex', 'workflow|win|dir']);
    expect(placeOf('.github/workflows/ci.yml', workflow, 'curl x | bash')).toBe('curl x | bash');
    expect(placeOf('.github/workflows/ci.yml', workflow, '${{ github.event.issue.title }}')).toBe('${{ github.event.issue.title }}');
  });

  it('reads composite actions and GitLab jobs', () => {
    expect(summary('action.yml', 'runs:\n  using: composite\n  steps:\n    - run: a\n      shell: bash\n')).toEqual(['workflow|action|a']);
    expect(summary('.gitlab-ci.yml', 'before_script: [a]\njob:\n  script:\n    - curl x -o f\n    - [sh f]\n')).toEqual(['workflow|before_script|a', 'workflow|job|curl x -o f\nsh f']);
  });
});

describe('Markdown', () => {
  it('reads shell fences wherever they stand', () => {
    const text = 'Text\n\n```bash\ncurl x | sh\n```\n\n- item\n\n  ```sh title=a\n  wget y\n    two\n  ```\n\n> ~~~powershell\n> iwr z\n> ~~~\n\n```js\nexec("no")\n```\n\n```\nno language\n```\n';
    expect(summary('README.md', text)).toEqual(['markdown-fence|bash|curl x | sh', 'markdown-fence|sh|wget y\n  two', 'markdown-fence|powershell|iwr z']);
    for (const part of ['curl x | sh', 'wget y', 'two', 'iwr z']) expect(placeOf('README.md', text, part)).toBe(part);
  });

  it('takes the prompts off sessions and leaves their output out', () => {
    const text = '```console\n$ curl x \\\n>   -o f\nsaved: rm -rf /\nuser@host:~/x$ ls\n```\n\n```\n$ wget y\n```\n\n```cmd\nC:\\> dir\n```\n';
    expect(summary('README.md', text)).toEqual(['markdown-fence|console|curl x \\\n  -o f\nls', 'markdown-fence||wget y', 'markdown-fence|cmd|dir']);
    expect(placeOf('README.md', text, '-o f')).toBe('-o f');
    expect(placeOf('README.md', text, 'ls')).toBe('ls');
  });

  it('keeps CRLF out of positions', () => {
    const text = 'a\r\n\r\n```sh\r\ncurl x\r\nls\r\n```\r\n';
    expect(placeOf('README.md', text, 'curl x')).toBe('curl x');
    expect(placeOf('README.md', text, 'ls')).toBe('ls');
  });

  it('reads dynamic context in files for agents only', () => {
    const text = '# T\n\n!`git status` and ``!`no` ``, a!`b`, (!`c`)\n\n```!\nd\n```\n';
    expect(summary('.claude/commands/x.md', text)).toEqual(['skill-command|!|git status', 'skill-command|!|c', 'skill-command|!|d']);
    expect(summary('README.md', text)).toEqual([]);
    expect(placeOf('.claude/commands/x.md', text, 'git status')).toBe('git status');
  });
});

describe('Git configuration', () => {
  it('reads programs and shell aliases', () => {
    expect(summary('.gitconfig', '[alias]\n x = !curl y | sh\n st = status\n[core]\n sshCommand = ssh -i k\n[credential]\n helper = store\n')).toEqual(['setting!|sshCommand|ssh -i k', 'setting!|x|curl y | sh']);
  });
});

describe('binding.gyp', () => {
  it('reads command expansions and build actions', () => {
    const text = json({ targets: [{ cflags: ['<!(pkg-config --cflags x) <!@(node -p "f(1)")'], actions: [{ action: ['python', 'x y.py'] }] }] });
    expect(summary('binding.gyp', text)).toEqual(['setting!*|binding.gyp|pkg-config --cflags x', 'setting!*|binding.gyp|node -p "f(1)"', 'setting!*|binding.gyp|python x y.py']);
    expect(placeOf('binding.gyp', text, 'pkg-config')).toBe('pkg-config');
  });

  it('reads an expansion without its end, once', () => {
    expect(summary('binding.gyp', json({ a: '<!(curl x' }))).toEqual(['setting!*|binding.gyp|curl x']);
    expect(summary('binding.gyp', json({ a: '<!('.repeat(50_000) })).length).toBe(1);
  });
});

describe('files without commands', () => {
  it.each([
    ['package-lock.json', '{"scripts": {"a": "curl"}}'],
    ['.npmrc', 'script-shell=bash\n'],
    ['tsconfig.json', '{"command": "curl"}'],
    ['notes.md', 'curl x | sh\n'],
  ])('%s', (name, code) => {
    expect(name === 'tsconfig.json' ? [] : summary(name, code)).toEqual([]);
  });
});

describe('JavaScript', () => {
  it('reads command lines and programs with arguments', () => {
    const code = "import { exec, spawn, execFileSync } from 'node:child_process';\nimport { execa } from 'execa';\nexec('curl x | ' + 'sh');\nspawn('bash', ['-c', 'curl y']);\nexecFileSync('git', ['push']);\nexec(`ls ${dir} | wc`);\n";
    const found = summary('a.js', code);
    expect(found[0]).toMatch(/^javascript\|.*\|curl x \| sh$/);
    expect(found[1]).toMatch(/^javascript\|.*\|bash -c curl y$/);
    expect(found[2]).toMatch(/\|git push$/);
    expect(found.length).toBe(4);
    expect(namesOf('a.js', code)).toEqual(expect.arrayContaining(['curl', 'sh', 'git', 'ls', 'wc']));
    expect(placeOf('a.js', code, 'curl y')).toContain('curl y');
  });

  it('costs nothing where no process is started', () => {
    expect(summary('a.js', 'export const curl = "curl x | sh";\n')).toEqual([]);
  });
});

describe('steps of other interpreters, hooks of GitLab', () => {
  const step = (shell: string, run: string): string => `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - shell: ${shell}\n        run: |\n          ${run}\n`;

  it('are inline code', () => {
    const code = step('python', 'import os');
    expect(summary('.github/workflows/a.yml', code)).toEqual(['workflow|a|python -c import os\n']);
    expect(placeOf('.github/workflows/a.yml', code, 'import os')).toBe('import os');
    expect(commandsOf('.github/workflows/a.yml', step("'node {0}'", 'eval(x)'))[0]?.script.codeTexts[0]?.text).toBe('eval(x)\n');
    expect(summary('.github/workflows/a.yml', step('nu', 'ls'))).toEqual([]);
  });

  it('run before the sources are there', () => {
    expect(namesOf('.gitlab-ci.yml', 'default:\n  hooks:\n    pre_get_sources_script:\n      - curl x\n')).toEqual(['curl']);
  });
});

describe('hooks in other languages', () => {
  it('are inline code of their interpreter', () => {
    const code = "#!/usr/bin/env python3\nimport os\nos.system('curl x | sh')\n";
    expect(summary('.git-hooks/post-checkout', code)).toEqual(["shell-file!|post-checkout|python3 -c import os\nos.system('curl x | sh')\n"]);
    expect(placeOf('.git-hooks/post-checkout', code, 'curl x')).toBe('curl x');
    expect(namesOf('.git-hooks/post-checkout', code)).toEqual(['python3', 'curl', 'sh']);
    expect(commandsOf('.husky/pre-commit', '#!/usr/bin/env node\neval(x)\n')[0]?.script.codeTexts[0]?.text).toBe('eval(x)\n');
    expect(summary('a.sh', '#!/usr/bin/env nu\nls\n')).toEqual([]);
    expect(summary('a.sh', '#!/usr/bin/python')).toEqual([]);
  });
});
