import type { MappedText, SourceRange } from '../mapped-text.ts';
import type { SettingNode } from '../settings/model.ts';
import type { TextIndex } from '../text-index.ts';
import type { JsNode } from './ast.ts';
import type { OriginSet } from './origin-set.ts';

export type { JsNode } from './ast.ts';
export type { OriginMatch, OriginSet } from './origin-set.ts';

/** A part of a text whose content is not known. */
export interface Hole {
  readonly node: JsNode;
  readonly range: SourceRange;
  /** Where the unknown content comes from: `os.homedir()`, `global:process.env.HOME`, `global:process.argv`; `null` when that is unknown too. */
  readonly origin: string | null;
  /** The variable's, parameter's or property's name, when it has one. */
  readonly name: string | null;
}

/** What is known of a string: `https://evil.example/${}` is one constant part and one hole. */
export interface TextPattern {
  readonly parts: readonly (string | Hole)[];
  readonly holes: readonly Hole[];
  /** Known text before the first hole; the whole text when there is none. */
  readonly prefix: string;
  /** Known text after the last hole; the whole text when there is none. */
  readonly suffix: string;
  /** The whole text when every part is known. */
  readonly constant: string | null;
  /** Constant texts it may have, when it may have several (conditional, reassignment, fallback); at most 4. */
  readonly alternatives: readonly string[];
  /** What it may be, each as its parts, where some of it is unknown: a list of names behind the home directory; at most 16. */
  readonly variants: readonly (readonly (string | Hole)[])[];
  /** True when the constant or the alternatives are not all it may be: `process.env.HOST || 'a.example'`. */
  readonly isPossible: boolean;
  /** The parts with `${}` for each hole. */
  readonly display: string;
  /** True when a bound was reached on the way to this text: what it says may not be all. */
  readonly isCut: boolean;
  /** Where the expression stands. */
  readonly range: SourceRange;
  /** The text with `HOLE` characters and its way back to the source. */
  mapped(): MappedText;
}

/** What is known of a URL, from its constant beginning only. */
export interface UrlPattern {
  /** Lower case, without colon; `null` for relative and scheme-less (`//host`) URLs. */
  readonly scheme: string | null;
  /** `null` when the URL is relative or begins with a hole. `complete` is false when a hole may continue the host. */
  readonly host: { readonly value: string; readonly complete: boolean } | null;
  readonly port: string | null;
  /** Known part of the path, beginning with `/`; without query. */
  readonly path: string;
  /** Known part after `?`; `null` without one. */
  readonly query: string | null;
  readonly userinfo: string | null;
  /** `/path`, `./x`, `?q`: same origin as the page or server. */
  readonly isRelative: boolean;
  /** localhost, 127.0.0.0/8, ::1, 0.0.0.0 and `*.localhost`. */
  readonly isLoopback: boolean;
  readonly text: TextPattern;
  readonly range: SourceRange;
}

/** One argument (or any other expression) and what can be said about its value. Everything is computed on demand. */
export interface ArgView {
  readonly node: JsNode;
  readonly range: SourceRange;
  /** The text; an expression that is no string gives one hole. */
  text(): TextPattern;
  /** `null` when nothing of the URL is known or it is no URL. Understands `new URL(path, base)` and `{ href }`. */
  url(): UrlPattern | null;
  object(): ObjectView | null;
  array(): ArrayView | null;
  /** A known truth value of a boolean literal or of `!0`; `null` when unknown or no boolean. */
  boolean(): boolean | null;
  /** A known number, `Infinity` included; `null` when unknown or no number. */
  number(): number | null;
  /** True for `null`, `undefined` and `void 0`. */
  isNullish(): boolean;
  fn(): FunctionView | null;
  /** Canonical origins of the value itself: `global:process.env`, `child_process.exec`. */
  origins(): readonly string[];
}

export interface ObjectEntry {
  readonly key: string;
  readonly keyRange: SourceRange;
  readonly value: ArgView;
}

