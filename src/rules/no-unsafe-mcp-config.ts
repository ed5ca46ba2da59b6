import { matchesAllowList, matchesHost } from '../core/allow-list.ts';
import { defineRule } from '../core/define-rule.ts';
import type { RuleFacts } from '../core/define-rule.ts';
import { textList } from '../core/option-lists.ts';
import { optionTable, runOptions } from '../core/sdk-options.ts';
import { envThreat, leadsToAllowed } from '../knowledge/env-variables.ts';
import { parseUrl } from '../knowledge/hosts.ts';
import { MCP_ROWS } from '../knowledge/mcp-rows.ts';
import type { McpMessage } from '../knowledge/mcp-rows.ts';
import { MCP_SDK_MISSING, MCP_SDK_OPTIONS, REBINDING_GUARDS } from '../knowledge/mcp-sdk.ts';
import type { McpSdkMessage } from '../knowledge/mcp-sdk.ts';
import { isTestFile } from '../knowledge/test-files.ts';
import type { McpView } from '../knowledge/mcp.ts';
import { findSettings } from '../surfaces/settings/index.ts';
import type { SettingNode } from '../surfaces/settings/index.ts';
import { mcpServers, nestedMcpServers, serverOf, serversOf, unreadServer } from '../surfaces/settings/mcp.ts';
import type { McpServer } from '../surfaces/settings/mcp.ts';
import { originSet } from '../surfaces/javascript/index.ts';
import { declaredAs } from '../surfaces/javascript/named.ts';
import { mcpView } from '../surfaces/settings/mcp-view.ts';
import { TextGroup } from '../surfaces/text-index.ts';

type OwnMessage = 'startCommand' | 'tooMany';

const messages: Readonly<Record<McpMessage | McpSdkMessage | OwnMessage, string>> = {
  shellWrapper: 'A shell starts the MCP server {{server}}, so its program cannot be checked or pinned. Start the program itself.',
  plainUrl: 'The MCP server {{server}} is reached over plain http: anybody on the way reads its tokens and rewrites its tools. Use https.',
  hostileUrl: 'The MCP server {{server}} stands behind a {{what}}, where nobody answers for it. Use a server you know.',
  unpinned: '{{package}} has no exact version: the next start runs whatever was published last. Pin one.',
  movingGit: 'The MCP server {{server}} runs from a git repository without a commit, so it can change unseen. Pin a full commit id.',
  remotePackage: 'The MCP server {{server}} runs {{target}}, past the package registry. Use a published version.',
  allPermissions: '{{flag}} gives the MCP server {{server}} every permission. Grant the ones it needs.',
  image: 'The image {{image}} can change under its name. Pin its @sha256 digest.',
  containerFlag: '{{flag}} opens the container of the MCP server {{server}} to the host. Remove it.',
  hostMount: 'The MCP server {{server}} gets {{path}} of this machine ({{what}}). Mount the project folder only.',
  dockerSocket: 'The container engine socket gives the MCP server {{server}} root on this machine. Remove the mount.',
  env: 'In the environment of the MCP server {{server}}, {{name}} {{effect}}. Remove it.',
  tlsFlag: '{{flag}} switches certificate checks off for the MCP server {{server}}. Remove it.',
  broadFolder: 'The MCP server {{server}} gets {{path}} ({{what}}). Give it a folder of the project.',
  autoApproveAll: '{{key}} lets every tool of the MCP server {{server}} run without a question. Name the read-only tools.',
  autoApproveTool: '{{key}} lets {{tool}} change things without a question. Take it off the list.',
  allInterfaces: 'The MCP server {{server}} listens on every network interface, so others can call its tools. Bind it to 127.0.0.1.',
  guardOff: '{{flag}} switches a safeguard of the MCP server {{server}} off. Remove it.',
  vulnerable: 'This version of {{package}} has a known hole ({{cve}}). Use {{fixed}} or later.',
  malicious: '{{package}} is known malware. Remove it and rotate the secrets it could see.',
  imitation: '{{package}} only looks like {{known}}. Use the name of the package you mean.',
  archived: '{{package}} is archived and gets no security fixes. Use a maintained server.',
  headersHelper: 'The headersHelper command runs whenever the MCP server {{server}} is called. Use headers with a variable.',
  sensitiveFolder: '{{key}} of the MCP server {{server}} points at {{what}}. Use a folder of the project.',
  shadow: 'The MCP server {{server}} has the name of a built-in one but runs a hidden script. Rename it and move the script.',
  hiddenProgram: 'The MCP server {{server}} runs {{path}}, in a place where nobody looks for a program. Move it, or remove the server.',
  rebinding: 'A web page that somebody visits can call this MCP server under another name. Set allowedHosts, or check the Host header with hostHeaderValidation().',
  sessionId: 'The session ids of this MCP server can be guessed, so others can take a session over. Use randomUUID().',
  tooMany: 'These are more MCP servers than are read: from here on they are not checked. Declare the servers that you use.',
  startCommand: '{{key}} runs a command when the agent starts, for whoever opens this folder. Configure servers by name instead.',
};

/** Keys below which servers stand in code. */
const SERVER_KEYS = ['mcpServers', 'mcp_servers', 'context_servers'];
const SDK_OPTIONS = optionTable(MCP_SDK_OPTIONS, []);
const SDK_MISSING = optionTable([], MCP_SDK_MISSING);

