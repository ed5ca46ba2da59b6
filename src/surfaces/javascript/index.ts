import type { AnySourceCode } from '../source-code.ts';

/** Stub of the value model; its contract is written by the surface itself. */
export interface ValueModel {
  readonly incomplete: boolean;
}

export function valueModel(_sourceCode: AnySourceCode): ValueModel {
  return { incomplete: false };
}
