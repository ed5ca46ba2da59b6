import type { JSONSchema4 } from 'json-schema';

/** A host as lists take it: no blank, and no scheme before it. */
const HOST = /^(?!.*:\/\/)\S+$/;
/** The same as text for JSON schemas. */
export const HOST_PATTERN: string = HOST.source;

/** True for what may stand in a list of hosts: `api.example.com`, `*.example.com`, `example.com:8443`; false for an address with its scheme. */
export function isHostEntry(entry: string): boolean {
  return HOST.test(entry);
}

/** JSON schema of a rule's option that is a list of texts, exact or glob. */
export function textList(description: string): JSONSchema4 {
  return { type: 'array', items: { type: 'string', minLength: 1 }, description };
}

/** JSON schema of a rule's option that is a list of hosts. */
export function hostList(description: string): JSONSchema4 {
  return { type: 'array', items: { type: 'string', minLength: 1, pattern: HOST_PATTERN }, description };
}
