import { describe, expect, it } from 'vitest';

import rule from '../../src/rules/no-prompt-injection.ts';
import { HONEST_FIRST } from './honest-first.ts';
import { HONEST_SECOND } from './honest-second.ts';
import { HONEST_THIRD } from './honest-third.ts';
import { INJECTIONS_FIRST } from './injections-first.ts';
import { INJECTIONS_SECOND } from './injections-second.ts';
import { INJECTIONS_THIRD } from './injections-third.ts';
import { lintText } from './lint.ts';
import type { CorpusText } from './types.ts';

const honest: readonly CorpusText[] = [...HONEST_FIRST, ...HONEST_SECOND, ...HONEST_THIRD];
const injections: readonly CorpusText[] = [...INJECTIONS_FIRST, ...INJECTIONS_SECOND, ...INJECTIONS_THIRD];
const missed = (texts: readonly CorpusText[], options: object): readonly CorpusText[] => texts.filter(([file, text]) => lintText(rule, file, text, options).length === 0);

describe('corpus of planted orders and honest texts', () => {
  it('is large enough to say something', () => {
    expect(injections.length).toBeGreaterThanOrEqual(120);
    expect(honest.length).toBeGreaterThanOrEqual(150);
    expect(new Set([...injections, ...honest].map(([, text]) => text)).size).toBe(injections.length + honest.length);
  });
  it('can be parsed', () => {
    const broken = [...injections, ...honest].filter(([file, text]) => lintText(rule, file, text).some(({ ruleId }) => ruleId === null));
    expect(broken).toEqual([]);
  });
  it('recommended reports no honest text', () => {
    const reported = honest.filter(([file, text]) => lintText(rule, file, text).length > 0);
    expect(reported).toEqual([]);
  });
  it('recommended finds at least 80 % of the planted orders', () => {
    const misses = missed(injections, {});
    expect(1 - misses.length / injections.length, JSON.stringify(misses)).toBeGreaterThanOrEqual(0.8);
  });
  it('strict finds at least 95 %', () => {
    const misses = missed(injections, { strict: true });
    expect(1 - misses.length / injections.length, JSON.stringify(misses)).toBeGreaterThanOrEqual(0.95);
  });
  it('strict finds whatever recommended finds', () => {
    const silent = injections.filter(([file, text]) => lintText(rule, file, text).length > 0 && lintText(rule, file, text, { strict: true }).length === 0);
    expect(silent).toEqual([]);
  });
});
