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

const PATH_KEYS = ['file_path', 'filePath', 'path', 'notebook_path', 'filename', 'file', 'uri', 'target_file', 'target_notebook', 'relative_workspace_path', 'absolute_path', 'destination'];
const CONTENT_KEYS = ['content', 'contents', 'file_text', 'fileText', 'text', 'data', 'new_source', 'code', 'code_edit', 'body'];
const BEFORE_KEYS = ['old_string', 'oldString', 'old_str', 'oldText', 'old_text'];
const AFTER_KEYS = ['new_string', 'newString', 'new_str', 'newText', 'new_text', 'replacement'];
const COMMAND_KEYS = ['command', 'cmd', 'script', 'command_line', 'commandLine'];
const PATCH_KEYS = ['command', 'input', 'patch', 'patchText'];
const MAX_EDITS = 2000;
const MAX_URLS = 50;

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
  const path = textOf(input, 'notebook_path', 'target_notebook', 'filePath', 'file_path', 'path');
  if (path === null) return misread('the call names no notebook');
  if ((textOf(input, 'edit_mode', 'editType') ?? '') === 'delete') return call({ kind: 'write', path, change: { to: 'unknown' } });
  const lines = listOf(valueOf(input, 'newCode')).filter((line) => typeof line === 'string');
  const content = textOf(input, 'new_source', 'newCode', 'new_string') ?? (lines.length > 0 ? lines.join('\n') : null);
  return content === null ? misread('the call holds no cell text') : call({ kind: 'write', path, change: { to: 'cell', content } });
}

function readCommand(dialect: 'sh' | 'powershell'): Reader {
  return (input) => {
    const command = textOf(input, ...COMMAND_KEYS);
    const words = listOf(valueOf(input, 'command')).filter((word) => typeof word === 'string');
    const text = command ?? (words.length > 0 ? words.map(quoted).join(' ') : null);
    if (text === null) return misread('the call holds no command');
    if (words[0] === 'apply_patch') return readPatch(input);
    return call({ kind: 'command', command: text, dialect, unsandboxed: valueOf(input, 'dangerouslyDisableSandbox') === true, cwd: textOf(input, 'workdir', 'dir_path', 'directory', 'cwd') });
  };
}

