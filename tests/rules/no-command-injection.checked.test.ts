import rule from '../../src/rules/no-command-injection.ts';
import { ruleTester } from '../tester.ts';

/** A handler whose body checks what it got, and then runs a command with it. */
const route = (body: string, before = ''): { readonly code: string } => ({ code: `import express from "express"; import { exec } from "node:child_process"; ${before}\nexpress().post("/status", (req, res) => { ${body} });` });
/** The same for a script with an argument. */
const script = (check: string, before = ''): { readonly code: string } => ({ code: `import { execSync } from "node:child_process"; ${before}\nconst tag = process.argv[2];\n${check}\nexecSync(\`git tag \${tag}\`);` });
const RUN = 'exec(`systemctl status ${req.body.name}`); res.end();';
const errors = [{ messageId: 'outside' }];

await ruleTester(rule, {
  valid: [
    route(`if (!/^[a-z0-9-]+$/.test(req.body.name)) return res.sendStatus(400); ${RUN}`),
    route(`if (!/^[a-z0-9-]+$/.test(req.body.name)) { res.sendStatus(400); return; } ${RUN}`),
    route('const name = String(req.body.name); if (NAME.test(name)) { exec(`systemctl status ${name}`); } res.end();', 'const NAME = /^[a-z0-9-]{1,63}$/i;'),
    route('const { name } = req.body; if (!ALLOWED.includes(name)) { res.sendStatus(400); return; } exec(`systemctl status ${name}`);', 'const ALLOWED = ["api", "web"];'),
    route('const name = req.body.name; if (!UNITS.has(name)) return; exec(`systemctl status ${name}`);', 'const UNITS = new Set(["api"]);'),
    route('const name = req.body.name; if (!(name in UNITS)) return; exec(`systemctl status ${name}`);', 'const UNITS = { api: 1 };'),
    route('const name = req.body.name; if (name === "api" || name === "web") exec(`systemctl status ${name}`);'),
    route('const name = req.body.name; if (name !== "api" && name !== "web") return; exec(`systemctl status ${name}`);'),
    route('const name = req.body.name; /^(?:api|web)$/.test(name) && exec(`systemctl status ${name}`);'),
    route('const name = req.body.name; if (!name || !/^\\w+$/.test(name)) return; exec(`systemctl status ${name}`);'),
    script('if (!/^\\d+\\.\\d+\\.\\d+$/.test(tag)) { console.error("no version"); process.exit(1); }'),
    script('if (!tag.match(/^v?[\\w.-]+$/)) throw new Error("no version");'),
    script('if (!semver.valid(tag)) throw new Error("no version");', 'import semver from "semver";'),
    script('switch (tag) { case "major": case "minor": execSync(`npm version ${tag}`); break; default: throw new Error("which?"); }\nif (tag !== "minor") throw new Error("which?");'),
    script('assert(/^[\\w.-]+$/.test(tag));', 'import assert from "node:assert";'),
  ],
  invalid: [
    // No end, signs of a shell, a dot for any sign, an alternative beside the anchors, every line for itself
    ...['/^[a-z0-9-]+/', '/^[a-z;| ]+$/', '/^[^/]+$/', '/^.+$/', '/^a|b$/', '/^[a-z]+$/m', '/^\\S+$/', '/^[a-z]+\\$?$/'].map((pattern) => ({ ...route(`if (!${pattern}.test(req.body.name)) return; ${RUN}`), errors })),
    // Nothing follows from the check, or it is about something else
    { ...route(`if (!/^[a-z]+$/.test(req.body.name)) console.log("odd"); ${RUN}`), errors },
    { ...route(`if (/^[a-z]+$/.test(req.body.name)) return; ${RUN}`), errors },
    { ...route(`if (!/^[a-z]+$/.test(req.body.other)) return; ${RUN}`), errors },
    { ...route(`if (req.body.force || /^[a-z]+$/.test(req.body.name)) { ${RUN} }`), errors },
    { ...route(`${RUN} if (!/^[a-z]+$/.test(req.body.name)) return;`), errors },
    { ...route('if (!/^[a-z]+$/.test(req.body.name)) return; exec(`x ${req.body.name} ${req.body.flag}`);'), errors },
    { ...script('switch (tag) { case "major": break; default: execSync(`npm version ${tag}`); }\nif (tag !== "minor") throw new Error("which?");'), errors },
    { ...script('switch (tag) { default: case "major": execSync(`npm version ${tag}`); }\nif (tag !== "minor") throw new Error("which?");'), errors },
    // What allows is the client's own, or a text
    { ...route(`if (!req.body.allowed.includes(req.body.name)) return; ${RUN}`), errors },
    { ...route(`if (!"api web ; rm".includes(req.body.name)) return; ${RUN}`), errors },
    // Whether a check is right is for strict
    { ...route(`if (!/^[a-z]+$/.test(req.body.name)) return; ${RUN}`), options: { strict: true }, errors },
  ],
});