export interface ObjectView {
  readonly node: JsNode;
  readonly range: SourceRange;
  readonly entries: readonly ObjectEntry[];
  /** False when a spread or a computed key hides members. */
  readonly complete: boolean;
  /** Last member with that name, looked up through known spreads; never on a prototype. */
  get(key: string): ArgView | null;
  entry(key: string): ObjectEntry | null;
  /** The object as a settings tree. */
  setting(): SettingNode;
}

export interface ArrayView {
  readonly node: JsNode;
  readonly range: SourceRange;
  readonly items: readonly ArgView[];
  /** False when a spread of unknown length hides items. */
  readonly complete: boolean;
}

export interface FunctionView {
  readonly node: JsNode;
  readonly range: SourceRange;
  readonly name: string | null;
  /** Names of plain parameters; `null` for patterns. */
  readonly params: readonly (string | null)[];
  readonly isAsync: boolean;
  /** True when the body has a condition, loop, `try`, `switch`, logical operator, `throw` or `await`. */
  readonly hasBranch: boolean;
  /** Values of all its own `return`s (or the arrow's body), in source order; at most 64. */
  readonly returns: readonly ArgView[];
  /** The one value it always answers with when it has no branch: its first reachable `return`; else `null`. */
  readonly constantReturn: ArgView | null;
}

export type CallVia = 'direct' | 'call' | 'apply' | 'bind' | 'reflect' | 'new' | 'tagged' | 'import';

/** A call whose callee is known. Arguments are those the function gets, whatever the spelling of the call. */
export interface CallFact {
  readonly node: JsNode;
  readonly range: SourceRange;
  readonly calleeRange: SourceRange;
  /** May-set of canonical names, at most 4: `child_process.exec`, `global:fetch`, `axios.create().post`. */
  readonly origins: readonly string[];
  readonly via: CallVia;
  readonly isNew: boolean;
  /** Under `await`, or with `.then(`/`.catch(` right behind it. */
  readonly isAwaited: boolean;
  readonly args: readonly ArgView[];
  /** False when a spread hides how many arguments there are. */
  readonly hasAllArgs: boolean;
  /** For `x.create().post(…)`: the call that made the receiver. */
  readonly receiver: CallFact | null;
  /** Tagged template: the quasi as text. */
  readonly template: TextPattern | null;
}

export type TaintKind =
  | 'environment' // the whole environment
  | 'secret' // one environment variable with a credential-like name
  | 'credential' // a parameter, property or form field with a credential's name
  | 'file' // content of a sensitive file
  | 'host' // machine identity: host name, user, network interfaces
  | 'cookie'
  | 'storage' // localStorage, sessionStorage
  | 'traffic' // what goes through functions that the file replaces
  | 'command' // output of a command that prints secrets
  | 'decoded' // base64, hex, character codes, cipher text after decoding
  | 'request' // what a client sent
  | 'argv'
  | 'model' // answer of a language model, or arguments it gave a tool
  | 'download'; // text or bytes from the network

/** `exposure`: what others read, and single values are meant to reach: a bundle, a page, the outputs of a job, a store. */
export type SinkKind = 'network' | 'dns' | 'log' | 'file' | 'upload' | 'exposure' | 'response' | 'command' | 'eval' | 'module';
export type SinkPosition = 'url' | 'query' | 'header' | 'body' | 'argument';

export interface FlowSource {
  readonly kind: TaintKind;
  /** `API_KEY`, `password`, `os.hostname`, `~/.ssh/id_rsa`; `*` for a whole environment; `<dynamic>` for a computed name, `A, B` when it is one of these. */
  readonly name: string;
  readonly range: SourceRange;
  readonly node: JsNode;
}

export interface FlowSink {
  readonly kind: SinkKind;
  readonly position: SinkPosition;
  /** For messages: `fetch()`, `console.log()`. */
  readonly label: string;
  /** The argument through which the data leaves. */
  readonly range: SourceRange;
  readonly call: CallFact;
  /** Member of an options object the data sits in, when it does: `headers.Authorization` → ['headers','Authorization']. */
  readonly path: readonly string[];
}

