import { lazy } from '../lazy.ts';
import type { SettingNode } from '../settings/model.ts';
import type { AnySourceCode } from '../source-code.ts';
import { TextIndex } from '../text-index.ts';
import { isCall } from './ast.ts';
import type { JsNode } from './ast.ts';
import { mayAnswer } from './answers.ts';
import { Bindings } from './bindings.ts';
import type { ScopeManager } from './bindings.ts';
import { Budget, LIMITS } from './budget.ts';
import { Calls } from './calls.ts';
import { codeOf } from './codes.ts';
import { commandsOf } from './commands.ts';
import { fileOperationsOf } from './files.ts';
import type { Workshop } from './forward.ts';
import { libraryCommandsOf } from './library-commands.ts';
import { literalContext } from './literal-context.ts';
import { dynamicImports, moduleLoads } from './module-loads.ts';
import { assignedSinks, navigations } from './navigations.ts';
import { Origins } from './origins.ts';
import { requestOf } from './requests.ts';
import { requestHandlers } from './handlers.ts';
import { allRuleSets, isRuleSet } from './rule-sets.ts';
import { codeSetting } from './settings.ts';
import { SinkFinder } from './sinks.ts';
import { allStrings, stringFact, stringNodeOf } from './strings.ts';
import { CORE } from './tables/index.ts';
import type { OriginRow } from './tables/row.ts';
import { TaintTrace } from './taint.ts';
import { taintSeeds } from './taint-sources.ts';
import type { TextShop } from './text.ts';
import { OriginTrace } from './trace.ts';
import type { ValueHit } from './trace.ts';
import type { ArgView, CallFact, CodeText, EnvironmentRead, FileOperation, Flow, FunctionView, JsCommandText, LiteralContext, ModuleLoad, NamedValue, ObjectView, OriginSet, RequestFact, SinkKind, StringFact, TaintKind, ValueModel } from './types.ts';
import { Uses } from './uses.ts';
import { FunctionLiteral, functionName, ObjectLiteral, Views } from './views.ts';


export const TAINT_KINDS: readonly TaintKind[] = ['environment', 'secret', 'credential', 'file', 'host', 'cookie', 'storage', 'command', 'decoded', 'request', 'argv', 'model', 'download'];

/** Places of one word that are looked at. */
const MAX_HITS = 5000;

type Tainted = Pick<TaintTrace, 'flows' | 'reads'>;
const UNTAINTED: Tainted = { flows: [], reads: [] };

/** An assignment to a member whose name is computed: what is assigned to may send it. */
const COMPUTED_ASSIGNMENT = /\]\s{0,20}(?:\+|\?\?|\|\|)?=(?!=)/;

/** Kinds that few files hold, whose data may leave through more than calls. */
const SELDOM: ReadonlySet<TaintKind> = new Set(['environment', 'cookie', 'storage']);

/** True for a call that may let data out. */
function isSink(call: CallFact): boolean {
  return isSinkRow(CORE.match(call)?.data);
}

/** `values.forEach(console.log)`: a function that may let data out, given as a callback. */
function isSinkCallback({ node, step }: ValueHit): boolean {
  return isCall(node.parent) && node.parent['callee'] !== node && isSinkRow(step.data as OriginRow | undefined);
}

function isSinkRow(row: OriginRow | null | undefined): boolean {
  return row !== undefined && row !== null && (row.answers === true || (row.request ?? row.command ?? row.code ?? row.sink) !== undefined);
}

function listOf<T>(value: T | null): readonly T[] {
  return value === null ? [] : [value];
}

/** The value model of one file. Every fact is computed when it is first asked for. */
export class Model implements ValueModel {
  readonly text: string;
  readonly textIndex: TextIndex;
  readonly tooLarge: boolean;
  readonly #root: JsNode;
  readonly #keys: Readonly<Record<string, readonly string[]>> | undefined;
  readonly #budget: Budget;
  readonly #shop: () => Workshop;
  readonly #views: () => Views;
  readonly #texts: () => TextShop & { localFunction(node: JsNode): JsNode | null };
  readonly #core: () => OriginTrace;
  readonly #calls: () => Calls;
  readonly #sets = new Map<OriginSet<unknown>, readonly CallFact[]>();
  readonly #tainted = new Map<TaintKind, Tainted>();
  readonly #hasSinks: () => boolean;

  readonly requests: () => readonly RequestFact[];
  readonly commandTexts: () => readonly JsCommandText[];
  readonly libraryCommands: () => readonly JsCommandText[];
  readonly fileOperations: () => readonly FileOperation[];
  readonly codeTexts: () => readonly CodeText[];
  readonly strings: () => readonly StringFact[];
  readonly moduleLoads: () => readonly ModuleLoad[];

