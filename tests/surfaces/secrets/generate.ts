import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Pieces of a made-up credential: literal text, or characters of a class and their number. No value stands in a file. */
export type Recipe = readonly (string | readonly [characters: string, length: number])[];

const RECIPES = new Map(Object.entries(JSON.parse(readFileSync(path.join(import.meta.dirname, 'recipes.json'), 'utf8')) as Record<string, Recipe>));

/** A generator of numbers in [0, 1) that gives the same ones for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function expand(characters: string): string {
  return characters.replace(/(.)-(.)/g, (_, from: string, to: string) => {
    let all = '';
    for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code += 1) all += String.fromCharCode(code);
    return all;
  });
}

/** Characters drawn from a class such as `A-Z2-7`. */
export function draw(characters: string, length: number, random: () => number): string {
  const all = expand(characters);
  return Array.from({ length }, () => all[Math.floor(random() * all.length)] ?? '').join('');
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JSON Web Token with a drawn signature. */
export function makeJwt(payload: object, random: () => number, header: object = { alg: 'HS256', typ: 'JWT' }): string {
  return `${encode(header)}.${encode(payload)}.${draw('A-Za-z0-9_-', 43, random)}`;
}

/** A made-up value of a type of the catalogue; `null` when no recipe is known. */
export function makeSecret(id: string, random: () => number): string | null {
  if (id === 'jwt') return makeJwt({ sub: `u-${draw('0-9', 6, random)}`, scope: 'all' }, random);
  if (id === 'snowflake-pat') return makeJwt({ p: draw('0-9a-f', 80, random), s: draw('0-9a-f', 30, random) }, random, { alg: 'ES256', kid: draw('0-9a-f', 20, random) }) + draw('A-Za-z0-9_-', 30, random);
  const recipe = RECIPES.get(id);
  if (!recipe) return null;
  const value = recipe.map((part) => (typeof part === 'string' ? part : draw(part[0], part[1], random))).join('');
  return id === 'github-app-server-jwt' ? `${['gh', 's_'].join('')}${draw('1-9', 6, random)}_${makeJwt({ iss: draw('0-9', 6, random), installation: 7, scope: draw('a-z', 20, random) }, random)}` : value;
}
