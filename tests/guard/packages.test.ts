import path from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { compareVersions, findAdvisory, readAdvisories } from '../../src/guard/advisories.ts';
import { Project } from './guard.ts';

const project = new Project();
afterAll(() => project.remove());
const run = async (command: string): Promise<string> => (await project.ask('Bash', { command })).decision;

describe('packages that a command installs', () => {
  it.each(['npm install expresss', 'npm i -D loadsh', 'pnpm add react-domm', 'npx expresss', 'npx -p loadsh x', 'npm i safe@npm:expresss', 'sudo -n true; yarn add expresss', 'npm install --registry http://198.51.100.7:4873 lodash'])('denies %s', async (command) => {
    expect(await run(command)).toBe('deny');
  });

  it.each(['npm install git+https://github.com/a/b.git', 'npm install https://example.com/x.tgz', 'npm i a/b#main', 'npm install -g typescript'])('asks about %s', async (command) => {
    expect(await run(command)).toBe('ask');
  });

  it.each(['npm install express lodash@4.17.21', 'npm ci', 'npm i ./local --save-dev', `npm i a/b#${'a1'.repeat(20)}`, 'yarn add @types/node', 'npx vitest run', 'pip install requests==2.32.0', 'npm run build', 'pnpm dlx create-vite@latest my-app'])('lets %s pass', async (command) => {
    expect(await run(command)).toBe('allow');
  });

  it('obeys the lists of the policy', async () => {
    project.policy({ blockedPackages: ['left-pad', '@evil/*'], allowedPackages: ['expresss'] });
    expect(await run('npm i left-pad')).toBe('deny');
    expect(await run('npm i @evil/x@1')).toBe('deny');
    expect(await run('npm i expresss')).toBe('allow');
    project.policy({});
  });
});

describe('local advisories', () => {
  const folder = path.dirname(project.write('../osv/MAL-2026-1.json', JSON.stringify({ id: 'MAL-2026-1', affected: [{ package: { ecosystem: 'npm', name: 'nice-colors' }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }] }] })));
  const list = project.write('../list.json', JSON.stringify([
    { id: 'GHSA-aaaa', affected: [{ package: { ecosystem: 'npm', name: 'vm3' }, ranges: [{ type: 'SEMVER', events: [{ introduced: '1.2.0' }, { fixed: '1.4.3' }] }], versions: ['2.0.0-rc.1'] }] },
    { id: 'GHSA-last', affected: [{ package: { ecosystem: 'npm', name: 'closed' }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { last_affected: '2.0.0' }] }] }] },
    { id: 'GHSA-gone', withdrawn: '2026-01-01T00:00:00Z', affected: [{ package: { ecosystem: 'npm', name: 'fine' }, versions: ['1.0.0'] }] },
    { id: 'PYSEC-1', affected: [{ package: { ecosystem: 'PyPI', name: 'Requestz' }, versions: ['1.0'] }] }, null, 'text',
  ]));

  it('tell bad versions from good ones', () => {
    const advisories = readAdvisories([folder, list]);
    const hit = (name: string, version: string, ecosystem = 'npm'): string | null => findAdvisory(advisories, ecosystem, name, version)?.id ?? null;
    expect([hit('nice-colors', ''), hit('nice-colors', '9.9.9')]).toEqual(['MAL-2026-1', 'MAL-2026-1']);
    expect([hit('vm3', '1.1.9'), hit('vm3', '1.2.0'), hit('vm3', '1.4.2'), hit('vm3', '1.4.3'), hit('vm3', '2.0.0-rc.1'), hit('vm3', '')]).toEqual([null, 'GHSA-aaaa', 'GHSA-aaaa', null, 'GHSA-aaaa', null]);
    expect([hit('closed', '1.9.9'), hit('closed', '2.0.0'), hit('closed', '2.0.1'), hit('closed', '')]).toEqual(['GHSA-last', 'GHSA-last', null, null]);
    expect([hit('fine', '1.0.0'), hit('requestz', '1.0', 'PyPI'), hit('requestz', '1.0')]).toEqual([null, 'PYSEC-1', null]);
  });

  it('order versions', () => {
    expect(['1.10.0', '1.9.9', '2.0.0', '2.0.0-rc.1', '1.9'].sort(compareVersions)).toEqual(['1.9', '1.9.9', '1.10.0', '2.0.0-rc.1', '2.0.0']);
  });

  it('may lie below the home directory', async () => {
    const { HOME } = process.env;
    process.env['HOME'] = project.base;
    project.policy({ advisories: ['~/osv'] });
    expect(await run('npm i nice-colors')).toBe('deny');
    project.policy({ advisories: ['~/nowhere'] });
    expect((await project.ask('Bash', { command: 'npm i fine' })).reason).toContain('the advisories cannot be read');
    process.env['HOME'] = HOME;
  });

  it('are read by the guard, and a broken file is a failure', async () => {
    project.policy({ advisories: [folder, list] });
    expect(await run('npm i nice-colors')).toBe('deny');
    expect(await run('npm i vm3@1.3.0')).toBe('deny');
    expect(await run('npm i vm3@1.5.0')).toBe('allow');
    project.policy({ advisories: [project.write('../broken.json', '{')], fail: 'deny' });
    expect(await run('npm i lodash')).toBe('deny');
    project.policy({});
  });
});
