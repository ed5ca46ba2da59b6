import type { SecretType } from '../../../knowledge/secrets/index.ts';
import { hasBase62Checksum } from './bytes.ts';
import { parseJwt } from './jwt.ts';
import { distinct, transitions } from './randomness.ts';

/** What a look inside a value says. `null`: it is no secret. */
export interface CheckResult {
  /** Replaces the type's title. */
  readonly title?: string;
  readonly variable?: string;
  /** Only strict reports it. */
  readonly doubtful?: boolean;
}

const FINE: CheckResult = {};
const DOUBTFUL: CheckResult = { doubtful: true };
const WRONG_SUM = 'with a wrong checksum (made up?)';
const NEAR = 400;

/** Looks inside a value that has the shape of `type`. `text` and `start` give what stands around it. */
export function checkValue(type: SecretType, value: string, text: string, start: number): CheckResult | null {
  switch (type.check) {
    case 'crc32':
      return hasBase62Checksum(value.slice(4)) ? FINE : { title: `${type.provider} ${type.title} ${WRONG_SUM}` };
    case 'openai':
      return value.includes('T3BlbkFJ') || value.length >= 60 ? FINE : null;
    case 'jwt':
      return checkJwt(value);
    case 'github-jwt':
      return parseJwt(value.slice(value.indexOf('_', 4) + 1)) ? FINE : DOUBTFUL;
    case 'firebase':
      return isFirebaseWeb(text, start) ? null : isForMaps(text, start) ? DOUBTFUL : FINE;
    case 'azurite':
      return text.slice(Math.max(0, start - 60), start + 60).includes('devstoreaccount1') ? null : FINE;
    case 'mixed':
      return isMixed(value.slice(3)) ? FINE : null;
    case 'mixed-upper':
      return /\d/.test(value) && distinct(value) >= 9 ? FINE : null;
    case 'digit':
      return /\d/.test(value.slice(7)) || transitions(value.slice(7)) > 0.3 ? FINE : null;
    case 'letters':
      return transitions(value) > 0.2 ? FINE : null;
    default:
      return FINE;
  }
}

/** Letters with digits, or upper and lower case so mixed that no words are meant. */
export function isMixed(body: string): boolean {
  return distinct(body) >= 8 && ((/\d/.test(body) && /[A-Za-z]/.test(body)) || transitions(body) > 0.3);
}

function checkJwt(value: string): CheckResult | null {
  const facts = parseJwt(value);
  if (!facts || facts.isHarmless) return null;
  if (facts.role === 'service_role') return { title: 'Supabase service_role key', variable: 'SUPABASE_SERVICE_ROLE_KEY' };
  return FINE;
}

const BEFORE = 80;

/** A key of Google Maps stands in every page and app that shows a map; its owner restricts it to them. */
function isForMaps(text: string, start: number): boolean {
  return /maps/i.test(text.slice(Math.max(0, start - BEFORE), start));
}

/** Firebase's web configuration carries its key to every visitor: it is public by design. */
function isFirebaseWeb(text: string, start: number): boolean {
  const around = text.slice(Math.max(0, start - NEAR), start + NEAR);
  return around.includes('authDomain') || around.includes('messagingSenderId');
}
