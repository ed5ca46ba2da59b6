import { describe, expect, it } from 'vitest';

import { isSecretName } from '../../src/knowledge/names.ts';
import { isSystemPath, persistencePath, plantedPath, secretFile, sensitivePath } from '../../src/knowledge/paths.ts';

describe('paths', () => {
  it.each([
    '~/.ssh', '~/.ssh/id_rsa', 'type=bind,source=${localEnv:HOME}/.aws,target=/root/.aws', '/var/run/docker.sock:/var/run/docker.sock', 'Read(~/.ssh/**)', 'f=@$HOME/.npmrc', '"$HOME"/.npmrc', '${HOME}/.kube/config',
    'C:\\Users\\x\\.aws\\credentials', '%USERPROFILE%\\.ssh', '\uE000/.ssh/id_rsa', '/home/me/.netrc', '/etc/shadow', '/proc/self/environ', '/root/.docker/config.json', '~/Library/Keychains/login.keychain-db', '$SSH_AUTH_SOCK',
  ])('%s is a credential store', (path) => {
    expect(sensitivePath(path)).not.toBeNull();
  });
  it.each(['./.ssh-config-example', '~/projects', '/etc/hosts', '~/.ssh/id_rsa.pub', '~/.ssh/known_hosts', '~/.docker-x', '.npmrc', 'docs/.aws/readme', '/proc/self/maps', 'a/etc/shadow'])('%s is none', (path) => {
    expect(sensitivePath(path)).toBeNull();
  });
  it('knows secret files of a repository', () => {
    for (const path of ['.env', 'a/.env.local', '.env.production', 'key.pem', 'id_rsa', 'service-account.json', 'x\\.git-credentials']) expect(secretFile(path), path).not.toBeNull();
    for (const path of ['.env.example', '.env.sample', 'cert.pem', 'id_rsa.pub', 'env.ts', 'secrets.ts', '.envrc']) expect(secretFile(path), path).toBeNull();
  });
  it('knows system folders', () => {
    for (const path of ['/etc/hosts', '/usr/bin/x', '/boot', 'C:\\Windows\\x', '%SystemRoot%\\x', '/var/lib/dpkg/x']) expect(isSystemPath(path), path).toBe(true);
    for (const path of ['/dev/null', '/tmp/x', '/var/log/x', '/var/lib/app/x', './etc/x', 'etc', '/home/x', '/usrx']) expect(isSystemPath(path), path).toBe(false);
  });
  it('knows what a written file plants', () => {
    for (const path of ['~/.bashrc', '$HOME/.zshrc', '.git/hooks/pre-commit', '.claude/settings.json', '~/.ssh/authorized_keys', 'CLAUDE.md', '.github/workflows/a.yml', '/etc/cron.d/x', '~/Library/LaunchAgents/x.plist', '\uE000.cursor/mcp.json']) expect(persistencePath(path), path).not.toBeNull();
    for (const path of ['README.md', '.github/dependabot.yml', 'bashrc', '.husky/pre-commit', '.vscode/notes.md']) expect(persistencePath(path), path).toBeNull();
    for (const path of ['.husky/pre-commit', 'a\\.husky\\_\\commit-msg', '.githooks/pre-push', '.git/hooks', '.git/hooks/pre-commit']) expect(plantedPath(path), path).not.toBeNull();
    for (const path of ['.husky/README.md', '.husky', 'hooks/pre-commit', '.git/info/exclude']) expect(plantedPath(path), path).toBeNull();
  });
});

describe('names', () => {
  it.each(['NPM_TOKEN', 'apiKey', 'PGPASSWORD', 'MYSQL_PWD', 'GITHUB_TOKEN', 'AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID', 'ANTHROPIC_API_KEY', 'DB_PASSWORD_PROD', 'STRIPE_KEY', 'SECRET', 'clientSecret', 'DATABASE_URL'])('%s holds a secret', (name) => {
    expect(isSecretName(name)).toBe(true);
  });
  it.each(['PWD', 'OLDPWD', 'MAX_TOKENS', 'TOKEN_PATH', 'PASSWORD_MIN_LENGTH', 'CSRF_TOKEN', 'NODE_ENV', 'HOME', 'PUBLIC_KEY', 'cacheKey', 'PATH', 'KEY', 'tokenizer', 'bypass', 'COMPASS', '__proto__', ''])('%s does not', (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});
