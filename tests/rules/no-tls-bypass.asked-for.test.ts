import rule from '../../src/rules/no-tls-bypass.ts';
import { ruleTester } from '../tester.ts';

const OFF = 'new https.Agent({ rejectUnauthorized: false })';
const when = (test: string, before = ''): { readonly code: string } => ({ code: `import https from 'node:https';\n${before}\nexport function make(options, config) { return ${test} ? ${OFF} : undefined; }` });
const withParameter = (parameter: string): { readonly code: string } => ({ code: `import https from 'node:https';\nexport function make(${parameter}) { if (insecure) return ${OFF}; return undefined; }` });
const errors = [{ messageId: 'option' }];

await ruleTester(rule, {
  valid: [
    ...['process.env.INSECURE', "process.env.ALLOW_SELF_SIGNED === 'true'", "'1' === process.env.SKIP_TLS_VERIFY", 'options.insecure', "options['skip-tls']", 'Boolean(process.env.INSECURE)', "process.argv.includes('--insecure')", 'options && options.insecure', 'options.rejectUnauthorized === false', 'config.isInsecure()', "config.get('allowSelfSigned')"].map((test) => when(test)),
    withParameter('{ insecure = false } = {}'),
    withParameter('insecure'),
    when('insecure', 'const insecure = process.env.INSECURE ?? false;'),
  ],
  invalid: [
    ...[
      // Nobody is asked: it is on by default or by itself
      ...['options.insecure ?? true', 'options.insecure || true', 'options.insecure !== false', "['insecure']", "['insecure'].length > 0", "['insecure'].includes('insecure')", "'insecure'.length", 'typeof options.insecure', '(options.insecure, 1)', '(options.insecure ? 1 : 1)', 'new Boolean(options.insecure)', '{ insecure: 1 }', 'process.env.NODE_ENV'].map((test) => when(test.startsWith('{') ? `(${test})` : test)),
      withParameter('{ insecure = true } = {}'),
      withParameter('insecure = true'),
      when('insecure', 'const insecure = process.env.INSECURE ?? true;'),
      when('insecure', "const insecure = process.env.INSECURE !== '0';"),
      when('allowInsecure', 'function allowInsecure() { return false; }'),
      // The other way round
      ...['process.env.INSECURE === undefined', 'options.insecure == null', 'options.insecure === false', "process.env.INSECURE === '0'", "process.env.INSECURE === ''", 'options.rejectUnauthorized', 'options.rejectUnauthorized === true'].map((test) => when(test)),
      // Another computer asks
      when('remote.insecure', "const remote = await (await fetch('https://config.example-service.com/')).json();"),
      { code: `import https from 'node:https';\nexport const handle = (req) => req.query.insecure ? ${OFF} : undefined;` },
    ].map((item) => ({ ...item, errors })),
  ],
});
