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

/** Where a text stands, the first of them: what linted text says is no text of the index. */
export function placesOf(text: string, wanted: string, most: number): readonly number[] {
  const places: number[] = [];
  for (let index = text.indexOf(wanted); index >= 0 && places.length < most; index = text.indexOf(wanted, index + wanted.length)) places.push(index);
  return places;
}
