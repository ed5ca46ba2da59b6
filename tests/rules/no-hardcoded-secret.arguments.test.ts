import rule from '../../src/rules/no-hardcoded-secret.ts';
import { ruleTester } from '../tester.ts';

const TOKEN = ['1a2b3c4d5e6f7081', '92a3b4c5d6e7f809'].join('');
const ACCOUNT = ['AC8f3b2c1d4e5f6071', '8293a4b5c6d7e8f9'].join('');
const KEY = ['0x8f2a559490cc2a7ab61c32ed3d806021', '6ee02e4960a83f97bde6ceb39d4b4d5e'].join('');

await ruleTester(rule, {
  valid: [
    { code: 'import twilio from "twilio"; const client = twilio(process.env.SID, process.env.TWILIO_AUTH_TOKEN);' },
    { code: 'import twilio from "twilio"; const client = twilio("your_account_sid", "your_auth_token");' },
    { code: 'import { Wallet } from "ethers"; const wallet = new Wallet(process.env.PRIVATE_KEY, provider);', options: { strict: true } },
    { code: `import { Wallet } from "ethers"; const wallet = new Wallet("${KEY}", provider);` },
  ],
  invalid: [
    { code: `import twilio from "twilio"; const client = twilio("${ACCOUNT}", "${TOKEN}");`, errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `import { Wallet } from "ethers"; const wallet = new Wallet("${KEY}", provider);`, options: { strict: true }, errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `import { privateKeyToAccount } from "viem/accounts"; export const account = privateKeyToAccount("${KEY}");`, options: { strict: true }, errors: [{ messageId: 'found', suggestions: 1 }] },
  ],
});
