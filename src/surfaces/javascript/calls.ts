import type { SourceRange } from '../mapped-text.ts';
import { child, isMember, memberName, wrapped } from './ast.ts';
import type { JsNode } from './ast.ts';
import { patternOf } from './text.ts';
import type { TextShop } from './text.ts';
import type { Hit, OriginTrace } from './trace.ts';
import type { ArgView, CallFact, CallVia, TextPattern } from './types.ts';
import type { Views } from './views.ts';

class Call implements CallFact {
  readonly node: JsNode;
  readonly range: SourceRange;
  readonly origins: readonly string[];
  readonly via: CallVia;
  readonly hasAllArgs: boolean;
  readonly #args: readonly JsNode[];
  readonly #base: JsNode | null;
  readonly #calls: Calls;
  #views: readonly ArgView[] | null = null;

  constructor(hits: readonly Hit[], calls: Calls) {
    const [first] = hits as readonly [Hit];
    this.node = first.call;
    this.range = first.call.range;
    this.origins = hits.length === 1 ? [first.fact.name] : [...new Set(hits.map((hit) => hit.fact.name))].slice(0, 4);
    this.via = first.via;
    this.hasAllArgs = first.hasAllArgs;
    this.#args = first.args;
    this.#base = first.fact.base;
    this.#calls = calls;
  }

  get isNew(): boolean {
    return this.node.type === 'NewExpression';
  }

  get calleeRange(): SourceRange {
    return (child(this.node, 'callee') ?? child(this.node, 'tag') ?? this.node).range;
  }

  get isAwaited(): boolean {
    const parent = this.node.parent;
    if (parent?.type === 'AwaitExpression' || wrapped(this.node).type === 'AwaitExpression') return true;
    return isMember(parent) && ['then', 'catch', 'finally'].includes(memberName(parent) ?? '');
  }

  get args(): readonly ArgView[] {
    return (this.#views ??= this.#args.map((node) => this.#calls.views.of(node)));
  }

  get receiver(): CallFact | null {
    return this.#base ? this.#calls.of(this.#base) : null;
  }

  get template(): TextPattern | null {
    const quasi = child(this.node, 'quasi');
    return quasi ? patternOf(quasi, this.#calls.shop) : null;
  }
}

/** The calls that a trace found, one fact for each call. */
export class Calls {
  /** Calls of functions in the traced set. */
  readonly all: readonly CallFact[];
  /** Those that rules ask for by name, too. */
  readonly asked: readonly CallFact[];
  readonly views: Views;
  readonly shop: TextShop;
  readonly #byNode = new Map<JsNode, CallFact>();
  readonly #trace: OriginTrace;

  constructor(trace: OriginTrace, views: Views, shop: TextShop) {
    this.#trace = trace;
    this.views = views;
    this.shop = shop;
    const hits = new Map<JsNode, Hit[]>();
    for (const hit of trace.hits) {
      if (isUnwanted(hit)) continue;
      const list = hits.get(hit.call);
      if (list) list.push(hit);
      else hits.set(hit.call, [hit]);
    }
    const own = new Set<CallFact>();
    for (const [node, list] of hits) {
      const inSet = list.filter((hit) => hit.fact.step?.isEnd === true);
      const call = new Call(inSet.length === list.length ? list : [...inSet, ...list.filter((hit) => hit.fact.step?.isEnd !== true)], this);
      this.#byNode.set(node, call);
      if (inSet.length > 0) own.add(call);
    }
    this.asked = [...this.#byNode.values()].sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);
    this.all = own.size === this.asked.length ? this.asked : this.asked.filter((call) => own.has(call));
  }

  /** The fact of a call that is in the set or made an object whose methods are. */
  of(node: JsNode): CallFact | null {
    const known = this.#byNode.get(node);
    if (known) return known;
    const maker = this.#trace.makers.get(node);
    if (!maker) return null;
    const fact = new Call([maker], this);
    this.#byNode.set(node, fact);
    return fact;
  }
}

/** `$(…)` is jQuery unless it is a tag. */
function isUnwanted(hit: Hit): boolean {
  return hit.via !== 'tagged' && hit.fact.steps.length === 1 && hit.fact.steps[0] === 'global:$';
}

