import type { FileOperationKind, SinkKind, TaintKind } from '../types.ts';

/** How a call sends something over the network. Numbers are argument indexes. */
export interface RequestRow {
  readonly kind: 'http' | 'socket' | 'dns' | 'script';
  /** The destination; `receiver`: the call that made the object has it; `config`: inside of the options object. */
  readonly url: number | 'config' | 'receiver';
  readonly options?: number;
  readonly body?: number;
  /** What goes into a header whatever it is: the protocols of a WebSocket. */
  readonly header?: number;
  readonly method?: string;
  /** `(port, host)` as `net.connect` takes it. */
  readonly isPortHost?: boolean;
  /** Position of data given to a method of the object, such as `set` (header) and `query`. */
  readonly position?: 'header' | 'query' | 'body' | 'url';
  /** Opens a connection or names a destination; false for methods that only feed one. */
  readonly isSend?: boolean;
  /** Scheme of a URL put together from host and port. */
  readonly scheme?: string;
}

/** How a call starts a process. */
export interface CommandRow {
  /** `shell`: one command line; `argv`: file and list; `spread`: file and arguments one by one; `template`: tagged; `input`: written to the standard input of a program, which may be a shell. */
  readonly kind: 'shell' | 'argv' | 'spread' | 'template' | 'node' | 'input';
  /** A text without a list of arguments is a command line: of a shell, or split without one. */
  readonly alone?: 'shell' | 'words';
  readonly options?: number;
  readonly isSync?: boolean;
}

/** A function that stands for a command line, without a shell. */
export interface ProgramRow {
  /** The program and the words in front of the arguments. */
  readonly words: readonly string[];
  /** What the first argument lacks when it names a mode: `reset('hard')`. */
  readonly dashes?: '-' | '--';
}

export interface FileRow {
  readonly kind: FileOperationKind;
  readonly path: number;
  /** Second path of link, copy and move. */
  readonly to?: number;
  readonly content?: number;
  readonly mode?: number;
  readonly options?: number;
}

export interface CodeRow {
  readonly kind: 'eval' | 'Function' | 'vm' | 'timer' | 'worker' | 'injected';
  /** `last`: the body of `Function`. */
  readonly code: number | 'last';
  /** The code stands in that member of an options object, which is any of the arguments. */
  readonly member?: string;
}

export interface SourceRow {
  readonly kind: TaintKind;
  readonly name?: string;
}

/** What the surface knows of one function or value. */
export interface OriginRow {
  readonly request?: RequestRow;
  readonly command?: CommandRow;
  readonly program?: ProgramRow;
  readonly file?: FileRow;
  readonly code?: CodeRow;
  /** Every argument reaches this sink. */
  readonly sink?: SinkKind;
  readonly source?: SourceRow;
  /** Arguments, and what callbacks return, are laid open; with names: what stands below such a member. */
  readonly exposes?: true | readonly string[];
  /** Origins of the parameters of callbacks it is given. */
  readonly handler?: readonly (string | null)[];
  /** What its callbacks return is the answer to a client or a model. */
  readonly answers?: boolean;
  /** Arguments are names of environment variables that are read. */
  readonly readsEnvironment?: boolean;
}