/** Data of a source arrives at a sink. */
export interface Flow {
  readonly source: FlowSource;
  readonly sink: FlowSink;
  /** Base64, hex, compression or encryption stands on the way. */
  readonly encoded: boolean;
  /** Where a network or DNS sink sends to; `null` when unknown or not a network sink. */
  readonly destination: UrlPattern | null;
}

/** An outgoing network call. */
export interface RequestFact {
  readonly call: CallFact;
  /** Canonical name without arguments, for messages: `fetch()`, `axios.post()`. */
  readonly label: string;
  /** The destination; for `{ host, path }` options and sockets a URL is put together. One hole when unknown. */
  readonly url: TextPattern;
  readonly destination: UrlPattern | null;
  readonly method: string | null;
  readonly headers: ObjectView | null;
  readonly body: ArgView | null;
  readonly kind: 'http' | 'socket' | 'dns' | 'script';
}

export interface JsCommandText {
  /** `shell`: one command line; `argv`: program and arguments, joined by spaces in `source`. */
  readonly kind: 'shell' | 'argv';
  /** The command with `HOLE` for unknown parts. */
  readonly source: MappedText;
  readonly file: MappedText | null;
  readonly args: readonly MappedText[] | null;
  readonly call: CallFact;
  /** The holes in order; `origin` says where the unknown part comes from. */
  readonly holes: readonly Hole[];
  /** The options object of the call. */
  readonly options: ObjectView | null;
  /** The call of a helper that gives the words, where the helper does not know them itself. */
  readonly place?: SourceRange;
}

export type FileOperationKind = 'read' | 'write' | 'append' | 'delete' | 'chmod' | 'chown' | 'link' | 'watch' | 'move' | 'copy' | 'mkdir' | 'list' | 'stat' | 'chdir';

export interface FileOperation {
  readonly kind: FileOperationKind;
  readonly path: TextPattern;
  /** Where the path argument stands. */
  readonly range: SourceRange;
  readonly call: CallFact;
  readonly content: ArgView | null;
  /** The mode argument of chmod, mkdir and write; `null` when absent or unknown. */
  readonly mode: number | null;
  readonly options: ObjectView | null;
}

/** Constant text that is run as JavaScript, or a call that runs text that is not constant. */
export interface CodeText {
  /** `eval`, `Function`, `vm`, `timer`, `import` (a data: URL), `node` (`node -e`). */
  readonly kind: 'eval' | 'Function' | 'vm' | 'timer' | 'worker' | 'injected' | 'import' | 'node';
  readonly text: TextPattern;
  readonly call: CallFact;
}

/** One string of the file: a literal or a template. */
export interface StringFact {
  readonly node: JsNode;
  readonly range: SourceRange;
  /** Decoded; holes of a template are `HOLE`. */
  readonly text: MappedText;
}

export type LiteralPosition =
  | 'declarator'
  | 'property'
  | 'attribute'
  | 'assignment'
  | 'default'
  | 'fallback'
  | 'comparison'
  | 'argument'
  | 'header'
  | 'element'
  | 'type'
  | 'import'
  | 'key'
  | 'other';

/** What a literal is used as; the names are those a reader would take it for, nearest first. */
export interface LiteralContext {
  readonly position: LiteralPosition;
  readonly names: readonly string[];
  /** Canonical origin or written name of the call it is an argument of. */
  readonly callee: string | null;
  /** Index of that argument. */
  readonly index: number | null;
}

/** A name and a constant text given to it somewhere in the code. */
export interface NamedValue {
  readonly names: readonly string[];
  readonly position: LiteralPosition;
  readonly callee: string | null;
  readonly value: StringFact;
}

export interface IncompleteReason {
  /** Which bound was reached. */
  readonly bound: 'size' | 'fuel' | 'depth' | 'length' | 'items' | 'references';
  readonly range: SourceRange;
}

