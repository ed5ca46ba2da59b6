import { describe, expect, it } from 'vitest';

import { mcpServers, nestedMcpServers } from '../../../src/surfaces/settings/mcp.ts';
import type { SettingNode } from '../../../src/surfaces/settings/index.ts';
import { treeOf } from '../../../src/surfaces/settings/tree.ts';
import type { Draft } from '../../../src/surfaces/settings/tree.ts';

const range = [0, 0] as const;
const object = (members: readonly (readonly [string, Draft])[]): Draft => ({ kind: 'object', range, members: () => members.map(([key, draft]) => ({ key, draft })) });
const server = object([['url', { kind: 'string', value: 'https://a.example', range }]]);
/** More than a function takes arguments. */
const many = (draft: Draft): Draft => object(Array.from({ length: 200_000 }, (_, index) => [`n${index}`, draft] as const));
const root = (name: string, draft: Draft): SettingNode => treeOf(object([[name, draft]]));

describe('MCP servers', () => {
  it('does not fail on any number of them, and stops at its bound', () => {
    expect(mcpServers(root('mcpServers', many(server)), 'mcp-config')).toHaveLength(2000);
    expect(nestedMcpServers(root('mcpServers', many(server)))).toHaveLength(2000);
  });

  it.each([['amp.mcpServers', 'agent-settings'], ['amp.mcpServers', 'vscode-settings'], ['settings.amp.mcpServers', 'code-workspace'], ['augment.advanced.mcpServers', 'vscode-settings']] as const)('stand under %s of %s', (name, kind) => {
    expect(mcpServers(root(name, object([['a', server]])), kind).map((found) => found.name)).toEqual(['a']);
  });

  it('does not fail on any number of places where they may stand', () => {
    expect(mcpServers(root('projects', many(object([['mcpServers', object([['a', server]])]]))), 'agent-settings')).toHaveLength(2000);
  });
});
