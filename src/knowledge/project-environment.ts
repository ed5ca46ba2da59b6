import { ENV_THREATS, leadsToAllowed, projectEnvThreat } from './env-variables.ts';
import type { RowContext, RowMatch, SettingValue } from './setting-row.ts';
import type { VscodeRow } from './vscode-row.ts';

/** For rows on the environment that a project gives its own tasks, builds and jobs. A variable may be an object that says more (`value`). */
export function projectVariable(node: SettingValue, { isAllowed }: Pick<RowContext, 'isAllowed'>): false | RowMatch {
  const { value } = node.get('value') ?? node;
  const threat = projectEnvThreat(String(node.key), value);
  if (!threat || leadsToAllowed(threat, value, isAllowed)) return false;
  return { preset: threat.preset, data: { effect: ENV_THREATS[threat.kind] } };
}

const row = { when: projectVariable, report: 'variable', preset: 'recommended', cwe: [426] } as const;
const HIDDEN = '--require ./.vscode/hook.js';

/** Tables of variables in the files of task runners, hook managers and hosts. Sources: their configuration references. */
export const PROJECT_ENVIRONMENT: readonly VscodeRow[] = [
  {
    ...row,
    id: 'A9-1',
    key: [
      // mise, Task, moon, devbox, fly, vercel.json, app.json, nodemon
      'env.*', 'tasks.*.env.*', 'build.env.*', 'run.env.*', 'environments.*.env.*',
      // netlify.toml, nixpacks.toml
      'build.environment.*', 'context.*.environment.*', 'variables.*',
      // Nx
      'targets.*.options.env.*', 'targetDefaults.*.options.env.*',
      // lefthook
      '*.commands.*.env.*', '*.jobs[].env.*', '*.scripts.*.env.*',
    ],
    source: 'https://mise.jdx.dev/environments/',
    bad: [{ document: { env: { NODE_OPTIONS: HIDDEN } } }, { document: { env: { LD_PRELOAD: './x.so' } } }, { document: { tasks: { a: { env: { BASH_ENV: '/tmp/x.sh' } } } } }, { document: { build: { environment: { NODE_OPTIONS: '--import data:text/javascript,x' } } } }, { document: { env: { GIT_SSH_COMMAND: 'sh -c x' } } }, { document: { env: { NODE_OPTIONS: { value: HIDDEN } } } }],
    good: [
      { document: { env: { NODE_OPTIONS: '--max-old-space-size=4096', NODE_ENV: 'test', LD_PRELOAD: '', BASH_ENV: '' } } },
      { document: { tasks: { a: { env: { PATH: './node_modules/.bin:$PATH', ENV: 'test' } } } } },
      { document: { build: { environment: { NODE_OPTIONS: '--enable-source-maps', NODE_VERSION: '20' } } } },
    ],
  },
  {
    ...row,
    id: 'A9-2',
    key: ['env._.source', 'env._.source[]'],
    when: ({ value }) => {
      const threat = projectEnvThreat('BASH_ENV', value);
      return threat !== null && { preset: threat.preset, data: { effect: ENV_THREATS.code, key: '_.source' } };
    },
    source: 'https://mise.jdx.dev/environments/',
    bad: [{ document: { env: { _: { source: './.vscode/env.sh' } } } }, { document: { env: { _: { source: ['/tmp/env.sh'] } } } }],
    good: [{ document: { env: { _: { path: ['./bin'], file: '.env' } } } }],
  },
];
