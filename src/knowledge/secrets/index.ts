import { CONTEXT_TYPES } from './context-types.ts';
import { TYPES_A_C } from './types-a-c.ts';
import { TYPES_D_H } from './types-d-h.ts';
import { TYPES_I_P } from './types-i-p.ts';
import { TYPES_Q_Z } from './types-q-z.ts';
import type { SecretType } from './model.ts';

export type { Check, Confidence, ContextType, SecretType } from './model.ts';

/** Every credential that tells itself by prefix or shape. */
export const SECRET_TYPES: readonly SecretType[] = [...TYPES_A_C, ...TYPES_D_H, ...TYPES_I_P, ...TYPES_Q_Z];
export { CONTEXT_TYPES };
export { PUBLIC_PREFIXES, PUBLIC_TYPES, PUBLIC_VALUES } from './public-by-design.ts';
export { DUMMY_PHRASES, DUMMY_WORDS, WEAK_PASSWORDS } from './dummy-values.ts';
