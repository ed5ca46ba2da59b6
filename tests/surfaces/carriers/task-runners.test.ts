import { describe, expect, it } from 'vitest';

import { namesOf, placeOf, summary } from './helpers.ts';

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
  it('hold one command text a recipe line, without its prefixes', () => {
    expect(summary('Makefile', 'A := $(shell ls)\nall: build\n\t@echo a\n\t-rm b \\\n\t  c\n\nbuild:\n\tx\n')).toEqual(['task|all|echo a', 'task|all|rm b \\\n\t  c', 'task|build|x']);
    expect(summary('rules.mk', 'x\ny: z\n')).toEqual([]);
  });

  it('pass on $$ as $ and keep variables of make as holes', () => {
    expect(summary('Makefile', 'a:\n\trm -rf $$HOME/$(DIR) ${X} $@\n')[0]).toMatch(/rm -rf \$HOME\//);
    expect(summary('Makefile', 'a:\n\trm -rf $$HOME/$(DIR\n')).toHaveLength(1);
  });

  it('pass on inherited variables that the file does not set', () => {
    expect(summary('Makefile', 'a:\n\trm -rf $(HOME)/x $(NPM_TOKEN) $(BUILD)\n')[0]).toMatch(/rm -rf \$\{HOME\}\/x \$\{NPM_TOKEN\} \$\(BUILD\)/);
    expect(summary('Makefile', 'HOME := build/home\nexport NPM_TOKEN ?= none\na:\n\trm -rf $(HOME)/x ${NPM_TOKEN}\n')[0]).toMatch(/rm -rf \$\(HOME\)\/x \$\{NPM_TOKEN\}/);
  });

  it('point at the source', () => {
    const text = 'a:\n\t@echo $$X $$Y | curl z\n';
    expect(placeOf('Makefile', text, 'curl z')).toBe('curl z');
  });
});
