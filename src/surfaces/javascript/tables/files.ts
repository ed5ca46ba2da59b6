import type { FileRow, OriginRow } from './row.ts';

type Rows = Record<string, OriginRow>;
const row = (file: FileRow, sink?: 'file'): OriginRow => ({ file, ...(sink ? { sink } : {}) });

/** Functions of `fs` (and of fs-extra, graceful-fs, fs/promises, which have the same origin). `Sync` twins are added. */
const FS: Readonly<Record<string, FileRow>> = {
  readFile: { kind: 'read', path: 0, options: 1 },
  readJson: { kind: 'read', path: 0 },
  readJSON: { kind: 'read', path: 0 },
  createReadStream: { kind: 'read', path: 0, options: 1 },
  open: { kind: 'read', path: 0, mode: 2 },
  openAsBlob: { kind: 'read', path: 0 },
  writeFile: { kind: 'write', path: 0, content: 1, options: 2 },
  outputFile: { kind: 'write', path: 0, content: 1, options: 2 },
  writeJson: { kind: 'write', path: 0, content: 1, options: 2 },
  writeJSON: { kind: 'write', path: 0, content: 1, options: 2 },
  outputJson: { kind: 'write', path: 0, content: 1, options: 2 },
  outputJSON: { kind: 'write', path: 0, content: 1, options: 2 },
  createWriteStream: { kind: 'write', path: 0, options: 1 },
  appendFile: { kind: 'append', path: 0, content: 1, options: 2 },
  truncate: { kind: 'write', path: 0 },
  unlink: { kind: 'delete', path: 0 },
  rm: { kind: 'delete', path: 0, options: 1 },
  rmdir: { kind: 'delete', path: 0, options: 1 },
  remove: { kind: 'delete', path: 0 },
  emptyDir: { kind: 'delete', path: 0 },
  chmod: { kind: 'chmod', path: 0, mode: 1 },
  lchmod: { kind: 'chmod', path: 0, mode: 1 },
  chown: { kind: 'chown', path: 0 },
  lchown: { kind: 'chown', path: 0 },
  link: { kind: 'link', path: 0, to: 1 },
  symlink: { kind: 'link', path: 0, to: 1 },
  ensureSymlink: { kind: 'link', path: 0, to: 1 },
  ensureLink: { kind: 'link', path: 0, to: 1 },
  watch: { kind: 'watch', path: 0 },
  watchFile: { kind: 'watch', path: 0 },
  rename: { kind: 'move', path: 0, to: 1 },
  move: { kind: 'move', path: 0, to: 1 },
  copyFile: { kind: 'copy', path: 0, to: 1 },
  copy: { kind: 'copy', path: 0, to: 1 },
  cp: { kind: 'copy', path: 0, to: 1 },
  mkdir: { kind: 'mkdir', path: 0, options: 1 },
  mkdirp: { kind: 'mkdir', path: 0 },
  ensureDir: { kind: 'mkdir', path: 0 },
  ensureFile: { kind: 'write', path: 0 },
  readdir: { kind: 'list', path: 0, options: 1 },
  opendir: { kind: 'list', path: 0 },
  stat: { kind: 'stat', path: 0 },
  lstat: { kind: 'stat', path: 0 },
  access: { kind: 'stat', path: 0 },
  exists: { kind: 'stat', path: 0 },
  pathExists: { kind: 'stat', path: 0 },
  readlink: { kind: 'stat', path: 0 },
  realpath: { kind: 'stat', path: 0 },
};

const DENO: Readonly<Record<string, FileRow>> = {
  readTextFile: { kind: 'read', path: 0 },
  readFile: { kind: 'read', path: 0 },
  open: { kind: 'read', path: 0 },
  writeTextFile: { kind: 'write', path: 0, content: 1 },
  writeFile: { kind: 'write', path: 0, content: 1 },
  create: { kind: 'write', path: 0 },
  remove: { kind: 'delete', path: 0 },
  chmod: { kind: 'chmod', path: 0, mode: 1 },
  chown: { kind: 'chown', path: 0 },
  symlink: { kind: 'link', path: 0, to: 1 },
  link: { kind: 'link', path: 0, to: 1 },
  rename: { kind: 'move', path: 0, to: 1 },
  copyFile: { kind: 'copy', path: 0, to: 1 },
  mkdir: { kind: 'mkdir', path: 0 },
  readDir: { kind: 'list', path: 0 },
  watchFs: { kind: 'watch', path: 0 },
};

function both(root: string, table: Readonly<Record<string, FileRow>>): Rows {
  const rows: Rows = {};
  for (const [name, file] of Object.entries(table)) {
    const sink = file.content === undefined ? undefined : 'file';
    rows[`${root}.${name}`] = row(file, sink);
    rows[`${root}.${name}Sync`] = row(file, sink);
  }
  return rows;
}

