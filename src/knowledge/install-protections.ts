import type { FileKind } from './file-kind.ts';
import type { RowMatch, SettingRow, SettingValue } from './setting-row.ts';
import { hostileUrl, isRepoRelative, saysOff, saysOn, urlReach } from './values.ts';

export type ProtectionRow = SettingRow<'protection'>;

const NPM = 'npm: configuration reference';
const PNPM = 'https://pnpm.io/settings';
const YARN = 'https://yarnpkg.com/configuration/yarnrc';
const BUN = 'https://bun.com/docs/runtime/bunfig';

const base = { report: 'protection', preset: 'recommended' } as const;
const strict = { report: 'protection', preset: 'strict' } as const;

const text = (value: SettingValue): string => (typeof value.value === 'string' ? value.value.slice(0, 2000).trim() : '');
const isOff = ({ value }: SettingValue): boolean => saysOff(value);
const isOn = ({ value }: SettingValue): boolean => saysOn(value);
/** A pattern that every package matches. */
const isEverything = (value: SettingValue): boolean => /^\*{1,2}(?:\/\*{1,2})?$/.test(text(value));
/** No time at all: `0`, `"0"`, `"0d"`. */
const isNoTime = ({ value }: SettingValue): boolean => value === 0 || (typeof value === 'string' && /^0{1,5}(?:\.0{1,5})?\s?[a-z]{0,8}$/i.test(value.trim()));

/** A company's proxy is honest, so only a host that no company has is reported in recommended. */
function throughProxy(value: SettingValue): RowMatch | false {
  const url = text(value).includes('://') ? text(value) : `http://${text(value)}`;
  if (hostileUrl(url) !== null) return { preset: 'recommended' };
  return urlReach(url) === 'outside' && { preset: 'strict' };
}

const AGE = 'lets versions be installed in the minute they are published, before anybody could find malware in them';
const NO_AGE = 'takes every package out of the waiting time for new versions';
const PROXY = 'sends every download of packages through another host';
const AUTHORITY = 'trusts certificates kept in this repository for the downloads of packages';
const EXOTIC = 'lets dependencies of dependencies come from git and URLs';
const TRUST = 'lets a version be installed although its publisher could prove less than before';
const STORE = 'installs from the local store without comparing hashes';
const LOCKFILE = 'installs what the lockfile says without checking that it obeys the rules for new versions';

const npmrc: readonly ProtectionRow[] = [
  { ...strict, id: 'D4-4', key: ['ca', 'cafile', 'ca[]'], when: (value) => isRepoRelative(text(value)) || text(value).startsWith('-----BEGIN'), cwe: [295], source: NPM, data: { effect: AUTHORITY }, bad: [{ text: 'cafile=./certs/ca.pem\n' }, { text: 'ca="-----BEGIN CERTIFICATE-----\\nMIIB"\n' }], good: [{ text: 'cafile=/etc/ssl/certs/ca-certificates.crt\n' }, { text: 'ca=\n' }, { text: 'cafile=${CA_FILE}\n' }] },
  { ...base, id: 'D4-4', key: ['proxy', 'https-proxy', 'http-proxy'], when: throughProxy, cwe: [441], source: NPM, data: { effect: PROXY }, bad: [{ text: 'https-proxy=http://203.0.113.7:8080\n' }, { text: 'proxy=https://proxy.vendor.dev:3128\n' }], good: [{ text: 'proxy=http://localhost:3128\n' }, { text: 'https-proxy=${HTTPS_PROXY}\n' }, { text: 'proxy=false\n' }, { text: 'noproxy=host.example\n' }, { text: 'proxy=http://proxy.corp.internal:3128\n' }] },
  { ...base, id: 'D4-6', key: ['userconfig', 'globalconfig'], when: (value) => isRepoRelative(text(value)), cwe: [426], source: NPM, data: { effect: 'makes a file of this repository the settings of the user or the machine' }, bad: [{ text: 'userconfig=./.config/npm\n' }, { text: 'globalconfig=tools/npmrc\n' }], good: [{ text: 'userconfig=~/.npmrc\n' }, { text: 'globalconfig=/etc/npmrc\n' }] },
  { ...strict, id: 'D4-6', key: 'prefix', when: (value) => isRepoRelative(text(value)), cwe: [426], source: NPM, data: { effect: 'makes a folder of this repository the place of global programs' }, bad: [{ text: 'prefix=./.global\n' }], good: [{ text: 'prefix=~/.npm-global\n' }, { text: 'save-prefix=~\n' }] },
  { ...strict, id: 'D4-6', key: ['min-release-age', 'minimum-release-age'], when: isNoTime, cwe: [1357], source: NPM, data: { effect: AGE }, bad: [{ text: 'min-release-age=0\n' }, { text: 'minimum-release-age=0\n' }], good: [{ text: 'min-release-age=3\n' }, { text: 'min-release-age=10\n' }] },
  { ...strict, id: 'D4-6', key: 'package-lock', when: isOff, cwe: [353], source: NPM, data: { effect: 'takes whatever versions are newest, without recorded hashes' }, bad: [{ text: 'package-lock=false\n' }], good: [{ text: 'package-lock=true\n' }, { text: 'audit=false\nfund=false\nallow-git=all\n' }] },
  { ...base, id: 'D4-9', key: 'verify-store-integrity', when: isOff, cwe: [353], source: PNPM, data: { effect: STORE }, bad: [{ text: 'verify-store-integrity=false\n' }], good: [{ text: 'verify-store-integrity=true\n' }] },
  { ...strict, id: 'D4-9', key: 'block-exotic-subdeps', when: isOff, cwe: [829], source: PNPM, data: { effect: EXOTIC }, bad: [{ text: 'block-exotic-subdeps=false\n' }], good: [{ text: 'block-exotic-subdeps=true\n' }] },
  { ...strict, id: 'D4-9', key: 'trust-policy', when: (value) => text(value) === 'off', cwe: [345], source: PNPM, data: { effect: TRUST }, bad: [{ text: 'trust-policy=off\n' }], good: [{ text: 'trust-policy=no-downgrade\n' }] },
];

