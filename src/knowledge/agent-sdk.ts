/** What is known of a value in code; the value model's views are such. */
export interface OptionValue {
  readonly range: readonly [start: number, end: number];
  text(): { readonly constant: string | null };
  number(): number | null;
  boolean(): boolean | null;
  isNullish(): boolean;
  fn(): { readonly hasBranch: boolean; readonly constantReturn: OptionValue | null } | null;
  object(): { readonly complete: boolean; get(key: string): OptionValue | null; readonly entries: readonly { readonly key: string; readonly value: OptionValue }[] } | null;
  array(): { readonly items: readonly OptionValue[]; readonly complete: boolean } | null;
  origins(): readonly string[];
}

/** One option of an SDK call and the values that are dangerous. */
export interface OptionRow<Message extends string> {
  /** Catalogue id. */
  readonly id: string;
  /** Canonical names of the functions and classes. */
  readonly calls: readonly string[];
  /** Index of the argument that holds the option. */
  readonly arg: number;
  /** Names from the argument to the option, joined by dots; `*` any member, `[]` any item; empty: the argument itself. */
  readonly path: string;
  readonly when: (value: OptionValue, options: OptionValue) => boolean;
  readonly report: Message;
  readonly preset: 'recommended' | 'strict';
  readonly data?: Readonly<Record<string, string>>;
}

/** An option whose absence is the finding. */
export interface MissingRow<Message extends string> {
  readonly id: string;
  readonly calls: readonly string[];
  readonly arg: number;
  /** Where the options object stands in the argument; empty: the argument itself. */
  readonly path: string;
  /** Any of these members is enough. */
  readonly anyOf: readonly string[];
  /** A member that must be there for the row to apply. */
  readonly only?: string;
  readonly report: Message;
  readonly preset: 'recommended' | 'strict';
  readonly data?: Readonly<Record<string, string>>;
}

export const is =
  (...expected: readonly string[]) =>
  (value: OptionValue): boolean => {
    const { constant } = value.text();
    return constant !== null && expected.includes(constant);
  };
export const isTrue = (value: OptionValue): boolean => value.boolean() === true;
export const isFalse = (value: OptionValue): boolean => value.boolean() === false;
/** No approval is asked for: `false`, or a function that says so whatever it is asked. */
export const neverAsks = (value: OptionValue): boolean => isFalse(value) || value.fn()?.constantReturn?.boolean() === false;
export const above =
  (limit: number) =>
  (value: OptionValue): boolean => (value.number() ?? 0) > limit;

const YES: ReadonlySet<string> = new Set(['allow', 'approve', 'approved', 'approve_for_session', 'approveAll']);

/** A function that gives the same approving answer whatever it is asked: `true`, `'approved'`, `{ behavior: 'allow' }`, `{ approve: true }`. */
export function alwaysApproves(value: OptionValue): boolean {
  const answer = value.fn()?.constantReturn;
  return answer !== null && answer !== undefined && isApproval(answer, 0);
}

/** An approving answer itself. */
export function isApproval(answer: OptionValue, depth: number): boolean {
  if (answer.boolean() === true || YES.has(answer.text().constant ?? '')) return true;
  const object = depth < 3 ? answer.object() : null;
  if (!object) return false;
  return ['behavior', 'approve', 'approved', 'kind', 'permissionDecision', 'decision', 'hookSpecificOutput'].some((key) => {
    const member = object.get(key);
    return member !== null && isApproval(member, depth + 1);
  });
}

/** `/`, `~`, `os.homedir()`, `process.env.HOME`. */
export function isOpenFolder(value: OptionValue): boolean {
  const { constant } = value.text();
  if (constant !== null) return /^(?:\/|~\/?|[a-z]:[\\/]?|\/(?:home|Users)(?:\/[\w.-]{1,64})?\/?|\/root\/?)$/i.test(constant);
  return value.origins().some((origin) => origin === 'os.homedir()' || origin === 'global:process.env.HOME');
}

export const CLAUDE_QUERY = ['@anthropic-ai/claude-agent-sdk.query', '@anthropic-ai/claude-code.query'] as const;
/** Functions of the second interface take the options alone. */
export const CLAUDE_SESSION = ['createSession', 'resumeSession', 'prompt'].flatMap((name) => [`@anthropic-ai/claude-agent-sdk.unstable_v2_${name}`, `@anthropic-ai/claude-agent-sdk.${name}`]);
export const AI_GENERATE = ['ai.generateText', 'ai.streamText', 'ai.generateObject', 'ai.streamObject', 'ai.ToolLoopAgent', 'ai.Experimental_Agent', 'ai.Agent'] as const;
export const OPENAI_AGENTS = ['@openai/agents', '@openai/agents-core', '@openai/agents-openai'] as const;
export const ofOpenAi = (...names: readonly string[]): readonly string[] => OPENAI_AGENTS.flatMap((module) => names.map((name) => `${module}.${name}`));
