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
    [{ allowedHosts: 'a.example' }, /needs an array of strings in "allowedHosts", not "a.example"/],
    [{ allowedHosts: ['https://a.example'] }, /needs hosts in "allowedHosts", such as api.example.com .*, not "https:\/\/a.example"/],
    [{ trustedRegistries: ['http://a.example/npm/'] }, /needs hosts in "trustedRegistries"/],
    [{ allowedInstallers: ['a b'] }, /needs hosts in "allowedInstallers"/],
    [{ allowedNames: [' X '] }, /has blanks around " X " in "allowedNames"/],
    [{ allowedHosts: [1] }, /non-empty strings .* in "allowedHosts", not a value of type number/],
    [{ allowedHosts: [''] }, /non-empty strings .*, not an empty string/],
    [{ allowedHosts: [null] }, /not null/],
    [JSON.parse('{"__proto__": ["x"]}'), /unknown key "__proto__"/],
  ])('rejects %j with one clear sentence', (raw, message) => {
    expect(() => readPolicy({ 'agent-security': raw })).toThrow(message);
  });

  it('takes a key without a value as one that is not set, and hosts in every documented form', () => {
    expect(readPolicy({ 'agent-security': { allowedHosts: undefined, protectedBranches: undefined } })).toMatchObject({ allowedHosts: [], protectedBranches: expect.arrayContaining(['main']) });
    const hosts = ['a.example', '*.a.example', 'a.example:8443', 'api-*.a.example', '**', '[::1]', '203.0.113.7'];
    expect(readPolicy({ 'agent-security': { allowedHosts: hosts, allowedInstallScripts: ['node ./x.js && echo https://a.example'] } }).allowedHosts).toEqual(hosts);
  });

  it('does not let later changes of the settings object change the policy', () => {
    const hosts = ['a.example'];
    const policy = readPolicy({ 'agent-security': { allowedHosts: hosts } });
    hosts.push('b.example');
    expect(policy.allowedHosts).toEqual(['a.example']);
  });
});
