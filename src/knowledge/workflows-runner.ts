import { hostSource, parseMountOptions, parseVolume } from './containers-host.ts';
import { isRawPublicAddress } from './hosts.ts';
import { secretFile, sensitivePath } from './paths.ts';
import type { RowMatch, SettingValue } from './setting-row.ts';
import type { WorkflowRow } from './workflows.ts';

const text = (value: SettingValue): string => (typeof value.value === 'string' ? value.value.slice(0, 8192) : '');
const workflow = (jobs: object): unknown => ({ document: { on: 'push', jobs } });
const uploadJob = (path: string): unknown => workflow({ a: { steps: [{ uses: 'actions/upload-artifact@v4', with: { path } }] } });
const containerJob = (container: object): unknown => workflow({ a: { container: { image: 'node:22', ...container } } });
const base = { preset: 'recommended', source: 'https://docs.github.com/en/actions/reference/security/secure-use' } as const;

/** A store of credentials, or in strict a file of secrets, among the paths of an artifact. */
function uploadsSecret(value: SettingValue): boolean | RowMatch {
  if (!/(?:^|\/)upload-(?:pages-)?artifact$/.test(String(value.parent?.parent?.get('uses')?.value ?? '').replace(/@.*/s, '').trim().toLowerCase())) return false;
  const paths = text(value).split('\n', 200).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('!'));
  const store = paths.map((path) => sensitivePath(path)).find((found) => found !== null);
  if (store) return { data: { what: store } };
  const file = paths.map((path) => secretFile(path)).find((found) => found !== null);
  return file ? { data: { what: file }, preset: 'strict' } : false;
}

const FLAGS = /(?:^|\s)(--privileged|--(?:pid|ipc|userns|uts|network|net)[= ]host|--cap-add[= ](?:ALL|SYS_ADMIN|SYS_MODULE|SYS_RAWIO|DAC_READ_SEARCH)|--security-opt[= ](?:seccomp|apparmor|label)[=:](?:unconfined|disable))(?=\s|$)/i;
const MOUNTS = /(?:^|\s)(?:-v|--volume|--mount)[= ](\S{1,500})/g;

function opensRunner(mount: string): boolean {
  const source = (/(?:^|,)(?:source|src)=/.test(mount) ? parseMountOptions(mount) : parseVolume(mount))?.source;
  const host = source === undefined ? null : hostSource(source);
  return host !== null && host.kind !== 'history' && host.kind !== 'agent';
}

/** Options and volumes of the container of a job that reach the machine of the runner. */
function hostContainer(value: SettingValue): boolean | RowMatch {
  const options = text(value).slice(0, 4000);
  if (typeof value.key === 'number') return opensRunner(options) && { data: { value: options.slice(0, 60) } };
  const flag = FLAGS.exec(options)?.[1] ?? [...options.matchAll(MOUNTS)].map((match) => match[1] ?? '').find(opensRunner);
  return flag !== undefined && { data: { value: flag.slice(0, 60) } };
}

/** `docker://203.0.113.7:5000/x`, `203.0.113.7/x:1`. */
function isBareImage(value: SettingValue): boolean | RowMatch {
  const image = text(value).trim();
  const isAction = value.key === 'uses' || value.parent?.key === 'runs';
  if (isAction && !/^docker:\/\//i.test(image)) return false;
  const host = /^(?:docker:\/\/)?([^\s/]{1,255}?)(?::\d{1,5})?\//i.exec(image)?.[1];
  return host !== undefined && isRawPublicAddress(host) && { data: { value: image.slice(0, 60) } };
}

/** What a workflow gives away of its runner: files in artifacts, the machine to a container (F-1, F-23). */
export const RUNNER_ROWS: readonly WorkflowRow[] = [
  {
    ...base,
    id: 'F-1',
    key: ['jobs.*.steps[].with.path', 'runs.steps[].with.path'],
    when: uploadsSecret,
    report: 'uploadedSecret',
    cwe: [538, 200],
    bad: [uploadJob('~/.npmrc'), uploadJob('dist/\n~/.ssh/'), uploadJob('.env')],
    good: [uploadJob('dist/'), uploadJob('~/.npm/_logs'), uploadJob('dist/\n!.env'), uploadJob('.env.example'), workflow({ a: { steps: [{ uses: 'actions/cache@v4', with: { path: '~/.npmrc' } }] } })],
  },
  {
    ...base,
    id: 'F-23',
    key: ['jobs.*.container.{options,volumes[]}', 'jobs.*.services.*.{options,volumes[]}'],
    preset: 'strict',
    when: hostContainer,
    report: 'hostContainer',
    cwe: [250, 552],
    source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idcontaineroptions',
    bad: [containerJob({ options: '--privileged' }), containerJob({ options: '--cpus 1 --pid=host' }), containerJob({ options: '-v /:/host' }), containerJob({ volumes: ['/var/run/docker.sock:/var/run/docker.sock'] }), containerJob({ volumes: ['~/.ssh:/root/.ssh'] })],
    good: [containerJob({ options: '--cpus 1 --user root --health-cmd "pg_isready"' }), containerJob({ volumes: ['cache:/cache', '${{ github.workspace }}/a:/a', '/tmp/x:/x'] })],
  },
  {
    ...base,
    id: 'F-21',
    key: ['jobs.*.steps[].uses', 'runs.steps[].uses', 'runs.image', 'jobs.*.container', 'jobs.*.container.image', 'jobs.*.services.*.image'],
    when: isBareImage,
    report: 'bareImage',
    cwe: [829, 494],
    bad: [workflow({ a: { steps: [{ uses: 'docker://203.0.113.7:5000/x:1' }] } }), { document: { runs: { using: 'docker', image: 'docker://203.0.113.7/x' } } }, containerJob({ image: '203.0.113.7:5000/x:1' }), workflow({ a: { services: { db: { image: '203.0.113.7/db' } } } })],
    good: [workflow({ a: { steps: [{ uses: 'docker://alpine:3' }, { uses: 'docker://ghcr.io/acme/x:1' }] } }), { document: { runs: { using: 'docker', image: 'Dockerfile' } } }, containerJob({ image: '10.0.0.5:5000/x:1' }), containerJob({ image: 'localhost:5000/x' })],
  },
];
