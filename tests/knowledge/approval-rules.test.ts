import { describe, expect, it } from 'vitest';

import { approvalOf, approvalOfCommand } from '../../src/knowledge/approval-rules.ts';

const each = (rules: readonly string[], expected: string | null): void => {
  expect(rules.map((rule) => [rule, approvalOf(rule)])).toEqual(rules.map((rule) => [rule, expected]));
};

describe('approvalOf', () => {
  it('finds rules that accept any command', () => {
    each(['', '*', '/.*/', '/.+/', '/^/', '/^.*$/', '/[\\s\\S]*/', '//', '/./', '/(.*)/', '/^(?:.+)$/i', '/^git|.*/', '/\\S+/', '/^\\w+/', '/^[a-z]/', '/^(?!sudo).*/', '/^[^;]*$/', '/x?/'], 'everything');
  });
  it('finds rules that any command with some character fits', () => {
    each(['/a|e|i|o|u/', '/e/', '/[aeiou]/', '/ /', '/\\b/', '/\\d/', '/^[ -~]+$/', '/^\\p{L}/u', '/^[\\x00-\\x7f]*$/', '/^\\w+( .*)?$/'], 'everything');
    each(['/^e$/', '/--help$/', '/^[a-z]+ --version$/', '/-h$/', '/\\.test\\.ts$/', '/^x\\b/', '/^\\p{Lu}x$/u'], null);
  });
  it('takes a list of what is denied for no list of what is allowed', () => {
    each(['/^(?!rm).*/', '/^(?!rm|curl\\b).+$/'], 'interpreter');
  });
  it('reads classes with both of two opposites in either order', () => {
    each(['/[\\S\\s]*/', '/[a\\d-\\D]+/', '/^[\\W\\w]+$/'], 'everything');
    each([`/^ls [${'\\s'.repeat(200)}]$/`, `/^ls [\\s\\d\\w]$/`], null);
  });
  it('finds interpreters, downloaders and privilege tools with any arguments', () => {
    each(['bash', 'curl', 'sudo', 'python3', 'npx', '/^curl/', '/^curl\\b.*/', '/^(curl|wget)\\b/', '/^(?:ls|node)(\\s|$)/', 'node -e', '/bash -c/', 'docker *'], 'interpreter');
  });
  it('tells a fixed script from any code', () => {
    each(['python scripts/gen.py', 'node ./scripts/x.js', '/^node scripts\\/gen\\.js/', 'bun run', 'python -m'], 'script');
  });
  it('finds commands with consequences', () => {
    each(['rm', 'git push', 'npm publish', 'npm install', '/^git push/', 'gh', 'aws', 'rm -rf dist'], 'consequence');
  });
  it('accepts complete and harmless rules', () => {
    each(
      ['npm test', 'npm run build', 'git status', '/^git (status|show\\b.*)$/', '/^node --version$/', 'node --version', '/^git push --dry-run/', 'gh pr view', 'aws s3 ls', 'ls', 'echo', 'mkdir', 'make', '/^npm run (?:build|test)$/', '/^pnpm -r (lint|test)( --filter \\S+)?$/', 'docker ps', '/^curl$/', 'terraform plan', '/^\\w+$/'],
      null,
    );
  });
  it('reads plain prefixes of other clients', () => {
    expect(['*', 'curl', 'npm test', 'git push', ''].map(approvalOfCommand)).toEqual(['everything', 'interpreter', null, 'consequence', 'everything']);
  });
  it('survives hostile expressions', () => {
    for (const text of ['('.repeat(5000), '['.repeat(5000), '\\'.repeat(5001), '(a|'.repeat(2000), '.{'.repeat(3000), '(?!'.repeat(500), '(|)'.repeat(160), '(x?|)'.repeat(99)]) {
      expect(() => approvalOf(`/${text}/`)).not.toThrow();
    }
  });
});
