import { describe, expect, it } from 'vitest';

import { envThreat, modelEndpoint, projectEnvThreat } from '../../src/knowledge/env-variables.ts';

type Case = readonly [name: string, value: string | number | boolean | null, expected: string | null];

/** `kind` for recommended, `kind?` for strict. */
const summary = (name: string, value: Case[1]): string | null => {
  const threat = envThreat(name, value);
  return threat ? `${threat.kind}${threat.preset === 'strict' ? '?' : ''}` : null;
};

const check = (cases: readonly Case[]): void => {
  expect(cases.map(([name, value]) => [name, value, summary(name, value)])).toEqual(cases);
};

describe('envThreat', () => {
  it('reports variables that load code', () => {
    check([
      ['NODE_OPTIONS', '--require ./.vscode/hook.js', 'code'],
      ['NODE_OPTIONS', '--max-old-space-size=4096 --import=${workspaceFolder}/x.mjs', 'code'],
      ['NODE_OPTIONS', '--import data:text/javascript,x', 'code'],
      ['NODE_OPTIONS', '-r "/tmp/x.js"', 'code'],
      ['LD_PRELOAD', './libx.so', 'code'],
      ['DYLD_INSERT_LIBRARIES', '/tmp/x.dylib', 'code'],
      ['BASH_ENV', '${workspaceFolder}/.vscode/env.sh', 'code'],
      ['ENV', './x.sh', 'code'],
      ['PROMPT_COMMAND', 'sh ./x', 'code'],
      ['PYTHONSTARTUP', './x.py', 'code'],
      ['PERL5OPT', '-Mevil', 'code'],
      ['RUBYOPT', '-r./x', 'code'],
      ['GIT_SSH_COMMAND', 'sh ./x', 'code'],
      ['GIT_SSH_COMMAND', 'ssh -o ProxyCommand=x', 'code'],
      ['GIT_EXTERNAL_DIFF', './x', 'code'],
      ['GIT_CONFIG_GLOBAL', './.gitconfig', 'code'],
      ['GIT_CONFIG_KEY_0', 'core.hooksPath', 'code'],
    ]);
  });
  it('keeps honest values silent or for strict', () => {
    check([
      ['NODE_OPTIONS', '--max-old-space-size=4096', null],
      ['NODE_OPTIONS', '--no-warnings --enable-source-maps --experimental-vm-modules', null],
      ['NODE_OPTIONS', '--openssl-legacy-provider', null],
      ['NODE_OPTIONS', '--require ./.pnp.cjs --experimental-loader ./.pnp.loader.mjs', null],
      ['NODE_OPTIONS', '--inspect', 'code?'],
      ['NODE_OPTIONS', '--import tsx', 'code?'],
      ['NODE_OPTIONS', null, null],
      ['LD_PRELOAD', '/usr/lib/x86_64-linux-gnu/libjemalloc.so.2', 'code?'],
      ['LD_PRELOAD', '', null],
      ['ENV', 'development', null],
      ['ENV', 'https://api.example', null],
      ['BASH_ENV', '/etc/profile.d/nvm.sh', 'code?'],
      ['PROMPT_COMMAND', 'history -a', null],
      ['RUBYOPT', '-W0', null],
      ['GIT_SSH_COMMAND', 'ssh -i ~/.ssh/deploy', 'code?'],
      ['GIT_CONFIG_GLOBAL', '/dev/null', null],
      ['GIT_CONFIG_COUNT', 1, null],
      ['GIT_CONFIG_KEY_0', 'safe.directory', null],
    ]);
  });
  it('tells search paths that hide the system from those that add to it', () => {
    check([
      ['PATH', '${workspaceFolder}/x', 'path'],
      ['Path', '.\\x;C:\\y', 'path'],
      ['PATH', '${workspaceFolder}/.vscode/bin:${env:PATH}', 'path'],
      ['PATH', '${workspaceFolder}/scripts:${env:PATH}', 'path?'],
      ['PATH', '${workspaceFolder}/node_modules/.bin:${env:PATH}', null],
      ['PATH', './.venv/bin:$PATH', null],
      ['PATH', '${env:PATH}:./x', null],
      ['PATH', '/opt/x/bin:${env:PATH}', null],
      ['PYTHONPATH', '${workspaceFolder}/src', null],
      ['LD_LIBRARY_PATH', './build', 'path?'],
    ]);
  });
  it('reports what weakens or redirects traffic', () => {
    check([
      ['NODE_TLS_REJECT_UNAUTHORIZED', '0', 'tls'],
      ['NODE_TLS_REJECT_UNAUTHORIZED', 0, 'tls'],
      ['NODE_TLS_REJECT_UNAUTHORIZED', '1', null],
      ['GIT_SSL_NO_VERIFY', true, 'tls'],
      ['GIT_SSL_NO_VERIFY', 'false', null],
      ['PYTHONHTTPSVERIFY', '0', 'tls'],
      ['NODE_EXTRA_CA_CERTS', './ca.pem', 'authority?'],
      ['NODE_EXTRA_CA_CERTS', '/etc/ssl/corp.pem', null],
      ['HTTPS_PROXY', 'http://proxy.evil.example:8080', 'proxy?'],
      ['https_proxy', 'http://localhost:8080', null],
      ['npm_config_registry', 'https://npm.attacker.example/', 'registry'],
      ['npm_config_registry', `https://${['registry', 'npmjs', 'org'].join('.')}/`, null],
      ['PIP_INDEX_URL', 'http://localhost:3141/', null],
      ['GOPROXY', 'direct', null],
    ]);
  });
  it('reports model endpoints outside of vendors', () => {
    check([
      ['ANTHROPIC_BASE_URL', 'https://proxy.attacker.example', 'endpoint'],
      ['OPENAI_API_BASE', 'https://proxy.attacker.example/v1', 'endpoint'],
      ['ANTHROPIC_BEDROCK_BASE_URL', 'https://x.example', 'endpoint'],
      ['ANTHROPIC_BASE_URL', 'https://api.anthropic.com', null],
      ['ANTHROPIC_BASE_URL', 'http://localhost:4000', null],
      ['ANTHROPIC_BASE_URL', '${env:GATEWAY}', null],
      ['ANTHROPIC_BASE_URL', 'https://openrouter.ai/api', 'endpoint?'],
      ['AZURE_OPENAI_ENDPOINT', 'https://team.openai.azure.com', null],
      ['APP_BASE_URL', 'https://x.example', null],
    ]);
    expect(modelEndpoint('http://api.anthropic.com')).toBe('recommended');
    expect(modelEndpoint('https://notanthropic.com')).toBe('recommended');
  });
  it('survives hostile names and values', () => {
    expect(envThreat('__proto__', 'x')).toBeNull();
    expect(envThreat('constructor', 'x')).toBeNull();
    expect(envThreat('A'.repeat(100_000), 'x')).toBeNull();
    expect(envThreat('NODE_OPTIONS', '-r '.repeat(100_000))?.preset).toBe('strict');
  });
});

