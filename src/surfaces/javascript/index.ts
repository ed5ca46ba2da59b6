import type { AnySourceCode } from '../source-code.ts';
import { Model } from './model.ts';
import type { ValueModel } from './types.ts';

export { givesContent } from './files.ts';
export { ruleSet as originSet } from './rule-sets.ts';
export type * from './types.ts';

const models = new WeakMap<object, ValueModel>();

/**
 * The value model of a JavaScript or TypeScript file: who is called, with what, and where data goes. The same object
 * for the same SourceCode. Call it from the root node's listener: the analysis needs `parent` pointers.
 */
export function valueModel(sourceCode: AnySourceCode): ValueModel {
  const known = models.get(sourceCode);
  if (known) return known;
  const model = new Model(sourceCode);
  models.set(sourceCode, model);
  return model;
}
