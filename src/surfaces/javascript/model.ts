import type { SettingNode } from '../settings/model.ts';
import type { AnySourceCode } from '../source-code.ts';
import { TextIndex } from '../text-index.ts';
import { isCall, isFunction } from './ast.ts';
import type { JsNode } from './ast.ts';
import { mayAnswer } from './answers.ts';
import { Bindings } from './bindings.ts';
import type { ScopeManager } from './bindings.ts';
import { Budget, LIMITS } from './budget.ts';
import { Calls } from './calls.ts';
import { codeOf } from './codes.ts';
import { commandsOf } from './commands.ts';
import { fileOperationsOf } from './files.ts';
import type { Workshop } from './workshop.ts';
import { functionName, otherNames } from './function-names.ts';
import { helperCommands, withoutPlaced } from './helper-commands.ts';
import { libraryCommandsOf } from './library-commands.ts';
import { literalContext } from './literal-context.ts';
import { moduleLoads } from './module-loads.ts';
import { assignedSinks, navigations } from './navigations.ts';
import { Origins } from './origins.ts';
import { isRunning, isRunningValue, mayHoldScript, RUNNING } from './running.ts';
import { requestOf } from './requests.ts';
import { Roots, Watch } from './roots.ts';
import { allRuleSets, isRuleSet, ruleSetsWith } from './rule-sets.ts';
import { codeSetting } from './settings.ts';
import { SinkFinder } from './sinks.ts';
import { allStrings, stringFact, stringNodeOf } from './strings.ts';
import { CORE } from './tables/index.ts';
import type { OriginRow } from './tables/row.ts';
import { TaintTrace } from './taint.ts';
import { taintSeeds } from './taint-sources.ts';
import type { TextShop } from './text.ts';
import { OriginTrace, SPECIAL } from './trace.ts';
import type { ValueHit } from './trace.ts';
import type { ArgView, CallFact, CodeText, EnvironmentRead, FileOperation, Flow, FunctionView, JsCommandText, LiteralContext, ModuleLoad, NamedValue, ObjectView, OriginSet, RequestFact, SinkKind, StringFact, TaintKind, ValueModel } from './types.ts';
import { Uses } from './uses.ts';
import { FunctionLiteral, ObjectLiteral, Views } from './views.ts';

export const TAINT_KINDS: readonly TaintKind[] = ['environment', 'secret', 'credential', 'file', 'host', 'cookie', 'storage', 'traffic', 'command', 'decoded', 'request', 'argv', 'model', 'download'];

/** Places of one word that are looked at. */
const MAX_HITS = 5000;
/** Commands of helpers that are told besides those that are known by themselves. */
const MAX_HELPER_COMMANDS = 500;

/** What enters a file by the names of the surface's tables and of all rules. */
let watched: { readonly rules: OriginSet<true>; readonly watch: Watch } | null = null;
function watchAll(): Watch {
  const rules = allRuleSets();
  if (watched?.rules !== rules) watched = { rules, watch: new Watch([CORE, SPECIAL, rules]) };
  return watched.watch;
}
const NONE: readonly never[] = [];

