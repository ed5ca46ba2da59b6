import type { TextIndex } from '../../text-index.ts';
import type { AdditionalPattern, SecretHit } from './model.ts';

const CLASSES: Readonly<Record<AdditionalPattern['characters'], RegExp>> = {
  hex: /[0-9a-fA-F]{0,1000}/y,
  digits: /\d{0,1000}/y,
  lower: /[a-z0-9]{0,1000}/y,
  upper: /[A-Z0-9]{0,1000}/y,
  alphanumeric: /[A-Za-z0-9]{0,1000}/y,
  base64: /[A-Za-z0-9+/]{0,1000}={0,2}/y,
  base64url: /[\w-]{0,1000}/y,
};

/** Values of the user's own shapes. A value that goes on beyond `maxLength` is another one. */
export function scanAdditional(text: string, textIndex: TextIndex, patterns: readonly AdditionalPattern[]): SecretHit[] {
  const hits: SecretHit[] = [];
  for (const pattern of patterns) {
    const body = CLASSES[pattern.characters];
    const { prefix } = pattern;
    for (const index of textIndex.findLiteral(prefix)) {
      if (/[A-Za-z0-9]/.test(text[index - 1] ?? '') && text[index - 2] !== '\\') continue;
      body.lastIndex = index + prefix.length;
      const length = body.exec(text)?.[0].length ?? 0;
      if (length < pattern.minLength || length > (pattern.maxLength ?? 1000)) continue;
      const end = index + prefix.length + length;
      hits.push({ start: index, end, kind: 'provider', id: 'additional', title: pattern.name, confidence: 'high', strict: false, variable: pattern.variable ?? null });
    }
  }
  return hits;
}