/** Everything the rules can ask about a JavaScript or TypeScript file. Every answer is computed once, on demand. */
export interface ValueModel {
  /** Where words and texts stand in the file. */
  readonly textIndex: TextIndex;
  /**
   * True when no value of known origin enters the file and nothing in it sends: then it has no calls, requests, flows,
   * commands, file operations or code texts. Needs no `parent` pointers, so rules may ask when they are created.
   */
  isCalm(): boolean;
  /** Calls of known functions in source order. Without a set: of all functions the surface's tables know. */
  calls(set?: OriginSet<unknown>): readonly CallFact[];
  /** Outgoing network calls with their destination, in source order. */
  requests(): readonly RequestFact[];
  /** Ways of data from sources to sinks, in order of the sink. */
  flows(query?: { readonly from?: readonly TaintKind[]; readonly to?: readonly SinkKind[] }): readonly Flow[];
  commandTexts(): readonly JsCommandText[];
  /** Calls of libraries that stand for a command (`shelljs.rm`, a push of simple-git); none of them starts a shell. */
  libraryCommands(): readonly JsCommandText[];
  fileOperations(): readonly FileOperation[];
  codeTexts(): readonly CodeText[];
  /** Every string literal and template of the file. Costly on large files: ask only behind a text pre-filter. */
  strings(): readonly StringFact[];
  /** The string literals and templates whose source range holds one of the (ascending) indexes. */
  stringsAt(indexes: Iterable<number>): readonly StringFact[];
  literalContext(node: JsNode): LiteralContext;
  /** Constant texts with a name, for those strings whose range holds one of the indexes. */
  namedValues(indexes: Iterable<number>): readonly NamedValue[];
  /** Objects and arrays literals that hold one of the indexes in a key or value, outermost first, each once. */
  objectsAt(indexes: Iterable<number>): readonly ObjectView[];
  /**
   * Functions (declarations, `const f = () =>`, methods) with a name that is wanted, in source order; also by a name that
   * another place gives them (`export { f as name }`, `{ name: f }`). Costs no search of the tree.
   */
  functionsNamed(isWanted: (name: string) => boolean): readonly FunctionView[];
  /** Ascending start indexes of a whole word in the text (at most 5000), for the `…At` methods. One reading of the text serves all words. */
  findWord(word: string): readonly number[];
  /** Import, export-from, `require` and `import()` with a module name, in source order; computed names as text patterns. */
  moduleLoads(): readonly ModuleLoad[];
  /** Reads of environment variables by name: `process.env.X`, destructured or through an alias. */
  environmentReads(): readonly EnvironmentRead[];
  /** A view of any expression node. */
  view(node: JsNode): ArgView;
  /** Canonical origins of an expression: `global:process.env`, `child_process.exec`; empty when unknown. */
  origins(node: JsNode): readonly string[];
  nodeAt(index: number): JsNode | null;
  /** What the variable that an identifier names is declared with; `null` for all else. */
  initOf(identifier: JsNode): JsNode | null;
  /** Where a variable (by its identifier) or a member of a class (by its definition) is read. */
  readsOf(node: JsNode): readonly JsNode[];
  /** The node as a settings tree (object and array literals, scalars; everything else is of kind `other`). */
  toSettingNode(node: JsNode): SettingNode;
  readonly text: string;
  /** True for files above 2 MB: only text signals are available, every list is empty. */
  readonly tooLarge: boolean;
  /** True when a bound was reached somewhere so far. */
  readonly incomplete: boolean;
  /** Where, once per bound; at most 16. */
  readonly incompleteAt: readonly IncompleteReason[];
  /** Work units used so far and allowed, for tests and benchmarks. */
  readonly fuel: { readonly used: number; readonly limit: number };
}

export interface ModuleLoad {
  /** `register`: hooks and native modules; `worker`: a module that runs in a thread of its own. */
  readonly kind: 'import' | 'export' | 'require' | 'dynamic-import' | 'register' | 'worker';
  /** The name when one literal holds it, as in nearly every load; `null` for all others. */
  readonly literal: string | null;
  readonly name: TextPattern;
  readonly range: SourceRange;
  readonly node: JsNode;
  /** False for `import type`. */
  readonly isRuntime: boolean;
}

export interface EnvironmentRead {
  /** The variable's name; `<dynamic>` when computed. */
  readonly name: string;
  readonly range: SourceRange;
  readonly node: JsNode;
  /** `global:process.env`, `global:import.meta.env`, `global:Bun.env`, `global:Deno.env`. */
  readonly from: string;
}
