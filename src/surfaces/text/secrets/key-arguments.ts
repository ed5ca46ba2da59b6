import { calledBy, calleeOf, children, isCall, lastName, namedExpression, nameOf, unwrap, writtenText } from '../../javascript/ast.ts';
import type { JsNode } from '../../javascript/ast.ts';
import type { LiteralContext, ValueModel } from '../../javascript/index.ts';
import { TextGroup } from '../../text-index.ts';

const KEY_SECOND = /(?:^|\.)(?:(createHmac)|(create(?:Cipher|Decipher)iv|AES\.(?:en|de)crypt)|(?:jwt|jsonwebtoken)\.(?:sign|verify)|jwtVerify)$/;
const JWT_BARE = /^(?:sign|verify)$/;
const JWT_SIGN = /(?:^|\.)sign$/;
const KEY_FIRST = /(?:^|\.)cookieParser$/;

/** Lists of keys that sign cookies. Sources: Koa, cookie-session, Keygrip. */
const SIGNERS = new TextGroup(['koa', 'cookie-session', 'keygrip']);
const SIGNING = /(?:^|\.)(?:cookieSession|Keygrip)$/;

/** Sources: ethers, viem, web3.js; Twilio's client, which takes the number of an account first. */
const WALLETS = /(?:^|\.)(?:Wallet|privateKeyToAccount)$/;
const TWILIO = /(?:^|\.)[tT]wilio$/;

/** The name of the key that a call takes in this position: of an HMAC, a token, a signed cookie. */
export function keyArgument({ callee, index, names, position }: LiteralContext, { textIndex }: ValueModel): string | null {
  // `app.keys = ['…']`, `cookieSession({ keys: ['…'] })`, `new Keygrip(['…'])`.
  const isList = callee === null ? /(?:^|\.)keys$/.test(names[0] ?? '') && position === 'assignment' : SIGNING.test(callee) && /^(?:keys|secret)?$/.test(names[0] ?? '');
  if (isList && textIndex.hasAny(SIGNERS)) return 'cookieSecret';
  if (callee === null) return null;
  if (index === 0 && WALLETS.test(callee)) return 'privateKey';
  if (index === 1 && TWILIO.test(callee)) return 'twilioAuthToken';
  if (index === 0) return KEY_FIRST.test(callee) ? 'cookieSecret' : JWT_SIGN.test(callee) && textIndex.findLiteral('SignJWT').length > 0 ? 'jwtSecret' : null;
  if (index === 1 && JWT_BARE.test(callee) && textIndex.findLiteral('jsonwebtoken').length > 0) return 'jwtSecret';
  const call = index === 1 ? KEY_SECOND.exec(callee) : null;
  if (!call) return null;
  return call[1] ? 'hmacSecret' : call[2] ? 'encryptionKey' : 'jwtSecret';
}

const CIPHERS: readonly string[] = ['createCipheriv(', 'createDecipheriv(', 'createHmac('];
const CIPHER_TEXTS = new TextGroup(CIPHERS);
const MAX_CALLS = 50;

/** Texts that become the key of a cipher or a signature: `createCipheriv(name, Buffer.from('…', 'hex'), iv)`, also by a constant. */
export function encodedKeys(model: ValueModel): readonly JsNode[] {
  const places = model.textIndex.findGroup(CIPHER_TEXTS).flatMap(({ indexes }) => indexes.slice(0, MAX_CALLS));
  return [...new Set(places.flatMap((index) => keyOf(model, model.nodeAt(index)) ?? []))];
}

function keyOf(model: ValueModel, name: JsNode | null): JsNode | null {
  const call = name && calledBy(namedExpression(name));
  const key = call && children(call, 'arguments')[1];
  const given = key && unwrap(key);
  const made = given && nameOf(given) !== null ? model.initOf(given) : given;
  const whole = made && unwrap(made);
  if (!isCall(whole) || lastName(calleeOf(whole)) !== 'from') return null;
  const [text, encoding] = children(whole, 'arguments');
  return text && writtenText(text) !== null && encoding ? text : null;
}