  constructor(sourceCode: AnySourceCode) {
    this.text = sourceCode.text;
    this.textIndex = new TextIndex(sourceCode.text);
    this.#root = sourceCode.ast as JsNode;
    this.#keys = sourceCode.visitorKeys;
    const manager = sourceCode.scopeManager as ScopeManager | null | undefined;
    this.tooLarge = sourceCode.text.length > LIMITS.fileSize || !manager;
    this.#budget = new Budget(sourceCode.text.length);
    if (sourceCode.text.length > LIMITS.fileSize) this.#budget.cut('size', [0, 0]);
    this.#shop = lazy(() => this.#open(manager as ScopeManager));
    this.#texts = lazy(() => this.#textShop());
    this.#views = lazy(() => new Views(this.#texts()));
    this.#core = lazy(() => new OriginTrace(this.#shop(), CORE, requestHandlers(this.#shop()), allRuleSets()));
    this.#hasSinks = lazy(() => this.#core().hasHandlers || mayAnswer(this.textIndex) || this.#calls().asked.some(isSink) || this.#core().values.some(isSinkCallback) || this.#hasAssignedSink() || COMPUTED_ASSIGNMENT.test(this.text) || dynamicImports(this.#shop()).length > 0);
    this.#calls = lazy(() => new Calls(this.#core(), this.#views(), this.#texts()));
    const fromCalls = <T>(read: (call: CallFact) => readonly T[]): (() => readonly T[]) => lazy(() => this.calls().flatMap(read));
    const called = fromCalls((call) => listOf(requestOf(call, this.#texts())));
    this.requests = lazy(() => (this.tooLarge || !this.#hasAssignedSink() ? called() : [...called(), ...navigations(this.#shop(), this.#texts(), this.#views())].sort((a, b) => a.call.range[0] - b.call.range[0])));
    this.commandTexts = fromCalls(commandsOf);
    this.libraryCommands = fromCalls(libraryCommandsOf);
    this.fileOperations = fromCalls(fileOperationsOf);
    this.codeTexts = fromCalls((call) => listOf(codeOf(call)));
    this.strings = lazy(() => (this.tooLarge ? [] : allStrings(this.#root, this.#keys, this.#texts(), this.#budget)));
    this.moduleLoads = lazy(() => (this.tooLarge ? [] : moduleLoads(this.#shop(), this.#calls(), this.#core().plainLoads, this.#texts())));
  }

  #open(manager: ScopeManager): Workshop {
    const bindings = new Bindings(manager);
    const uses = new Uses(this.#root, this.text, this.#keys, bindings, this.#budget);
    const origins = new Origins(bindings, this.#budget, (fn) => uses.callSites(fn));
    return { text: this.text, textIndex: this.textIndex, root: this.#root, bindings, budget: this.#budget, origins, evaluator: origins.evaluator, uses };
  }

  #hasAssignedSink(): boolean {
    return assignedSinks({ text: this.text, textIndex: this.textIndex }).length > 0;
  }

  #textShop(): TextShop & { localFunction(node: JsNode): JsNode | null } {
    const { evaluator, origins } = this.#shop();
    return { text: this.text, evaluator, origins: (node) => this.origins(node), localFunction: (node) => origins.localFunction(node) };
  }

  get incomplete(): boolean {
    return this.#budget.incomplete;
  }

  get incompleteAt(): ValueModel['incompleteAt'] {
    return this.#budget.reasons;
  }

  get fuel(): { readonly used: number; readonly limit: number } {
    return { used: this.#budget.used, limit: this.#budget.limit };
  }

  calls(set?: OriginSet<unknown>): readonly CallFact[] {
    if (this.tooLarge) return [];
    if (!set) return this.#calls().all;
    const known = this.#sets.get(set);
    if (known) return known;
    const calls = isRuleSet(set) ? this.#calls().asked.filter((call) => set.match(call) !== null) : new Calls(new OriginTrace(this.#shop(), set), this.#views(), this.#texts()).all;
    this.#sets.set(set, calls);
    return calls;
  }

  flows(query: { readonly from?: readonly TaintKind[]; readonly to?: readonly SinkKind[] } = {}): readonly Flow[] {
    if (this.tooLarge) return [];
    const wanted = query.from ?? TAINT_KINDS;
    const traces = wanted.map((kind) => this.#taint(kind)).filter(({ flows }) => flows.length > 0);
    if (traces.length === 0) return [];
    const out = [...new Set(traces)].flatMap(({ flows }) => flows.filter(({ source, sink }) => wanted.includes(source.kind) && (!query.to || query.to.includes(sink.kind))));
    return out.sort((a, b) => a.sink.range[0] - b.sink.range[0] || a.source.range[0] - b.source.range[0]);
  }

  /** The environment and its single variables are followed together. */
  #taint(kind: TaintKind): Tainted {
    const group = kind === 'secret' ? 'environment' : kind;
    const known = this.#tainted.get(group);
    if (known) return known;
    const core = this.#core();
    const calls = this.#calls();
    const seeds = !SELDOM.has(group) && !this.#hasSinks()
      ? []
      : taintSeeds(group, {
          shop: this.#shop(),
          values: core.values,
          calls: () => calls.all,
          fileOperations: this.fileOperations,
          commandTexts: this.commandTexts,
          requestCalls: () => this.requests().map((request) => request.call),
        });
    const trace = seeds.length === 0 ? UNTAINTED : new TaintTrace(this.#shop(), seeds, new SinkFinder(calls, core, this.#views(), this.#texts(), this.#root));
    this.#tainted.set(group, trace);
    return trace;
  }

  environmentReads(): readonly EnvironmentRead[] {
    return this.tooLarge ? [] : [...this.#taint('environment').reads].sort((a, b) => a.range[0] - b.range[0]);
  }

  stringsAt(indexes: Iterable<number>): readonly StringFact[] {
    return this.#at(indexes, stringNodeOf).map((node) => stringFact(node, this.#texts()));
  }

  /** Nodes of a shape at the indexes, each once. */
  #at(indexes: Iterable<number>, pick: (node: JsNode | null) => JsNode | null): readonly JsNode[] {
    if (this.tooLarge) return [];
    const out = new Set<JsNode>();
    let last: JsNode | null = null;
    for (const index of indexes) {
      if (last && last.range[0] <= index && index < last.range[1] && last.type !== 'TemplateLiteral' && last.type !== 'ObjectExpression') continue;
      if (!this.#budget.spend(1, [index, index])) break;
      const node = pick(this.nodeAt(index));
      if (node) out.add(node);
      last = node;
    }
    return [...out];
  }

  literalContext(node: JsNode): LiteralContext {
    return literalContext(node, this.#shop().evaluator);
  }

  namedValues(indexes: Iterable<number>): readonly NamedValue[] {
    return this.stringsAt(indexes).flatMap((value) => {
      const { names, position, callee } = this.literalContext(value.node);
      return names.length > 0 ? [{ names, position, callee, value }] : [];
    });
  }

  objectsAt(indexes: Iterable<number>): readonly ObjectView[] {
    return this.#at(indexes, outermostObject).map((node) => new ObjectLiteral(node, this.#texts(), this.#views()));
  }

  functionsNamed(isWanted: (name: string) => boolean): readonly FunctionView[] {
    if (this.tooLarge) return [];
    const named = this.#shop().bindings.functions().filter((node) => isWanted(functionName(node) ?? ''));
    return named.map((node) => new FunctionLiteral(node, this.#views()));
  }

  findWord(word: string): readonly number[] {
    const found = this.textIndex.find(word, MAX_HITS);
    if (found.length >= MAX_HITS) this.#budget.cut('references', [found[MAX_HITS - 1] ?? 0, found[MAX_HITS - 1] ?? 0]);
    return found;
  }

  view(node: JsNode): ArgView {
    return this.#views().of(node);
  }

  origins(node: JsNode): readonly string[] {
    if (this.tooLarge) return [];
    const traced = this.#core().found.get(node)?.map((fact) => fact.name).filter((name) => !/^@/.test(name));
    return traced && traced.length > 0 ? traced.slice(0, LIMITS.alternatives) : this.#shop().origins.origins(node);
  }

  nodeAt(index: number): JsNode | null {
    return this.#shop().uses.nodeAt(index);
  }

  toSettingNode(node: JsNode): SettingNode {
    return codeSetting(node, this.#texts());
  }
}

function outermostObject(node: JsNode | null): JsNode | null {
  let found: JsNode | null = null;
  for (let current = node, depth = 0; current && depth < 64; current = current.parent ?? null, depth += 1) {
    if (current.type === 'ObjectExpression' || current.type === 'ArrayExpression') found = current;
    else if (found && current.type !== 'Property' && current.type !== 'SpreadElement') break;
  }
  return found;
}
