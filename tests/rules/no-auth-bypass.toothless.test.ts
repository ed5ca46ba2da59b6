import rule from '../../src/rules/no-auth-bypass.ts';
import { ruleTester } from '../tester.ts';

const gate = (name: string, body: string): string => `export async function ${name}(req, res, next) { ${body} }`;

await ruleTester(rule, {
  valid: [
    gate('requireAuth', 'if (!req.user) { return res.status(401).end(); } next();'),
    gate('requireRole', 'if (!req.user.roles.includes("a")) { logger.warn("denied"); return next(new Error("forbidden")); } next();'),
    gate('requireAuth', 'try { req.user = verify(req.cookies.t); } catch { return res.redirect("/login"); } next();'),
    // An error goes to the handler of errors.
    gate('requireUser', 'req.user = await sessionOf(req); if (!req.user) {} next();'),
    gate('ensureAdmin', 'if (!req.user) throw new Error("no"); next();'),
    // Whoever comes without a name is welcome, and somebody else decides.
    gate('optionalAuth', 'try { req.user = verify(req.cookies.t); } catch { } next();'),
    gate('attachUser', 'try { req.user = verify(req.cookies.t); } catch (e) { console.debug(e); } next();'),
    gate('isAuthenticated', 'try { req.user = verify(req.cookies.t); } catch { req.user = null; } next();'),
    gate('isAuth', 'if (!req.get("authorization")) { req.isAuth = false; return next(); } req.isAuth = true; next();'),
    // Others get the response or the way on.
    gate('requireAuth', 'if (!req.user) {} passport.authenticate("jwt")(req, res, next);'),
    gate('requireAuth', 'if (!req.user) { deny(res); } next();'),
    gate('requireAuth', 'try { await check(req, res); } catch {} next();'),
    gate('requireAuth', 'try { await check(req, next); } catch {} next();'),
    'module.exports = function authorize(role) { return async (ctx, next) => { if (ctx.state.role !== role) { ctx.throw(403); } await next(); }; };',
    'module.exports = async function authorize(ctx, next) { if (!ctx.state.user) { ctx.status = 401; return; } await next(); };',
    'export const protectedProcedure = t.procedure.use(({ ctx, next }) => { if (!ctx.user) throw new TRPCError({ code: "UNAUTHORIZED" }); return next({ ctx }); });',
    'export const protectedProcedure = t.procedure.use(async ({ ctx, next }) => { const session = await getSession(ctx); return next({ ctx: { session } }); });',
    'app.decorate("authenticate", async (request, reply) => { try { await request.jwtVerify(); } catch (err) { reply.send(err); } });',
    'app.decorate("authenticate", async (request) => { try { await request.jwtVerify(); } catch (err) { throw new Error("no"); } });',
    'app.decorate("optionalAuth", async (request) => { try { await request.jwtVerify(); } catch {} });',
    'export async function login(email, password) { const ok = await bcrypt.compare(password, hash); if (!ok) { await count(email); throw new Error("no"); } return sign(email); }',
    'export async function login(email, password) { const ok = await bcrypt.compare(password, hash); if (!ok) { console.log("wrong"); } return ok ? sign(email) : null; }',
    'export function checkApiKey(key) { return key.startsWith("sk-"); }',
    'class Local { async validateApiKey() { return true; } }',
    'app.use((req, res, next) => { if (!req.user) return res.sendStatus(401); if (req.method === "GET") next(); });',
  ].map((code) => ({ code })),
  invalid: [
    { code: gate('requireAuth', 'try { req.user = jwt.verify(req.cookies.t, KEY); } catch { } next();'), errors: [{ messageId: 'toothless' }] },
    { code: gate('requireAuth', 'try { req.user = await verify(req); next(); } catch (e) { console.error("auth failed", e); next(); }'), options: { strict: true }, errors: [{ messageId: 'failOpen' }] },
    { code: gate('requireAdmin', 'if (!req.user?.isAdmin) { /* return res.sendStatus(403); */ } return next();'), errors: [{ messageId: 'toothless' }] },
    { code: gate('csrfProtection', 'if (req.get("x-csrf") !== req.session.csrf) { } return next();'), errors: [{ messageId: 'toothless' }] },
    { code: gate('checkApiKey', 'if (req.get("x-api-key") !== process.env.API_KEY) console.warn("bad key"); next();'), errors: [{ messageId: 'toothless' }] },
    { code: 'export const requireRole = (role) => (req, res, next) => { const allowed = req.user && req.user.roles.includes(role); if (!allowed) console.warn("denied", role); next(); };', errors: [{ messageId: 'toothless' }] },
    { code: 'module.exports = function authorize(role) { return async (ctx, next) => { const user = ctx.state.user; if (!user || user.role !== role) { } await next(); }; };', errors: [{ messageId: 'toothless' }] },
    { code: 'export const protectedProcedure = t.procedure.use(({ ctx, next }) => { if (!ctx.user) { return next({ ctx: { user: { id: "system" } } }); } return next({ ctx }); });', errors: [{ messageId: 'toothless' }] },
    { code: 'app.decorate("authenticate", async (request, reply) => { try { await request.jwtVerify(); } catch (err) { app.log.warn("jwt failed"); } });', errors: [{ messageId: 'toothless' }] },
    { code: 'import bcrypt from "bcryptjs"; export async function login(email, password) { const ok = await bcrypt.compare(password, user.hash); if (!ok) { console.log("bad password for", email); } return { token: "session", email }; }', errors: [{ messageId: 'dropped' }] },
    { code: gate('authMiddleware', 'try { req.user = verify(req.cookies.t); } catch { } next();'), options: { strict: true }, errors: [{ messageId: 'toothless' }] },
  ],
});

await ruleTester(rule, {
  valid: [
    gate('authenticate', 'if (req.headers["x-forwarded-proto"] === "http") return res.redirect("/"); if (!req.session?.userId) return res.sendStatus(401); next();'),
    gate('checkApiKey', 'if (req.headers["x-api-key"] === process.env.API_KEY) return next(); res.status(401).end();'),
    gate('authenticate', 'if (!req.session?.userId) return res.sendStatus(401); req.query.page === "2" && next(); next();'),
  ].map((code) => ({ code })),
  invalid: [
    { code: gate('authenticate', 'if (req.query.debug === "1") return next(); if (!req.session?.userId) return res.sendStatus(401); next();'), errors: [{ messageId: 'backdoor' }] },
    { code: gate('requireAuth', 'req.get("x-internal-key") === "f3a9c1" && next(); if (!(await verify(req.session))) return res.sendStatus(401); next();'), errors: [{ messageId: 'backdoor' }] },
    { code: 'const MASTER = "f81d4fae-7dec"; export function checkApiKey(req, res, next) { const key = req.headers["x-api-key"]; if (key === process.env.API_KEY || key === MASTER) return next(); res.status(401).end(); }', errors: [{ messageId: 'backdoor' }] },
  ],
});
