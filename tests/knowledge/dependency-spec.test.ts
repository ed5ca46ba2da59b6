import { describe, expect, it } from 'vitest';

import { isCommit, parseDependencySpec } from '../../src/knowledge/dependency-spec.ts';

const SHA = 'e83c5163316f89bfbde7d9ab23ca2e25604af290';

describe('parseDependencySpec', () => {
  it.each([
    ['^1.2.3', { source: 'range' }],
    ['', { source: 'range' }],
    ['>=1 <2 || ~3.0', { source: 'range' }],
    ['latest', { source: 'registry' }],
    ['npm:react@^18', { source: 'alias', target: 'react' }],
    ['npm:@scope/pkg@1.0.0', { source: 'alias', target: '@scope/pkg' }],
    ['npm:@scope/pkg', { source: 'alias', target: '@scope/pkg' }],
    ['workspace:*', { source: 'workspace' }],
    ['catalog:', { source: 'workspace' }],
    ['file:../x', { source: 'local', path: '../x' }],
    ['link:./x', { source: 'local' }],
    ['../x', { source: 'local' }],
    ['C:\\x', { source: 'local' }],
    ['~/x', { source: 'local' }],
    ['~1.2.3', { source: 'range' }],
    ['~ 1.2', { source: 'range' }],
    ['~x.y', { source: 'range' }],
    ['http://a.example/x.tgz', { source: 'tarball', protocol: 'http:', host: 'a.example', path: '/x.tgz' }],
    ['https://user:pw@A.example:8443/x.tgz?y#z', { source: 'tarball', host: 'a.example', path: '/x.tgz' }],
    ['https://github.com/o/r', { source: 'git', host: 'github.com' }],
    [`https://github.com/o/r.git#${SHA}`, { source: 'git', committish: SHA }],
    ['https://github.com/o/r/archive/v1.tar.gz', { source: 'tarball', host: 'github.com' }],
    ['github:o/r', { source: 'git', host: 'github.com' }],
    [`o/r#${SHA}`, { source: 'git', host: 'github.com', committish: SHA }],
    ['git://a.example/r.git', { source: 'git', protocol: 'git:', host: 'a.example' }],
    ['git+ssh://git@github.com:o/r.git#v1', { source: 'git', host: 'github.com', committish: 'v1' }],
    ['git@github.com:o/r.git', { source: 'git', host: 'github.com' }],
    ['weird:thing', { source: 'unknown', protocol: 'weird:' }],
    ['x'.repeat(3000), { source: 'unknown' }],
  ])('%j', (text, expected) => {
    expect(parseDependencySpec(text)).toMatchObject(expected);
  });

  it('knows a full commit id', () => {
    expect(isCommit(SHA)).toBe(true);
    expect(isCommit(SHA.slice(0, 7))).toBe(false);
    expect(isCommit('main')).toBe(false);
  });
});
