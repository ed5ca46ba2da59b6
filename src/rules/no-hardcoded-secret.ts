import { createHash } from 'node:crypto';
import { matchesAllowList } from '../core/allow-list.ts';
import { defineRule } from '../core/define-rule.ts';
import { locate } from '../core/locate.ts';
import type { Finding, RuleFacts } from '../core/define-rule.ts';
import { isTestFile } from '../knowledge/test-files.ts';
import { findSecrets } from '../surfaces/text/secrets/collect.ts';
import type { FoundSecret } from '../surfaces/text/secrets/collect.ts';
import type { AdditionalPattern } from '../surfaces/text/secrets/index.ts';

interface Allow {
  /** Names of bindings, keys and variables, or globs of them. */
  readonly names?: readonly string[];
  /** Values as `sha256:` and 64 hexadecimal digits, or globs of them. */
  readonly values?: readonly string[];
  /** Files, as globs. */
  readonly files?: readonly string[];
}

export interface Options {
  readonly allow: Allow;
  readonly additionalPatterns: readonly AdditionalPattern[];
  readonly ignoreTests: boolean;
}

type Message = 'found' | 'weak' | 'useVariable';
type Facts = RuleFacts<Message, Options>;

const LIST = { type: 'array' as const, items: { type: 'string' as const, minLength: 1, maxLength: 300 }, uniqueItems: true, maxItems: 1000 };
/** What begins like a digest is one: 64 digits in lower case. */
const VALUES = { ...LIST, items: { ...LIST.items, pattern: String.raw`^(?:(?!sha256:)|sha256:[\da-f]{64}$)` } };
const PATTERN = {
  type: 'object' as const,
  properties: {
    name: { type: 'string' as const, minLength: 1, maxLength: 60, description: 'What the message calls it.' },
    prefix: { type: 'string' as const, minLength: 3, maxLength: 60, description: 'How every value begins.' },
    characters: { enum: ['hex', 'digits', 'lower', 'upper', 'alphanumeric', 'base64', 'base64url'], description: 'Characters after the prefix.' },
    minLength: { type: 'integer' as const, minimum: 4, maximum: 1000, description: 'Least number of them.' },
    maxLength: { type: 'integer' as const, minimum: 4, maximum: 1000, description: 'Greatest number of them.' },
    variable: { type: 'string' as const, pattern: '^[A-Z][A-Z0-9_]{0,59}$', description: 'The variable to suggest.' },
  },
  required: ['name', 'prefix', 'characters', 'minLength'],
  additionalProperties: false,
};

export default defineRule<Message, Options>({
  name: 'no-hardcoded-secret',
  docs: {
    description: 'disallow credentials in code, settings, scripts and texts',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [798, 259, 321],
  },
  messages: {
    found: '{{title}} in {{place}}: every reader has it. Revoke it (the history keeps it){{variable}}.{{again}}',
    weak: '{{title}} in {{place}}: anybody can try it. Take a random one and keep it out of the file{{variable}}.{{again}}',
    useVariable: 'Read it from the variable {{variable}}.',
  },
  options: {
    schema: {
      allow: { type: 'object', properties: { names: LIST, values: VALUES, files: LIST }, additionalProperties: false, description: 'Names, values (`sha256:…` or globs) and files (globs) that are fine.' },
      additionalPatterns: { type: 'array', items: PATTERN, maxItems: 50, description: 'Shapes of your own credentials.' },
      ignoreTests: { type: 'boolean', description: 'Report nothing in files of tests.' },
    },
    defaults: { allow: {}, additionalPatterns: [], ignoreTests: false },
  },
  strict: true,
  suggestions: true,
  text(facts) {
    const { file, options, strict } = facts;
    const inverted = options.additionalPatterns.find(({ minLength, maxLength }) => maxLength !== undefined && maxLength < minLength);
    if (inverted) throw new Error(`agent-security/no-hardcoded-secret: in additionalPatterns, "${inverted.name}" has a maxLength below its minLength.`);
    if (matchesFile(file.path, options.allow.files ?? [])) return;
    const secrets = findSecrets(file, options);
    if (secrets.length === 0) return;
    const isTest = isTestFile(file.path);
    if (isTest && options.ignoreTests) return;
    const seen = new Map<string, number>();
    for (const secret of secrets) {
      if (isWanted(secret, strict, isTest) && !isAllowed(secret, facts)) facts.report(toFinding(secret, file.sourceCode, seen));
    }
  },
});

/** Recommended leaves out what is doubtful, and in tests everything but providers' full shapes that stand in one piece. */
function isWanted({ hit, strict, isAssembled }: FoundSecret, isStrict: boolean, isTest: boolean): boolean {
  if (isStrict) return true;
  return !hit.strict && !strict && (!isTest || (isAssembled !== true && hit.kind === 'provider' && hit.confidence !== 'low'));
}

function matchesFile(path: string, globs: readonly string[]): boolean {
  return globs.some((glob) => matchesAllowList(path, [glob, `**/${glob}`]));
}

function isAllowed(secret: FoundSecret, { options, policy }: Facts): boolean {
  const names = [...(options.allow.names ?? []), ...policy.allowedNames];
  if (names.length > 0 && secret.names.some((name) => matchesAllowList(name, names))) return true;
  const values = options.allow.values ?? [];
  if (values.length === 0) return false;
  return matchesAllowList(secret.value, values) || values.includes(`sha256:${createHash('sha256').update(secret.value).digest('hex')}`);
}

function toFinding(secret: FoundSecret, sourceCode: Facts['file']['sourceCode'], seen: Map<string, number>): Finding<Message> {
  const { hit, range, replacement } = secret;
  const { line } = locate(sourceCode, range[0]);
  const first = seen.get(secret.value);
  if (first === undefined) seen.set(secret.value, line);
  const title = `${hit.title.slice(0, 1).toUpperCase()}${hit.title.slice(1)}`;
  const again = first === undefined ? '' : ` The same one stands in line ${first}.`;
  const variable = hit.variable ?? 'SECRET';
  return {
    at: range,
    message: hit.kind === 'weak' ? 'weak' : 'found',
    data: { title, place: secret.place, variable: hit.variable === null ? '' : `; read ${hit.variable} instead`, again },
    suggest: replacement
      ? [{ message: 'useVariable', data: { variable }, edits: [{ range: replacement.range, text: `${replacement.before}${variable}${replacement.after}` }] }]
      : [],
  };
}
