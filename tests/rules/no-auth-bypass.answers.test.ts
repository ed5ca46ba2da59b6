import rule from '../../src/rules/no-auth-bypass.ts';
import { ruleTester } from '../tester.ts';

const BCRYPT = 'import bcrypt from "bcrypt"; ';
const strict = { strict: true };

await ruleTester(rule, {
  valid: [
    // defaults of a library, and names that another function has
    { code: 'module.exports = { defaults: { authenticate: defaultAuthenticate } }; function defaultAuthenticate(client, username, password, callback) { callback(null, true); }' },
    { code: 'function Guard({ isAuthenticated }) { if (!isAuthenticated) throw redirect("/login"); return 1; } const isAuthenticated = true; export default () => Guard({ isAuthenticated });' },
    { code: 'const isAdmin = true; export function page(request) { const isAdmin = request.admin; if (!isAdmin) return redirect("/"); return 1; }' },
    { code: '{ const hasAccess = true; use(hasAccess); } if (!hasAccess) throw new Error("x");' },
    // parts of requests
    { code: 'export const authenticate = (username, password) => ({ username, password }); export const validateSession = (id) => ({ id }); export const verifyOtpToken = (email, token) => ({ email, token });' },
    // what only takes the time of a check
    { code: `${BCRYPT}export async function dummyVerify(password) { await bcrypt.compare(password, DUMMY); return false; } export async function equalizeTiming(password) { await bcrypt.compare(password, DUMMY); }` },
    { code: 'export class PanTool { canActivate() { return true; } } export const tab = { id: "x", canActivate: () => true };' },
    // names that another place gives, and functions that check
    { code: 'const check = (req, res, next) => (req.user ? next() : res.sendStatus(401)); export const requireAuth = check;' },
    { code: 'function read(token) { return jwt.verify(token, key); } export { read as verifyToken };' },
    { code: 'const noop = () => {}; export const hooks = { authenticate: noop, onLogin: noop };' },
    { code: 'const yes = () => true; const filters = { isAdminRoute: yes, visible: yes };' },
    { code: 'function allowAll() { return true; } export function createServer({ authorize = allowAll } = {}) { return authorize; }' },
    { code: 'const pass = () => true; const isAdmin = config.open ? pass : check;' },
    { code: 'Object.defineProperty(file, "isFile", { value: () => true });' },
    { code: 'function defaultAuthenticate(client, username, password, callback) { callback(null, true); }' },
    { code: 'function defaultAuthenticate(client, done) { done(null, true); } const options = { authenticate: defaultAuthenticate };' },
    { code: 'const DEFAULTS = { authorize: () => true }; const defaultOptions = { isAdmin: () => true };' },
    // branches that decide
    { code: 'export function authenticate(req) { const debug = false; if (debug) console.log(req); if (!req.user) throw new Error("x"); return true; }' },
    { code: 'export function verifyToken(token) { const careful = true; if (careful) { if (!token) throw new Error("no"); } return true; }' },
    { code: 'export function isAuthorized(user, open) { if (open) return false; return true; }' },
    { code: 'let open = false; export function isAuthorized(user) { if (!open) return false; return true; }' },
    { code: 'export const isAdmin = (user) => user.isAdmin || false;' },
    { code: 'export const canAccess = (user) => user.roles?.includes("x") || user.isOwner;' },
    { code: 'class CacheInterceptor { intercept() { return of(true); } }' },
    // answers that are read
    { code: `${BCRYPT}export const comparePassword = (given, hash) => bcrypt.compare(given, hash);` },
    { code: `${BCRYPT}export const verifyPassword = (given, user) => user && bcrypt.compare(given, user.hash);` },
    { code: `${BCRYPT}export const verifyPassword = (given, user) => (user ? bcrypt.compare(given, user.hash) : false);` },
    { code: `${BCRYPT}export function login(req, res, next) { bcrypt.compare(req.body.password, hash, (error, ok) => (ok ? next() : res.sendStatus(401))); }` },
    { code: `${BCRYPT}export function login(req, res, next) { bcrypt.compare(req.body.password, hash, done); }` },
    { code: `${BCRYPT}export function login(req, res) { bcrypt.compare(req.body.password, hash).then((ok) => res.sendStatus(ok ? 200 : 401)); }` },
    { code: `${BCRYPT}export async function login(email, password) { const user = await find(email); if (!user) { await bcrypt.compare(password, NOBODY); return null; } return (await bcrypt.compare(password, user.hash)) ? user : null; }` },
    { code: `${BCRYPT}export async function login(email, password) { const ok = bcrypt.compare(password, hash); if (!(await ok)) return null; return email; }` },
    { code: `${BCRYPT}export async function login(email, password) { const asked = bcrypt.compare(password, hash); const [ok] = await Promise.all([asked]); return ok; }` },
    { code: `${BCRYPT}export async function fakeLogin(password) { await bcrypt.compare(password, NOBODY); }` },
    { code: `${BCRYPT}bench.add("compare", () => { bcrypt.compareSync("a", hash); });` },
    { code: 'import crypto from "node:crypto"; export function verifySignature(body, given) { const digest = crypto.createHmac("sha256", KEY).update(body).digest(); return crypto.timingSafeEqual(digest, Buffer.from(given)); }' },
    // states
    { code: 'const isLoggedIn = true; export function App() { return isLoggedIn ? home() : login(); }' },
    { code: 'let isAuthenticated = false; export function guard(to, from, next) { if (!isAuthenticated) return next("/login"); next(); }' },
    { code: 'const isAdmin = true; if (!isAdmin) hide(menu);' },
    { code: 'function a() { const isAdmin = true; use(isAdmin); } function b(isAdmin) { if (!isAdmin) throw new Error("no"); }' },
    { code: 'const isAuthenticated = await ask(); if (!isAuthenticated) redirect("/login");' },
    // other things than checks
    { code: 'class Tab { canActivate() { return true; } } const tool = { id: "pen", canActivate: () => true };' },
    { code: 'export const authenticate = (username) => ({ type: "AUTHENTICATE", username });' },
    { code: 'export const validateUser = (name, age) => ({ name, age });' },
    { code: 'export const handler = async (event) => { const ok = await check(event.headers.authorization); return { isAuthorized: ok }; };' },
    { code: 'export const handler = async (event) => { if (event.headers.key === process.env.KEY) return { isAuthorized: true }; return { isAuthorized: false }; };' },
    { code: 'export const useAuth = () => ({ isAuthorized: true, user: null });' },
    { code: 'export function verifyToken(token) { try { return { valid: true, payload: read(token) }; } catch (error) { return { valid: false, error }; } }' },
    { code: 'export function requireAuth(req, res, next) { try { req.user = verify(req.cookies.t); next(); } catch { next(); } }' },
    { code: 'const REQUIRE_AUTH = true; const SKIP_AUTH = false; process.env.SKIP_AUTH = "";', options: strict },
    { code: 'const SKIP_AUTH = true;' },
    { code: 'export const isAdmin = (user) => user.isAdmin || true;' },
  ],
  invalid: [
    { code: 'export const validateSession = (id) => ({ id });', options: strict, errors: [{ messageId: 'always' }] },
    { code: 'export const verifySession = (token) => ({ userId: token });', errors: [{ messageId: 'always' }] },
    { code: 'export const page = () => { const isAuthenticated = true; return () => { if (!isAuthenticated) throw redirect("/login"); }; };', errors: [{ messageId: 'fixed' }] },
    { code: `${BCRYPT}export async function loginConstantTime(req) { await bcrypt.compare(req.body.password, user.hash); return user; }`, errors: [{ messageId: 'dropped' }] },
    { code: 'import { Injectable } from "@nestjs/common"; @Injectable() export class Roles { canActivate() { return true; } }', filename: 'src/roles.ts', errors: [{ messageId: 'always' }] },
    { code: 'const open = { canActivate: [() => true] }; export const routes = [{ path: "a", component: A, ...open }];', errors: [{ messageId: 'always' }] },
    // the function has its name elsewhere
    { code: 'const pass = (req, res, next) => next(); export const requireAuth = pass;', errors: [{ messageId: 'always', line: 1, column: 14 }] },
    { code: 'function yes() { return true; } export { yes as verifyToken };', errors: [{ messageId: 'always' }] },
    { code: 'function yes() { return true; } export { yes as "isAdmin" };', errors: [{ messageId: 'always' }] },
    { code: 'const always = async () => true; module.exports = { verifyPassword: always };', errors: [{ messageId: 'always' }] },
    { code: 'function open(req, res, next) { next(); } exports.requireAdmin = open;', errors: [{ messageId: 'always' }] },
    { code: 'function open(req, res, next) { next(); } export default open;', filename: 'src/middleware/auth.js', errors: [{ messageId: 'always' }] },
    { code: 'const open = async (req, res, next) => next(); export const requireAuth = asyncHandler(open);', errors: [{ messageId: 'always' }] },
    { code: 'Object.defineProperty(user, "isAdmin", { get: () => true });', errors: [{ messageId: 'always' }] },
    // branches that are never taken
    { code: 'export function isAuthorized(user) { if (false) return deny(user); return true; }', errors: [{ messageId: 'always' }] },
    { code: 'export function checkPermission(user, action) { const ok = true; if (!ok) return false; return true; }', errors: [{ messageId: 'always' }] },
    { code: 'export function requireAuth(req, res, next) { const open = true; if (open) { next(); } else { verify(req, res, next); } }', errors: [{ messageId: 'always' }] },
    { code: 'export function verifySession(id) { if (false) { throw new Error("no"); } return true; }', errors: [{ messageId: 'always' }] },
    // values that are always yes
    { code: 'export const isAdmin = (user) => user.isAdmin || true;', options: strict, errors: [{ messageId: 'guard' }] },
    { code: 'class RolesGuard { canActivate(context) { return of(true); } }', errors: [{ messageId: 'always' }] },
    { code: 'class Door implements CanActivate { canActivate() { return true; } }', filename: 'door.ts', errors: [{ messageId: 'always' }] },
    { code: 'export const routes = [{ path: "admin", component: Admin, canActivate: [() => true] }];', errors: [{ messageId: 'always' }] },
    { code: 'const server = new WebSocketServer({ port, verifyClient: (info, done) => done(null, true) });', errors: [{ messageId: 'always' }] },
    { code: 'export const verifyIdToken = async (token) => ({ uid: token });', errors: [{ messageId: 'always' }] },
    { code: 'export const handler = async (event) => ({ isAuthorized: true });', errors: [{ messageId: 'always' }] },
    { code: 'export function verifyWebhook(req) { const given = req.headers["x-signature"]; const wanted = computeSignature(req.body); if (given !== wanted) console.warn("bad"); return true; }', errors: [{ messageId: 'always' }] },
    // answers that nobody reads
    { code: `${BCRYPT}export async function login(req, res) { const user = await User.findOne({ email: req.body.email }); await bcrypt.compare(req.body.password, user.hash); req.session.userId = user.id; res.redirect("/"); }`, errors: [{ messageId: 'dropped' }] },
    { code: `${BCRYPT}export async function login(req, res) { const user = await find(req.body.email); const ok = await bcrypt.compare(req.body.password, user.hash); req.session.userId = user.id; }`, errors: [{ messageId: 'dropped' }] },
    { code: 'import { authenticator } from "otplib"; export function verifyOtp(req, res, next) { authenticator.check(req.body.code, req.user.secret); next(); }', errors: [{ messageId: 'dropped' }] },
    { code: 'import { verifyAuthenticationResponse } from "@simplewebauthn/server"; export async function login(req) { await verifyAuthenticationResponse({ response: req.body }); return sign(req.user); }', errors: [{ messageId: 'dropped' }] },
    { code: `${BCRYPT}export async function checkPassword(given, hash) { if (bcrypt.compare(given, hash)) return true; return false; }`, errors: [{ messageId: 'pending' }] },
    { code: `${BCRYPT}app.post("/login", async (req, res) => { const user = await find(req.body.email); if (!user || !bcrypt.compare(req.body.password, user.hash)) return res.status(401).end(); res.json(sign(user)); });`, errors: [{ messageId: 'pending' }] },
    { code: 'import argon2 from "argon2"; export async function login(user, password) { const valid = argon2.verify(user.hash, password); if (!valid) throw new Error("no"); return user; }', errors: [{ messageId: 'pending' }] },
    { code: `${BCRYPT}export const login = async (user, password) => (bcrypt.compare(password, user.hash) ? sign(user) : null);`, errors: [{ messageId: 'pending' }] },
    { code: 'import crypto from "node:crypto"; export function verifySignature(body, given) { const digest = crypto.createHmac("sha256", KEY).update(body).digest("hex"); return given.startsWith("sha256="); }', errors: [{ messageId: 'digest' }] },
    // states
    { code: 'export default defineNuxtRouteMiddleware(() => { const isAuthenticated = true; if (!isAuthenticated) return navigateTo("/login"); });', errors: [{ messageId: 'fixed', line: 1, column: 56 }] },
    { code: 'const isAdmin = true; export function remove(req, res) { if (!isAdmin) return res.status(403).end(); drop(req.params.id); }', errors: [{ messageId: 'fixed' }] },
    { code: 'export function middleware(request) { const loggedIn = true; if (isPrivate(request) && !loggedIn) return new Response("no", { status: 401 }); }', errors: [{ messageId: 'fixed' }] },
    { code: 'const hasAccess = true; app.use(async (ctx, next) => { if (!hasAccess) ctx.throw(401); await next(); });', errors: [{ messageId: 'fixed' }] },
    // errors
    { code: 'export function verifyToken(token) { try { return read(token); } catch { return { sub: "admin", role: "admin" }; } }', errors: [{ messageId: 'failOpen' }] },
    { code: 'export function requireAuth(req, res, next) { try { req.user = verify(req.cookies.t); next(); } catch { next(); } }', options: strict, errors: [{ messageId: 'failOpen' }] },
    // switches
    { code: 'const DISABLE_AUTH = true;', options: strict, errors: [{ messageId: 'off', line: 1, column: 7 }] },
    { code: 'const REQUIRE_AUTH = false;', options: strict, errors: [{ messageId: 'off' }] },
    { code: 'export function authMiddleware(req, res, next) { if (process.env.SKIP_AUTH) return next(); check(req, res, next); }', options: strict, errors: [{ messageId: 'off' }] },
    { code: 'const { SKIP_AUTH } = process.env; export const open = Boolean(SKIP_AUTH);', options: strict, errors: [{ messageId: 'off' }] },
    { code: 'const env = process.env; export const open = env["DISABLE_AUTH"] === "1";', options: strict, errors: [{ messageId: 'off' }] },
  ],
});
