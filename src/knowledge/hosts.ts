import { addressScope, bareHost, parseIpv4, parseIpv6 } from './addresses.ts';

/** What stolen data or a payload passes through. */
export type CollectionKind = 'request-catcher' | 'dns-callback' | 'tunnel' | 'file-drop' | 'paste' | 'messenger';

/** Domains whose own host and every subdomain count. Sources: providers' sites; hosts seen in the incidents of the docs. */
const COLLECTION_DOMAINS: Readonly<Record<CollectionKind, readonly string[]>> = {
  'request-catcher': [
    'webhook.site', 'webhook-test.com', 'webhook.cool', 'requestbin.com', 'requestbin.net', 'requestbin.io', 'requestbin.cn', 'requestcatcher.com',
    'requestrepo.com', 'pipedream.net', 'hookbin.com', 'hookb.in', 'hookdeck.com', 'beeceptor.com', 'typedwebhook.tools', 'postb.in', 'ptsv2.com', 'ptsv3.com', 'canarytokens.com',
  ],
  'dns-callback': [
    'oast.pro', 'oast.live', 'oast.site', 'oast.online', 'oast.fun', 'oast.me', 'oast.us', 'interact.sh', 'interactsh.com', 'burpcollaborator.net',
    'oastify.com', 'dnslog.cn', 'dnslog.link', 'ceye.io',
  ],
  tunnel: [
    'ngrok.io', 'ngrok.app', 'ngrok.dev', 'ngrok-free.app', 'ngrok-free.dev', 'trycloudflare.com', 'loca.lt', 'localtunnel.me', 'localhost.run', 'lhr.life',
    'serveo.net', 'bore.pub', 'pinggy.io', 'pinggy.link', 'telebit.cloud', 'tunnelmole.net', 'loclx.io',
  ],
  'file-drop': [
    'transfer.sh', 'file.io', '0x0.st', 'temp.sh', 'gofile.io', 'catbox.moe', 'anonfiles.com', 'bashupload.com', 'oshi.at', 'filebin.net', 'pixeldrain.com',
    'tmpfiles.org', 'uguu.se', 'x0.at', 'envs.sh', 'keep.sh',
  ],
  paste: [
    'pastebin.com', 'paste.ee', 'paste.rs', 'hastebin.com', 'rentry.co', 'termbin.com', 'ix.io', 'sprunge.us', 'dpaste.com', 'dpaste.org', 'jsonkeeper.com',
    'npoint.io', 'jsonsilo.com', 'ghostbin.com', 'controlc.com',
  ],
  messenger: ['api.telegram.org'],
};

const COLLECTION = new Map<string, CollectionKind>();
for (const kind of Object.keys(COLLECTION_DOMAINS) as CollectionKind[]) {
  for (const domain of COLLECTION_DOMAINS[kind]) COLLECTION.set(domain, kind);
}

/** Looks a host and its parent domains up, longest first; at most ten labels are tried. */
function lookupDomain<T>(host: string, table: ReadonlyMap<string, T>): T | undefined {
  let rest = bareHost(host);
  for (let labels = 0; labels < 10 && rest !== ''; labels += 1) {
    const found = table.get(rest);
    if (found !== undefined) return found;
    const dot = rest.indexOf('.');
    if (dot < 0) return undefined;
    rest = rest.slice(dot + 1);
  }
  return undefined;
}

/**
 * The kind of collection point behind a host, or `null`. Discord counts only with the path of a webhook; a Slack
 * webhook is an ordinary notification target and is none.
 */
export function collectionKind(host: string, path: string = ''): CollectionKind | null {
  const bare = bareHost(host);
  if ((bare === 'discord.com' || bare === 'discordapp.com' || bare.endsWith('.discord.com')) && /^\/?api\/(?:v\d{1,2}\/)?webhooks\b/.test(path)) return 'messenger';
  return lookupDomain(bare, COLLECTION) ?? null;
}

/** True for request catchers, DNS callback services, tunnels, file drops, pastes and messenger webhooks. */
export function isCollectionPoint(host: string, path: string = ''): boolean {
  return collectionKind(host, path) !== null;
}

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['localhost', 'ip6-localhost', 'host.docker.internal', 'host-gateway', 'gateway.docker.internal', 'host.containers.internal']);

/** This machine: `localhost` and its subdomains, `127.0.0.0/8`, `0.0.0.0`, `::1`, Docker's names for the host. */
export function isLoopbackHost(host: string): boolean {
  const bare = bareHost(host);
  return LOOPBACK_NAMES.has(bare) || bare.endsWith('.localhost') || addressScope(bare) === 'loopback';
}

