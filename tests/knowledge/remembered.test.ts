import { describe, expect, it } from 'vitest';

import { remembered } from '../../src/knowledge/remembered.ts';

describe('remembered judgement', () => {
  const counted = (): { readonly judge: (name: string) => boolean; readonly calls: () => number } => {
    let calls = 0;
    return { judge: remembered((name) => (calls += 1, name.startsWith('a'))), calls: () => calls };
  };

  it('judges a name once, whatever the answer', () => {
    const { judge, calls } = counted();
    expect([judge('ab'), judge('ab'), judge('b'), judge('b'), judge('__proto__'), judge('__proto__')]).toEqual([true, true, false, false, false, false]);
    expect(calls()).toBe(3);
  });

  it('does not keep long names', () => {
    const { judge, calls } = counted();
    expect([judge('a'.repeat(200)), judge('a'.repeat(200))]).toEqual([true, true]);
    expect(calls()).toBe(2);
  });

  it('forgets all when it knows too many', () => {
    const { judge, calls } = counted();
    for (let index = 0; index <= 5000; index += 1) judge(`n${index}`);
    judge('n0');
    expect(calls()).toBe(5002);
  });
});
