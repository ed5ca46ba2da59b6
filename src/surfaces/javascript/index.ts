import type { AnySourceCode } from '../source-code.ts';
import type { ValueModel } from './types.ts';

export { originSet } from './origin-set.ts';
export type * from './types.ts';

/** Stub: every list is empty. */
export function valueModel(sourceCode: AnySourceCode): ValueModel {
  const none = (): readonly never[] => [];
  return { calls: none, requests: none, flows: none, commandTexts: none, fileOperations: none, codeTexts: none, strings: none, stringsAt: none, namedValues: none, objectsAt: none, functionsAt: none, findWord: none, moduleLoads: none, environmentReads: none, origins: none, nodeAt: () => null, text: sourceCode.text, tooLarge: false, incomplete: false, incompleteAt: [], fuel: { used: 0, limit: 0 },
    literalContext: () => ({ position: 'other', names: [], callee: null, index: null }),
    view: () => { throw new Error('stub'); },
    toSettingNode: () => { throw new Error('stub'); },
  };
}