/** A private network: RFC 1918, link-local, unique-local and shared addresses, `*.local`, `*.internal`, names without a dot. */
export function isPrivateHost(host: string): boolean {
  const bare = bareHost(host);
  if (isMetadataHost(bare)) return false;
  const scope = addressScope(bare);
  if (scope !== null) return scope === 'private';
  return /\.(?:local|internal|lan|intranet|home\.arpa|corp)$/.test(bare) || (/^[a-z0-9_-]{2,63}$/.test(bare) && bare !== 'localhost');
}

const METADATA: ReadonlySet<string> = new Set([
  '169.254.169.254', '169.254.170.2', '169.254.170.23', '100.100.100.200', '168.63.129.16', '192.0.0.192',
  'metadata.google.internal', 'metadata.azure.internal', 'metadata', 'fd00:ec2::254', 'fd00:ec2::23',
]);

/** Metadata service of a cloud, from which instance credentials are read; numeric spellings included. */
export function isMetadataHost(host: string): boolean {
  const bare = bareHost(host);
  return METADATA.has(bare) || METADATA.has(canonicalIpv4(bare) ?? '');
}

/** An address on the public internet instead of a name, in every spelling (dotted, decimal, hex, octal, IPv6). */
export function isRawPublicAddress(host: string): boolean {
  const bare = bareHost(host);
  return addressScope(bare) === 'public' && !isMetadataHost(bare);
}

/** Names reserved for documentation and tests (RFC 2606, RFC 6761). */
export function isReservedHost(host: string): boolean {
  const bare = bareHost(host);
  return /(?:^|\.)(?:example\.(?:com|org|net)|example|test|invalid|localhost)$/.test(bare);
}

const SHORTENERS: ReadonlyMap<string, true> = new Map(
  ['bit.ly', 'tinyurl.com', 't.co', 'is.gd', 'cutt.ly', 'rb.gy', 'shorturl.at', 'rebrand.ly', 'goo.su', 'ow.ly', 'v.gd', 'tiny.cc'].map((domain): [string, true] => [domain, true]),
);

/** A link shortener: the real destination is hidden and can change. */
export function isShortener(host: string): boolean {
  return lookupDomain(host, SHORTENERS) === true;
}

/** A URL taken apart without the platform's parser, so that text with unknown parts works too. */
export interface UrlParts {
  /** Lower case, without `:`; empty when the text names none (`example.com/x`). */
  readonly scheme: string;
  /** As written, without user info; may hold a hole character. */
  readonly host: string;
  readonly port: string;
  /** From the first `/` on, without query and fragment. */
  readonly path: string;
  readonly query: string;
  readonly userInfo: string;
}

/**
 * Takes `scheme://user@host:port/path?query` apart; `null` when the text has no such scheme. With `bare`, a text without
 * a scheme is read as host and path, as curl does. Looks at the first 4096 characters.
 */
export function parseUrl(text: string, bare: boolean = false): UrlParts | null {
  const input = text.slice(0, 4096).trim();
  const scheme = /^([a-z][a-z0-9+.-]{0,30}):[\\/]{2}/i.exec(input);
  if (!scheme && !bare) return null;
  const rest = scheme ? input.slice(scheme[0].length) : input.replace(/^\/\//, '');
  const end = rest.search(/[/?#\\]/);
  const authority = end < 0 ? rest : rest.slice(0, end);
  const tail = end < 0 ? '' : rest.slice(end);
  const at = authority.lastIndexOf('@');
  const hostPort = at < 0 ? authority : authority.slice(at + 1);
  const port = /:(?:(\d{1,5})|\$\{\w{1,60}(?::?-\d{0,5})?\})$/.exec(hostPort);
  const named = port ? hostPort.slice(0, port.index) : hostPort;
  const isBareIpv6 = port?.[1] !== undefined && !hostPort.startsWith('[') && named.includes(':');
  const host = isBareIpv6 ? hostPort : named;
  const pathEnd = tail.search(/[?#]/);
  return {
    scheme: scheme?.[1]?.toLowerCase() ?? '',
    host,
    port: port?.[1] ?? '',
    path: pathEnd < 0 ? tail : tail.slice(0, pathEnd),
    query: pathEnd < 0 ? '' : tail.slice(pathEnd),
    userInfo: at < 0 ? '' : authority.slice(0, at),
  };
}

function canonicalIpv4(bare: string): string | null {
  return addressScope(bare) === null ? null : ipv4Text(bare);
}

function ipv4Text(bare: string): string | null {
  const v6 = parseIpv6(bare);
  if (v6) return v6.slice(0, 5).every((group) => group === 0) && v6[5] === 0xffff ? [v6[6] ?? 0, v6[7] ?? 0].flatMap((group) => [group >> 8, group & 255]).join('.') : null;
  return parseIpv4(bare)?.join('.') ?? null;
}
