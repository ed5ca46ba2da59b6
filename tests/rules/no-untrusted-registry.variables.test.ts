import rule from '../../src/rules/no-untrusted-registry.ts';
import { ruleTester } from '../tester.ts';

const NPM = ['registry', 'npmjs', 'org'].join('.');

await ruleTester(rule, {
  valid: [
    { code: 'spawn("npm", ["ci"], { env: { ...process.env, npm_config_registry: "http://localhost:4873" } });' },
    { code: 'spawn("npm", ["ci"], { env: { ...process.env, npm_config_registry: process.env.REGISTRY } });' },
    { code: `process.env.NPM_CONFIG_REGISTRY = "https://${NPM}/";` },
    { code: 'process.env.npm_config_loglevel = "error";' },
    { code: 'spawn("go", ["build"], { env: { GOPROXY: "direct" } });' },
    { code: 'const manual = { PIP_INDEX_URL: "https://pypi.example.com/simple" };' },
    { code: 'process.env.NPM_CONFIG_REGISTRY = "https://npm.acme-mirror.dev";', filename: 'install.test.js' },
    { code: 'spawn("npm", ["ci"], { env: { npm_config_registry: "https://npm.acme-mirror.dev" } });', options: { trustedRegistries: ['npm.acme-mirror.dev'] } },
  ],
  invalid: [
    { code: 'spawn("npm", ["ci"], { env: { ...process.env, npm_config_registry: "http://203.0.113.4:4873" }, stdio: "inherit" });', errors: [{ messageId: 'plain' }] },
    { code: 'process.env.NPM_CONFIG_REGISTRY = "https://npm.acme-mirror.dev";', errors: [{ messageId: 'registry' }] },
    { code: 'process.env["PIP_INDEX_URL"] = "https://pypi.acme-mirror.dev/simple";', errors: [{ messageId: 'registry' }] },
    { code: 'import { spawn } from "node:child_process"; const env = { GOPROXY: "https://go.acme-tools.dev,direct" }; spawn("go", ["build"], { env });', errors: [{ messageId: 'registry' }] },
  ],
});