/** Functions that look for files by patterns. Sources: the libraries' documentation, Node.js fs. */
export const FINDERS: ReadonlySet<string> = new Set(['vscode.workspace.findFiles', 'glob', 'glob.glob', 'glob.globSync', 'glob.sync', 'fast-glob', 'fast-glob.sync', 'fast-glob.glob', 'fast-glob.globSync', 'globby', 'globby.globby', 'globby.globbySync', 'globby.sync', 'tinyglobby.glob', 'tinyglobby.globSync', 'fs.glob', 'fs.globSync']);

/** File operations by canonical origin. */
export const FILE_ROWS: Readonly<Rows> = {
  ...Object.fromEntries([...FINDERS].map((name) => [name, {}] as const)),
  ...both('fs', FS),
  ...both('global:Deno', DENO),
  'fs.createWriteStream().write': { sink: 'file' },
  'fs.createWriteStream().end': { sink: 'file' },
  // The first argument is a descriptor: 1 and 2 are the terminal.
  'fs.{write,writeSync}': { sink: 'file' },
  'fs.open().{write,writeFile,appendFile}': { sink: 'file' },
  // Clients that send a file by its path. Sources: basic-ftp, ssh2-sftp-client, node-ssh, Google Cloud Storage.
  ...Object.fromEntries(['basic-ftp.Client().uploadFrom', 'ssh2-sftp-client().put', 'ssh2-sftp-client().fastPut', 'node-ssh.NodeSSH().putFile', '@google-cloud/storage.Storage().bucket().upload'].map((name) => [name, row({ kind: 'read', path: 0 })] as const)),
  'vscode.workspace.fs.readFile': row({ kind: 'read', path: 0 }),
  'vscode.workspace.openTextDocument': row({ kind: 'read', path: 0 }),
  'vscode.workspace.fs.writeFile': row({ kind: 'write', path: 0, content: 1 }, 'file'),
  'vscode.workspace.fs.delete': row({ kind: 'delete', path: 0 }),
  'vscode.workspace.fs.copy': row({ kind: 'copy', path: 0, to: 1 }),
  'vscode.workspace.fs.rename': row({ kind: 'move', path: 0, to: 1 }),
  'global:Bun.file': row({ kind: 'read', path: 0 }),
  'bun.file': row({ kind: 'read', path: 0 }),
  'global:Bun.write': row({ kind: 'write', path: 0, content: 1 }, 'file'),
  'bun.write': row({ kind: 'write', path: 0, content: 1 }, 'file'),
  'global:process.chdir': row({ kind: 'chdir', path: 0 }),
  'global:Deno.chdir': row({ kind: 'chdir', path: 0 }),
  'rimraf': row({ kind: 'delete', path: 0 }),
  'rimraf.rimraf': row({ kind: 'delete', path: 0 }),
  'rimraf.sync': row({ kind: 'delete', path: 0 }),
  'rimraf.rimrafSync': row({ kind: 'delete', path: 0 }),
  'del': row({ kind: 'delete', path: 0 }),
  'del.deleteAsync': row({ kind: 'delete', path: 0 }),
  'del.deleteSync': row({ kind: 'delete', path: 0 }),
  'del.sync': row({ kind: 'delete', path: 0 }),
  'mkdirp': row({ kind: 'mkdir', path: 0 }),
  'mkdirp.sync': row({ kind: 'mkdir', path: 0 }),
  // Folders that a server hands to everybody.
  ...Object.fromEntries(['express.static', 'serve-static', 'koa-static', 'sirv', 'polka.static'].map((name) => [name, row({ kind: 'read', path: 0 })] as const)),
  'chokidar.watch': row({ kind: 'watch', path: 0 }),
  'write-file-atomic': row({ kind: 'write', path: 0, content: 1 }, 'file'),
  ...Object.fromEntries(['glob', 'glob.glob', 'glob.sync', 'glob.globSync', 'glob.globStream', 'glob.globIterate', 'fast-glob', 'fast-glob.sync', 'fast-glob.glob', 'fast-glob.globSync', 'globby', 'globby.globby', 'globby.globbySync', 'tinyglobby.glob', 'tinyglobby.globSync'].map((name) => [name, row({ kind: 'list', path: 0 })] as const)),
  ...Object.fromEntries(['better-sqlite3', 'sqlite.DatabaseSync', 'node-sqlite3-wasm.Database', 'sqlite3.Database', 'bun:sqlite:Database'].map((name) => [name, row({ kind: 'read', path: 0 })] as const)),
  'shelljs.cat': row({ kind: 'read', path: 0 }),
};
