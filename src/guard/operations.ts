import { parsePatch } from './patch.ts';
import type { Operation, Replacement } from './types.ts';
import { fieldsOf, isFields, listOf, textOf, valueOf } from './values.ts';
import type { Fields } from './values.ts';

/** What a tool call does; `null` for a tool that concerns nobody here. `problem` says why a known tool's input makes no sense. */
export interface ToolCall {
  readonly operations: readonly Operation[];
  readonly problem: string | null;
}

type Reader = (input: Fields) => ToolCall;

const PATH_KEYS = ['file_path', 'filePath', 'path', 'notebook_path', 'filename', 'file', 'uri', 'target_file', 'absolute_path', 'destination'];
const CONTENT_KEYS = ['content', 'contents', 'file_text', 'fileText', 'text', 'data', 'new_source', 'code', 'body'];
const BEFORE_KEYS = ['old_string', 'oldString', 'old_str', 'oldText', 'old_text'];
const AFTER_KEYS = ['new_string', 'newString', 'new_str', 'newText', 'new_text', 'replacement'];
const COMMAND_KEYS = ['command', 'cmd', 'script', 'command_line', 'commandLine'];
const MAX_EDITS = 2000;

const call = (...operations: Operation[]): ToolCall => ({ operations, problem: null });
const misread = (problem: string): ToolCall => ({ operations: [], problem });

/** A file tool of any agent: full content, one replacement, or a list of them. */
function readWrite(input: Fields): ToolCall {
  const path = textOf(input, ...PATH_KEYS);
  const edits = listOf(valueOf(input, 'edits') ?? valueOf(input, 'replacements'));
  if (edits.length > MAX_EDITS) return misread('the call holds more edits than are read');
  if (path === null && edits.length > 0) return manyFiles(edits);
  if (path === null) return misread('the call names no file');
  const replacements = edits.length > 0 ? edits.map((edit) => replacementOf(fieldsOf(edit))) : [replacementOf(input)];
  if (replacements.every((replacement) => replacement !== null)) return call({ kind: 'write', path, change: { to: 'replace', replacements } });
  const content = textOf(input, ...CONTENT_KEYS) ?? textOf(input, ...AFTER_KEYS);
  return content === null ? misread('the call holds no text to write') : call({ kind: 'write', path, change: { to: 'content', content } });
}

function replacementOf(input: Fields): Replacement | null {
  const before = textOf(input, ...BEFORE_KEYS);
  const after = textOf(input, ...AFTER_KEYS);
  if (before === null || after === null) return null;
  return { before, after, all: ['replace_all', 'replaceAll', 'allow_multiple'].some((key) => valueOf(input, key) === true) };
}

function manyFiles(edits: readonly unknown[]): ToolCall {
  const parts = edits.map((edit) => readWrite(fieldsOf(edit)));
  return { operations: parts.flatMap((part) => part.operations), problem: parts.find((part) => part.problem)?.problem ?? null };
}

function readNotebook(input: Fields): ToolCall {
  const path = textOf(input, 'notebook_path', 'filePath', 'file_path', 'path');
  if (path === null) return misread('the call names no notebook');
  if ((textOf(input, 'edit_mode', 'editType') ?? '') === 'delete') return call({ kind: 'write', path, change: { to: 'unknown' } });
  const lines = listOf(valueOf(input, 'newCode')).filter((line) => typeof line === 'string');
  const content = textOf(input, 'new_source', 'newCode') ?? (lines.length > 0 ? lines.join('\n') : null);
  return content === null ? misread('the call holds no cell text') : call({ kind: 'write', path, change: { to: 'cell', content } });
}

function readCommand(dialect: 'sh' | 'powershell'): Reader {
  return (input) => {
    const command = textOf(input, ...COMMAND_KEYS);
    const words = listOf(valueOf(input, 'command')).filter((word) => typeof word === 'string');
    const text = command ?? (words.length > 0 ? words.map(quoted).join(' ') : null);
    if (text === null) return misread('the call holds no command');
    return call({ kind: 'command', command: text, dialect, unsandboxed: valueOf(input, 'dangerouslyDisableSandbox') === true, cwd: textOf(input, 'workdir', 'dir_path', 'cwd') });
  };
}

function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function readPatch(input: Fields): ToolCall {
  const text = textOf(input, 'command', 'input', 'patch', 'patchText');
  const words = listOf(valueOf(input, 'command'));
  const patch = text ?? (typeof words[1] === 'string' ? words[1] : null);
  const writes = patch === null ? null : parsePatch(patch);
  return writes === null ? misread('the patch is not of the known form') : call(...writes);
}

/** Monitor runs a command, or opens a socket. */
function readMonitor(input: Fields): ToolCall {
  const ws = valueOf(input, 'ws');
  const url = isFields(ws) ? textOf(ws, 'url') : null;
  return url === null ? readCommand('sh')(input) : call({ kind: 'fetch', url });
}