type ModelTexts = TextShop & { localFunction(node: JsNode): JsNode | null };
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
  readonly #manager: ScopeManager;
  readonly #budget: Budget;
  #isCalm: boolean | undefined;
  #knownRoots: Roots | undefined;
  #knownShop: Workshop | undefined;
  #knownTexts: ModelTexts | undefined;
  #knownViews: Views | undefined;
  #knownCore: OriginTrace | undefined;
  #knownCalls: Calls | undefined;
  #hasSinks: boolean | undefined;
  #hasRunners: boolean | undefined;
  #sets: Map<OriginSet<unknown>, readonly CallFact[]> | undefined;
  #tainted: Map<TaintKind, Tainted> | undefined;
  #requests: readonly RequestFact[] | undefined;
  #commandTexts: readonly JsCommandText[] | undefined;
  #libraryCommands: readonly JsCommandText[] | undefined;
  #fileOperations: readonly FileOperation[] | undefined;
  #codeTexts: readonly CodeText[] | undefined;
  #strings: readonly StringFact[] | undefined;
  #moduleLoads: readonly ModuleLoad[] | undefined;

  constructor({ text, ast, visitorKeys, scopeManager }: AnySourceCode) {
    this.text = text;
    this.textIndex = new TextIndex(text);
    this.tooLarge = text.length > LIMITS.fileSize || !scopeManager;
    this.#root = ast as JsNode;
    this.#keys = visitorKeys;
    this.#manager = scopeManager as ScopeManager;
    this.#budget = new Budget(text.length);
    if (text.length > LIMITS.fileSize) this.#budget.cut('size', [0, 0]);
  }

  isCalm(): boolean {
    return (this.#isCalm ??= !this.tooLarge && this.#roots().isEmpty && !this.#hasAssignedSink() && !mayAnswer(this.textIndex));
  }

  requests(): readonly RequestFact[] {
    return (this.#requests ??= this.#findRequests());
  }

  commandTexts(): readonly JsCommandText[] {
    if (this.#commandTexts) return this.#commandTexts;
    const commands = this.calls().flatMap(commandsOf);
    const further: JsCommandText[] = [];
    for (const command of commands) {
      if (further.length >= MAX_HELPER_COMMANDS) break;
      for (const other of helperCommands(command, this.#texts())) further.push(other);
    }
    return (this.#commandTexts = further.length > 0 ? [...withoutPlaced(commands, further), ...further] : commands);
  }

  libraryCommands(): readonly JsCommandText[] {
    return (this.#libraryCommands ??= this.calls().flatMap(libraryCommandsOf));
  }

  fileOperations(): readonly FileOperation[] {
    return (this.#fileOperations ??= this.calls().flatMap(fileOperationsOf));
  }

  codeTexts(): readonly CodeText[] {
    return (this.#codeTexts ??= this.calls().flatMap((call) => listOf(codeOf(call))));
  }

  strings(): readonly StringFact[] {
    return (this.#strings ??= this.tooLarge ? NONE : allStrings(this.#root, this.#keys, this.#texts(), this.#budget));
  }

  moduleLoads(): readonly ModuleLoad[] {
    return (this.#moduleLoads ??= this.tooLarge ? NONE : moduleLoads(this.#shop(), this.#roots(), this.calls(), this.#texts()));
  }

  #findRequests(): readonly RequestFact[] {
    const called = this.calls().flatMap((call) => listOf(requestOf(call, this.#texts())));
    if (this.tooLarge || !this.#hasAssignedSink()) return called;
    return [...called, ...navigations(this.#shop(), this.#texts(), this.#views())].sort((a, b) => a.call.range[0] - b.call.range[0]);
  }

  #roots(): Roots {
    return (this.#knownRoots ??= this.#findRoots(watchAll()));
  }

  #shop(): Workshop {
    return (this.#knownShop ??= this.#open());
  }

  #texts(): ModelTexts {
    return (this.#knownTexts ??= this.#textShop());
  }

  #views(): Views {
    return (this.#knownViews ??= new Views(this.#texts()));
  }

  #core(): OriginTrace {
    return (this.#knownCore ??= new OriginTrace(this.#shop(), CORE, this.#roots(), allRuleSets()));
  }

  #calls(): Calls {
    return (this.#knownCalls ??= new Calls(this.#core(), this.#views(), this.#texts()));
  }

  #maySend(): boolean {
    return (this.#hasSinks ??= this.#core().hasHandlers || mayAnswer(this.textIndex) || this.#calls().asked.some(isSink) || this.#core().values.some(isSinkCallback) || this.#hasAssignedSink() || COMPUTED_ASSIGNMENT.test(this.text) || this.#roots().liveImports.length > 0);
  }

  /** False when nothing in the file can run data as code or as a command, or write it to a file. */
  #mayRun(): boolean {
    return (this.#hasRunners ??= this.#roots().liveImports.length > 0 || mayHoldScript(this.text) || this.#calls().asked.some((call) => isRunning(call, this.#shop().bindings)) || this.#core().values.some(isRunningValue));
  }

  #findRoots(watch: Watch): Roots {
    return new Roots({ text: this.text, textIndex: this.textIndex, root: this.#root, manager: this.#manager }, watch);
  }

  #open(): Workshop {
    const bindings = new Bindings(this.#manager);
    const uses = new Uses(this.#root, this.text, this.#keys, bindings, this.#budget);
    const origins = new Origins(bindings, this.#budget, uses);
    return { text: this.text, textIndex: this.textIndex, root: this.#root, bindings, budget: this.#budget, origins, evaluator: origins.evaluator, uses };
  }

  #hasAssignedSink(): boolean {
    return assignedSinks({ text: this.text, textIndex: this.textIndex }).length > 0;
  }

  #textShop(): ModelTexts {
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
    if (this.tooLarge) return NONE;
    if (this.isCalm() && (!set || isRuleSet(set))) return NONE;
    if (!set) return this.#calls().all;
    const sets = (this.#sets ??= this.#callsBySet());
    const known = sets.get(set);
    if (known || isRuleSet(set)) return known ?? NONE;
    const { all } = new Calls(new OriginTrace(this.#shop(), set, this.#findRoots(new Watch([set, SPECIAL]))), this.#views(), this.#texts());
    sets.set(set, all);
    return all;
  }

  /** The calls that each rule asks for by name. */
  #callsBySet(): Map<OriginSet<unknown>, readonly CallFact[]> {
    const sets = new Map<OriginSet<unknown>, CallFact[]>();
    for (const call of this.#calls().asked) {
      for (const origin of call.origins) {
        for (const set of ruleSetsWith(origin)) {
          const calls = sets.get(set);
          if (!calls) sets.set(set, [call]);
          else if (calls[calls.length - 1] !== call) calls.push(call);
        }
      }
    }
    return sets;
  }

  flows(query: { readonly from?: readonly TaintKind[]; readonly to?: readonly SinkKind[] } = {}): readonly Flow[] {
    if (this.tooLarge || this.isCalm()) return NONE;
    if (query.to?.every((kind) => RUNNING.has(kind)) === true && !this.#mayRun()) return NONE;
    const wanted = query.from ?? TAINT_KINDS;
    const traces = wanted.map((kind) => this.#taint(kind)).filter(({ flows }) => flows.length > 0);
    if (traces.length === 0) return [];
    const out = [...new Set(traces)].flatMap(({ flows }) => flows.filter(({ source, sink }) => wanted.includes(source.kind) && (!query.to || query.to.includes(sink.kind))));
    return out.sort((a, b) => a.sink.range[0] - b.sink.range[0] || a.source.range[0] - b.source.range[0]);
  }

  /** The environment and its single variables are followed together. */
  #taint(kind: TaintKind): Tainted {
    const group = kind === 'secret' ? 'environment' : kind;
    const known = this.#tainted?.get(group);
    if (known) return known;
    const core = this.#core();
    const calls = this.#calls();
    const seeds = !SELDOM.has(group) && !this.#maySend()
      ? []
      : taintSeeds(group, {
          shop: this.#shop(),
          values: core.values,
          calls: () => calls.all,
          fileOperations: () => this.fileOperations(),
          commandTexts: () => this.commandTexts(),
          requestCalls: () => this.requests().map((request) => request.call),
        });
    const trace = seeds.length === 0 ? UNTAINTED : new TaintTrace(this.#shop(), seeds, new SinkFinder(calls, core, this.#views(), this.#texts(), this.#root));
    (this.#tainted ??= new Map()).set(group, trace);
    return trace;
  }

  environmentReads(): readonly EnvironmentRead[] {
    return this.tooLarge || this.isCalm() ? NONE : [...this.#taint('environment').reads].sort((a, b) => a.range[0] - b.range[0]);
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
    if (this.tooLarge) return NONE;
    const out: FunctionView[] = [];
    for (const { type, block, upper } of this.#manager.scopes) {
      if (type !== 'function' || !isFunction(block)) continue;
      const own = functionName(block);
      const name = own !== null && isWanted(own) ? own : otherNames(own === null ? undefined : upper?.set.get(own)).find(isWanted);
      if (name !== undefined) out.push(new FunctionLiteral(block, this.#views(), name));
    }
    return out;
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
    if (this.tooLarge) return NONE;
    if (this.isCalm()) return this.#shop().origins.origins(node);
    const traced = this.#core().found.get(node)?.map((fact) => fact.name).filter((name) => !/^@/.test(name));
    return traced && traced.length > 0 ? traced.slice(0, LIMITS.alternatives) : this.#shop().origins.origins(node);
  }

  nodeAt(index: number): JsNode | null {
    return this.#shop().uses.nodeAt(index);
  }

  initOf(identifier: JsNode): JsNode | null {
    return this.#shop().bindings.initOf(identifier);
  }

  readsOf(node: JsNode): readonly JsNode[] {
    const { uses } = this.#shop();
    return node.type === 'Identifier' ? uses.readsOf(node) : uses.memberReads(node);
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
