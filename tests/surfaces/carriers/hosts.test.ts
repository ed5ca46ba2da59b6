import { describe, expect, it } from 'vitest';

import { commandsOf, namesOf, placeOf, summary } from './helpers.ts';

const texts = (filename: string, code: string): readonly string[] => commandsOf(filename, code).map(({ source }) => source.text);

describe('files of hosts, bundlers and bots', () => {
  it.each([
    ['wrangler.toml', 'name = "x"\n[build]\ncommand = "curl x | sh"\n[env.prod.build]\ncommand = "b"\n', ['curl x | sh', 'b']],
    ['wrangler.jsonc', '{ "build": { "command": "a" }, "vars": { "command": "no" } }', ['a']],
    ['src-tauri/tauri.conf.json', '{ "build": { "beforeDevCommand": "a", "beforeBuildCommand": { "script": "b", "cwd": ".." } }, "identifier": "x" }', ['a', 'b']],
    ['tauri.linux.conf.json', '{ "build": { "beforeBundleCommand": "a" } }', ['a']],
    ['railway.json', '{ "build": { "buildCommand": "a" }, "deploy": { "startCommand": "b", "preDeployCommand": ["c"] } }', ['a', 'b', 'c']],
    ['render.yaml', 'services:\n  - type: web\n    buildCommand: a\n    startCommand: b\n', ['a', 'b']],
    ['fly.toml', 'app = "x"\n[deploy]\nrelease_command = "a"\n[processes]\nweb = "b"\n', ['a', 'b']],
    ['app.json', '{ "name": "x", "scripts": { "postdeploy": "a", "pr-predestroy": { "command": "b" } } }', ['a', 'b']],
    ['app.json', '{ "expo": { "name": "x", "plugins": ["y"] } }', []],
    ['devbox.json', '{ "shell": { "init_hook": ["a", "b"], "scripts": { "test": "c" } } }', ['a', 'b', 'c']],
    ['nixpacks.toml', '[phases.setup]\ncmds = ["a", "b"]\n[start]\ncmd = "c"\n', ['a', 'b', 'c']],
    ['renovate.json', '{ "postUpgradeTasks": { "commands": ["a"] }, "packageRules": [{ "postUpgradeTasks": { "commands": ["b"] } }] }', ['a', 'b']],
    ['.releaserc.json', '{ "plugins": ["@semantic-release/npm", ["@semantic-release/exec", { "prepareCmd": "a", "publishCmd": "b" }]] }', ['a', 'b']],
    ['.releaserc', 'plugins:\n  - - "@semantic-release/exec"\n    - successCmd: a\n', ['a']],
    ['.release-it.json', '{ "hooks": { "before:init": ["a", "b"], "after:release": "c" }, "git": { "commitMessage": "no" } }', ['a', 'b', 'c']],
    ['.release-it.yml', 'hooks:\n  after:bump: a\n', ['a']],
    ['package.json', '{ "release": { "plugins": ["x", ["@semantic-release/exec", { "prepareCmd": "a" }]] }, "release-it": { "hooks": { "before:init": ["b"], "after:bump": "c" } } }', ['a', 'b', 'c']],
    ['nx.json', '{ "targetDefaults": { "build": { "options": { "commands": ["a", { "command": "b" }] } }, "test": { "cache": true } } }', ['a', 'b']],
    ['angular.json', '{ "projects": { "x": { "architect": { "y": { "options": { "command": "a" } }, "serve": { "options": { "port": 1 } } } } } }', ['a']],
    ['.pre-commit-config.yaml', 'repos:\n  - repo: local\n    hooks:\n      - { id: a, entry: sh, args: ["-c", "b | c"] }\n      - { id: d, entry: npx eslint --fix }\n', ['sh -c b | c', 'npx eslint --fix']],
    ['compose.yaml', 'services:\n  a:\n    build:\n      dockerfile_inline: |\n        FROM x\n        RUN a b\n    develop:\n      watch:\n        - { action: sync+exec, path: ., exec: { command: c d } }\n', ['a b', 'c d']],
    ['.replit', 'run = "a"\nonBoot = ["sh", "-c", "b"]\n[deployment]\nbuild = ["c", "d"]\n', ['a', 'sh -c b', 'c d']],
  ])('%s', (filename, code, expected) => {
    expect(texts(filename, code).toSorted()).toEqual([...expected].toSorted());
  });

  it('keep the place of a Dockerfile inside of a setting', () => {
    expect(placeOf('compose.yaml', 'services:\n  a:\n    build:\n      dockerfile_inline: |\n        FROM x\n        RUN curl z | sh\n', 'curl z')).toBe('curl z');
  });

  it('put what a Makefile sets once in, and run what it assigns by a command', () => {
    const code = 'GET := curl -s a\nTWO = a\nTWO = b\nADD = a\nADD += b\nREF = $(GET) x\nDIR ?= out # c\nOUT != uname -s\nall:\n\t@$(GET) | $(SHELL) $(TWO) $(ADD) $(REF) $(DIR)\n\t$(RM) -r ${GET}\n';
    expect(texts('Makefile', code)).toEqual(['uname -s', 'curl -s a | sh $(TWO) $(ADD) $(REF) $(DIR)\nrm -f -r curl -s a']);
    expect(texts('Makefile', 'PREFIX ?= /usr\nall:\n\tinstall x $(PREFIX)/bin\n')).toEqual(['install x $(PREFIX)/bin']);
    expect(texts('Makefile', 'RM = trash\nall:\n\t$(RM) x\n')).toEqual(['trash x']);
    expect(placeOf('Makefile', code, '| sh')).toBe('| $(SHELL)');
  });

  it('take PowerShell for the default shell of Windows', () => {
    const texts = summary('.vscode/settings.json', '{ "terminal.integrated.shellArgs.windows": ["-Command", "a"], "terminal.integrated.shellArgs.linux": ["-c", "b"] }');
    expect(texts).toEqual(['terminal-profile!|shellArgs|powershell -Command a', 'terminal-profile!|shellArgs|bash -c b']);
  });

  it('run what a Procfile lists', () => {
    expect(summary('Procfile', 'web: node server.js\n# worker: no\nworker: a | b\n')).toEqual(['task|web|node server.js', 'task|worker|a | b']);
    expect(placeOf('Procfile', 'web: a\nx: curl z | sh\n', 'curl z')).toBe('curl z');
  });
});

