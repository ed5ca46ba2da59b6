/** Catalogued identifiers and keys that pages may show: never reported, at any level. */
export const PUBLIC_TYPES: readonly string[] = ['twilio-api-key', 'coinbase-cdp', 'razorpay', 'newrelic-browser'];

/**
 * Beginnings of values that are meant to be seen: publishable keys, project keys, identifiers of a pair.
 * A value that begins with one of them is no secret, whatever its name.
 */
export const PUBLIC_PREFIXES: readonly string[] = [
  'pk_live_', 'pk_test_', 'pk_prod_', 'sb_publishable_', 'phc_', 'pk.eyJ', '6Le', '6Lc', '6Ld', 'rzp_live_', 'rzp_test_', 'NRJS-', 'sq0idp-', 'pk-lf-', 'mob-',
  'sandbox-sq0idb-', 'UA-', 'GTM-', 'acct_', 'price_', 'AROA', 'AIDA', 'AGPA', 'ANPA', 'ssh-rsa ', 'ssh-ed25519 ', 'age1',
  // What only somebody's private key opens: messages of OpenPGP (as in `encrypted` of Renovate), AWS KMS.
  'wcFMA', 'wcBMA', 'wcDMA', 'hQEMA', 'hQIMA', 'hQGMA', 'AQICAH', 'AQECAH',
];

/** Well-known values of manuals and emulators, in pieces: everybody has them. */
export const PUBLIC_VALUES: readonly string[] = [
  ['4eC39HqL', 'yjWDarjtT1', 'zdp7dc'].join(''), // Stripe's documentation key
  ['BQokikJO', 'vBiI2HlWgH', '4olfQ2'].join(''), // its predecessor
  ['ABC-DEF', '1234ghIkl', '-zyx57W2v1u123ew11'].join(''), // Telegram's documentation token
  ['JBSWY3DP', 'EHPK3PXP'].join(''), // one-time passwords: the key of manuals, `Hello!`
  ['GEZDGNBV', 'GY3TQOJQ'].join(''), // one-time passwords: the key of RFC 4226 and RFC 6238, `1234567890`
  ['Eby8vdM0', '2xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50u', 'SRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='].join(''), // Azure storage emulator
  ['C2y6yDjf5', '/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw=='].join(''), // Cosmos DB emulator
];
