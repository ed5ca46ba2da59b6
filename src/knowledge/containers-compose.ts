import { sensitivePath } from './paths.ts';
import type { RowContext, RowMatch, SettingValue } from './setting-row.ts';
import { isWebUrl } from './values.ts';
import { capabilityMatch, COMPOSE, mounts, namespaceMatch, opening, profileMatch, serviceOf } from './containers-row.ts';
import type { ContainerRow } from './containers-row.ts';
import { containerVariable, imageRisk } from './containers-dev.ts';

const service = (rest: object): unknown => ({ document: { services: { app: { image: 'app:1', ...rest } } } });

function traces(value: SettingValue): boolean {
  return (serviceOf(value)?.get('cap_add')?.members ?? []).slice(0, 200).some((item) => /SYS_PTRACE/i.test(String(item.value)));
}

/** Whether a variable stands in the list form (`- NAME=value`). */
function listedVariable(value: SettingValue, context: RowContext): boolean | RowMatch {
  const text = typeof value.value === 'string' ? value.value.slice(0, 8192) : '';
  const equals = text.indexOf('=');
  if (equals < 1) return false;
  const { kind, range, keyRange, parent } = value;
  const match = containerVariable({ kind, range, keyRange, parent, members: [], get: () => undefined, key: text.slice(0, equals), value: text.slice(equals + 1) }, context);
  return typeof match === 'object' ? { ...match, data: { ...match.data, key: text.slice(0, equals) } } : match;
}

function publishedPort(value: SettingValue): boolean | RowMatch {
  const text = value.kind === 'object' ? '' : String(value.value);
  if (value.kind === 'object') return value.get('published') !== undefined && (value.get('host_ip')?.value ?? '0.0.0.0') === '0.0.0.0' && { data: { value: String(value.get('published')?.value) } };
  return /^(?:0\.0\.0\.0:|\[::\]:)/.test(text) || /^(?:3306|5432|5984|6379|9200|11211|27017|2375|9042|8086):\d{1,5}(?:\/tcp)?$/.test(text);
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ['network_mode', 'net'],
  ['pid', 'pid'],
  ['ipc', 'ipc'],
  ['userns_mode', 'userns'],
  ['uts', 'uts'],
  ['cgroup', 'cgroupns'],
]);

const base = { preset: 'recommended', source: COMPOSE } as const;

