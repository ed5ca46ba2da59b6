import { describe, expect, it } from 'vitest';

import { POLICY_KEYS, readPolicy } from '../../src/core/policy.ts';

describe('readPolicy', () => {
  it('gives the defaults when nothing is set', () => {
    expect(readPolicy(undefined).protectedBranches).toContain('main');
    expect(readPolicy({}).allowedHosts).toEqual([]);
  });

  it('takes every documented key', () => {
    for (const key of POLICY_KEYS) {
      expect(readPolicy({ 'agent-security': { [key]: ['x.example'] } })[key]).toEqual(['x.example']);
    }
  });

  it.each([
    [[], /must be an object, not an array/],
    ['x', /must be an object/],
    [null, /must be an object, not null/],
    [{ allowedHost: [] }, /unknown key "allowedHost"; known keys are allowedHosts/],
    [{ allowedHosts: 'a.example' }, /needs an array of strings in "allowedHosts"/],
    [{ allowedHosts: [1] }, /non-empty strings .* in "allowedHosts", not a value of type number/],
    [{ allowedHosts: [''] }, /non-empty strings/],
    [{ allowedHosts: [null] }, /not null/],
    [JSON.parse('{"__proto__": ["x"]}'), /unknown key "__proto__"/],
  ])('rejects %j with one clear sentence', (raw, message) => {
    expect(() => readPolicy({ 'agent-security': raw })).toThrow(message);
  });

  it('does not let later changes of the settings object change the policy', () => {
    const hosts = ['a.example'];
    const policy = readPolicy({ 'agent-security': { allowedHosts: hosts } });
    hosts.push('b.example');
    expect(policy.allowedHosts).toEqual(['a.example']);
  });
});
