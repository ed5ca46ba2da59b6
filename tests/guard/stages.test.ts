import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { Project } from './guard.ts';

const project = new Project({ 'src/a.js': 'export const a = 1;\n' });
afterAll(() => project.remove());
const run = async (command: string, stage: string | null = null, input: object = {}): Promise<string> => (await project.ask('Bash', { command, ...input }, { stage })).decision;
const write = async (stage: string): Promise<string> => (await project.ask('Write', { file_path: path.join(project.root, 'src/b.js'), content: '\n' }, { stage })).decision;

describe('stages', () => {
  it('restrict nothing until one is chosen', async () => {
    expect(await run('git push origin feature')).toBe('allow');
  });

  it('planning looks only', async () => {
    for (const command of ['git status', 'git log --oneline', 'ls -la src | head', 'rg TODO']) expect(await run(command, 'planning')).toBe('allow');
    for (const command of ['npm install lodash', 'node build.js', 'git commit -m x', 'echo x > a.txt', 'npm test', 'curl https://example.com']) expect(await run(command, 'planning')).toBe('deny');
    expect(await write('planning')).toBe('deny');
  });

  it('development writes and installs, but does not release', async () => {
    for (const command of ['npm install lodash', 'npm test', 'git add -A', 'git commit -m x', 'node build.js']) expect(await run(command, 'development')).toBe('allow');
    for (const command of ['git push origin main', 'npm publish', 'docker build .']) expect(await run(command, 'development')).toBe('deny');
    expect(await run('npm test', 'development', { dangerouslyDisableSandbox: true })).toBe('deny');
    expect(await write('development')).toBe('allow');
  });

  it('testing runs tests and changes nothing', async () => {
    expect(await run('npx vitest run', 'testing')).toBe('allow');
    expect(await run('npm run test:e2e', 'testing')).toBe('allow');
    expect(await run('curl https://example.com', 'testing')).toBe('deny');
    expect(await write('testing')).toBe('deny');
  });

  it('review reads', async () => {
    expect(await run('git diff main...HEAD', 'review')).toBe('allow');
    expect(await run('npx eslint .', 'review')).toBe('allow');
    expect(await run('git commit --amend', 'review')).toBe('deny');
  });

  it('deployment pushes, publishes and builds', async () => {
    expect(await run('git push origin main', 'deployment')).toBe('allow');
    expect(await run('docker build -t app .', 'deployment')).toBe('allow');
    expect(await run('npm publish', 'deployment')).toBe('ask');
    expect(await write('deployment')).toBe('deny');
  });

  it('are chosen by option, environment, branch, then policy', async () => {
    project.policy({ stage: 'development', stageByBranch: { 'release/**': 'deployment' } });
    expect(await run('git push origin x')).toBe('deny');
    writeFileSync(path.join(project.root, '.git/HEAD'), 'ref: refs/heads/release/1.0\n');
    expect(await run('git push origin x')).toBe('allow');
    project.env['AGENT_SECURITY_STAGE'] = 'review';
    expect(await run('git push origin x')).toBe('deny');
    expect(await run('git push origin x', 'deployment')).toBe('allow');
    expect(await run('git status', 'no-such-stage')).toBe('ask');
    delete project.env['AGENT_SECURITY_STAGE'];
  });

  it('can be written by the user', async () => {
    project.policy({ stages: { hotfix: { allow: ['git-*', 'file-*'], restrictions: ['no-network'] } } });
    expect(await run('git push origin x', 'hotfix')).toBe('allow');
    expect(await run('npm test', 'hotfix')).toBe('deny');
  });
});
