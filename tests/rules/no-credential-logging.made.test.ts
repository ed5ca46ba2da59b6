import rule from '../../src/rules/no-credential-logging.ts';
import { ruleTester } from '../tester.ts';

const JWT = 'import jwt from "jsonwebtoken"; ';
const RANDOM = 'import { randomBytes } from "node:crypto"; ';

await ruleTester(rule, {
  valid: [
    // A program that prints the token it makes is asked for that.
    `${JWT}const token = jwt.sign({ sub: "1" }, process.env.KEY); console.log(token);`,
    `${RANDOM}const sessionToken = randomBytes(32).toString("hex"); console.log(\`SESSION_TOKEN=\${sessionToken}\`);`,
    `${JWT}export function sign(user) { const token = jwt.sign({ sub: user.id }, KEY); console.log("signed for", user.id); return token; }`,
    `${JWT}export const login = (req, res) => { const token = jwt.sign({ sub: 1 }, KEY); res.json({ token }); };`,
    `${RANDOM}export const handler = async (event) => { const requestId = randomBytes(8).toString("hex"); console.log("id", requestId); return requestId; };`,
    `${JWT}export async function call(ctx) { const token = jwt.sign({ iss: 1 }, KEY); return fetch("https://api.partner.example/v1/rows", { method: "POST", body: JSON.stringify({ assertion: token }) }); }`,
    // one header out of all
    'module.exports = async (ctx, next) => { await next(); console.log(ctx.get("user-agent"), ctx.get("x-request-id")); };',
    'app.use((req, res, next) => { const session = readSession(req.headers.cookie); console.log(session.user); next(); });',
    'app.use((req, res, next) => { console.log(parseCookies(req.headers.cookie).theme); next(); });',
    'app.use((req, res, next) => { console.log(req.method, req.headers["user-agent"], req.headers.host); next(); });',
    'const jar = new Map(); console.log(jar.get("cookie"), registry.get("authorization"));',
    'import { cookies } from "next/headers"; export async function theme() { console.log((await cookies()).get("theme")?.value); }',
    'import { Command } from "commander"; new Command().action((opts) => { if (!opts.token) console.error("Pass --token"); console.log(opts.tokens); }).parse();',
  ].map((code) => ({ code })),
  invalid: [
    { code: `${JWT}export function issue(id) { const token = jwt.sign({ id }, KEY); console.log("Generated JWT:", token); return token; }`, errors: [{ messageId: 'log' }] },
    { code: 'import { JwtService } from "@nestjs/jwt"; import { Logger } from "@nestjs/common"; export class AuthService { logger = new Logger("auth"); constructor(private readonly jwt: JwtService) {} async sign(userId: string) { const accessToken = await this.jwt.signAsync({ sub: userId }); this.logger.debug(`issued ${accessToken}`); return accessToken; } }', filename: 'auth.service.ts', errors: [{ messageId: 'log' }] },
    { code: `${RANDOM}export const handler = async (event) => { const resetToken = randomBytes(32).toString("hex"); await save(resetToken); console.info(JSON.stringify({ msg: "reset", resetToken })); };`, errors: [{ messageId: 'log' }] },
    { code: 'module.exports = async (ctx, next) => { await next(); console.log(`${ctx.method} cookie=${ctx.get("cookie")}`); };', errors: [{ messageId: 'log' }] },
    { code: 'app.use((req, res, next) => { console.log({ cookie: req.headers.cookie }); next(); });', errors: [{ messageId: 'log' }] },
    { code: 'module.exports = async (ctx, next) => { console.log("auth", ctx.get("Authorization")); await next(); };', errors: [{ messageId: 'log' }] },
    { code: 'import { cookies } from "next/headers"; export async function whoami() { const t = (await cookies()).get("session-token")?.value; console.log("session", t); }', errors: [{ messageId: 'log' }] },
    { code: 'import { Command } from "commander"; const program = new Command(); program.option("--token <t>").action((opts) => { console.info("Deploying with", opts.token); }); program.parse();', errors: [{ messageId: 'log' }] },
    { code: 'app.use((req, res, next) => { console.log(req.method, req.headers); next(); });', options: { strict: true }, errors: [{ messageId: 'log' }] },
  ],
});
