import * as tsParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { Linter as Linter9 } from 'eslint-9';

import type { AnySourceCode } from '../../../src/surfaces/source-code.ts';
import { valueModel } from '../../../src/surfaces/javascript/index.ts';
import type { ValueModel } from '../../../src/surfaces/javascript/index.ts';

export interface ReadOptions {
  readonly parser?: 'espree' | 'typescript';
  readonly eslint?: 9 | 10;
  readonly sourceType?: 'module' | 'commonjs' | 'script';
}

/** Lints a text with one rule that hands its value model to `look`. */
export function withModel<T>(code: string, look: (model: ValueModel) => T, options: ReadOptions = {}): T {
  const linter = options.eslint === 9 ? (new Linter9() as unknown as Linter) : new Linter();
  let result: { readonly value: T } | undefined;
  const probe = {
    create: (context: { readonly sourceCode: unknown }) => ({
      Program() {
        result = { value: look(valueModel(context.sourceCode as AnySourceCode)) };
      },
    }),
  };
  const parser = options.parser === 'typescript' ? { parser: tsParser } : {};
  const messages = linter.verify(
    code,
    [{ files: ['**'], plugins: { probe: { rules: { probe } } }, rules: { 'probe/probe': 'error' }, languageOptions: { ...parser, sourceType: options.sourceType ?? 'module', parserOptions: { ecmaFeatures: { jsx: true } } } }] as never,
    { filename: options.parser === 'typescript' ? 'file.ts' : 'file.js' },
  );
  const [fatal] = messages.filter((message) => message.fatal || message.message.includes('Cannot read'));
  if (!result) throw new Error(fatal?.message ?? messages[0]?.message ?? 'the rule did not run');
  return result.value;
}
