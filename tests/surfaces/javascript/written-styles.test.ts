import { describe, expect, it } from 'vitest';
import { withModel } from './read.ts';

const commands = (code: string, parser: 'espree' | 'typescript' = 'espree'): readonly string[] => {
  let found: readonly string[] = [];
  withModel(code, (model) => (found = model.commandTexts().map(({ source }) => source.text)), { parser });
  return found;
};

const urls = (code: string, parser: 'espree' | 'typescript' = 'espree'): readonly string[] => {
  let found: readonly string[] = [];
  withModel(code, (model) => (found = model.requests().map(({ url }) => url.constant ?? '?')), { parser });
  return found;
};

describe('commands of helpers', () => {
  it.each([
    'import { execFileSync } from "child_process"; const git = (...args) => execFileSync("git", args); git("status"); git("push", "--force");',
    'import { spawnSync } from "child_process"; function git(args) { return spawnSync("git", args); } git(["status"]); git(["push", "--force"]);',
    'import { spawn } from "child_process"; const run = (program, args) => new Promise((done) => spawn(program, args).on("exit", done)); run("npm", ["ci"]); run("git", ["push", "--force"]);',
    'import { execSync } from "child_process"; function sh(...parts) { return execSync(parts.join(" ")); } sh("ls"); sh("git", "push", "--force");',
    'import { execFileSync } from "child_process"; const git = (...args) => execFileSync("git", [...args]); git("fetch"); git("push", "--force");',
    'import { execa } from "execa"; await execa`git push --force`;',
    'import { $ } from "execa"; await $({ cwd })`git push --force`;',
    'import { exec } from "@actions/exec"; await exec("git push --force");',
    'import * as vscode from "vscode"; const t = vscode.window.createTerminal("x"); t.sendText("git push --force");',
    'import * as vscode from "vscode"; new vscode.ShellExecution("git push --force");',
    'import * as vscode from "vscode"; new vscode.ShellExecution("git", ["push", "--force"]);',
    'import { spawn } from "child_process"; const sh = spawn("bash", ["-s"]); sh.stdin.write("git push --force");',
    'import { spawnSync } from "child_process"; spawnSync("sh", { input: "git push --force" });',
    'import * as pty from "node-pty"; const t = pty.spawn("bash", [], {}); t.write("git push --force");',
    'import { exec } from "child_process"; setTimeout(exec, 10, "git push --force");',
    'import { execSync } from "child_process"; ["ls", "git push --force"].forEach(execSync);',
    'class Git { static run = require("child_process").execSync; go() { Git.run("git push --force"); } }',
    'const { execSync } = require("child_process"); const run = ({ command, cwd = "." }) => execSync(command, { cwd }); run({ command: "git push --force" }); run({ command: "ls" });',
    'const { execSync } = require("child_process"); Promise.resolve("git push --force").then((command) => execSync(command));',
    'const { execSync } = require("child_process"); Promise.all(["git push --force"]).then(([command]) => execSync(command));',
    'const { execSync } = require("child_process"); const commands = new Map(); commands.set("push", "git push --force"); execSync(commands.get("push"));',
    'const { execSync } = require("child_process"); execSync(require("util").format("git %s --%s", "push", "force"));',
    'const { execSync } = require("child_process"); class Command { #text; constructor(text) { this.#text = text; } run() { execSync(this.#text); } } new Command("git push --force").run();',
  ])('%s', (code) => {
    expect(commands(code)).toContain('git push --force');
  });

  it('reads what stands in a namespace of TypeScript', () => {
    expect(commands('import { execSync } from "child_process"; namespace Git { export const run = execSync; } Git.run("git push --force");', 'typescript')).toEqual(['git push --force']);
  });

  it('reads what a parameter that is a field is given', () => {
    expect(commands('import { execSync } from "child_process"; class Command { constructor(private readonly text: string) {} run() { execSync(this.text); } } new Command("git push --force").run();', 'typescript')).toContain('git push --force');
  });

  it.each([
    'const { execSync } = require("child_process"); const commands = new Map(); commands.set(name, "git push --force"); execSync(commands.get("other"));',
    'const { execSync } = require("child_process"); class Command { #text; constructor(text) { this.#text = text; } run() { execSync(this.#text); } } new Other("git push --force").run();',
    'const { execSync } = require("child_process"); const run = ({ command }) => execSync(command); run({ text: "git push --force" });',
    'const { execSync } = require("child_process"); execSync(require("util").format("git push --%j", "force"));',
  ])('does not make up what is not known: %s', (code) => {
    expect(commands(code)).not.toContain('git push --force');
  });

  it.each([
    'import { spawn } from "child_process"; const p = spawn("git", ["apply"]); p.stdin.write("rm -rf /");',
    'import { spawn } from "child_process"; const p = spawn("bash", ["build.sh"]); p.stdin.write("rm -rf /");',
    'import { spawnSync } from "child_process"; spawnSync("prettier", { input: "rm -rf /" });',
    'import * as pty from "node-pty"; const t = pty.spawn("vim", [], {}); t.write("rm -rf /");',
  ])('takes no text for commands that no shell reads: %s', (code) => {
    expect(commands(code)).not.toContain('rm -rf /');
  });

  it('a helper whose arguments are made of themselves is no reason to give up', () => {
    withModel('import { spawn } from "child_process"; function run(name, args) { let bin = name; bin = `${bin}.js`; args = [bin].concat(args); spawn("node", args); } run("a", []); run("b", []);', (model) => {
      model.commandTexts();
      expect(model.incomplete).toBe(false);
    });
  });
});