describe('pipelines of further hosts', () => {
  it('AppVeyor names the shell of a step', () => {
    expect(texts('appveyor.yml', 'install:\n  - npm ci\n  - ps: Install-Product node 22\nbuild: off\ntest_script:\n  - cmd: npm test\n  - sh: c\n')).toEqual(['npm ci', 'Install-Product node 22', 'npm test', 'c']);
  });

  it('Cloud Build starts programs and scripts', () => {
    expect(texts('cloudbuild.yaml', "steps:\n  - name: gcr.io/x\n    entrypoint: bash\n    args: ['-c', 'curl x | sh']\n  - name: y\n    script: a\n  - name: z\n    args: [build]\n")).toEqual(['bash -c curl x | sh', 'a']);
    expect(namesOf('cloudbuild.yaml', "steps:\n  - name: x\n    entrypoint: bash\n    args: ['-c', 'curl x | sh']\n")).toContain('curl');
  });

  it('a Jenkinsfile hands strings of every form to a shell', () => {
    const text = [
      'pipeline {', '  agent any', '  stages { stage("a") { steps {', "    sh 'one'", '    sh "two ${env.X}"', "    sh(script: 'three', returnStdout: true)", "    sh label: 'Build', script: '''", '      four', "    '''",
      "    sh(returnStdout: true, script: 'five').trim()", "    bat 'six'", '    powershell "seven"', '    echo "sh \'no\'"', '    def push = mysh "no"', '  } } }', '}',
    ].join('\n');
    expect(texts('Jenkinsfile', text).map((script) => script.trim())).toEqual(['one', 'two ${env.X}', 'three', 'four', 'five', 'six', 'seven']);
    expect(commandsOf('Jenkinsfile', text)[1]?.source.holes).toEqual([[4, 12]]);
    expect(placeOf('Jenkinsfile', text, 'four')).toBe('four');
  });

  it('share the names of credentials with Groovy', () => {
    expect(commandsOf('Jenkinsfile', 'sh "a $TOKEN ${NPM_TOKEN} ${env.X} $name"')[0]?.source.holes).toEqual([[22, 30], [31, 36]]);
  });

  it('end at the end of a line or file that no quotation mark closes', () => {
    expect(texts('Jenkinsfile', "sh 'open\nsh 'next'")).toEqual(['open', 'next']);
    expect(texts('Jenkinsfile', "sh '''open\\")).toHaveLength(1);
    expect(texts('Jenkinsfile', 'sh "')).toEqual([]);
  });
});
