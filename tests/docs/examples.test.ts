import { describe, expect, it } from 'vitest';

import { rules } from '../../src/rules/index.ts';
import { lint } from '../tester.ts';
import { examples, readPage } from './page.ts';
import type { Example } from './page.ts';

/** The findings of one rule on an example, as `line: message`; nobody else may have anything to say about it. */
async function findings(name: string, example: Example): Promise<string[]> {
  const messages = await lint(example.code, example.file, { rules: { [name]: ['error', ...example.options] } }, example.policy);
  for (const message of messages) expect(message.ruleId, `${message.message} (line ${message.line} of the example)`).toBe(`agent-security/${name}`);
  return messages.map((message) => `${message.line}: ${message.message}`);
}

/** The examples of a page, or what is wrong with the page. */
function examplesOf(name: string): { readonly all: Example[]; readonly problem: string | null } {
  try {
    return { all: examples(readPage(name)), problem: null };
  } catch (error) {
    return { all: [], problem: (error as Error).message };
  }
}

describe.each(Object.keys(rules))('docs/rules/%s.md', (name) => {
  const { all, problem } = examplesOf(name);

  it('shows both kinds of examples', () => {
    expect(problem).toBeNull();
    expect(all.filter((example) => !example.correct).length).toBeGreaterThan(0);
    expect(all.filter((example) => example.correct).length).toBeGreaterThan(0);
  });

  for (const example of all) {
    it(`${example.correct ? 'correct' : 'incorrect'} ${example.file} on line ${example.line}`, async () => {
      const found = await findings(name, example);
      if (example.correct) expect(found).toEqual([]);
      else expect(found.length).toBeGreaterThan(0);
    });
  }
});
