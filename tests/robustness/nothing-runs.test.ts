import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import type { Linter } from 'eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import plugin from '../../src/index.ts';

/** What every file below tries to do, if any part of it were run: a global, a file, a request. */
let folder = '';
let server: ReturnType<typeof createServer>;
let requests = 0;
let url = '';
const markFile = (): string => path.join(folder, 'marks', 'mark');
const marks = (): Record<string, unknown> => globalThis as unknown as Record<string, unknown>;

/** JavaScript that leaves all three marks, as an expression. */
const js = (): string => `(globalThis.lintedCodeRan = true, globalThis.process?.getBuiltinModule?.("node:fs").writeFileSync(${JSON.stringify(markFile())}, "x"), globalThis.fetch?.(${JSON.stringify(url)}).catch(() => 0), "x")`;
const sh = (): string => `touch ${markFile()}; curl -s ${url}`;

/** Built-in objects that a careless merge or assignment of linted keys would change. */
const BUILT_IN: readonly object[] = [Object.prototype, Array.prototype, Function.prototype, String.prototype, Object, Array, RegExp.prototype, Map.prototype, globalThis];
const shape = (): string => JSON.stringify(BUILT_IN.map((object) => Object.getOwnPropertyNames(object).sort()));

const tricks = (): string => `
const o = {
  get host() { return ${js()}; }, toString() { return ${js()}; }, valueOf() { return ${js()}; }, toJSON() { return ${js()}; }, then() { return ${js()}; },
  [Symbol.toPrimitive]() { return ${js()}; }, get [Symbol.toStringTag]() { return ${js()}; }, *[Symbol.iterator]() { yield ${js()}; }, __proto__: { polluted: 1, get url() { return ${js()}; } },
};
const p = new Proxy({}, { get: () => ${js()}, has: () => ${js()} });
class A { static x = ${js()}; static { ${js()}; } static [${js()}] = 1; get y() { return ${js()}; } }
function tag(strings, ...values) { return ${js()}; }
const cp = require('node:child_process');
cp.exec(\`\${o}\` + o + String(o) + o.host + tag\`a\${o}b\` + JSON.stringify(o) + [...o].join() + \`\${p}\`);
fetch(\`https://\${o.host}/\${p.x}/\${new A().y}\`, { body: JSON.stringify(o), method: o });
eval(${JSON.stringify(js())}); new Function(${JSON.stringify(js())})(); setTimeout(${JSON.stringify(js())}); [].constructor.constructor(${JSON.stringify(js())})();
eval(atob(${JSON.stringify(Buffer.from(js()).toString('base64'))})); eval(String.fromCharCode(${[...js()].map((character) => character.charCodeAt(0)).join()}));
cp.execSync(${JSON.stringify(sh())}); cp.exec('node -e ' + ${JSON.stringify(`'${js()}'`)});
require('./trap.cjs'); import('./trap.mjs'); require(${JSON.stringify(`./${'trap'}`)} + '.cjs');
'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.replace(/^(a+)+$/, () => ${js()}); new RegExp('(x+x+)+y').test('x'.repeat(40)); /(?<a>(a|aa)+)$/.exec('a'.repeat(60) + '!');
Object.assign(Object.prototype, { polluted: 1 }); o['__proto__']['polluted'] = 1; o.constructor.prototype.polluted = 1;
with_: for (const [k, v] of Object.entries({ ['__proto__']: 1, constructor: { prototype: { polluted: 1 } } })) { module.exports[k] = v; }
`;

const pollution = (): string => JSON.stringify({ constructor: { prototype: { polluted: 1 } }, toString: js(), valueOf: js(), hasOwnProperty: js(), toJSON: js(), get: js(), then: js(), length: 1e9 });
const json = (more: string): string => `{ "__proto__": { "polluted": 1, "toString": ${JSON.stringify(js())} }, "constructor": ${pollution()}, "a": ${pollution()}, ${more} }`;

