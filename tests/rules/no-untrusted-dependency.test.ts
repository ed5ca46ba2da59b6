import { ruleTester } from '../tester.ts';
import type { Case, InvalidCase } from '../tester.ts';
import rule from '../../src/rules/no-untrusted-dependency.ts';

const SHA = 'e83c5163316f89bfbde7d9ab23ca2e25604af290';
const REGISTRY = ['https://registry', 'npmjs', 'org'].join('.');
const HASH = 'sha512-AAAA';

function manifest(group: string, entries: Record<string, unknown>, more: Record<string, unknown> = {}): string {
  return JSON.stringify({ name: 'app', [group]: entries, ...more }, null, 1);
}
const ok = (code: string, more: Partial<Case> = {}): Case => ({ code, filename: 'package.json', ...more });
const bad = (code: string, messageId: string, more: Partial<InvalidCase> = {}): InvalidCase => ({ code, filename: 'package.json', errors: [{ messageId }], ...more });
const strict = { options: { strict: true } };
const lock = (packages: Record<string, unknown>): string => JSON.stringify({ lockfileVersion: 3, packages }, null, 1);
const inLock = { filename: 'package-lock.json' };

await ruleTester(rule, {
  valid: [
    ok(JSON.stringify({ name: 'jest-cli', bin: { jest: 'bin/jest.js' } })),
    ok(JSON.stringify({ name: 'corepack', bin: { yarn: 'dist/yarn.js', pnpm: 'dist/pnpm.js' } })),
    ok(manifest('dependencies', { root: 'file:../..', near: 'portal:../near', linked: 'link:./packages/linked' }), strict),
    ok(manifest('dependencies', { express: '~5.1.0', debug: '~4', semver: '~7.x' }), strict),
    ok(JSON.stringify({ pnpm: { packageExtensions: { 'react-redux': { peerDependencies: { 'react-dom': '*' }, peerDependenciesMeta: { 'react-dom': { optional: true } } }, 'a@1': { dependencies: { b: '^1.0.0', helper: `o/r#${SHA}` } } } } })),
    ok(JSON.stringify({ packageExtensions: { x: { peerDependencies: { react: '*', plugin: '>=0' }, 'not-a-group': { y: 'https://a.example/y.tgz' } } } }), strict),
    { code: 'packageExtensions:\n  "webpack@*":\n    dependencies:\n      tslib: ^2.0.0\n', filename: '.yarnrc.yml', ...strict },
    { code: 'configDependencies:\n  "@acme/pnpm": "1.0.0+sha512-AAAA"\n', filename: 'pnpm-workspace.yaml', ...strict },
    ok(manifest('dependencies', { express: '^5.1.0', shared: 'workspace:*', 'react-18': 'npm:react@^18.3.0', local: 'file:./packages/local', c: 'catalog:' })),
    ok(manifest('dependencies', { 'string-width-cjs': 'npm:string-width@^4', vite: 'npm:rolldown-vite@7', react: 'npm:@preact/compat', lodash: 'npm:@acme/lodash@4' })),
    ok(manifest('dependencies', { tool: `github:o/r#${SHA}`, tagged: 'o/r#v1.2.3', ranged: 'git+https://github.com/o/r.git#semver:^1' })),
    ok(manifest('dependencies', { xlsx: 'https://cdn.sheetjs.com/xlsx-0.20.3/xlsx-0.20.3.tgz', a: 'https://codeload.github.com/o/r/tar.gz/v1', p: 'https://pkg.pr.new/x@1' })),
    ok(manifest('dependencies', { local: 'http://localhost:4873/local.tgz', published: `${REGISTRY}/a/-/a-1.0.0.tgz` })),
    ok(manifest('dependencies', { internal: 'https://npm.acme.example/internal.tgz' }), { settings: { trustedRegistries: ['npm.acme.example'] } }),
    ok(manifest('dependencies', { internal: 'https://a.example/internal.tgz' }), { options: { allow: ['internal'] } }),
    ok(manifest('dependencies', { internal: 'https://a.example/internal.tgz' }), { settings: { allowedPackages: ['internal'] } }),
    ok(manifest('overrides', { foo: '1.2.3', bar: { '.': '$bar', baz: '^2' } })),
    ok(manifest('peerDependencies', { react: '*', plugin: 'o/r' })),
    ok(manifest('bin', { tsc: './x.js' }, { name: 'typescript' })),
    ok(manifest('bin', { claude: './x.js', mine: './y.js' }, { name: '@anthropic-ai/claude-code' })),
    ok(manifest('dependencies', {}, { packageManager: 'pnpm@10.4.0' })),
    ok(manifest('dependencies', { a: '*' })),
    ok('{"dependencies": [1, null, "https://a.example/x.tgz"]}'),
    ok('{"dependencies": "https://a.example/x.tgz", "overrides": null}'),
    ok('{"dependencies": {"__proto__": "1.0.0"}}'),
    ok(lock({ '': { name: 'app' }, 'node_modules/a': { resolved: `${REGISTRY}/a/-/a-1.0.0.tgz`, integrity: HASH } }), inLock),
    ok(lock({ 'node_modules/a': { resolved: `${REGISTRY}/a/-/a-1.0.0.tgz` }, 'node_modules/b': { resolved: `${REGISTRY}/b/-/b-1.0.0.tgz` } }), inLock),
    ok(lock({ 'node_modules/l': { resolved: 'packages/l', link: true }, 'node_modules/@s/a': { resolved: `${REGISTRY}/@s/a/-/a-1.0.0.tgz`, integrity: HASH } }), inLock),
    ok(lock({ 'node_modules/react-18': { name: 'react', resolved: `${REGISTRY}/react/-/react-18.0.0.tgz`, integrity: HASH } }), inLock),
    ok(lock({ 'node_modules/g': { resolved: `git+ssh://git@github.com/o/r.git#${SHA}` } }), inLock),
    ok(lock({ 'node_modules/a': { resolved: 'https://npm.acme.example/a/-/a-1.0.0.tgz', integrity: HASH } }), { ...inLock, settings: { trustedRegistries: ['*.acme.example'] } }),
    ok('packages:\n  a@1.0.0:\n    resolution: {integrity: sha512-AAAA}\n', { filename: 'pnpm-lock.yaml' }),
    ok(`a@^1.0.0:\n  version "1.0.0"\n  resolved "${REGISTRY}/a/-/a-1.0.0.tgz#abc"\n  integrity ${HASH}\n`, { filename: 'yarn.lock' }),
  ],
  invalid: [
    bad(JSON.stringify({ name: 'jest-cli-tools', bin: { jest: 'bin/jest.js' } }), 'shadow'),
    bad(JSON.stringify({ name: 'corepack', bin: { git: 'dist/git.js' } }), 'shadow'),
    bad(JSON.stringify({ pnpm: { packageExtensions: { x: { dependencies: { y: 'https://a.example/y.tgz' } } } } }), 'url'),
    bad(JSON.stringify({ packageExtensions: { 'x@1': { optionalDependencies: { y: `o/r#${SHA}` } } } }), 'optionalCommit'),
    bad(JSON.stringify({ packageExtensions: { x: { dependencies: { lodash: 'npm:l0dash-core@4' } } } }), 'alias'),
    bad(JSON.stringify({ packageExtensions: { x: { dependencies: { y: '*' } } } }), 'floating', strict),
    { code: 'packageExtensions:\n  "webpack@*":\n    dependencies:\n      y: "http://a.example/y.tgz"\n', filename: '.yarnrc.yml', errors: [{ messageId: 'plainUrl', line: 4, column: 7, endLine: 4, endColumn: 8 }] },
    { code: 'packageExtensions:\n  webpack:\n    peerDependencies:\n      crossenv: ^7\n', filename: 'pnpm-workspace.yaml', errors: [{ messageId: 'malicious' }] },
    { code: 'configDependencies:\n  y: "https://a.example/y.tgz"\n', filename: 'pnpm-workspace.yaml', errors: [{ messageId: 'url' }] },
    {
      code: '{\n  "dependencies": {\n    "logger-utility": "https://attacker.example/logger-utility-1.0.0.tgz"\n  }\n}',
      filename: 'package.json',
      errors: [{ messageId: 'url', line: 3, column: 5, endLine: 3, endColumn: 21, data: { name: 'logger-utility', host: 'attacker.example' } }],
    },
    bad(manifest('devDependencies', { a: 'http://a.example/a.tgz' }), 'plainUrl'),
    bad(manifest('optionalDependencies', { a: 'https://raw.a.example/a.tar.gz?x=1' }), 'url'),
    bad(manifest('dependencies', { a: 'git://github.com/o/r.git' }), 'plainGit'),
    bad(manifest('dependencies', { a: `git+http://a.example/r.git#${SHA}` }), 'plainGit'),
    bad(manifest('dependencies', { a: 'o/r' }), 'movingGit'),
    bad(manifest('dependencies', { a: 'git+ssh://git@github.com:o/r.git' }), 'movingGit'),
    bad(manifest('dependencies', { a: 'https://github.com/o/r' }), 'movingGit'),
    bad(manifest('dependencies', { a: 'github:o/r#main' }), 'movingGit', strict),
    bad(manifest('dependencies', { a: `github:o/r#${SHA}` }), 'notRegistry', strict),
    bad(manifest('optionalDependencies', { setup: `github:o/r#${SHA}` }), 'optionalCommit'),
    bad(manifest('dependencies', { lodash: 'npm:l0dash-core@4' }), 'alias'),
    bad(manifest('dependencies', { mine: 'npm:other@4' }), 'alias', strict),
    bad(manifest('overrides', { express: 'npm:expressx@4' }), 'swap'),
    bad(manifest('overrides', { foo: { bar: { baz: 'https://a.example/baz.tgz' } } }), 'url'),
    bad(manifest('resolutions', { 'foo/**/chalk': 'npm:chalkk@5' }), 'swap'),
    bad(manifest('pnpm', { overrides: { 'foo>debug': 'npm:not-it@1' } }), 'swap'),
    bad('overrides:\n  debug: "npm:not-it@1"\n', 'swap', { filename: 'pnpm-workspace.yaml' }),
    bad('catalogs:\n  main:\n    a: "https://a.example/a.tgz"\n', 'url', { filename: 'pnpm-workspace.yaml' }),
    bad(manifest('dependencies', { keys: 'file:~/.ssh' }), 'sensitive'),
    bad(manifest('dependencies', { up: 'file:../../../elsewhere' }), 'outside', strict),
    bad(manifest('dependencies', { up: 'link:/opt/elsewhere' }), 'outside', strict),
    bad(manifest('resolutions', { up: 'portal:~/elsewhere' }), 'outside', strict),
    bad(manifest('dependencies', { keys: 'portal:~/.aws' }), 'sensitive'),
    bad(manifest('dependencies', { a: '*' }), 'floating', strict),
    bad(manifest('dependencies', { a: 'latest' }), 'floating', strict),
    bad(manifest('dependencies', { a: 'https://pkg.pr.new/x@1' }), 'notRegistry', strict),
    bad(manifest('dependencies', { 'plain-crypto-js': '^1.0.0' }), 'malicious'),
    bad(manifest('dependencies', { helper: 'npm:postmark-mcp@1' }), 'malicious'),
    bad(manifest('bin', { git: './x.js' }), 'shadow'),
    bad(manifest('dependencies', {}, { packageManager: 'pnpm@https://a.example/pnpm.tgz' }), 'managerUrl'),
    bad(manifest('dependencies', {}, { packageManager: 'pnpm@10.4.0' }), 'managerHash', strict),
    bad(lock({ 'node_modules/a': { resolved: 'https://evil.example/a/-/a-1.0.0.tgz', integrity: HASH } }), 'lockHost', inLock),
    bad(lock({ 'node_modules/a': { resolved: `http${REGISTRY.slice(5)}/a/-/a-1.0.0.tgz`, integrity: HASH } }), 'lockPlain', inLock),
    bad(lock({ 'node_modules/a': { resolved: `${REGISTRY}/evil/-/evil-1.0.0.tgz`, integrity: HASH } }), 'lockName', inLock),
    bad(lock({ 'node_modules/a': { resolved: `${REGISTRY}/a/-/a-1.0.0.tgz` }, 'node_modules/b': { resolved: `${REGISTRY}/b/-/b-1.0.0.tgz`, integrity: HASH } }), 'lockIntegrity', inLock),
    bad(JSON.stringify({ lockfileVersion: 1, dependencies: { a: { version: '1.0.0', resolved: 'https://evil.example/a.tgz', integrity: HASH } } }), 'lockHost', inLock),
    bad(`packages:\n  a@1.0.0:\n    resolution: {tarball: "https://evil.example/a.tgz", integrity: ${HASH}}\n`, 'lockHost', { filename: 'pnpm-lock.yaml' }),
    bad(`a@^1.0.0:\n  version "1.0.0"\n  resolved "https://evil.example/a/-/a-1.0.0.tgz#abc"\n  integrity ${HASH}\n`, 'lockHost', { filename: 'yarn.lock' }),
    bad(`{"packages": {"a": ["a@1.0.0", "https://evil.example/a.tgz", {}, "${HASH}"],},}`, 'lockHost', { filename: 'bun.lock' }),
  ],
});
