// `npm run new no-some-threat`: writes the rule, its test and its page, lists the rule and generates the docs. What it
// writes is green as it stands: the rule reports a mark, the test and the page show it.
// `--into <folder>` only writes the three files, below that folder.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const [name, flag, into] = process.argv.slice(2);
if (!/^no(?:-[a-z]+)+$/.test(name ?? '') || (flag !== undefined && flag !== '--into')) {
  console.error('Usage: npm run new no-<threat>   (kebab-case letters, named for the threat)');
  process.exit(2);
}
const words = name.slice('no-'.length).replaceAll('-', ' ');
const mark = `report ${words} here`;

const rule = `import { defineRule } from '../core/define-rule.ts';

/** What this rule reports until its handlers are written. */
const MARK = '${mark}';

export default defineRule({
  name: '${name}',
  docs: {
    description: 'disallow ${words}',
    risk: 'medium',
    confidence: 'medium',
    presets: { recommended: 'off', strict: 'warn' },
    cwe: [],
  },
  messages: {
    found: 'This does what it must not, so something is lost. Do this instead.',
  },
  text: ({ file, report }) => {
    for (let start = file.text.indexOf(MARK); start !== -1; start = file.text.indexOf(MARK, start + MARK.length)) {
      report({ at: [start, start + MARK.length], message: 'found' });
    }
  },
});
`;

const test = `import rule from '../../src/rules/${name}.ts';
import { ruleTester } from '../tester.ts';

const found = { messageId: 'found' };

await ruleTester(rule, {
  // The honest look-alikes come first: what a clean repository holds and looks like the threat.
  valid: [
    { code: '// nothing to see' },
    { code: 'const a = "report ${words}";' },
    { code: '{ "name": "clean" }', filename: 'package.json' },
    { code: '# Clean\\n', filename: 'CLAUDE.md' },
    { code: 'npm ci\\n', filename: 'build.sh' },
    { code: 'name: ci\\n', filename: '.github/workflows/ci.yml' },
  ],
  invalid: [
    { code: 'const a = "${mark}";', errors: [{ ...found, line: 1, column: 12, endLine: 1, endColumn: ${12 + mark.length} }] },
    { code: '// ${mark}', errors: [found] },
    { code: '{ "name": "${mark}" }', filename: 'package.json', errors: [found] },
    { code: '# ${mark}\\n', filename: 'CLAUDE.md', errors: [{ ...found, line: 1, column: 3 }] },
    { code: 'echo "${mark}"\\n', filename: 'build.sh', errors: [found] },
    { code: 'name: ${mark}\\n', filename: '.github/workflows/ci.yml', errors: [found] },
  ],
});
`;

const page = `## Threat

Who plants this, and how they get an agent or a person to accept it.

What is lost when it works.

One incident, with its year and a link under Sources.

## Examples

Code that this rule reports:

<!-- incorrect -->
\`\`\`js
const text = '${mark}';
\`\`\`

Code that it does not report:

<!-- correct -->
\`\`\`js
const text = 'something honest';
\`\`\`

## Options

This rule has no options.

## Limits

- What it cannot see.

## When not to use it

Say who can do without it.

## Sources

- The facts above come from here.
`;

const target = into ? path.resolve(into) : root;
const files = [
  [`src/rules/${name}.ts`, rule],
  [`tests/rules/${name}.test.ts`, test],
  [`docs/rules/${name}.md`, page],
];
const existing = files.find(([file]) => existsSync(path.join(target, file)));
if (existing) {
  console.error(`${existing[0]} exists already.`);
  process.exit(1);
}
for (const [file, text] of files) {
  mkdirSync(path.dirname(path.join(target, file)), { recursive: true });
  writeFileSync(path.join(target, file), text);
  console.log(`wrote ${file}`);
}
if (!into) {
  for (const script of ['generate', 'docs']) {
    const { status } = spawnSync('npm', ['run', '--silent', script], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
    if (status !== 0) process.exit(status ?? 1);
  }
}
