import { parseLaunch } from '../../knowledge/mcp-launch.ts';
import type { McpPart, McpView } from '../../knowledge/mcp.ts';
import { isShellProgram, programName } from '../../knowledge/values.ts';
import type { McpServer } from './mcp.ts';
import type { SettingNode } from './model.ts';
import { scalarText } from './query.ts';

const MAX_WORDS = 500;
const MAX_TEXT = 8192;

/** A server as the danger table sees it: plain texts with their places, the program's runner seen through. */
export function mcpView(server: McpServer): McpView {
  const { name, node } = server;
  const { words, shell } = startedWords(server);
  return {
    name,
    keyRange: node.keyRange,
    words,
    shell,
    launch: parseLaunch(words),
    env: server.env.filter((member) => member.value !== null && member.value !== undefined).map((member) => partOf(member, String(member.key))),
    url: server.url ? partOf(server.url, String(server.url.key)) : null,
    approvals: server.approvals.map((approval) => ({
      key: String(approval.key),
      range: approval.keyRange,
      values: (approval.kind === 'array' ? approval.members : [approval]).map((item) => ({ ...partOf(item, String(approval.key)), value: item.value })),
    })),
    cwd: server.cwd ? partOf(server.cwd, 'cwd') : null,
    envFile: server.envFile ? partOf(server.envFile, 'envFile') : null,
    headersHelper: server.headersHelper ? partOf(server.headersHelper, 'headersHelper') : null,
  };
}

function partOf(node: SettingNode, name: string): McpPart {
  return { name, text: scalarText(node).slice(0, MAX_TEXT), range: node.range };
}

/** Program and arguments; a command line is split at blanks, and a shell in front is taken off or told apart. */
function startedWords({ command, args }: McpServer): { words: readonly McpPart[]; shell: McpPart | null } {
  if (!command) return { words: [], shell: null };
  const program = /^\S{1,400}\s+-|^(?:npx|bunx|pnpx|uvx|docker|podman|node|deno|bun|python3?|sh|bash|cmd)\s/.test(scalarText(command)) ? splitWords(command) : [partOf(command, '')];
  const words = [...program, ...args.slice(0, MAX_WORDS).map((arg) => partOf(arg, ''))];
  const name = programName(words[0]?.text ?? '');
  if (!isShellProgram(name)) return { words, shell: null };
  const flag = words.findIndex(({ text }, index) => index > 0 && (name === 'cmd' ? /^\/[ck]$/i : /^-(?:[a-z]{0,4}c|command|encodedcommand)$/i).test(text));
  if (flag < 0) return { words, shell: null };
  // `cmd /c npx …` is the documented form for Windows: as if `npx` were the program.
  return name === 'cmd' ? { words: words.slice(flag + 1), shell: null } : { words, shell: words[flag + 1] ?? null };
}

function splitWords(node: SettingNode): readonly McpPart[] {
  const text = node.text();
  return [...text.text.slice(0, MAX_TEXT).matchAll(/\S+/g)].slice(0, MAX_WORDS).map((match) => ({ name: '', text: match[0], range: text.toSource(match.index, match.index + match[0].length) }));
}