function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function readPatch(input: Fields): ToolCall {
  const text = textOf(input, ...PATCH_KEYS);
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
/** One address, a list of them, or those that stand in a prompt. */
const fetch: Reader = (input) => {
  const url = textOf(input, 'url');
  const urls = url === null ? listOf(valueOf(input, 'urls')).filter((item) => typeof item === 'string') : [url];
  const named = urls.length > 0 ? urls : (textOf(input, 'prompt') ?? '').slice(0, MAX_CALL).match(/https?:\/\/[^\s"'<>]{1,2000}/gi) ?? [];
  return call(...named.slice(0, MAX_URLS).map((item): Operation => ({ kind: 'fetch', url: item })));
};
/** What is typed into a shell that runs already. */
const readTyped: Reader = (input) => {
  const command = textOf(input, 'input', 'chars', 'text');
  return command === null ? call() : call({ kind: 'command', command, dialect: 'sh', unsandboxed: false, cwd: null });
};
/** A task of an editor: a command with its arguments. */
const readTask: Reader = (input) => readProgram(fieldsOf(valueOf(input, 'task')), textOf(input, 'workspaceFolder'));
const remove: Reader = (input) => {
  const path = textOf(input, ...PATH_KEYS);
  return path === null ? misread('the call names no file') : call({ kind: 'write', path, change: { to: 'delete' } });
};

/** Tools by name, lower case: Claude Code, Cursor, Gemini CLI, Codex, Copilot CLI, VS Code. */
const TOOLS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ...['write', 'edit', 'multiedit', 'write_file', 'replace', 'create', 'str_replace_editor', 'create_file', 'replace_string_in_file', 'multi_replace_string_in_file', 'insert_edit_into_file', 'fs_write', 'editor', 'strreplace', 'str_replace', 'search_replace', 'edit_file', 'str_replace_based_edit_tool'].map((name): [string, Reader] => [name, readWrite]),
  ...['notebookedit', 'edit_notebook_file', 'editnotebook'].map((name): [string, Reader] => [name, readNotebook]),
  ...['bash', 'shell', 'run_shell_command', 'run_in_terminal', 'local_shell', 'exec_command', 'execute_bash', 'run_commands', 'run_terminal_cmd', 'execute_command'].map((name): [string, Reader] => [name, readCommand('sh')]),
  ...['powershell', 'pwsh'].map((name): [string, Reader] => [name, readCommand('powershell')]),
  ...['read', 'view', 'read_file', 'grep', 'notebookread'].map((name): [string, Reader] => [name, read]),
  ...['webfetch', 'web_fetch', 'fetch', 'fetch_webpage'].map((name): [string, Reader] => [name, fetch]),
  ['apply_patch', readPatch], ['monitor', readMonitor], ['delete', remove], ['delete_file', remove], ['write_bash', readTyped], ['write_stdin', readTyped], ['create_and_run_task', readTask],
]);

/** `str_replace_editor` looks at files, too. */
const LOOKS = new Set(['view', 'undo_edit']);
const TEXT_EDITORS = new Set(['str_replace_editor', 'str_replace_based_edit_tool']);

export function readToolCall(tool: string, input: unknown): ToolCall | null {
  const name = tool.toLowerCase();
  // A patch may be given as it is, without an object around it.
  const fields = name === 'apply_patch' && typeof input === 'string' ? { ...fieldsOf(input), input: textOf(fieldsOf(input), ...PATCH_KEYS) ?? input } : fieldsOf(input);
  if (TEXT_EDITORS.has(name) && LOOKS.has(textOf(fields, 'command') ?? '')) return read(fields);
  const reader = TOOLS.get(name);
  if (reader) return reader(fields);
  const mcp = /^(?:mcp__|mcp_|mcp:)(.{1,200})$/is.exec(tool);
  return mcp ? readMcp(mcp[1] ?? '', fields) : null;
}

const WRITES = /(?:write|edit|create|update|append|replace|patch|save|insert|put|upload)/i;
const REMOVES = /(?:delete|remove|unlink|trash)/i;
const MOVES = /(?:move|rename|copy)/i;
const RUNS = /(?:exec|run|shell|bash|terminal|command|spawn|process|powershell)/i;
const GIT = /git[-_. ]?(add|commit|push|reset|clean|checkout|config|branch)$/i;
const MAX_CALL = 200_000;

/** A call of an MCP server, told by its name and the fields it has: a write, a command, an operation of git, or other text. */
export function readMcp(name: string, input: Fields): ToolCall {
  const tool = name.slice(Math.max(name.lastIndexOf('__') + 1, 0));
  const verb = GIT.exec(tool)?.[1];
  if (verb) return call({ kind: 'command', command: gitCommand(verb.toLowerCase(), input), dialect: 'sh', unsandboxed: false, cwd: textOf(input, 'repo_path', 'cwd', 'path') });
  const path = textOf(input, ...PATH_KEYS);
  if (RUNS.test(tool) && textOf(input, ...COMMAND_KEYS) !== null) return readProgram(input, textOf(input, 'cwd', 'workdir'), /powershell/i.test(tool) ? 'powershell' : 'sh');
  if (MOVES.test(tool)) {
    const moved = readMove(input, !/copy/i.test(tool));
    if (moved) return moved;
  }
  const files = listOf(valueOf(input, 'files')).slice(0, MAX_EDITS).filter((file) => textOf(fieldsOf(file), ...PATH_KEYS) !== null && textOf(fieldsOf(file), ...CONTENT_KEYS) !== null);
  if (files.length > 0) return manyFiles(files);
  if (path !== null && REMOVES.test(tool)) return remove(input);
  if (path !== null && WRITES.test(tool)) {
    const written = readWrite(input);
    if (written.problem === null) return written;
  }
  if (path !== null && /read|get|view|open|load/i.test(tool)) return read(input);
  return call({ kind: 'call', tool: name, text: JSON.stringify(input, null, 1).slice(0, MAX_CALL) });
}

/** A program and its arguments as one command line. */
function readProgram(input: Fields, cwd: string | null, dialect: 'sh' | 'powershell' = 'sh'): ToolCall {
  const program = textOf(input, ...COMMAND_KEYS);
  if (program === null) return misread('the call holds no command');
  const args = listOf(valueOf(input, 'args')).filter((word) => typeof word === 'string').map(quoted);
  return call({ kind: 'command', command: [program, ...args].join(' '), dialect, unsandboxed: false, cwd });
}

/** A file that goes elsewhere: what it holds is judged as the file that it becomes. */
function readMove(input: Fields, gone: boolean): ToolCall | null {
  const from = textOf(input, 'source', 'from', 'src', 'old_path', 'oldPath', 'source_path', 'sourcePath');
  const to = textOf(input, 'destination', 'to', 'dest', 'new_path', 'newPath', 'destination_path', 'destinationPath', 'target');
  if (from === null || to === null) return null;
  const copied: Operation = { kind: 'write', path: to, change: { to: 'copy', from } };
  return gone ? call(copied, { kind: 'write', path: from, change: { to: 'delete' } }) : call(copied);
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
