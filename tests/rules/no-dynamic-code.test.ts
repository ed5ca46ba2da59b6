import rule from '../../src/rules/no-dynamic-code.ts';
import { ruleTester } from '../tester.ts';

const strict = { strict: true };

await ruleTester(rule, {
  valid: [
    'setTimeout(() => run(1), 10);',
    'setTimeout(run, 10); setInterval(tick, 1000, "text");',
    'function later(cb) { setTimeout(cb, 10); }',
    'const g = Function("return this")();',
    'eval("1 + 1");',
    'import vm from "node:vm"; vm.runInNewContext("1 + 1");',
    'const eval2 = (x) => x; eval2(input);',
    'function f(eval1) { eval1(input); }',
    'const parser = { eval(x) { return x; } }; parser.eval(input);',
    'math.evaluate(input); model.eval(); page.$eval("a", (x) => x.href);',
    'class Function2 {} new Function2(input);',
    'type F = Function; const f: Function = g;',
  ].map((code, index) => (index === 11 ? { code, filename: 'file.ts' } : { code })),
  invalid: [
    { code: 'function run(input) {\n  eval(input);\n}', errors: [{ messageId: 'computed', line: 2, column: 3, endLine: 2, endColumn: 14 }] },
    { code: 'const build = new Function("a", input);', errors: [{ messageId: 'computed' }] },
    { code: 'Function(input)();', errors: [{ messageId: 'computed' }] },
    { code: '(0, eval)(input);', errors: [{ messageId: 'computed' }] },
    { code: 'globalThis["ev" + "al"](input);', errors: [{ messageId: 'computed' }] },
    { code: 'const e = window.eval; e(`x${y}`);', errors: [{ messageId: 'computed' }] },
    { code: 'setTimeout("run(1)", 10);', errors: [{ messageId: 'timer' }] },
    { code: 'window.setInterval(`tick()`, 10);', errors: [{ messageId: 'timer' }] },
    { code: 'import vm from "node:vm"; vm.runInThisContext(source);', errors: [{ messageId: 'computed' }] },
    { code: 'const { Script } = require("vm"); new Script(source);', errors: [{ messageId: 'computed' }] },
    { code: 'eval(atob(payload));', errors: [{ messageId: 'decoded' }] },
    { code: 'const text = Buffer.from(payload, "base64").toString(); new Function(text)();', errors: [{ messageId: 'decoded' }] },
    { code: 'eval("1 + 1");', options: strict, errors: [{ messageId: 'constant' }] },
    { code: 'const x: unknown = eval(input as string);', filename: 'file.ts', errors: [{ messageId: 'computed' }] },
  ],
});
