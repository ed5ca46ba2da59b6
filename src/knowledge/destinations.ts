import { isCollectionPoint, isLoopbackHost, isMetadataHost, isPrivateHost, isRawPublicAddress, isReservedHost } from './hosts.ts';

/**
 * What a network destination is, most telling first: a collection point for stolen data, a cloud's metadata service, a
 * public address without a name, a named host over plain http, any other outside host, or nothing outside.
 */
export type DestinationClass = 'collection' | 'metadata' | 'address' | 'plain' | 'outside' | 'inside';

export interface Destination {
  /** Lower case, without colon; empty or null when none is given. */
  readonly scheme: string | null;
  readonly host: string;
  readonly path: string;
}

const PLAIN_SCHEMES: ReadonlySet<string> = new Set(['http', 'ws', 'ftp', 'tcp', 'tftp', 'telnet']);

/** Classes that recommended reports; `outside` is a capability. */
export const HOSTILE_CLASSES: ReadonlySet<DestinationClass> = new Set(['collection', 'metadata', 'address', 'plain']);

/** Classifies a destination whose host is completely known. Hosts reserved for documentation are plain `outside`. */
export function classifyDestination({ scheme, host, path }: Destination): DestinationClass {
  if (host === '') return 'inside';
  if (isMetadataHost(host)) return 'metadata';
  if (isLoopbackHost(host) || isPrivateHost(host)) return 'inside';
  if (isCollectionPoint(host, path)) return 'collection';
  if (isRawPublicAddress(host)) return 'address';
  if (isReservedHost(host)) return 'outside';
  return PLAIN_SCHEMES.has(scheme ?? '') ? 'plain' : 'outside';
}