const read: Reader = (input) => {
  const path = textOf(input, ...PATH_KEYS);
  return path === null ? call() : call({ kind: 'read', path });
};
const fetch: Reader = (input) => {
  const url = textOf(input, 'url', 'prompt');
  return url === null ? call() : call({ kind: 'fetch', url });
};
const remove: Reader = (input) => {
  const path = textOf(input, ...PATH_KEYS);
  return path === null ? misread('the call names no file') : call({ kind: 'write', path, change: { to: 'delete' } });
};

/** Tools by name, lower case: Claude Code, Cursor, Gemini CLI, Codex, Copilot CLI, VS Code. */
const TOOLS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ...['write', 'edit', 'multiedit', 'write_file', 'replace', 'create', 'str_replace_editor', 'create_file', 'replace_string_in_file', 'multi_replace_string_in_file', 'insert_edit_into_file', 'fs_write', 'editor'].map((name): [string, Reader] => [name, readWrite]),
  ...['notebookedit', 'edit_notebook_file'].map((name): [string, Reader] => [name, readNotebook]),
  ...['bash', 'shell', 'run_shell_command', 'run_in_terminal', 'local_shell', 'exec_command', 'execute_bash', 'run_commands'].map((name): [string, Reader] => [name, readCommand('sh')]),
  ...['powershell', 'pwsh'].map((name): [string, Reader] => [name, readCommand('powershell')]),
  ...['read', 'view', 'read_file', 'grep', 'notebookread'].map((name): [string, Reader] => [name, read]),
  ...['webfetch', 'web_fetch', 'fetch'].map((name): [string, Reader] => [name, fetch]),
  ['apply_patch', readPatch], ['monitor', readMonitor], ['delete', remove],
]);

/** `str_replace_editor` looks at files, too. */
const LOOKS = new Set(['view', 'undo_edit']);

export function readToolCall(tool: string, input: unknown): ToolCall | null {
  const fields = fieldsOf(input);
  const name = tool.toLowerCase();
  if (name === 'str_replace_editor' && LOOKS.has(textOf(fields, 'command') ?? '')) return read(fields);
  const reader = TOOLS.get(name);
  if (reader) return reader(fields);
  const mcp = /^(?:mcp__|mcp_|mcp:)(.{1,200})$/is.exec(tool);
  return mcp ? readMcp(mcp[1] ?? '', fields) : null;
}

const WRITES = /(?:write|edit|create|update|append|replace|patch|save|insert|put|upload)/i;
const REMOVES = /(?:delete|remove|unlink|trash)/i;
const RUNS = /(?:exec|run|shell|bash|terminal|command|spawn|process|powershell)/i;
const GIT = /git[-_. ]?(add|commit|push|reset|clean|checkout|config|branch)$/i;
const MAX_CALL = 200_000;

/** A call of an MCP server, told by its name and the fields it has: a write, a command, an operation of git, or other text. */
export function readMcp(name: string, input: Fields): ToolCall {
  const tool = name.slice(Math.max(name.lastIndexOf('__') + 1, 0));
  const verb = GIT.exec(tool)?.[1];
  if (verb) return call({ kind: 'command', command: gitCommand(verb.toLowerCase(), input), dialect: 'sh', unsandboxed: false, cwd: textOf(input, 'repo_path', 'cwd', 'path') });
  const path = textOf(input, ...PATH_KEYS);
  if (RUNS.test(tool) && textOf(input, ...COMMAND_KEYS) !== null) {
    const args = listOf(valueOf(input, 'args')).filter((word) => typeof word === 'string').map(quoted);
    const command = [textOf(input, ...COMMAND_KEYS) ?? '', ...args].join(' ');
    return call({ kind: 'command', command, dialect: /powershell/i.test(tool) ? 'powershell' : 'sh', unsandboxed: false, cwd: textOf(input, 'cwd', 'workdir') });
  }
  if (path !== null && REMOVES.test(tool)) return remove(input);
  if (path !== null && WRITES.test(tool)) {
    const written = readWrite(input);
    if (written.problem === null) return written;
  }
  if (path !== null && /read|get|view|open|load/i.test(tool)) return read(input);
  return call({ kind: 'call', tool: name, text: JSON.stringify(input, null, 1).slice(0, MAX_CALL) });
}

/** `{ branch: 'main', force: true }` of a tool that pushes, as the command that it stands for. */
function gitCommand(verb: string, input: Fields): string {
  const isOn = (...keys: string[]): boolean => keys.some((key) => valueOf(input, key) === true);
  const lists = ['files', 'paths', 'args', 'pathspec'].flatMap((key) => listOf(valueOf(input, key))).filter((item) => typeof item === 'string').map(quoted);
  const words = ['git', verb];
  if (verb === 'push' && isOn('force', 'forced')) words.push('--force');
  if (verb === 'reset' && (isOn('hard') || textOf(input, 'mode') === 'hard')) words.push('--hard');
  if (verb === 'commit' && isOn('no_verify', 'noVerify')) words.push('--no-verify');
  if (verb === 'commit') words.push('-m', quoted(textOf(input, 'message') ?? 'change'));
  const branch = textOf(input, 'branch', 'ref');
  if (verb === 'push' && branch !== null) words.push(quoted(textOf(input, 'remote') ?? 'origin'), quoted(branch));
  return [...words, ...lists].join(' ');
}
