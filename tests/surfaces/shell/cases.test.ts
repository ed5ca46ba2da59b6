import { describe, expect, it } from 'vitest';

import type { Dialect } from '../../../src/surfaces/shell/index.ts';
import cases from './cases.json' with { type: 'json' };
import { threatsOf } from './threats.ts';

describe('what a command threatens', () => {
  for (const { id, dialect, command, expect: expected } of cases) {
    const text = command.replace('{PUBLIC_NPM_REGISTRY}', ['registry', 'npmjs', 'org'].join('.'));
    it(`${id}: ${text}`, () => {
      expect(threatsOf(text, dialect as Dialect)).toEqual([...expected].sort());
    });
  }
});
