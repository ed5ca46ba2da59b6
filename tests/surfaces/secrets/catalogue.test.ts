import { describe, expect, it } from 'vitest';

import { CONTEXT_TYPES, PUBLIC_TYPES, SECRET_TYPES } from '../../../src/knowledge/secrets/index.ts';
import { assessNamed, scanText } from '../../../src/surfaces/text/secrets/index.ts';
import { makeSecret, seeded } from './generate.ts';

/** Types whose shape another type shares: the finding may name the other one. */
const SHARED = new Set(['paystack', 'clerk', 'openai-legacy', 'sourcegraph', 'bitbucket-http-token', 'atlassian-admin', 'github-app-server-jwt']);

describe.each(SECRET_TYPES.map((type) => [type.id, type] as const))('%s', (id, type) => {
  const random = seeded(id.length * 7919 + id.charCodeAt(0) * 31 + id.charCodeAt(id.length - 1));
  const values = Array.from({ length: 10 }, () => makeSecret(id, random) ?? '');

  it('finds most generated examples, and keeps the weight of the catalogue', () => {
    const found = values.map((value) => scanText(`x = "${value}";`)[0]).filter((hit) => hit !== undefined);
    expect(found.length).toBeGreaterThanOrEqual(id === 'authress' ? 5 : 8);
    if (!SHARED.has(id)) expect(found.map((hit) => hit.id)).toContain(id);
    if (type.confidence !== 'low') expect(found.some((hit) => !hit.strict)).toBe(true);
  });

  it('does not take a value of the same characters without its mark', () => {
    for (const value of values.slice(0, 3)) {
      const host = /\.com/.exec(value)?.[0];
      const mark = type.keywords?.find((keyword) => value.includes(keyword)) ?? host ?? value.slice(0, 6);
      const without = value.replace(mark, mark.replace(/[A-Za-z]/, (letter) => (letter === 'Z' ? 'Y' : 'Z')).replace(/^[^A-Za-z]+$/, 'Z'));
      expect(scanText(`x = "${without}";`).map((hit) => hit.id)).not.toContain(id);
    }
  });

  it.runIf(/\]\{\d+\}$/.test(type.pattern.source))('does not take a value that goes on', () => {
    for (const value of values.slice(0, 3)) expect(scanText(`x = "${value}Zq7Zq7";`).map((hit) => hit.id)).not.toContain(id);
  });
});

describe.each(CONTEXT_TYPES.map((type) => [type.id, type] as const))('%s in context', (id, type) => {
  const random = seeded(id.length * 104_729 + id.charCodeAt(1));
  const word = (type.words[0] ?? '').replace(/\W+/g, '_');

  it('is named under a credential of its provider only', () => {
    const values = Array.from({ length: 10 }, () => makeSecret(id, random) ?? '');
    const hits = values.map((value) => assessNamed(`${word}_api_key`, value));
    expect(hits.filter((hit) => hit !== null).length).toBeGreaterThanOrEqual(8);
    for (const value of values) {
      expect(assessNamed(`${word}_checksum`, value)).toBeNull();
      expect(assessNamed('label', value)).toBeNull();
    }
  });
});

it('has no type twice, and none that is public by design', () => {
  const ids = [...SECRET_TYPES, ...CONTEXT_TYPES].map((type) => type.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => PUBLIC_TYPES.includes(id))).toEqual([]);
});

it('has patterns that the engine can run: sticky, without the flags that are slow', () => {
  for (const { id, pattern, keywords, place } of SECRET_TYPES) {
    expect(`${id} ${pattern.flags}`).toBe(`${id} y`);
    if (place === undefined) for (const keyword of keywords ?? []) expect(keyword.length).toBeGreaterThanOrEqual(3);
    expect(pattern.source).not.toMatch(/(?<!\\)[*+](?!\])(?![^[]*\])/);
  }
});