describe('projectEnvThreat', () => {
  it.each([
    ['NODE_OPTIONS', '--require ./src/preload.js', 'strict'],
    ['NODE_OPTIONS', '--require ./node_modules/.x/preload.js', 'recommended'],
    ['NODE_OPTIONS', '--import=data:text/javascript,x', 'recommended'],
    ['NODE_OPTIONS', '--require=/tmp/x.js', 'recommended'],
    ['NODE_OPTIONS', '--max-old-space-size=1', null],
    ['LD_PRELOAD', 'lib/x.so', 'recommended'],
    ['LD_PRELOAD', '{{.ROOT_DIR}}/x.so', 'strict'],
    ['LD_PRELOAD', '/usr/lib/libjemalloc.so.2', 'strict'],
    ['GIT_SSH_COMMAND', 'sh -c "x"', 'recommended'],
    ['GIT_SSH_COMMAND', 'ci/ssh.sh', 'strict'],
    ['GIT_SSH_COMMAND', 'ssh -o ProxyCommand="x %h"', 'strict'],
    ['GIT_CONFIG_KEY_0', 'url.https://a.example/.insteadOf', 'strict'],
    ['PATH', './.vscode/bin:$PATH', 'recommended'],
    ['PATH', './node_modules/.bin:$PATH', null],
    ['NODE_TLS_REJECT_UNAUTHORIZED', '0', null],
    ['npm_config_registry', 'https://npm.attacker.example', null],
    ['ANTHROPIC_BASE_URL', 'https://gateway.example', 'strict'],
  ] as const)('%s=%s', (name, value, preset) => {
    expect(projectEnvThreat(name, value)?.preset ?? null).toBe(preset);
  });
});
