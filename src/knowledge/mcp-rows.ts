import { addresses, ALL_PERMISSIONS, approvesAll, broadFolder, COMMIT, containerPreset, ENGINE_SOCKET, folderArguments, GUARD_VARIABLES, GUARDS, hiddenProgram, HIDING, hit, listensEverywhere, UNPINNED_NPM } from './mcp-conditions.ts';
import type { McpHit, McpPreset } from './mcp-conditions.ts';
import { containerFlags, mountSource } from './mcp-launch.ts';
import { ARCHIVED_SERVERS, BUILT_IN_NAMES, CHANGING_TOOL, findVulnerability, imitatedServer, MALICIOUS_SERVERS } from './mcp.ts';
import type { McpView } from './mcp.ts';
import { ENV_THREATS, envThreat } from './env-variables.ts';
import { parseUrl } from './hosts.ts';
import { sensitivePath } from './paths.ts';
import { hostileUrl, plainHttpReach, saysOn, urlReach } from './values.ts';

export type McpMessage =
  | 'shellWrapper' | 'plainUrl' | 'hostileUrl' | 'unpinned' | 'movingGit' | 'remotePackage' | 'allPermissions' | 'image' | 'containerFlag' | 'hostMount' | 'dockerSocket' | 'env' | 'tlsFlag'
  | 'broadFolder' | 'autoApproveAll' | 'autoApproveTool' | 'allInterfaces' | 'guardOff' | 'vulnerable' | 'malicious' | 'imitation' | 'archived' | 'headersHelper' | 'sensitiveFolder' | 'shadow' | 'hiddenProgram';

/** One condition on a server. `bad` and `good` are server entries as they stand in a client's file. */
export interface McpRow {
  readonly id: string;
  readonly report: McpMessage;
  readonly preset: McpPreset;
  readonly cwe: readonly number[];
  readonly source: string;
  readonly when: (server: McpView) => readonly McpHit[];
  readonly bad: readonly object[];
  readonly good: readonly object[];
}

const MCP_AUTH = 'https://modelcontextprotocol.io/specification/2025-06-18/basic/authorization';
const MCP_SECURITY = 'https://modelcontextprotocol.io/specification/2025-06-18/basic/security_best_practices';
const DOCKER_RUN = 'https://docs.docker.com/reference/cli/docker/container/run/';

