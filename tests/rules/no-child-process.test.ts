import rule from '../../src/rules/no-child-process.ts';
import { ruleTester } from '../tester.ts';

await ruleTester(rule, {
  valid: [
    { code: 'import fs from "node:fs"; fs.readFileSync("x");' },
    { code: 'const m = /x/.exec("x"); db.exec("select 1"); this.spawn();' },
    { code: 'const exec = (x) => x; exec("ls");' },
    { code: 'import type { ChildProcess } from "node:child_process";', filename: 'file.ts' },
    { code: 'import { execFileSync } from "node:child_process"; execFileSync("git", ["status"]);', options: { allowedCommands: ['git'] } },
    { code: 'import { execSync } from "node:child_process"; execSync("git status && git log");', settings: { allowedCommands: ['git'] } },
  ],
  invalid: [
    { code: "const fs = require('fs');\nconst { exec, spawn } = require('child_process');\nexec('ls');", errors: [{ messageId: 'module', line: 2 }] },
    { code: 'import cp from "node:child_process";', errors: [{ messageId: 'module' }] },
    { code: 'const cp = await import("child_" + "process");', errors: [{ messageId: 'module' }] },
    { code: 'import { execa } from "execa"; await execa("ls");', errors: [{ messageId: 'module' }] },
    { code: 'import { execSync } from "node:child_process"; execSync("git status; rm x");', options: { allowedCommands: ['git'] }, errors: [{ messageId: 'module' }] },
    { code: 'import { execSync } from "node:child_process"; execSync(command);', options: { allowedCommands: ['git'] }, errors: [{ messageId: 'module' }] },
    { code: 'process.getBuiltinModule("child_process").exec("ls");', errors: [{ messageId: 'call' }] },
    { code: 'Bun.spawn(["ls"]);', errors: [{ messageId: 'call' }] },
  ],
});
