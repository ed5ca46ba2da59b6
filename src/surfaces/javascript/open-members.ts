import { isSecretName } from '../../knowledge/names.ts';

/** Of an object of credentials: whose they are, where and how long they hold. */
const OPEN_MEMBER = /^(?:(?:user|account|client|project|tenant|org|session|profile|key|agent|app|device|machine)_?(?:id|name)|id|name|user|e_?mail|login|(?:auth_?)?(?:type|method|mode)|(?:[a-z]{2,12}_?)?(?:provider|model)|region|scopes?|expir\w{0,12}|host|(?:[a-z]{1,20}_)?(?:gateway|origins?|endpoint|issuer|audience|redirect_?ur[il]s?)|(?:universe_?)?domain|site|organi[sz]ation|org|projects?|tenant|workspace|teams?)$/i;

/** Of a token that is an object: what it is for. */
const TOKEN_FACT = /^(?:scopes?|expir\w{0,12}|(?:user|client|app|account|principal|device|tenant)_?(?:id|type|name)|(?:token_?)?type|ttl|created\w{0,12}|exp|iat|aud|iss)$/i;

/** True for a member of a credential or a file of credentials that is none itself; `source` is what the whole is called. */
export function isOpenMember(source: string, name: string): boolean {
  // What a store keeps is often an object that says where to log in, too.
  if (source === 'SecretString') return !isSecretName(name) && !/^(?:\d+|value|data|payload|secret|key|token)$/i.test(name);
  return (/credentials?$/i.test(source) && OPEN_MEMBER.test(name)) || (/token$/i.test(source) && TOKEN_FACT.test(name));
}
