import { isLoopbackHost } from '../../../knowledge/hosts.ts';
import type { Command, Word } from '../model.ts';
import { writtenText } from './flow.ts';
import { isLocalRequest, requestOf } from './network.ts';
import { setVariables } from './set-variables.ts';
import { eachCommand } from './types.ts';
import type { ShellFinding } from './types.ts';

export type TlsBypassKind = 'flag' | 'variable' | 'config' | 'ssh';
export type TlsBypass = ShellFinding<TlsBypassKind>;

const OFF = /^(?:0|false|no|off|none|never)$/i;
/** Variables that switch certificate checks off, and the values that do. */
/** A host that is not this machine. */
const OUTSIDE = /^(?!(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)(?::\d{1,5})?$)./;
const VARIABLES: ReadonlyMap<string, RegExp> = new Map([
  ['NODE_TLS_REJECT_UNAUTHORIZED', /^0$/],
  ['GIT_SSL_NO_VERIFY', /^(?:1|true|yes|on)$/i],
  ['PYTHONHTTPSVERIFY', /^0$/],
  ['NPM_CONFIG_STRICT_SSL', OFF],
  ['YARN_ENABLE_STRICT_SSL', OFF],
  ['YARN_STRICT_SSL', OFF],
  ['CURL_INSECURE', /^(?:1|true)$/],
  ['AWS_NO_VERIFY_SSL', /^(?:1|true)$/i],
  ['GOINSECURE', /./],
  ['GONOSUMCHECK', /^1$/],
  ['GOFLAGS', /-insecure/],
  ['PIP_TRUSTED_HOST', OUTSIDE],
  ['UV_INSECURE_HOST', OUTSIDE],
  ['BUNDLE_SSL_VERIFY_MODE', /^0$/],
]);

