import type { AnySourceCode } from '../source-code.ts';
import { Model } from './model.ts';
import type { ValueModel } from './types.ts';

export { givesContent } from './files.ts';
export { ruleSet as originSet } from './rule-sets.ts';
export type * from './types.ts';

/**
 * A value model of a JavaScript or TypeScript file: who is called, with what, and where data goes. Ask it for anything
 * but `isCalm()` from the root node's listener on: the analysis needs `parent` pointers.
 */
export function valueModel(sourceCode: AnySourceCode): ValueModel {
  return new Model(sourceCode);
}