export const MCP_ROWS: readonly McpRow[] = [
  {
    id: 'B1-2', report: 'shellWrapper', preset: 'strict', cwe: [78], source: MCP_SECURITY,
    when: ({ shell, words }) => (shell ? [hit(shell, { program: words[0]?.text ?? '' }, HIDING.test(shell.text) ? 'recommended' : 'strict')] : []),
    bad: [{ command: 'bash', args: ['-c', 'npx -y server | tee log'] }, { command: '/bin/sh', args: ['-lc', 'node server.js >/dev/null'] }, { command: 'pwsh', args: ['-Command', 'node server.js'] }],
    good: [{ command: 'cmd', args: ['/c', 'npx', '-y', 'server@1.0.0'] }, { command: 'bash', args: ['server.sh'] }, { command: 'node', args: ['-c', 'x'] }],
  },
  {
    id: 'B1-3', report: 'plainUrl', preset: 'recommended', cwe: [319], source: MCP_AUTH,
    when: (server) => addresses(server).flatMap((part) => {
      const reach = plainHttpReach(part.text);
      return reach ? [hit(part, { host: parseUrl(part.text)?.host ?? '' }, reach === 'private' || !/\./.test(parseUrl(part.text)?.host ?? '') ? 'strict' : 'recommended')] : [];
    }),
    bad: [{ type: 'http', url: 'http://mcp.vendor.example/mcp' }, { type: 'sse', url: 'http://10.0.0.7/sse' }, { serverUrl: 'ws://mcp.vendor.example' }, { command: 'npx', args: ['mcp-remote@0.1.20', 'http://mcp.vendor.example/sse', '--allow-http'] }],
    good: [{ url: 'https://mcp.vendor.example/mcp' }, { url: 'http://localhost:3000/mcp' }, { url: 'http://127.0.0.1/mcp' }, { url: 'http://host.docker.internal:3845/mcp' }, { url: '${MCP_URL}' }],
  },
  {
    id: 'B1-4', report: 'hostileUrl', preset: 'recommended', cwe: [200], source: MCP_SECURITY,
    when: (server) => addresses(server).flatMap((part) => {
      const what = hostileUrl(part.text);
      return what ? [hit(part, { what: what === 'bare address' ? 'bare IP address' : what })] : [];
    }),
    bad: [{ url: 'https://webhook.site/0000' }, { url: 'https://8.8.8.8/mcp' }, { command: 'npx', args: ['-y', 'mcp-remote@0.1.20', 'https://abc.ngrok-free.app/sse'] }],
    good: [{ url: 'https://mcp.vendor.example/mcp' }, { url: 'https://192.168.1.5/mcp' }, { command: 'node', args: ['webhook.site.js'] }],
  },
  {
    id: 'B1-6', report: 'unpinned', preset: 'strict', cwe: [829, 1357], source: MCP_SECURITY,
    when: ({ launch }) => (launch.ecosystem === 'npm' && launch.source === 'registry' && launch.target && UNPINNED_NPM.test(launch.version) && !launch.name.includes('$') ? [hit(launch.target, { package: launch.name })] : []),
    bad: [{ command: 'npx', args: ['-y', 'some-server'] }, { command: 'bunx', args: ['@scope/server@latest'] }, { command: 'npx -y some-server@^1.0.0' }, { command: 'cmd', args: ['/c', 'npx', 'some-server'] }, { command: 'pnpm', args: ['dlx', 'some-server@1'] }],
    good: [{ command: 'npx', args: ['-y', 'some-server@1.2.3'] }, { command: 'npx', args: ['./server.js'] }, { command: 'node', args: ['server.js'] }, { command: 'npm', args: ['run', 'server'] }],
  },
  {
    id: 'B1-7', report: 'unpinned', preset: 'strict', cwe: [829], source: 'https://docs.astral.sh/uv/guides/tools/',
    when: ({ launch }) => (launch.ecosystem === 'python' && launch.source === 'registry' && launch.target && !/^\d/.test(launch.version) ? [hit(launch.target, { package: launch.name })] : []),
    bad: [{ command: 'uvx', args: ['mcp-server-fetch'] }, { command: 'uvx', args: ['--from', 'some-server>=1', 'run'] }, { command: 'uv', args: ['tool', 'run', 'some-server@latest'] }],
    good: [{ command: 'uvx', args: ['mcp-server-fetch==2025.4.7'] }, { command: 'uvx', args: ['some-server@1.2.3'] }, { command: 'uv', args: ['run', 'server.py'] }],
  },
  {
    id: 'B1-7', report: 'movingGit', preset: 'recommended', cwe: [829], source: 'https://docs.astral.sh/uv/guides/tools/',
    when: ({ launch }) => (launch.ecosystem === 'python' && launch.source === 'git' && launch.target && !COMMIT.test(launch.target.text) ? [hit(launch.target)] : []),
    bad: [{ command: 'uvx', args: ['--from', 'git+https://github.com/o/r', 'server'] }, { command: 'uvx', args: ['--from', 'git+https://github.com/o/r@main', 'server'] }],
    good: [{ command: 'uvx', args: ['--from', `git+https://github.com/o/r@${'0a'.repeat(20)}`, 'server'] }, { command: 'uvx', args: ['--from', 'server==1.0.0', 'x'] }],
  },
  {
    id: 'B1-8', report: 'remotePackage', preset: 'recommended', cwe: [829, 494], source: 'npm documentation, npx',
    when: ({ launch }) => {
      const { target, source, ecosystem } = launch;
      if (!target || (source !== 'git' && source !== 'url') || (source === 'git' && ecosystem === 'python')) return [];
      const isPinned = COMMIT.test(target.text) || (ecosystem === 'deno' && /@v?\d{1,6}\.\d{1,6}\.\d{1,6}/.test(target.text));
      return [hit(target, { target: target.text }, isPinned && hostileUrl(target.text) === null && plainHttpReach(target.text) !== 'outside' ? 'strict' : 'recommended')];
    },
    bad: [{ command: 'npx', args: ['-y', 'github:owner/repo'] }, { command: 'npx', args: ['https://host.example/x.tgz'] }, { command: 'npx', args: [`github:o/r#${'0a'.repeat(20)}`] }, { command: 'deno', args: ['run', '--allow-net', 'https://host.example/mod.ts'] }],
    good: [{ command: 'npx', args: ['-y', '@owner/repo@1.0.0'] }, { command: 'deno', args: ['run', 'server.ts'] }, { command: 'npx', args: ['mcp-remote@0.1.20', 'https://host.example/x.tgz'] }],
  },
  {
    id: 'B1-8', report: 'allPermissions', preset: 'strict', cwe: [250], source: 'https://docs.deno.com/runtime/fundamentals/security/',
    when: ({ launch }) => (launch.ecosystem === 'deno' ? launch.flags.filter(({ text }) => ALL_PERMISSIONS.test(text)).map((part) => hit(part, { flag: part.text })) : []),
    bad: [{ command: 'deno', args: ['run', '-A', 'npm:server@1.0.0'] }, { command: 'deno', args: ['run', '--allow-all', 'x.ts'] }],
    good: [{ command: 'deno', args: ['run', '--allow-net', 'npm:server@1.0.0'] }, { command: 'deno', args: ['run', 'x.ts', '-A'] }],
  },
  {
    id: 'B1-9', report: 'image', preset: 'strict', cwe: [829], source: 'https://docs.docker.com/dhi/core-concepts/digests/',
    when: ({ launch }) => (launch.ecosystem === 'container' && launch.target && !launch.version.startsWith('sha256:') ? [hit(launch.target, { image: launch.target.text })] : []),
    bad: [{ command: 'docker', args: ['run', '-i', '--rm', 'mcp/fetch'] }, { command: 'podman', args: ['run', '-e', 'TOKEN', 'ghcr.io/o/i:latest'] }],
    good: [{ command: 'docker', args: ['run', '-i', `mcp/fetch@sha256:${'0a'.repeat(32)}`] }, { command: 'docker', args: ['compose', 'up'] }],
  },
  {
    id: 'B1-10', report: 'containerFlag', preset: 'recommended', cwe: [250, 269], source: DOCKER_RUN,
    when: ({ launch }) => containerFlags(launch).flatMap(({ name, value, part }) => {
      const preset = containerPreset(name, value);
      return preset ? [hit(part, { flag: value === '' ? name : `${name}=${value}` }, preset)] : [];
    }),
    bad: [{ command: 'docker', args: ['run', '--privileged', 'mcp/x'] }, { command: 'docker', args: ['run', '--cap-add', 'SYS_ADMIN', 'mcp/x'] }, { command: 'docker', args: ['run', '--pid=host', 'mcp/x'] }, { command: 'docker', args: ['run', '--net', 'host', 'mcp/x'] }],
    good: [{ command: 'docker', args: ['run', '-i', '--rm', '--init', 'mcp/x'] }, { command: 'docker', args: ['run', '--cap-drop=ALL', 'mcp/x'] }, { command: 'docker', args: ['run', 'mcp/x', '--privileged'] }, { command: 'docker', args: ['run', '--network', 'none', 'mcp/x'] }],
  },
  {
    id: 'B1-11', report: 'hostMount', preset: 'recommended', cwe: [552, 250], source: 'https://docs.docker.com/engine/storage/bind-mounts/',
    when: ({ launch }) => containerFlags(launch).flatMap((flag) => {
      const source = mountSource(flag);
      const broad = source === null || ENGINE_SOCKET.test(source) ? null : broadFolder(source);
      return source !== null && broad && broad.preset === 'recommended' ? [hit(flag.part, { path: source, what: broad.what })] : [];
    }),
    bad: [{ command: 'docker', args: ['run', '-v', '/:/host', 'mcp/x'] }, { command: 'docker', args: ['run', '--mount', 'type=bind,src=/root,dst=/r', 'mcp/x'] }, { command: 'docker', args: ['run', '--volume=${HOME}/.ssh:/k:ro', 'mcp/x'] }],
    good: [{ command: 'docker', args: ['run', '-v', '.:/app', 'mcp/x'] }, { command: 'docker', args: ['run', '-v', '${workspaceFolder}:/w', 'mcp/x'] }, { command: 'docker', args: ['run', '-v', 'data:/data', 'mcp/x'] }, { command: 'docker', args: ['run', '--mount', 'type=volume,src=v,dst=/', 'mcp/x'] }],
  },
  {
    id: 'B1-11', report: 'dockerSocket', preset: 'recommended', cwe: [250], source: 'https://docs.docker.com/engine/security/#docker-daemon-attack-surface',
    when: ({ launch }) => containerFlags(launch).flatMap((flag) => (ENGINE_SOCKET.test(mountSource(flag) ?? '') ? [hit(flag.part)] : [])),
    bad: [{ command: 'docker', args: ['run', '-v', '/var/run/docker.sock:/var/run/docker.sock', 'mcp/x'] }],
    good: [{ command: 'docker', args: ['run', '-v', './docker.sock.d:/d', 'mcp/x'] }],
  },
  {
    id: 'B1-16', report: 'env', preset: 'recommended', cwe: [426, 295], source: 'https://nodejs.org/api/cli.html#node_optionsoptions',
    when: ({ env }) => env.flatMap((part) => {
      const threat = envThreat(part.name, part.text);
      return threat ? [hit(part, { name: part.name, effect: ENV_THREATS[threat.kind] }, threat.preset)] : [];
    }),
    bad: [{ command: 'node', args: ['s.js'], env: { NODE_OPTIONS: '--require ./x.js' } }, { command: 's', env: { LD_PRELOAD: './x.so' } }, { command: 's', env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } }],
    good: [{ command: 'node', args: ['s.js'], env: { NODE_OPTIONS: '--max-old-space-size=4096' } }, { command: 's', env: { NODE_TLS_REJECT_UNAUTHORIZED: '1', API_KEY: '${API_KEY}' } }],
  },
  {
    id: 'B1-17', report: 'tlsFlag', preset: 'recommended', cwe: [295], source: MCP_AUTH,
    when: (server) => {
      if (!addresses(server).some((part) => urlReach(part.text) === 'outside')) return [];
      return server.words.flatMap((part) => (/^--(?:insecure|no-verify-ssl|ignore-certificate-errors|no-check-certificate)$/.test(part.text) ? [hit(part, { flag: part.text })] : /^(?:-k|--ignore-https-errors)$/.test(part.text) ? [hit(part, { flag: part.text }, 'strict')] : []));
    },
    bad: [{ command: 'npx', args: ['bridge@1.0.0', 'https://mcp.vendor.example', '--insecure'] }],
    good: [{ command: 'npx', args: ['bridge@1.0.0', 'https://localhost:8443', '--insecure'] }, { command: 'npx', args: ['@playwright/mcp@0.0.50'] }],
  },
  {
    id: 'B1-18', report: 'broadFolder', preset: 'recommended', cwe: [22, 552], source: 'https://github.com/modelcontextprotocol/servers/tree/main/src/filesystem',
    when: (server) => folderArguments(server).flatMap((part) => {
      const broad = broadFolder(part.text);
      return broad ? [hit(part, { path: part.text, what: broad.what }, broad.preset)] : [];
    }),
    bad: [{ command: 'npx', args: ['-y', '@modelcontextprotocol/server-filesystem@2025.8.21', '/'] }, { command: 'npx', args: ['@modelcontextprotocol/server-filesystem@2025.8.21', './docs', '${HOME}'] }, { command: 'mcp-server-filesystem', args: ['C:\\'] }, { command: 'uvx', args: ['mcp-server-git==2025.12.18', '--repository', '~'] }],
    good: [{ command: 'npx', args: ['-y', '@modelcontextprotocol/server-filesystem@2025.8.21', './docs'] }, { command: 'npx', args: ['@modelcontextprotocol/server-filesystem@2025.8.21', '${workspaceFolder}'] }, { command: 'npx', args: ['@modelcontextprotocol/server-filesystem@2025.8.21', '/Users/me/work/project'] }, { command: 'npx', args: ['other-server@1.0.0', '/'] }],
  },
  {
    id: 'B1-19', report: 'autoApproveAll', preset: 'recommended', cwe: [862], source: 'https://docs.roocode.com/features/mcp/using-mcp-in-roo',
    when: ({ approvals }) => approvals.flatMap(({ key, values }) => values.filter(({ value }) => approvesAll(key, value)).map((part) => hit(part, { key }))),
    bad: [{ command: 's', alwaysAllow: ['*'] }, { command: 's', autoApprove: true }, { command: 's', trust: true }, { command: 's', default_tools_approval_mode: 'approve' }],
    good: [{ command: 's', alwaysAllow: ['read_file'] }, { command: 's', trust: false }, { command: 's', tools: ['*'] }, { command: 's', default_tools_approval_mode: 'prompt' }],
  },
  {
    id: 'B1-20', report: 'autoApproveTool', preset: 'strict', cwe: [862], source: 'https://docs.roocode.com/features/mcp/using-mcp-in-roo',
    when: ({ approvals }) => approvals.flatMap(({ key, values }) => (key === 'enabled_tools' || /mode$/.test(key) ? [] : values.filter(({ value }) => typeof value === 'string' && CHANGING_TOOL.test(value)).map((part) => hit(part, { key, tool: part.text })))),
    bad: [{ command: 's', autoApprove: ['execute_command'] }, { command: 's', alwaysAllow: ['write_file'] }],
    good: [{ command: 's', autoApprove: ['read_file', 'list_directory', 'get_updates'] }],
  },
  {
    id: 'B1-23', report: 'allInterfaces', preset: 'recommended', cwe: [668, 306], source: MCP_SECURITY,
    when: listensEverywhere,
    bad: [{ command: 'npx', args: ['s@1.0.0', '--host', '0.0.0.0'] }, { command: 's', args: ['--bind=::'] }, { command: 's', env: { MCP_HOST: '0.0.0.0' } }],
    good: [{ command: 's', args: ['--host', '127.0.0.1'] }, { command: 's', env: { DB_HOST: 'db' } }, { command: 's', args: ['0.0.0.0'] }],
  },
  {
    id: 'B1-24', report: 'guardOff', preset: 'recommended', cwe: [693], source: 'https://github.com/modelcontextprotocol/inspector#authentication',
    when: ({ words, env }) => [
      ...words.filter(({ text }) => GUARDS.test(text)).map((part) => hit(part, { flag: part.text })),
      ...words.filter(({ text }) => text === '--no-sandbox').map((part) => hit(part, { flag: part.text }, 'strict')),
      ...env.filter(({ name, text }) => GUARD_VARIABLES.test(name) && saysOn(text)).map((part) => hit(part, { flag: part.name })),
    ],
    bad: [{ command: 's', env: { DANGEROUSLY_OMIT_AUTH: 'true' } }, { command: 's', args: ['--access-mode=unrestricted'] }, { command: 'npx', args: ['@playwright/mcp@0.0.50', '--no-sandbox'] }],
    good: [{ command: 's', env: { DANGEROUSLY_OMIT_AUTH: 'false' } }, { command: 's', args: ['--access-mode=restricted', '--read-only'] }],
  },
  {
    id: 'B1-25', report: 'vulnerable', preset: 'recommended', cwe: [1395], source: 'https://github.com/advisories',
    when: ({ launch }) => {
      const hole = launch.target ? findVulnerability(launch.ecosystem, launch.name, launch.version) : null;
      return hole && launch.target ? [hit(launch.target, { package: launch.name, cve: hole.cve, fixed: hole.fixed }, hole.preset)] : [];
    },
    bad: [{ command: 'npx', args: ['mcp-remote@0.1.15', 'https://x.example'] }, { command: 'npx', args: ['-y', '@playwright/mcp@0.0.39'] }, { command: 'uvx', args: ['mcp==1.22.0'] }, { command: 'npx', args: ['@modelcontextprotocol/server-filesystem@2025.1.14', '.'] }],
    good: [{ command: 'npx', args: ['mcp-remote@0.1.16', 'https://x.example'] }, { command: 'npx', args: ['mcp-remote@0.0.4', 'https://x.example'] }, { command: 'npx', args: ['@modelcontextprotocol/server-filesystem@2025.8.21', '.'] }, { command: 'npx', args: ['mcp-remote', 'https://x.example'] }],
  },
  {
    id: 'B1-26', report: 'malicious', preset: 'recommended', cwe: [506], source: 'https://www.koi.ai/blog/postmark-mcp-npm-malicious-backdoor-email-theft',
    when: ({ launch }) => (launch.target && MALICIOUS_SERVERS.has(launch.name) ? [hit(launch.target, { package: launch.name })] : []),
    bad: [{ command: 'npx', args: ['-y', 'postmark-mcp@1.0.16'] }],
    good: [{ command: 'npx', args: ['-y', '@vendor/postmark-mcp@1.0.0'] }],
  },
  {
    id: 'B1-27', report: 'imitation', preset: 'strict', cwe: [1357], source: MCP_SECURITY,
    when: ({ launch }) => {
      const imitation = launch.ecosystem === 'npm' && launch.source === 'registry' && launch.target ? imitatedServer(launch.name) : null;
      return imitation && launch.target ? [hit(launch.target, { package: launch.name, known: imitation.known }, imitation.sure ? 'recommended' : 'strict')] : [];
    },
    bad: [{ command: 'npx', args: ['@modelcontextprotocoI/server-memory@1.0.0'] }, { command: 'npx', args: ['@modelcontext-protocol/server-filesystem@1.0.0'] }, { command: 'npx', args: ['@modelcontextprotocol/server-filesytem@1.0.0'] }],
    good: [{ command: 'npx', args: ['@modelcontextprotocol/server-memory@2025.8.4'] }, { command: 'npx', args: ['my-memory-server@1.0.0'] }],
  },
  {
    id: 'B1-28', report: 'archived', preset: 'strict', cwe: [1104], source: 'https://github.com/modelcontextprotocol/servers-archived',
    when: ({ launch }) => (launch.target && ARCHIVED_SERVERS.has(launch.name) ? [hit(launch.target, { package: launch.name })] : []),
    bad: [{ command: 'npx', args: ['-y', '@modelcontextprotocol/server-postgres@0.6.2'] }],
    good: [{ command: 'npx', args: ['-y', '@modelcontextprotocol/server-memory@2025.8.4'] }],
  },
  {
    id: 'B1-29', report: 'headersHelper', preset: 'recommended', cwe: [78], source: 'https://code.claude.com/docs/en/mcp',
    when: ({ headersHelper }) => (headersHelper ? [hit(headersHelper, {}, /^\/(?:usr|opt)\//.test(headersHelper.text) ? 'strict' : 'recommended')] : []),
    bad: [{ type: 'http', url: 'https://x.example', headersHelper: './.claude/headers.sh' }],
    good: [{ type: 'http', url: 'https://x.example', headers: { Authorization: 'Bearer ${TOKEN}' } }],
  },
  {
    id: 'B1-31', report: 'sensitiveFolder', preset: 'recommended', cwe: [552], source: 'https://code.visualstudio.com/docs/copilot/reference/mcp-configuration',
    when: ({ cwd, envFile }) => [cwd, envFile].flatMap((part) => {
      if (!part) return [];
      const what = part.name === 'cwd' && part.text === '/' ? 'the whole disk' : sensitivePath(part.text);
      return what ? [hit(part, { key: part.name, what })] : [];
    }),
    bad: [{ command: 's', cwd: '/' }, { command: 's', envFile: '~/.aws/credentials' }],
    good: [{ command: 's', cwd: '${workspaceFolder}', envFile: '${workspaceFolder}/.env' }],
  },
  {
    id: 'B1-32', report: 'shadow', preset: 'strict', cwe: [451], source: MCP_SECURITY,
    when: ({ name, words, keyRange }) => (BUILT_IN_NAMES.has(name) && words.some(({ text }) => /(?:^|[\\/])\.[\w-]{1,60}[\\/][^\s]{1,300}$/.test(text)) ? [{ at: keyRange }] : []),
    bad: [],
    good: [],
  },
  {
    id: 'B1-33', report: 'hiddenProgram', preset: 'recommended', cwe: [506], source: MCP_SECURITY,
    when: hiddenProgram,
    bad: [{ command: 'node', args: ['./assets/logo.png'] }, { command: 'python3', args: ['.git/x.py'] }, { command: './.cache/server' }, { command: 'node', args: ['--require', './.x/h.js', 'server.js'] }, { command: '/tmp/.x/server' }, { command: 'node', args: ['../../../x/server.js'] }],
    good: [{ command: '/usr/local/bin/server', args: ['--cache', '/tmp/x'] }, { command: 'node', args: ['../mcp/server.js'] }, { command: 'node', args: ['./dist/server.js', './config.json'] }, { command: '${workspaceFolder}/.venv/bin/python', args: ['-m', 'server'] }, { command: 'npx', args: ['-y', 'x@1.0.0', './assets/a.json'] }, { command: 'python', args: ['./server.py', '--out', './public/x.txt'] }],
  },
];