/** Certificate checks switched off, by option, variable or setting. Requests to this machine are fine. */
export const findTlsBypass = eachCommand<TlsBypass>(null, (command, script) => {
  const found: TlsBypass[] = [];
  const add = (kind: TlsBypassKind, word: Word, label: string): void => void found.push({ at: word.range, kind, label, detail: command.name ?? '', level: kind === 'ssh' || isAskedFor(word, command) ? 'low' : 'medium', command });
  const variable = (name: string, value: string, word: Word): void => {
    if (VARIABLES.get(name.toUpperCase())?.test(value.replace(/["']/g, '')) === true) add('variable', word, name);
  };
  for (const { name, value, word } of setVariables(command)) variable(name, value.value, word);
  const name = command.name?.toLowerCase() ?? '';
  if (!isLocalRequest(command)) {
    const flag = insecureFlag(command, name);
    if (flag) add(name === 'ssh' || name === 'scp' || name === 'sftp' ? 'ssh' : 'flag', flag, flag.value);
  }
  const text = writtenText(command, /(?:^|\/)(?:\.npmrc|\.yarnrc(?:\.yml)?|\.gitconfig|\.curlrc|\.wgetrc)$/);
  const line = text === null ? null : /(?:^|\n)[\s"']{0,10}(strict-ssl|enableStrictSsl|sslVerify|insecure|check[-_]certificate)\s{0,10}(?:[=:\s]\s{0,10}["']?(?:false|0|off|no)\b|$|[\n"'])/i.exec(text);
  if (line?.[1] !== undefined) add('config', { ...command.word, range: command.range }, line[1]);
  const callback = command.dialect === 'powershell' ? ACCEPTS_ANY.exec(script.source.text.slice(command.range[0], command.range[0] + 300)) : null;
  if (callback) add('config', { ...command.word, range: command.range }, callback[1] ?? callback[2] ?? '');
  const setting = insecureSetting(command, name);
  if (setting) add('config', setting, setting.value);
  return found;
});

const OPT_IN = /insecure|self.?signed|(?:no|skip|disable|ignore|without).{0,20}(?:verif|tls|ssl|cert|check)|(?:tls|ssl|cert\w{0,12}|verify).{0,12}(?:skip|off|false|no\b|0\b|disable|!= ?(?:true|1|yes)\b)|unsafe|localhost|127\.0\.0\.1|(?:^|[\s|(])-{0,2}k(?=[\s|)]|$)/i;

/** The other branch of a question whether to check: `if [ "$VERIFY" = true ]; then OPTIONS=; else OPTIONS=-k; fi`. */
const DECLINED = /^! (?:.{0,200} )?["']?\$\{?\w{0,60}(?:verify|tls|ssl|cert|check|secure)\w{0,60}\}?["']? (?:={1,2}|-eq) ["']?(?:true|1|yes|on|y)\b/i;

/** True where the check is off for those alone who ask for it by a variable or an option: `if [ "$INSECURE" = 1 ]; then OPTIONS=-k; fi`. */
function isAskedFor({ chosenBy }: Word, command: Command): boolean {
  return [chosenBy, command.chosenBy].some((by) => by !== undefined && (OPT_IN.test(by) || DECLINED.test(by)));
}

/** `[Net.ServicePointManager]::ServerCertificateValidationCallback = { $true }`, and the policy class that does the same. */
const ACCEPTS_ANY = /^["']?\[(?:System\.)?Net\.ServicePointManager\]::(?:(ServerCertificateValidationCallback)\s{0,5}=\s{0,5}(?:\[[\w.]{1,80}\]\s{0,5})?\{\s{0,9}(?:param\s{0,5}\([^)]{0,100}\)\s{0,9})?(?:return\s{1,5})?\$true\s{0,9};?\s{0,9}\}|(CertificatePolicy)\s{0,5}=\s{0,5}New-Object\s{1,5}["']?(?:TrustAll|AcceptAll|IgnoreCert)\w{0,40})/i;

function insecureFlag(command: Command, name: string): Word | undefined {
  const by = (pattern: RegExp): Word | undefined => command.args.find(({ value }) => pattern.test(value));
  switch (name) {
    case 'curl':
    case 'curlie':
      return requestOf(command)?.options.flags.has('-k') === true ? by(/^-[a-zA-Z#:0-9]{0,20}k/) : by(/^(?:--insecure|--proxy-insecure|--doh-insecure|--ssl-no-revoke)$/);
    case 'wget':
    case 'wget2':
      return by(/^(?:--no-check-certificate|--check-certificate=off)$/);
    case 'http':
    case 'https':
    case 'httpie':
      return by(/^--verify=(?:no|false|0)$/i);
    case 'pip':
    case 'pip3':
      return trustedHost(command);
    case 'npm':
    case 'pnpm':
    case 'yarn':
    case 'npx':
      return by(/^(?:--no-strict-ssl|--(?:config\.)?strict-ssl=(?:false|0)|--insecure)$/);
    case 'uv':
    case 'uvx':
      return trustedHost(command);
    case 'docker':
    case 'podman':
    case 'skopeo':
    case 'buildah':
      return uncheckedRegistry(command);
    case 'apt':
    case 'apt-get':
      return by(/Verify-(?:Peer|Host)["']?\s{0,3}=\s{0,3}["']?(?:false|0|no)/i);
    case 'mvn':
    case 'mvnw':
      return by(/^-Dmaven\.wagon\.http\.ssl\.(?:insecure|allowall)=true$/i);
    case 'aws':
      return by(/^--no-verify-ssl$/);
    case 'gh':
    case 'helm':
    case 'kubectl':
      return hasLocalServer(command) ? undefined : by(/^(?:--insecure-skip-tls-verify(?:=true)?)$/);
    case 'iwr':
    case 'irm':
    case 'invoke-webrequest':
    case 'invoke-restmethod':
      return by(/^-SkipCertificateCheck$/i);
    case 'electron':
      return by(/^--ignore-certificate-errors(?:=|$)/);
    case 'ssh':
    case 'scp':
    case 'sftp':
      return by(/^(?:-o)?\s{0,2}StrictHostKeyChecking=no$/i);
    case 'git':
      return undefined;
    default:
      return undefined;
  }
}

/** `kubectl --server https://127.0.0.1:6443`. */
function hasLocalServer({ args }: Command): boolean {
  return args.some(({ value }, index) => {
    const address = /^--server(?:=(.{1,300}))?$/.exec(value);
    return address !== null && /^["']?https?:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?=[:/"']|$)/.test(address[1] ?? args[index + 1]?.value ?? '');
  });
}

/** The option of pip and uv that names a host whose certificate is not looked at, unless that is this machine. */
function trustedHost({ args }: Command): Word | undefined {
  return args.find(({ value }, index) => {
    const [, name, given] = /^(--(?:allow-insecure-host|trusted-host))(?:=(.{0,300}))?$/.exec(value) ?? [];
    const host = given ?? args[index + 1]?.value ?? '';
    return name !== undefined && host !== '' && !isLoopbackHost(host.replace(/:\d{1,5}$/, ''));
  });
}

const LOCAL_IMAGE = /^(?:docker:\/\/)?(?:localhost|127\.0\.0\.1|host\.docker\.internal|registry)(?:[:/]|$)/;
const FAR_IMAGE = /^(?:docker:\/\/)?[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?::\d{1,5})?\//;

/** The option by which a container tool trusts any registry, unless it only talks to one on this machine: the source or target of a copy, or all that it is given. */
function uncheckedRegistry({ args }: Command): Word | undefined {
  const images = args.map(({ value }) => value).filter((value) => LOCAL_IMAGE.test(value) || FAR_IMAGE.test(value));
  return args.find(({ value }) => {
    const [flag, side] = /^--(?:(src|dest)-)?(?:tls-verify|tlsverify)=(?:false|0)$/i.exec(value) ?? [];
    const concerned = side === 'src' ? images.slice(0, 1) : side === 'dest' ? images.slice(-1) : images;
    return flag !== undefined && !(concerned.length > 0 && concerned.every((image) => LOCAL_IMAGE.test(image)));
  });
}

/** Settings of other managers, and the value that switches the check off. Sources: their command references. */
type InsecureSetting = readonly [setting: RegExp, isOff: RegExp];
const PIP: readonly InsecureSetting[] = [[/^(?:global|install)\.trusted-host$/, OUTSIDE]];
const CONDA: readonly InsecureSetting[] = [[/^ssl_verify$/, OFF]];
const SETTINGS: ReadonlyMap<string, readonly InsecureSetting[]> = new Map<string, readonly InsecureSetting[]>([
  ['pip', PIP],
  ['pip3', PIP],
  ['conda', CONDA],
  ['mamba', CONDA],
  ['poetry', [[/^certificates\.[\w.-]{1,60}\.cert$/, OFF]]],
  ['composer', [[/^disable-tls$/, /^(?:true|1)$/], [/^secure-http$/, OFF]]],
  ['bundle', [[/^ssl_verify_mode$/i, /^0$/]]],
]);

/** `npm config set strict-ssl false`, `git config http.sslVerify false`, `git -c http.sslVerify=false …`, `yarn config set enableStrictSsl false`. */
function insecureSetting(command: Command, name: string): Word | undefined {
  const others = command.args.some(({ value }) => value === 'config') ? (SETTINGS.get(name) ?? []) : [];
  for (const [setting, isOff] of others) {
    const found = command.args.find(({ value }, index) => setting.test(value) && isOff.test(command.args[index + 1]?.value ?? ''));
    if (found) return found;
  }
  if (!/^(?:npm|pnpm|yarn|git|bun)$/.test(name)) return undefined;
  return command.args.find(({ value }, index) => {
    const equals = value.indexOf('=');
    const key = equals > 0 ? value.slice(0, equals) : value;
    const given = equals > 0 ? value.slice(equals + 1) : (command.args[index + 1]?.value ?? '');
    const isKey = name === 'git' ? /^http\.(?:(?!https?:\/\/(?:localhost|127\.)).{1,300}\.)?sslverify$/i.test(key) : /^(?:strict-ssl|enableStrictSsl)$/i.test(key);
    return isKey && OFF.test(given) && (equals > 0 || command.args.slice(0, index).some(({ value: verb }) => verb === 'config' || verb === 'set'));
  });
}