/** `compose.yaml` and its relatives (E2). The keys of a service. */
export const COMPOSE_ROWS: readonly ContainerRow[] = [
  {
    ...base,
    id: 'E2-1',
    key: 'services.*.privileged',
    when: (value, context) => opening(value.value === true, 'error', value, context, { value: 'privileged: true' }),
    report: 'privileged',
    cwe: [250],
    bad: [true, service({ image: 'docker:28-dind', privileged: true })],
    good: [false],
  },
  { ...base, id: 'E2-1', key: 'services.*.cap_add[]', when: (value, context) => capabilityMatch(String(value.value), value, context), report: 'capability', cwe: [250], bad: ['ALL', 'SYS_ADMIN'], good: ['NET_ADMIN', 'SYS_PTRACE', 'NET_BIND_SERVICE'] },
  { ...base, id: 'E2-1', key: 'services.*.security_opt[]', when: (value, context) => profileMatch(String(value.value), value, context, traces(value)), report: 'profile', cwe: [693], bad: ['apparmor:unconfined', 'seccomp=unconfined'], good: ['no-new-privileges:true', 'seccomp:./profile.json'] },
  {
    ...base,
    id: 'E2-1',
    key: ['services.*.{network_mode,pid,ipc,userns_mode,uts,cgroup}'],
    when: (value, context) => namespaceMatch(NAMES.get(String(value.key)) ?? '', String(value.value), value, context),
    report: 'namespace',
    cwe: [653],
    bad: ['host'],
    good: ['bridge', 'service:db', 'private'],
  },
  {
    ...base,
    id: 'E2-1',
    key: 'services.*.devices[]',
    when: (value, context) => opening(/^\/dev\/(?:mem|kmem|port|sd[a-z]\d{0,2}|nvme\d\w{0,8}|vd[a-z]\d{0,2}|mapper\/|disk\/)/.test(String(value.value ?? value.get('source')?.value)), 'error', value, context, { value: String(value.value ?? value.get('source')?.value) }),
    report: 'device',
    cwe: [250],
    bad: ['/dev/mem:/dev/mem', '/dev/sda'],
    good: ['/dev/dri:/dev/dri', '/dev/net/tun', '/dev/ttyUSB0:/dev/ttyUSB0', 'nvidia.com/gpu=all'],
  },
  {
    ...base,
    id: 'E2-2',
    key: 'services.*.volumes[]',
    when: mounts('files'),
    report: 'mount',
    cwe: [552],
    bad: ['/:/host', '~/.ssh:/root/.ssh:ro', '${HOME}/.aws:/root/.aws', '$HOME:/home/x', { type: 'bind', source: '/home/dev/.kube', target: '/x' }, '~/.claude:/root/.claude', '/proc:/host/proc:ro'],
    good: ['./src:/app', 'data:/var/lib/postgresql/data', '/etc/localtime:/etc/localtime:ro', '/etc/timezone:/etc/timezone:ro', '~/.gitconfig:/root/.gitconfig', { type: 'volume', source: 'data', target: '/x' }, '/srv/app/data:/data', '${PWD}:/app'],
  },
  {
    ...base,
    id: 'E2-2',
    key: 'services.*.volumes[]',
    when: mounts('socket'),
    report: 'socket',
    cwe: [250],
    bad: ['/var/run/docker.sock:/var/run/docker.sock', '/run/podman/podman.sock:/var/run/docker.sock', { type: 'bind', source: '/var/run/docker.sock', target: '/var/run/docker.sock' }, service({ image: 'traefik:v3', volumes: ['/var/run/docker.sock:/var/run/docker.sock:ro'] })],
    good: ['./docker.sock.d:/x', 'docker:/var/lib/docker'],
  },
  {
    ...base,
    id: 'E2-3',
    key: 'services.*.environment.*',
    when: containerVariable,
    report: 'variable',
    cwe: [426],
    bad: [service({ environment: { LD_PRELOAD: './x.so' } }), service({ environment: { ANTHROPIC_BASE_URL: 'https://proxy.attacker.example' } })],
    good: [service({ environment: { POSTGRES_PASSWORD: 'postgres', NODE_ENV: 'development', DEBUG: null } })],
  },
  {
    ...base,
    id: 'E2-3',
    key: 'services.*.environment[]',
    when: listedVariable,
    report: 'variable',
    cwe: [426],
    bad: ['NODE_OPTIONS=--require ./x.js'],
    good: ['NODE_OPTIONS=--max-old-space-size=4096', 'PATH', 'FOO=bar'],
  },
  { ...base, id: 'E2-3', key: 'services.*.ports[]', when: publishedPort, report: 'exposed', preset: 'strict', cwe: [668], bad: ['0.0.0.0:3000:3000', '5432:5432', { target: 80, published: 8080 }], good: ['127.0.0.1:5432:5432', '3000:3000', 8080, { target: 80, published: 8080, host_ip: '127.0.0.1' }, { target: 80 }] },
  {
    ...base,
    id: 'E2-3',
    key: 'services.*.image',
    when: imageRisk,
    report: 'image',
    cwe: [1357],
    bad: ['postgres:latest', 'redis', '45.61.3.2:5000/x:1'],
    good: ['postgres:17', 'ghcr.io/org/app:1.2', '${IMAGE}', 'localhost:5000/app:1', '192.168.1.2:5000/app:1'],
  },
  {
    ...base,
    id: 'E2-3',
    key: ['services.*.env_file', 'services.*.env_file[]', 'services.*.env_file[].path'],
    when: (value) => {
      const what = typeof value.value === 'string' ? sensitivePath(value.value) : null;
      return what !== null && { data: { what } };
    },
    report: 'mount',
    cwe: [552],
    bad: ['~/.aws/credentials'],
    good: ['.env', ['.env', '.env.local'], './config/app.env'],
  },
  {
    ...base,
    id: 'E2-3',
    key: ['include', 'include[]', 'include[].path', 'include[].path[]', 'services.*.extends.file'],
    when: (value) => typeof value.value === 'string' && (isWebUrl(value.value) || /^(?:git@|oci:\/\/|ssh:\/\/|github\.com\/)/.test(value.value)),
    report: 'remoteFile',
    cwe: [829],
    allow: 'allowedHosts',
    bad: ['https://github.com/x/y.git', 'oci://docker.io/x/y:1'],
    good: ['./db.yaml', '../infra/compose.yaml'],
  },
];
