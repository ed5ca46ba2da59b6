export { findHiddenCharacters } from './scan.ts';
export type { HiddenCharacters } from './scan.ts';
export { findInvisibleMath } from './invisible-math.ts';
export { findMixedWords } from './mixed-words.ts';
export type { MixedWord } from './mixed-words.ts';
export { findPadding, mayHoldPadding } from './padding.ts';
export type { Padding } from './padding.ts';
