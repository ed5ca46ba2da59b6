import rule from '../../src/rules/no-untrusted-registry.ts';
import { ruleTester } from '../tester.ts';

// settings that code writes
await ruleTester(rule, {
  valid: [
    { code: 'import fs from \'node:fs\'; fs.writeFileSync(\'.npmrc\', `//npm.pkg.github.com/:_authToken=${process.env.GITHUB_TOKEN}\\n`);' },
    { code: 'import fs from "node:fs"; fs.writeFileSync(".npmrc", "registry=http://localhost:4873/\\n");' },
    { code: 'import fs from "node:fs"; fs.writeFileSync(".npmrc", `registry=${url}\\n`);' },
    { code: 'import fs from "node:fs"; fs.writeFileSync("notes.txt", ".npmrc: registry=https://npm.stats-mirror.dev/");' },
    { code: 'import fs from "node:fs"; fs.writeFileSync(dir + "/.npmrc", "registry=https://npm.stats-mirror.dev/");', filename: 'test/fixture.js' },
    { code: 'import fs from "node:fs"; fs.writeFileSync(".npmrc", "registry=https://npm.acme-app.dev/");', settings: { trustedRegistries: ['npm.acme-app.dev'] } },
  ],
  invalid: [
    { code: 'import fs from \'node:fs\'; fs.writeFileSync(\'.npmrc\', \'registry=https://npm.stats-mirror.dev/\\n\');', errors: [{ messageId: 'registry' }] },
    { code: 'import fs from \'node:fs\'; import os from \'node:os\'; import path from \'node:path\'; fs.appendFileSync(path.join(os.homedir(), \'.npmrc\'), \'\\n@acme:registry=https://npm.stats-mirror.dev/\');', errors: [{ messageId: 'registry' }] },
  ],
});
