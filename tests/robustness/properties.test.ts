import fc from 'fast-check';
import type { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import { textLinter } from '../../scripts/robustness/lint-text.mjs';
import plugin from '../../src/index.ts';
import { makeSecret, seeded } from '../surfaces/secrets/generate.ts';
import { anyFile, anySeed, place, withSecret } from './mutate.ts';

/** More runs and other seeds on request: `ROBUSTNESS_RUNS=20 ROBUSTNESS_SEED=7 npx vitest run tests/robustness/properties`. */
const FACTOR = Number(process.env['ROBUSTNESS_RUNS'] ?? 1);
const SEED = Number(process.env['ROBUSTNESS_SEED'] ?? 20_261_122);
const runs = (count: number): { numRuns: number; seed: number } => ({ numRuns: Math.max(1, Math.round(count * FACTOR)), seed: SEED });
const TIMEOUT = 60_000 * Math.max(1, FACTOR);

const { recommended, strict } = plugin.configs;
const lint = textLinter([recommended, strict]);

/** The strict preset with its rules in another order, and without what came before in the same linter. */
const backwards = (preset: readonly Linter.Config[]): Linter.Config[] => preset.map((entry) => ({ ...entry, rules: Object.fromEntries(Object.entries(entry.rules ?? {}).reverse()) }));
const lintBackwards = textLinter([backwards(strict), backwards(recommended)]);

const SECRET_TYPES = ['github-pat', 'github-fine-grained', 'aws-access-key-id', 'npm-token', 'slack-bot', 'stripe-secret', 'jwt', 'openai-project', 'anthropic-api', 'snowflake-pat'];
const LONGEST_SHOWN = 12;

function secretOf(seed: number): string {
  const secret = makeSecret(SECRET_TYPES[seed % SECRET_TYPES.length] ?? '', seeded(seed));
  if (secret === null) throw new Error('no recipe');
  return secret;
}

/** True when a text holds any piece of the secret that is long enough to be of use. */
function shows(text: string, secret: string): boolean {
  for (let start = 0; start + LONGEST_SHOWN <= secret.length; start += 1) if (text.includes(secret.slice(start, start + LONGEST_SHOWN))) return true;
  return false;
}

describe('any file of any language', () => {
  it('is linted without a crash, and every finding stands in it', () => {
    let read = 0;
    fc.assert(
      fc.property(anyFile, ({ file, text }) => {
        const result = lint(file, text);
        expect(result, `${file} is linted`).not.toBeNull();
        expect(result?.problems).toEqual([]);
        if (result?.fatal === null) read += 1;
        const length = text.replace(/^\uFEFF/, '').length;
        for (const { suggestions, message, ruleId } of result?.messages.flat() ?? []) {
          if (ruleId?.startsWith('agent-security/')) expect(message.length, message).toBeLessThan(600);
          for (const { fix } of suggestions ?? []) expect(fix.range[0] >= 0 && fix.range[0] <= fix.range[1] && fix.range[1] <= length, `suggestion ${fix.range.join('-')} of ${length}`).toBe(true);
        }
      }),
      runs(400),
    );
    // A test on files that no parser reads would prove nothing.
    expect(read).toBeGreaterThan(100 * FACTOR);
  }, TIMEOUT);

  it('gives the same findings twice, in any order of rules and presets', () => {
    fc.assert(
      fc.property(anyFile, ({ file, text }) => {
        const once = lint(file, text);
        const again = lint(file, text);
        const reversed = lintBackwards(file, text);
        expect(again?.messages).toEqual(once?.messages);
        const sorted = (messages: readonly Linter.LintMessage[] = []): string[] => messages.map((message) => JSON.stringify(message)).sort();
        expect(sorted(reversed?.messages[0])).toEqual(sorted(once?.messages[1]));
        expect(sorted(reversed?.messages[1])).toEqual(sorted(once?.messages[0]));
      }),
      runs(100),
    );
  }, TIMEOUT);

  it('keeps a credential in it out of every message', () => {
    let reported = 0;
    fc.assert(
      fc.property(anySeed, place, fc.nat({ max: 1_000_000 }), (seed, where, number) => {
        const secret = secretOf(number);
        const { file, text } = withSecret(seed, where, secret);
        const result = lint(file, text);
        for (const { ruleId, message, suggestions } of result?.messages.flat() ?? []) {
          if (!ruleId?.startsWith('agent-security/')) continue;
          if (ruleId.endsWith('no-hardcoded-secret')) reported += 1;
          expect(shows(message, secret), `${file}: ${ruleId} shows a part of ${secret}: ${message}`).toBe(false);
          for (const { desc } of suggestions ?? []) expect(shows(desc, secret), `${file}: a suggestion of ${ruleId} shows it: ${desc}`).toBe(false);
        }
      }),
      runs(300),
    );
    expect(reported).toBeGreaterThan(50 * FACTOR);
  }, TIMEOUT);
});
