import { describe, expect, it } from 'vitest';

import { commandsOf, namesOf, placeOf, summary } from './helpers.ts';

describe('hook managers', () => {
  it('run the commands, jobs and scripts of lefthook', () => {
    const text = 'pre-commit:\n  commands:\n    lint:\n      run: npx eslint {staged_files}\n  jobs:\n    - run: a\n    - group:\n        jobs:\n          - run: b\n  scripts:\n    "c.sh":\n      runner: bash\n';
    expect(summary('lefthook.yml', text).toSorted()).toEqual(['a', 'b', 'bash', 'npx eslint {staged_files}'].map((run) => `manifest-hook!|pre-commit|${run}`).toSorted());
  });

  it('run the entries of pre-commit', () => {
    expect(namesOf('.pre-commit-config.yaml', 'repos:\n  - repo: local\n    hooks:\n      - id: x\n        entry: bash -c "curl x"\n')).toContain('curl');
    expect(summary('.pre-commit-config.yaml', 'repos:\n  - repo: https://example.com/x\n    rev: v1\n    hooks:\n      - id: x\n')).toEqual([]);
  });
});

describe('task runners', () => {
  it('run what stands under tasks, in every form', () => {
    const text = "version: '3'\nvars:\n  V:\n    sh: v\ntasks:\n  short: a\n  list: [b]\n  build:\n    cmds:\n      - c\n      - cmd: d\n      - task: other\n    preconditions:\n      - sh: e\n";
    expect(summary('Taskfile.yml', text).map((line) => line.slice(line.lastIndexOf('|') + 1)).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'v']);
  });

  it('run the tasks of mise', () => {
    expect(namesOf('mise.toml', '[tasks.setup]\nrun = "curl x | sh"\n')).toEqual(['curl', 'sh']);
  });
});

describe('Makefiles', () => {
  it('hold one command text a recipe, its lines without their prefixes, and what make runs itself', () => {
    expect(summary('Makefile', 'A := $(shell ls)\nall: build\n\t@echo a\n\t-rm b \\\n\t  c\n\nbuild:\n\tx\n')).toEqual(['task|shell|ls', 'task|all|echo a\nrm b \\\n\t  c', 'task|build|x']);
    expect(summary('Makefile', '# X := $(shell a)\nX := ${shell b | (c) $(D) $$E}\nY := $(strip $(shell d\n')[0]).toBe('task|shell|b | (c) $(D) $E');
    expect(summary('rules.mk', 'x\ny: z\n')).toEqual([]);
  });

  it('pass on $$ as $ and keep variables of make as holes', () => {
    expect(summary('Makefile', 'a:\n\trm -rf $$HOME/$(DIR) ${X} $@\n')[0]).toMatch(/rm -rf \$HOME\//);
    expect(summary('Makefile', 'a:\n\trm -rf $$HOME/$(DIR\n')).toHaveLength(1);
  });

  it('pass on inherited variables that the file does not set', () => {
    expect(summary('Makefile', 'a:\n\trm -rf $(HOME)/x $(NPM_TOKEN) $(BUILD)\n')[0]).toMatch(/rm -rf \$\{HOME\}\/x \$\{NPM_TOKEN\} \$\(BUILD\)/);
    expect(summary('Makefile', 'HOME := build/home\nexport NPM_TOKEN ?= none\na:\n\trm -rf $(HOME)/x ${NPM_TOKEN}\n').join('\n')).toMatch(/rm -rf build\/home\/x \$\{NPM_TOKEN\}/);
  });

  it('point at the source', () => {
    const text = 'a:\n\t@echo $$X $$Y | curl z\n';
    expect(placeOf('Makefile', text, 'curl z')).toBe('curl z');
  });
});

describe('justfiles', () => {
  const just = 'set dotenv-load\nversion := `git describe`\nexport OS := shell("uname -s")\n\n# builds\n[group("x")]\nbuild target="all": deps\n    @echo {{target}}\n    -rm -rf dist\n\n    npm run build\n\n@check:\n\tnpm test\n\nrelease:\n    #!/usr/bin/env bash\n    set -e\n    npm pack\n\nplot:\n    #!/usr/bin/env python3\n    import os\n';

  it('hold one command text a recipe and one for each back-tick', () => {
    expect(summary('justfile', just)).toEqual(['task|version|git describe', 'task|OS|uname -s', 'task|build|echo {{target}}\nrm -rf dist\nnpm run build', 'task|check|npm test', 'task|release|set -e\nnpm pack']);
    expect(summary('x.just', 'alias b := build\nmod x\nimport "y.just"\n')).toEqual([]);
  });

  it('tell the shell that they set', () => {
    expect(commandsOf('Justfile', 'set shell := ["pwsh", "-c"]\na:\n  iwr x | iex\n')[0]?.script.dialect).toBe('powershell');
    expect(commandsOf('.justfile', 'a:\n  rm {{x}} {{{{y}}\n')[0]?.source.holes).toEqual([[3, 8]]);
  });

  it('point at the source', () => {
    expect(placeOf('justfile', just, 'rm -rf dist')).toBe('rm -rf dist');
    expect(placeOf('justfile', just, 'uname -s')).toBe('uname -s');
  });
});
