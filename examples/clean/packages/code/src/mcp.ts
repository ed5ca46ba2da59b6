import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

export const mcpServers = {
  files: { command: 'npx', args: ['-y', '@modelcontextprotocol/server-filesystem@2025.8.21', './docs'] },
  local: { type: 'http', url: 'http://localhost:4000/mcp' },
  cloud: { type: 'http', url: 'https://mcp.example.com/mcp', headers: { Authorization: `Bearer ${process.env.MCP_TOKEN}` } },
};

const transport = new StdioClientTransport({ command: 'node', args: ['server.js'] });
export const client = new Client({ name: 'app', version: '1.0.0' });
await client.connect(transport);
