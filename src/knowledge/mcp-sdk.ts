import { isFalse, isTrue } from './agent-sdk.ts';
import type { MissingRow, OptionRow, OptionValue } from './agent-sdk.ts';

export type McpSdkMessage = 'rebinding' | 'sessionId';

const SDK = '@modelcontextprotocol/sdk/server/';
const HTTP = [`${SDK}streamableHttp.js:StreamableHTTPServerTransport`, `${SDK}streamableHttp.StreamableHTTPServerTransport`, `${SDK}webStandardStreamableHttp.js:WebStandardStreamableHTTPServerTransport`];
const SSE = [`${SDK}sse.js:SSEServerTransport`, `${SDK}sse.SSEServerTransport`];
const LISTS = ['allowedHosts', 'allowedOrigins'];

/** What protects a server in another way; a file with one of these words is not asked for the option. */
export const REBINDING_GUARDS: readonly string[] = ['hostHeaderValidation', 'localhostHostValidation', 'createMcpExpressApp', 'requireBearerAuth', 'mcpAuthRouter', 'verifyBearerToken', 'StdioServerTransport'];

/** `true` without a list checks nothing. */
function isIdle(value: OptionValue, options: OptionValue): boolean {
  const object = options.object();
  return isTrue(value) && object?.complete === true && LISTS.every((name) => object.get(name) === null);
}

const GUESSABLE = /^global:(?:Date\.now\(\)|Math\.random\(\))/;

/** `() => 'session'`, `() => String(Date.now())`. */
function isGuessable(value: OptionValue): boolean {
  const answer = value.fn()?.constantReturn;
  return answer !== null && answer !== undefined && (answer.text().constant !== null || answer.origins().some((origin) => GUESSABLE.test(origin)));
}

const onHttp = (row: Omit<OptionRow<McpSdkMessage>, 'calls' | 'arg'>): OptionRow<McpSdkMessage>[] => [{ ...row, calls: HTTP, arg: 0 }];
const onBoth = (row: Omit<OptionRow<McpSdkMessage>, 'calls' | 'arg'>): OptionRow<McpSdkMessage>[] => [...onHttp(row), { ...row, calls: SSE, arg: 2 }];

/** Transports of MCP servers over HTTP (H7-2, H7-10). Source: types of @modelcontextprotocol/sdk. */
export const MCP_SDK_OPTIONS: readonly OptionRow<McpSdkMessage>[] = [
  ...onBoth({ id: 'H7-2', path: 'enableDnsRebindingProtection', when: (value, options) => isFalse(value) || isIdle(value, options), report: 'rebinding', preset: 'recommended' }),
  ...onHttp({ id: 'H7-10', path: 'sessionIdGenerator', when: isGuessable, report: 'sessionId', preset: 'recommended' }),
];

/** The protection is off unless it is asked for; servers behind a platform's own routing do without (H7-1). */
export const MCP_SDK_MISSING: readonly MissingRow<McpSdkMessage>[] = [
  { id: 'H7-1', calls: HTTP, arg: 0, path: '', anyOf: ['enableDnsRebindingProtection', ...LISTS], report: 'rebinding', preset: 'strict' },
  { id: 'H7-1', calls: SSE, arg: 2, path: '', anyOf: ['enableDnsRebindingProtection', ...LISTS], report: 'rebinding', preset: 'strict' },
];
