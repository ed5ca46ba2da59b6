import rule from '../../src/rules/no-auth-bypass.ts';
import { ruleTester } from '../tester.ts';

// middlewares without a name
await ruleTester(rule, {
  valid: [
    { code: 'fetch(\'https://api.acme-app.dev/x\', { headers: { \'CF-Access-Client-Id\': process.env.CF_ACCESS_CLIENT_ID, \'CF-Access-Client-Secret\': process.env.CF_ACCESS_CLIENT_SECRET, authorization: `Bearer ${process.env.API_TOKEN}` } });' },
    { code: 'fetch(\'https://api.acme-app.dev/x\', { headers: { \'X-Api-Key\': process.env.ACME_API_KEY, authorization: `Bearer ${process.env.ACME_TOKEN}` } });' },
    { code: 'fetch(`${process.env.SUPABASE_URL}/rest/v1/x`, { headers: { apikey: process.env.SUPABASE_ANON_KEY, authorization: `Bearer ${process.env.SERVICE_ROLE_KEY}` } });' },
    { code: 'fetch(\'https://gateway.acme-app.dev/v1/chat\', { headers: { \'cf-aig-authorization\': `Bearer ${process.env.CF_AIG_TOKEN}`, authorization: `Bearer ${process.env.OPENAI_API_KEY}` } });' },
    { code: 'fetch(\'https://oai.helicone.ai/v1/chat/completions\', { method: \'POST\', headers: { Authorization: `Bearer ${process.env.OPENAI_API_KEY}`, \'Helicone-Auth\': `Bearer ${process.env.HELICONE_API_KEY}` }, body });' },
    { code: 'app.use((req, res, next) => { if (req.method === \'OPTIONS\') return next(); if (!req.session.user) return res.sendStatus(401); next(); });' },
    { code: 'app.use((req, res, next) => { if (req.path === \'/health\' || req.headers.accept === \'text/html\') return next(); if (!req.session.user) return res.sendStatus(401); next(); });' },
    { code: 'app.use((req, res, next) => { if (req.headers[\'content-type\'] === \'application/json\') return express.json()(req, res, next); next(); });' },
    { code: 'app.use((req, res, next) => { if (req.headers[\'x-requested-with\'] === \'XMLHttpRequest\') return next(); res.redirect(\'/\'); });' },
    { code: 'app.use((req, res, next) => { if (req.headers[\'x-forwarded-proto\'] === \'https\') return next(); res.redirect(\'https://\' + req.hostname + req.url); });' },
    { code: 'app.use((req, res, next) => { if (req.headers.upgrade === \'websocket\') return next(); if (!req.user) return res.status(401).end(); return next(); });' },
    { code: 'app.use((req, res, next) => { if (req.headers[\'x-api-key\'] === process.env.API_KEY) return next(); res.status(401).end(); });' },
    { code: 'app.use((req, res, next) => { if (req.headers[\'x-github-event\'] === \'ping\') return next(); if (!verify(req)) return res.status(403).end(); next(); });' },
    { code: 'app.use((req, res, next) => { if (req.query.format === \'json\') return next(); if (req.query.debug === \'true\') req.debug = true; if (!req.user) return res.status(401).end(); next(); });' },
  ],
  invalid: [
    { code: 'const express = require(\'express\'); const app = express(); app.use((req, res, next) => { if (req.headers[\'x-debug\'] === \'letmein-42\') return next(); if (!req.session.user) return res.sendStatus(401); next(); });', errors: [{ messageId: 'backdoor' }] },
    { code: 'import jwt from \'jsonwebtoken\'; app.use((req, res, next) => { if (req.get(\'x-internal\') === \'f00-b4r-9\') { return next(); } const user = jwt.verify(req.headers.authorization, key); req.user = user; next(); });', errors: [{ messageId: 'backdoor' }] },
    { code: 'router.use(async (req, res, next) => { if (req.query.bypass === \'zz-top-71\') return next(); const session = await sessions.find(req.cookies.sid); if (!session) return res.status(401).end(); next(); });', errors: [{ messageId: 'backdoor' }] },
  ],
});
