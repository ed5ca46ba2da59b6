import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';

import rule from '../../src/rules/no-env-dump.ts';

// The rules work in typescript-eslint's own tester, too.
RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester().run('no-env-dump', rule as unknown as Parameters<RuleTester['run']>[1], {
  valid: ['const mode: string | undefined = process.env.NODE_ENV;', 'declare function spawn(a: string, b: object): void; spawn("x", { env: { ...process.env } });'],
  invalid: [{ code: 'console.log(process.env as Record<string, string>);', errors: [{ messageId: 'dump' as never, line: 1, column: 13 }] }],
});
