import type { Workshop } from './workshop.ts';

const answers = new WeakMap<Workshop, Map<string, boolean>>();

/** True when a text stands anywhere in the file; looked for once, so that a step of a trace may ask. */
export function hasText(shop: Workshop, text: string): boolean {
  let known = answers.get(shop);
  if (!known) answers.set(shop, (known = new Map()));
  let answer = known.get(text);
  if (answer === undefined) known.set(text, (answer = shop.text.includes(text)));
  return answer;
}