/** Keys that stand at the top of pnpm-workspace.yaml and below `pnpm` in a package.json. */
const pnpm: readonly ProtectionRow[] = [
  { ...strict, id: 'D4-9', key: 'blockExoticSubdeps', when: isOff, cwe: [829], source: PNPM, data: { effect: EXOTIC }, bad: [false], good: [true] },
  { ...strict, id: 'D4-9', key: 'minimumReleaseAge', when: isNoTime, cwe: [1357], source: PNPM, data: { effect: AGE }, bad: [0, '0'], good: [1440, 10, '1d'] },
  { ...base, id: 'D4-9', key: ['minimumReleaseAgeExclude', 'minimumReleaseAgeExclude[]'], when: isEverything, cwe: [1357], source: PNPM, data: { effect: NO_AGE }, bad: ['*', '**'], good: ['@acme/*', 'react', 'eslint-*'] },
  { ...base, id: 'D4-9', key: ['trustPolicyExclude', 'trustPolicyExclude[]'], when: isEverything, cwe: [345], source: PNPM, data: { effect: 'takes every package out of the check of its publisher' }, bad: ['*'], good: ['chokidar@4.0.3', '@acme/*'] },
  { ...strict, id: 'D4-9', key: 'trustPolicy', is: 'off', cwe: [345], source: PNPM, data: { effect: TRUST }, bad: ['off'], good: ['no-downgrade', true] },
  { ...strict, id: 'D4-9', key: 'trustLockfile', when: isOn, cwe: [345], source: PNPM, data: { effect: LOCKFILE }, bad: [true], good: [false] },
  { ...base, id: 'D4-9', key: 'verifyStoreIntegrity', when: isOff, cwe: [353], source: PNPM, data: { effect: STORE }, bad: [false], good: [true] },
  // pnpm 11 keeps the hash in the lockfile, so a bare version is worth a look and no more.
  { ...strict, id: 'D4-9', key: 'configDependencies.*', when: (value) => text(value) !== '' && !/\+sha\d{3}-/.test(text(value)), cwe: [353, 829], source: PNPM, data: { effect: 'names a package whose hooks run before every install, without its hash' }, bad: ['1.0.0'], good: ['1.0.0+sha512-AAAA', { tarball: 'x', integrity: 'sha512-AAAA' }] },
];

const workspace: readonly ProtectionRow[] = [
  ...pnpm,
  { ...strict, id: 'D4-9', key: 'packages[]', when: (value) => /^\.\.(?:[\\/]|$)/.test(text(value)), cwe: [22], source: PNPM, data: { effect: 'takes packages from outside the project into its installs' }, bad: ['../*', '..'], good: ['packages/*', '!../x', '.', '..a/*'] },
  { ...strict, id: 'D4-9', key: ['httpProxy', 'httpsProxy'], when: throughProxy, cwe: [441], source: PNPM, data: { effect: PROXY }, bad: ['http://203.0.113.7:8080', 'https://proxy.vendor.dev'], good: ['http://localhost:1', '${PROXY}'] },
];