describe('addresses in other ways of writing', () => {
  it.each([
    ['((...given) => fetch(...given))("https://host.example/a");', 'espree'],
    ['["https://host.example/a"].map(fetch);', 'espree'],
    ['Promise.resolve("https://host.example/a").then(fetch);', 'espree'],
    ['setTimeout(fetch, 100, "https://host.example/a");', 'espree'],
    ['queueMicrotask(fetch.bind(null, "https://host.example/a"));', 'espree'],
    ['namespace A { export const URL = "https://host.example/a"; } fetch(A.URL);', 'typescript'],
    ['namespace A { export namespace B { export const URL = "https://host.example/a"; } } fetch(A.B.URL);', 'typescript'],
    ['for (const [name, url] of new Map([["x", "https://host.example/a"]])) fetch(url);', 'espree'],
    ['Object.entries({ x: "https://host.example/a" }).map(([name, url]) => fetch(url));', 'espree'],
    ['[{ url: "https://host.example/a" }].forEach(({ url }) => fetch(url));', 'espree'],
  ] as const)('%s', (code, parser) => {
    expect(urls(code, parser)).toEqual(['https://host.example/a']);
  });

  it.each(['export const send = (...given) => fetch(...given); send("https://host.example/a");', 'const send = (...given) => fetch(...given); send("https://host.example/a"); send("https://host.example/b");'])('does not know what others give: %s', (code) => {
    expect(urls(code)).toEqual(['?']);
  });
});

describe('functions that run code', () => {
  const codes = (code: string): number => {
    let found = 0;
    withModel(code, (model) => (found = model.codeTexts().length));
    return found;
  };

  it.each([
    'new Function.constructor("require", body)(require);',
    'const { constructor: F } = () => {}; F(body)();',
    'texts.map(eval);',
    'answer.then(eval);',
    'emitter.on("code", eval);',
    'import ivm from "isolated-vm"; const isolate = new ivm.Isolate(); const context = await isolate.createContext(); context.eval(body);',
    'chrome.tabs.executeScript(1, { code: body });',
    'import inspector from "node:inspector"; const s = new inspector.Session(); s.post("Runtime.evaluate", { expression: body });',
    'class A { static run = eval; go(x) { return A.run(x); } }',
  ])('%s', (code) => {
    expect(codes(code)).toBe(1);
  });

  it.each([
    'const { constructor } = value; new constructor(body);',
    'const { constructor: Maker } = value; new Maker(body);',
    'Foo.prototype = { constructor: Foo, run() {} };',
    'texts.map(String);',
    'expect.any(Function);',
    'chrome.tabs.executeScript(1, { file: "a.js" });',
    'import inspector from "node:inspector"; const s = new inspector.Session(); s.post("Profiler.enable");',
    'sinon.stub(globalThis, "eval");',
  ])('none in %s', (code) => {
    expect(codes(code)).toBe(0);
  });
});
