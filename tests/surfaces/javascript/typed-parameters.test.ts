import rule from '../../../src/rules/no-command-injection.ts';
import dump from '../../../src/rules/no-env-dump.ts';
import { ruleTester } from '../../tester.ts';

const EXEC = 'import { execSync } from "node:child_process"; ';

await ruleTester(rule, {
  valid: [
    `${EXEC}import type { McpServer } from "./server"; export function register(server: McpServer) { server.tool("x", {}, async ({ p }) => { execSync(\`grep \${p}\`); }); }`,
    `${EXEC}import { Hono } from "hono"; export function routes(app: Hono) { app.get("/x", (c) => c.text(execSync("uptime").toString())); }`,
    `${EXEC}import type { Request } from "express"; export function run(req: Request) { execSync("npm run build"); console.log(req.path); }`,
    `${EXEC}import type { Job } from "./jobs"; export function run(job: Job) { execSync(\`x \${job.data.p}\`); }`,
    // a type of another parameter
    `${EXEC}import type { Request } from "express"; export function run(req: Request, name: string) { execSync(\`x \${name}\`); }`,
    `${EXEC}import type { Request } from "express"; interface Options { req: Request } export function run(options: Options, query: string) { execSync(\`x \${query}\`); }`,
  ].map((code) => ({ code, filename: 'file.ts' })),
  invalid: [
    `${EXEC}import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"; export function register(server: McpServer) { server.tool("x", {}, async ({ p }) => { execSync(\`grep \${p}\`); }); }`,
    `${EXEC}import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"; export const register = (server: McpServer): void => { server.registerTool("x", {}, async ({ p }) => { execSync(\`grep \${p}\`); }); };`,
    `${EXEC}import type { Hono } from "hono"; export function routes(app: Hono) { app.get("/x", (c) => c.text(execSync(\`ping \${c.req.query("h")}\`).toString())); }`,
    `${EXEC}import { Server } from "socket.io"; export function attach(io: Server) { io.on("connection", (socket) => { socket.on("run", (cmd) => execSync(cmd)); }); }`,
    `${EXEC}import type { Request } from "express"; export function run(req: Request) { execSync(\`ping \${req.query.host}\`); }`,
    `${EXEC}import type { APIGatewayProxyEvent } from "aws-lambda"; const main = async (event: APIGatewayProxyEvent) => execSync(\`ls \${event.body}\`); export default middy(main);`,
    `${EXEC}import { Context } from "telegraf"; export function run(ctx: Context) { execSync(\`x \${ctx.message.text}\`); }`,
    `${EXEC}import type { Job } from "bullmq"; export async function run(job: Job) { execSync(\`x \${job.data.p}\`); }`,
  ].map((code) => ({ code, filename: 'file.ts', errors: [{ messageId: 'outside' }] })),
});

await ruleTester(dump, {
  valid: [
    'import type { Response } from "express"; export const show = (res: Response) => { res.json({ mode: process.env.NODE_ENV }); };',
    'import type { Response } from "./http"; export const show = (out: Response) => { out.json(process.env); };',
  ].map((code) => ({ code, filename: 'file.ts' })),
  invalid: [
    'import { type Response } from "express"; export const show = (out: Response) => { out.json(process.env); };',
    'import type { Logger } from "pino"; export function start(out: Logger) { out.info({ env: process.env }, "start"); }',
  ].map((code) => ({ code, filename: 'file.ts', errors: [{ messageId: 'dump' }] })),
});