const yarn: readonly ProtectionRow[] = [
  { ...base, id: 'D4-7', key: 'checksumBehavior', isOneOf: ['ignore', 'update'], cwe: [353], source: YARN, data: { effect: 'accepts packages whose hash is not the one in the lockfile' }, bad: ['ignore', 'update'], good: ['throw', 'reset'] },
  { ...strict, id: 'D4-7', key: 'enableImmutableInstalls', when: isOff, cwe: [353], source: YARN, data: { effect: 'lets an install change the lockfile' }, bad: [false], good: [true] },
  { ...base, id: 'D4-7', key: ['httpProxy', 'httpsProxy', 'networkSettings.*.httpProxy', 'networkSettings.*.httpsProxy'], when: throughProxy, cwe: [441], source: YARN, data: { effect: PROXY }, bad: ['http://203.0.113.7:8080', 'https://proxy.vendor.dev'], good: ['http://127.0.0.1:3128', '${HTTPS_PROXY}', 'http://proxy.corp.internal:3128'] },
  { ...strict, id: 'D4-7', key: ['httpsCaFilePath', 'caFilePath', 'networkSettings.*.httpsCaFilePath'], when: (value) => isRepoRelative(text(value)), cwe: [295], source: YARN, data: { effect: AUTHORITY }, bad: ['./certs/ca.pem', 'certs/ca.pem'], good: ['/etc/ssl/cert.pem', '${CA_FILE}'] },
  { ...strict, id: 'D4-7', key: 'npmMinimalAgeGate', when: isNoTime, cwe: [1357], source: YARN, data: { effect: AGE }, bad: [0, '0', '0d'], good: ['3d', 1440, { document: { npmScopes: { acme: { npmMinimalAgeGate: 0 } } } }] },
  { ...base, id: 'D4-7', key: ['npmPreapprovedPackages', 'npmPreapprovedPackages[]'], when: isEverything, cwe: [1357], source: YARN, data: { effect: NO_AGE }, bad: ['*', '**'], good: ['@acme/*', 'react@*'] },
  { ...strict, id: 'D4-7', key: 'approvedGitRepositories[]', when: isEverything, cwe: [829], source: YARN, data: { effect: 'lets packages come from any git repository' }, bad: ['**', '*'], good: ['https://github.com/acme/*'] },
  // The address is read again only when somebody updates the plug-in; over plain http, anybody on the way can answer.
  { ...base, id: 'D4-7', key: 'plugins[].spec', when: pluginAddress, cwe: [829, 494], source: YARN, data: { effect: 'takes a plug-in of Yarn, which runs in every install, from an address of somebody else' }, bad: ['http://host.example/plugin.js', 'https://host.example/plugin.js'], good: ['@yarnpkg/plugin-version', 'https://yarnpkg.com/plugins/plugin-version.js', 'https://raw.githubusercontent.com/yarnpkg/berry/master/plugin.js', './tools/plugin.cjs'] },
];

function pluginAddress(value: SettingValue): RowMatch | false {
  const spec = text(value);
  if (!/^https?:\/\//i.test(spec) || urlReach(spec) === 'loopback') return false;
  if (/^http:/i.test(spec) || hostileUrl(spec) !== null) return { preset: 'recommended' };
  return !/^https:\/\/(?:[\w-]{1,60}\.){0,3}yarnpkg\.com\/|^https:\/\/(?:raw\.githubusercontent|github)\.com\/yarnpkg\//i.test(spec) && { preset: 'strict' };
}

const bun: readonly ProtectionRow[] = [
  { ...strict, id: 'D4-11', key: 'install.auto', isOneOf: ['force', 'fallback'], cwe: [829], source: BUN, data: { effect: 'downloads and runs whatever package an import names' }, bad: ['force', 'fallback'], good: ['disable', 'auto'] },
  { ...strict, id: 'D4-11', key: ['install.ca', 'install.cafile'], when: (value) => isRepoRelative(text(value)) || text(value).startsWith('-----BEGIN'), cwe: [295], source: BUN, data: { effect: AUTHORITY }, bad: ['./ca.pem', '-----BEGIN CERTIFICATE-----'], good: ['/etc/ssl/cert.pem'] },
  { ...strict, id: 'D4-11', key: 'install.minimumReleaseAge', when: isNoTime, cwe: [1357], source: BUN, data: { effect: AGE }, bad: [0], good: [259200] },
  { ...base, id: 'D4-11', key: ['install.minimumReleaseAgeExcludes[]'], when: isEverything, cwe: [1357], source: BUN, data: { effect: NO_AGE }, bad: ['*'], good: ['@types/bun', '@acme/*'] },
];

/** Settings by which a package manager gives up a check of what it installs (D4-4, D4-6, D4-7, D4-9, D4-11), by kind of file. */
export const PROTECTION_ROWS: ReadonlyMap<FileKind, readonly ProtectionRow[]> = new Map([
  ['npmrc', npmrc],
  ['pnpm-workspace', workspace],
  ['package-json', pnpm.map((row) => ({ ...row, key: [row.key].flat().map((key) => `pnpm.${key}`) }))],
  ['yarnrc', yarn],
  ['bunfig', bun],
]);