/** Every language and many kinds of files; each tries what its format allows. */
const files = (): Record<string, string> => ({
  'trap.cjs': js(),
  'trap.mjs': js(),
  'src/a.cjs': tricks(),
  'src/a.ts': `${tricks()}\n@(() => ${js()}) class D { @(${js()} as any) m(@(${js()} as any) p = ${js()}) {} }\nenum E { A = ${js()} as any }\nnamespace N { export const x = ${js()}; }\nexport = N;\n`,
  'src/a.tsx': `export const x = <div {...{ get a() { return ${js()}; } }} onClick={${js()} as any}>{${js()}}</div>;\n`,
  'package.json': json(`"name": "x", "main": "./trap.cjs", "scripts": { "__proto__": "x", "prepare": ${JSON.stringify(sh())}, "constructor": ${JSON.stringify(sh())} }, "dependencies": { "__proto__": "1", "toString": "git+https://x.example/y" }`),
  'package-lock.json': json('"packages": { "__proto__": { "resolved": "https://x.example" }, "constructor": { "resolved": 1 } }'),
  '.vscode/settings.json': json(`"terminal.integrated.env.linux": ${pollution()}, "chat.tools.terminal.autoApprove": { "/^(a+)+$/": true, "__proto__": true }, "files.exclude": { "**/{a,{b,{c,d}}}(x|x)+": true }`),
  '.vscode/tasks.json': json(`"tasks": [{ "label": "x", "command": ${JSON.stringify(sh())}, "runOptions": { "runOn": "folderOpen" }, "__proto__": [] }]`),
  '.mcp.json': json(`"mcpServers": { "__proto__": { "command": "sh" }, "constructor": { "command": "sh", "args": ["-c", ${JSON.stringify(sh())}] } }`),
  '.claude/settings.json': json(`"permissions": { "allow": ["Bash((a+)+$)", "__proto__"] }, "hooks": { "__proto__": [], "PreToolUse": [{ "hooks": [{ "type": "command", "command": ${JSON.stringify(sh())} }] }] }`),
  'binding.gyp': `{ '__proto__': { 'polluted': 1 }, 'targets': [{ 'a': '<!(${sh()})', 'b': "<!pymod_do_main(x)", }], }\n`,
  '.github/workflows/a.yml': `a: !!js/function 'function () { ${js()} }'\nb: !!js/regexp /(a+)+$/\nc: !!python/object/apply:os.system ["${sh()}"]\n__proto__: { polluted: 1 }\nx: &x { __proto__: { polluted: 1 }, constructor: { prototype: { polluted: 1 } } }\nd: { <<: *x }\njobs:\n  __proto__: { steps: [{ run: "${sh()}" }] }\n  toString:\n    steps:\n      - run: ${sh()}\n      - run: \${{ toJSON(secrets) }} \${{ github['__proto__'] }}\n`,
  'compose.yaml': `services:\n  __proto__: { privileged: true }\n  constructor: { command: "${sh()}", <<: [*a] }\n`,
  '.codex/config.toml': `["__proto__"]\npolluted = 1\n[constructor.prototype]\npolluted = 1\n[mcp_servers.__proto__]\ncommand = "sh"\nargs = ["-c", '''${sh()}''']\n`,
  'CLAUDE.md': `---\n__proto__: { polluted: 1 }\na: !!js/function 'function () { ${js()} }'\n---\n\n<script>${js()}</script>\n<img src=x onerror='${js()}'><iframe src="${url}"></iframe>\n\n!\`${sh()}\`\n\n![x](${url})\n\n\`\`\`js\n${js()}\n\`\`\`\n\n\`\`\`sh\n${sh()}\n\`\`\`\n`,
  '.claude/commands/a.md': `---\nallowed-tools: Bash(*)\nhooks: { PreToolUse: [{ hooks: [{ type: command, command: "${sh()}" }] }] }\n---\n\n!\`${sh()}\`\n`,
  'run.sh': `#!/bin/sh\n${sh()}\nx=$(${sh()})\neval "$(${sh()})"\n\`${sh()}\`\nnode -e '${js()}'\ncat <<EOF | sh\n$(${sh()})\nEOF\n: "\${x:=$(${sh()})}" $((a[$(${sh()})]))\n`,
  '.husky/pre-commit': `${sh()}\n`,
  Dockerfile: `FROM x\nRUN ${sh()}\nCMD ["sh", "-c", "${sh()}"]\n`,
  '.npmrc': `script-shell=${markFile()}\n__proto__=1\nregistry=\${${'HOME'}}${url}\nnode-options=--require=${path.join(folder, 'trap.cjs')}\n`,
  '.gitconfig': `[core]\n\tfsmonitor = "${sh()}"\n[__proto__]\n\tpolluted = 1\n`,
  '.cursorrules': `${sh()}\n<script>${js()}</script>\n`,
  'eslint-plugin-local/index.js': js(),
});

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'nothing-runs-'));
  mkdirSync(path.join(folder, 'marks'));
  server = createServer((_request, response) => {
    requests += 1;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  for (const [name, text] of Object.entries(files())) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Marks that were left, cleared for the next test. */
async function leftMarks(): Promise<string[]> {
  await new Promise((resolve) => setTimeout(resolve, 150));
  const left = [...('lintedCodeRan' in globalThis ? ['global'] : []), ...(existsSync(markFile()) ? ['file'] : []), ...(requests > 0 ? ['request'] : [])];
  delete marks()['lintedCodeRan'];
  rmSync(markFile(), { force: true });
  requests = 0;
  return left;
}

describe('nothing of a linted file is run', () => {
  it('the traps would leave marks', async () => {
    // The test's own proof: run on purpose, here and nowhere else.
    new Function(`return ${js()}`)();
    expect(await leftMarks()).toEqual(['global', 'file', 'request']);
  });

  it.each(['recommended', 'strict'] as const)('by the preset %s, in any language', async (preset) => {
    const before = shape();
    const parser = typescriptParser as Linter.Parser;
    const eslint = new ESLint({
      cwd: folder,
      overrideConfigFile: true,
      overrideConfig: [{ files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' } }, { files: ['**/*.ts', '**/*.tsx'], languageOptions: { parser } }, ...plugin.configs[preset]],
    });
    const results = await eslint.lintFiles(['.']);
    expect(await leftMarks()).toEqual([]);
    expect(shape()).toBe(before);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(readdirSync(path.join(folder, 'marks'))).toEqual([]);

    const linted = results.map(({ filePath }) => path.relative(folder, filePath).replaceAll('\\', '/'));
    expect(linted).toEqual(expect.arrayContaining(Object.keys(files()).filter((name) => !name.startsWith('eslint-plugin'))));
    const unread = results.filter(({ fatalErrorCount }) => fatalErrorCount > 0).map(({ filePath, messages }) => `${path.basename(filePath)}: ${messages[0]?.message ?? ''}`);
    expect(unread.filter((problem) => !problem.startsWith('compose.yaml'))).toEqual([]);
  });
});
