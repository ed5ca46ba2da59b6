import { spawn } from 'node:child_process';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { builtDist } from './built.ts';
import { Project } from './guard.ts';
import { HONEST, POISONED } from './scenarios.ts';
import type { Scenario } from './scenarios.ts';

/** The real program, as an agent starts it. */
const FILES = {
  'package.json': '{\n  "name": "app",\n  "scripts": {}\n}\n',
  'src/app.js': "import express from 'express';\nconst app = express();\napp.listen(3000);\n",
  '.agent-security.json': '{}',
  '.env': 'PORT=3000\n',
};

interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

let program = '';
const project = new Project(FILES);
beforeAll(async () => {
  project.policy({ deadline: 60_000 }); // a busy machine is no failure here
  program = path.join(await builtDist(), 'guard.js');
});
afterAll(() => project.remove());

function start(args: readonly string[], input: string | Buffer, env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { cwd: project.root, env: { PATH: process.env['PATH'] ?? '', ...project.env, ...env } });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString(), exitCode }));
    child.stdin.on('error', () => {}); // the program may answer before it has read everything
    child.stdin.end(input);
  });
}

const eventOf = ([, tool, input]: Scenario): string => JSON.stringify({ session_id: 's', transcript_path: '', cwd: project.root, hook_event_name: 'PreToolUse', tool_name: tool, tool_input: input }).replaceAll('{ROOT}', project.root);

/** Runs all scenarios, two at a time; gives the decision of each. */
async function decisions(scenarios: readonly Scenario[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const queue = [...scenarios];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { stdout, stderr, exitCode } = await start(['--agent=claude-code'], eventOf(next));
      const answer = stdout === '' ? 'allow' : (JSON.parse(stdout) as { hookSpecificOutput: { permissionDecision: string; permissionDecisionReason: string } }).hookSpecificOutput;
      found.set(next[0], exitCode !== 0 || stderr !== '' ? `exit ${exitCode}: ${stderr}` : typeof answer === 'string' ? answer : answer.permissionDecisionReason.includes('incomplete') ? answer.permissionDecisionReason : answer.permissionDecision);
    }
  };
  await Promise.all([work(), work()]);
  return found;
}

describe('the program', () => {
  it('stops 47 poisoned operations', async () => {
    expect(POISONED).toHaveLength(47);
    const found = await decisions(POISONED);
    expect([...found].filter(([, decision]) => decision !== 'deny' && decision !== 'ask')).toEqual([]);
    expect(found.size).toBe(47);
  }, 400_000);

  it('lets 47 honest operations pass', async () => {
    expect(HONEST).toHaveLength(47);
    const found = await decisions(HONEST);
    expect([...found].filter(([, decision]) => decision !== 'allow')).toEqual([]);
    expect(found.size).toBe(47);
  }, 400_000);

  it('answers broken events with one line and the right code', async () => {
    const huge = JSON.stringify({ hook_event_name: 'PreToolUse', cwd: project.root, tool_name: 'Write', tool_input: { file_path: `${project.root}/a.js`, content: 'x = 1;\n'.repeat(3_000_000) } });
    const inputs = ['', 'not json', '[]', '{"hook_event_name":', Buffer.from([0xff, 0xfe, 0x00]), huge];
    for (const input of inputs) {
      const asked = await start(['--agent=claude-code'], input);
      expect(asked.exitCode).toBe(0);
      expect(asked.stdout.trim().split('\n')).toHaveLength(1);
      expect(JSON.parse(asked.stdout)).toMatchObject({ hookSpecificOutput: { permissionDecision: 'ask', permissionDecisionReason: expect.stringMatching(/^agent-security: needs a person\. The check is incomplete: [^\n]+\.$/) as string } });
    }
    for (const args of [[], ['--agent=nobody'], ['--agent=cursor', '--what']]) {
      const refused = await start(args, '{}');
      expect([refused.stdout, refused.exitCode]).toEqual(['', 2]);
      expect(refused.stderr).toMatch(/^agent-security: denied\. [^\n]+\n$/);
    }
  }, 200_000);

  it('writes hooks once, and reports', async () => {
    const unasked = await start(['init'], '');
    expect([unasked.exitCode, unasked.stdout]).toEqual([1, expect.stringContaining('was not changed')]);
    expect((await start(['init', '--yes'], '')).stdout).toMatch(/^Wrote the hooks/);
    expect((await start(['init', '--yes'], '')).stdout).toMatch(/has the hooks already/);
    expect((await start(['init', '--agent=cursor'], '')).stdout).toMatch(/^Put this into \.cursor\/hooks\.json:/);
    const report = await start(['report', '--json', '--since=1d'], '');
    expect(report.exitCode).toBe(1);
    const { alerts, entries } = JSON.parse(report.stdout) as { entries: number; alerts: { threshold: string }[] };
    expect(entries).toBeGreaterThan(0);
    expect(alerts.map(({ threshold }) => threshold)).toContain('secretExposure');
    expect((await start(['report', '--since=soon'], '')).exitCode).toBe(2);
  }, 100_000);
});
