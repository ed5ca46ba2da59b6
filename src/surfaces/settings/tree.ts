import { plainText } from '../mapped-text.ts';
import type { MappedText, SourceRange } from '../mapped-text.ts';
import type { SettingKind, SettingNode } from './model.ts';

/** What a format's reader says about one value; the tree asks for members when they are first looked at. */
export interface Draft {
  readonly kind: SettingKind;
  readonly value?: string | number | boolean | null;
  readonly range: SourceRange;
  /** All members, or the first `limit` of them. */
  members?(limit: number): readonly DraftMember[];
  text?(): MappedText;
  /** True for a value that stands elsewhere and is seen through an alias; such values have a bound of their own. */
  readonly aliased?: boolean;
}

export interface DraftMember {
  readonly key: string | number;
  /** Absent for array items: the value's range then. */
  readonly keyRange?: SourceRange;
  readonly draft: Draft;
}

const MAX_DEPTH = 200;
const MAX_NODES = 2_000_000;
/** Values reached through YAML aliases: a few hundred in real files, billions in hostile ones. */
const MAX_ALIASED = 20_000;

interface Budget {
  readonly members: number;
  nodes: number;
  aliased: number;
  cutAt: SourceRange | null;
}

/** A member that has members counts for two. */
const CONTAINER_WEIGHT = 2;

const NO_MEMBERS: readonly SettingNode[] = Object.freeze([]);
const BY_NAME_FROM = 8;

class LazyNode implements SettingNode {
  readonly key: string | number | null;
  readonly keyRange: SourceRange;
  readonly parent: SettingNode | null;
  readonly #draft: Draft;
  readonly #depth: number;
  readonly #budget: Budget;
  readonly #aliased: boolean;
  #members: readonly SettingNode[] | undefined;
  #byName: Map<string, SettingNode> | undefined;
  #text: MappedText | undefined;

  constructor(draft: Draft, key: string | number | null, keyRange: SourceRange, parent: LazyNode | null, budget: Budget) {
    this.key = key;
    this.keyRange = keyRange;
    this.parent = parent;
    this.#draft = draft;
    this.#depth = parent ? parent.#depth + 1 : 0;
    this.#budget = budget;
    this.#aliased = draft.aliased === true || (parent !== null && parent.#aliased);
  }

  get kind(): SettingKind {
    return this.#draft.kind;
  }

  get value(): string | number | boolean | null | undefined {
    return this.#draft.value;
  }

  get range(): SourceRange {
    return this.#draft.range;
  }

  get cutAt(): SourceRange | null {
    return this.parent === null ? this.#budget.cutAt : null;
  }

  get members(): readonly SettingNode[] {
    return (this.#members ??= this.#build());
  }

  get(name: string): SettingNode | undefined {
    if (this.kind !== 'object') return undefined;
    const { members } = this;
    if (members.length < BY_NAME_FROM) {
      for (let index = members.length - 1; index >= 0; index -= 1) if (members[index]?.key === name) return members[index];
      return undefined;
    }
    this.#byName ??= new Map(members.map((member) => [String(member.key), member]));
    return this.#byName.get(name);
  }

  text(): MappedText {
    if (this.kind !== 'string') return plainText('', this.range[0]);
    return (this.#text ??= this.#draft.text?.() ?? plainText(String(this.value ?? ''), this.range[0]));
  }

  #build(): readonly SettingNode[] {
    if (!this.#draft.members) return NO_MEMBERS;
    const budget = this.#budget;
    if (this.#depth >= MAX_DEPTH) {
      budget.cutAt ??= this.range;
      return NO_MEMBERS;
    }
    const nodes: SettingNode[] = [];
    let weight = 0;
    for (const { key, keyRange, draft } of this.#draft.members(budget.members + 1)) {
      weight += draft.kind === 'object' || draft.kind === 'array' ? CONTAINER_WEIGHT : 1;
      if (weight > budget.members) {
        budget.cutAt ??= keyRange ?? draft.range;
        break;
      }
      const node = new LazyNode(draft, key, keyRange ?? draft.range, this, budget);
      budget.nodes += 1;
      if (node.#aliased) budget.aliased += 1;
      if (budget.nodes > MAX_NODES || budget.aliased > MAX_ALIASED) {
        budget.cutAt ??= keyRange ?? draft.range;
        break;
      }
      nodes.push(node);
    }
    return nodes;
  }
}

/** The root of a lazily built tree over a format's drafts, with at most `members` members of one value, half as many when they have members themselves. */
export function treeOf(draft: Draft, members: number = Number.POSITIVE_INFINITY): SettingNode {
  return new LazyNode(draft, null, draft.range, null, { members, nodes: 0, aliased: 0, cutAt: null });
}
