import { DUMMY_PHRASES, DUMMY_WORDS, PUBLIC_PREFIXES, PUBLIC_VALUES, WEAK_PASSWORDS } from '../../../knowledge/secrets/index.ts';
import { distinct } from './randomness.ts';

const REPEATED = /([^=])\1{4}/;

/** True for a key's body that somebody made up: a word for it, a repeated character, hardly any different ones. */
export function isDummyBody(body: string): boolean {
  if (body.length === 0) return true;
  const lower = body.toLowerCase();
  if (DUMMY_WORDS.some((word) => lower.includes(word))) return true;
  if (REPEATED.test(body) && body.length < 200) return true;
  return body.length >= 16 && distinct(body) < 6;
}

/** True for values that are meant to be seen, and for samples of manuals and emulators that everybody has. */
export function isPublicValue(value: string): boolean {
  return PUBLIC_PREFIXES.some((prefix) => value.startsWith(prefix)) || PUBLIC_VALUES.some((known) => value.includes(known));
}

const RUN = 8;

/** True when eight characters follow the alphabet, the digits or the keyboard: typed, not drawn. */
export function hasTypedRun(value: string): boolean {
  const lower = value.slice(0, 200).toLowerCase();
  for (let index = 0; index + RUN <= lower.length; index += 1) {
    const piece = lower.slice(index, index + RUN);
    if (DUMMY_PHRASES.some((phrase) => phrase.includes(piece))) return true;
  }
  return false;
}

const REFERENCE =
  /\$\{|\$\(|^\$[A-Za-z_]|^%[^%]{1,80}%$|%[sd]|\{\{|#\{|<%|^@|process\.env|import\.meta|os\.environ|^env[:.(]|^(?:op|vault|ssm|awssm|gcpsm|keyring|file|secret|secrets|sops|doppler|infisical|kms|ref|arn|urn|data|base64|https?|chrome|blob|node|npm|npx|git|ssh):|^vault\[|^ENC[[(]|^\{cipher\}|^projects\/|\/secrets\/|^secrets?\.|\.secrets?\.|^\{[^{}]*\}$|^<[^<>]*>$|^\[[^[\]]*\]$|^__\w{1,60}__$|\bconfig\(|getenv|\uE000/i;

/** True for text that stands for a value kept elsewhere: `${X}`, `{{ x }}`, `%X%`, `op://…`, `arn:…`. */
export function isReference(value: string): boolean {
  return REFERENCE.test(value.slice(0, 300));
}

const STRIP = /[^a-z0-9]/g;
const LEET: Readonly<Record<string, string>> = { '@': 'a', '4': 'a', '3': 'e', '1': 'i', '!': 'i', '0': 'o', $: 's', '5': 's', '7': 't' };
const LEET_CHARACTER = /[@431!0$57]/g;
const GUESSABLE = /^(?:my|our|the|your|a|super|top|very|some|change|new|old|db|database|admin|root|user|dev|prod|local|test|app|jwt|api|session|cookie|default|secure|strong|simple|secret|token|password|passwd|pass|key|me|long|random|value|string|phrase|hash|salt|sign|signing|auth|here|is|for|this|should|be|it|in|production|please|\d{1,8}|[!?.#*]){1,12}$/;

/** True for a password that a dictionary attack opens at once: listed, or made of such words and a number. */
export function isWeakPassword(value: string): boolean {
  if (value.length < 3 || value.length > 60) return false;
  const lower = value.toLowerCase();
  if (WEAK_PASSWORDS.has(lower)) return true;
  const plain = lower.replace(STRIP, '');
  if (WEAK_PASSWORDS.has(plain) || GUESSABLE.test(plain)) return true;
  const spelt = lower.replace(LEET_CHARACTER, (character) => LEET[character] ?? character).replace(STRIP, '');
  return WEAK_PASSWORDS.has(spelt) || GUESSABLE.test(spelt.replace(/i{1,8}$/, '')) || WEAK_PASSWORDS.has(spelt.replace(/[aeiost]{1,4}$/, ''));
}
