import { expect, it } from 'vitest';

import { CLASS_LABELS } from '../../src/knowledge/prompt-injection.ts';
import { CONTEXT_TYPES, DUMMY_WORDS, SECRET_TYPES } from '../../src/knowledge/secrets/index.ts';
import { readPage } from './page.ts';

it('the page of no-hardcoded-secret names as many shapes, and every sample, that the tables have', () => {
  const page = readPage('no-hardcoded-secret');
  expect(page).toContain(`${SECRET_TYPES.length} shapes of providers, ${CONTEXT_TYPES.length} more beside the provider's name`);
  expect(DUMMY_WORDS.filter((word) => !page.includes(`\`${word}\``))).toEqual([]);
});

it('the page of no-prompt-injection names as many classes as the table has', () => {
  const { address: mention, ...orders } = CLASS_LABELS; // a word to agents is no order by itself
  expect(mention).toBeDefined();
  expect(Object.keys(orders)).toHaveLength(21);
  expect(readPage('no-prompt-injection')).toContain('twenty-one classes of orders');
});