/** Transports that start the server they are given. Sources: the MCP SDK for TypeScript, the AI SDK. */
const TRANSPORTS = originSet({ '@modelcontextprotocol/sdk/client/stdio.js:StdioClientTransport': true, '@modelcontextprotocol/sdk/client/stdio.StdioClientTransport': true, '@modelcontextprotocol/client.StdioClientTransport': true, 'ai/mcp-stdio.Experimental_StdioMCPTransport': true, '@ai-sdk/mcp/mcp-stdio.Experimental_StdioMCPTransport': true, ...Object.fromEntries(['MCPServerStdio', 'MCPServerStreamableHttp', 'MCPServerSSE', 'hostedMcpTool'].flatMap((name) => ['@openai/agents', '@openai/agents-core'].map((module) => [`${module}.${name}`, true] as const))) });

/** Clients of several servers: the member of the first argument that holds them, or the argument itself. Sources: documentation of Mastra and LangChain. */
const CLIENTS = originSet({ '@mastra/mcp.MCPClient': 'servers', '@mastra/mcp.MCPConfiguration': 'servers', '@langchain/mcp-adapters.MultiServerMCPClient': '' });

interface Options {
  allow: readonly string[];
}
type Facts = RuleFacts<McpMessage | McpSdkMessage | OwnMessage, Options>;

export default defineRule<McpMessage | McpSdkMessage | OwnMessage, Options>({
  name: 'no-unsafe-mcp-config',
  docs: {
    description: 'disallow unsafe MCP server configuration',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [78, 250, 319, 552, 829, 862],
  },
  messages,
  options: { schema: { allow: textList('Names, packages, images or hosts of servers that are fine.') }, defaults: { allow: [] } },
  strict: true,
  settings: (facts) => {
    checkServers(mcpServers(facts.root, facts.file.kind), facts);
    if (facts.file.kind === 'agent-settings') checkStartCommands(facts.root, facts);
  },
  inCalmCode: new TextGroup(SERVER_KEYS),
  javascript: (facts) => {
    const { model } = facts;
    runOptions(SDK_OPTIONS, facts);
    if (facts.strict && !REBINDING_GUARDS.some((word) => model.findWord(word).length > 0)) runOptions(SDK_MISSING, facts);
    for (const { args } of model.calls(TRANSPORTS)) {
      const options = args[0]?.object();
      if (options) checkServers([serverOf('of this transport', model.toSettingNode(options.node))], facts);
    }
    for (const call of model.calls(CLIENTS)) {
      const member = CLIENTS.match(call)?.data ?? '';
      const servers = member === '' ? call.args[0] : call.args[0]?.object()?.get(member);
      const node = servers?.object()?.node;
      if (node && (member !== '' || servers?.object()?.get('mcpServers') === null)) checkServers(serversOf(model.toSettingNode(node)), facts);
    }
    // What a test gives the code that it tests configures nothing.
    if (!facts.strict && isTestFile(facts.file.path)) return;
    const starts = SERVER_KEYS.flatMap((word) => model.findWord(word));
    if (starts.length === 0) return;
    for (const object of model.objectsAt(starts)) checkServers(nestedMcpServers(model.toSettingNode(object.node)), facts);
    for (const value of SERVER_KEYS.flatMap((word) => declaredAs(model, word))) checkServers(serversOf(model.toSettingNode(value.node)), facts);
  },
});

function checkServers(servers: readonly McpServer[], facts: Facts): void {
  const unread = unreadServer(servers);
  if (unread) facts.report({ at: unread.keyRange, message: 'tooMany' });
  for (const server of servers) {
    const view = withoutAllowed(mcpView(server), facts);
    if (isAllowed(view, facts)) continue;
    for (const row of MCP_ROWS) {
      for (const { at, data, preset } of row.when(view)) {
        if (facts.strict || (preset ?? row.preset) === 'recommended') facts.report({ at, message: row.report, data: { server: view.name, ...data } });
      }
    }
  }
}

/** Leaves out the variables that lead to a host which the policy allows or trusts. */
function withoutAllowed(view: McpView, { policy }: Facts): McpView {
  const lists = new Map([['allowedHosts', policy.allowedHosts], ['trustedRegistries', policy.trustedRegistries]]);
  if ([...lists.values()].every((list) => list.length === 0)) return view;
  const isListed = (list: string, text: string): boolean => {
    const host = parseUrl(text)?.host ?? '';
    return host !== '' && matchesHost(host, lists.get(list) ?? []);
  };
  return {
    ...view,
    env: view.env.filter(({ name, text }) => {
      const threat = envThreat(name, text);
      return !threat || !leadsToAllowed(threat, text, isListed);
    }),
  };
}

function isAllowed({ name, launch, url }: McpView, { options, policy }: Facts): boolean {
  const host = url ? (parseUrl(url.text)?.host ?? '') : '';
  if (matchesAllowList(name, options.allow) || (host !== '' && matchesHost(host, [...options.allow, ...policy.allowedHosts]))) return true;
  return launch.target !== null && [launch.name, launch.target.text].some((text) => matchesAllowList(text, [...options.allow, ...policy.allowedPackages]));
}

/** Settings of Gemini CLI and Qwen Code that run a command line to find or call tools. */
function checkStartCommands(root: SettingNode, facts: Facts): void {
  for (const key of ['mcp.serverCommand', 'tools.discoveryCommand', 'tools.callCommand', 'mcpServerCommand', 'toolDiscoveryCommand', 'toolCallCommand']) {
    for (const node of findSettings(root, key)) if (node.kind === 'string') facts.report({ at: node.keyRange, message: 'startCommand', data: { key: String(node.key) } });
  }
}
