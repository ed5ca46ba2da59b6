import { permissionThreat } from './agent-permission-rules.ts';
import { above, AI_GENERATE, CLAUDE_QUERY, CLAUDE_SESSION, ofOpenAi } from './agent-sdk.ts';
import type { MissingRow, OptionRow, OptionValue } from './agent-sdk.ts';
import type { NamedRow } from './agent-sdk-approvals.ts';

/** What the rule on agents without limits says. */
export const LIMIT_MESSAGES = {
  endless: '{{name}} has no end here: one wrong answer keeps the agent and its bill running. Set a small number.',
  high: '{{name}} lets the agent take {{value}} steps before anybody looks. Set a smaller number.',
  never: 'This condition never stops the agent. Add one that counts steps.',
  tools: '"{{value}}" gives the agent {{what}}. Name the tools that it needs.',
  missing: '{{name}} runs without a limit of its own. Set {{option}}.',
  loop: 'This loop calls a model for ever. Count the rounds and stop.',
} as const;

export type LimitMessage = keyof typeof LIMIT_MESSAGES;
type Row = OptionRow<LimitMessage>;

/** `Infinity`, `Number.MAX_SAFE_INTEGER`, 1e9. */
export function isEndless(value: OptionValue): boolean {
  const number = value.number();
  if (number !== null) return number >= 100_000;
  return value.origins().some((origin) => /^global:(?:Infinity|Number\.(?:POSITIVE_INFINITY|MAX_SAFE_INTEGER|MAX_VALUE))$/.test(origin));
}

const many =
  (limit: number) =>
  (value: OptionValue): boolean =>
    above(limit)(value) && !isEndless(value);

/** `[]` or `{}` stand for nothing; `null` switches the limit off. */
const isOff = (value: OptionValue): boolean => value.isNullish() && value.origins().length === 0;

/** Entries that hand every tool, or a shell, to the agent. */
export function isEveryTool(value: OptionValue): boolean {
  const { constant } = value.text();
  if (constant === null) return false;
  if (constant === '*') return true;
  const threat = permissionThreat(constant);
  return threat !== null && (threat.kind === 'everything' || threat.kind === 'ineffective' || (threat.kind === 'program' && threat.preset === 'recommended'));
}

const COUNTS: ReadonlySet<string> = new Set(['ai.stepCountIs', 'ai.isStepCount']);
const FOREVER: ReadonlySet<string> = new Set(['ai.isLoopFinished']);

/** Call origins come with their brackets. */
const callee = (value: OptionValue): string => value.origins()[0]?.replace(/\(\)$/, '') ?? '';

/** `() => false`, or `isLoopFinished()` with no condition besides it that counts. */
export function neverStops(value: OptionValue): boolean {
  const conditions = value.array()?.items ?? [value];
  if (conditions.length === 0 || value.array()?.complete === false) return false;
  return conditions.every((condition) => condition.fn()?.constantReturn?.boolean() === false || FOREVER.has(callee(condition)));
}

const agents = (limit: string): readonly (readonly [path: string, calls: readonly string[], arg: number, name: string])[] => [
  [limit, ['langchain/agents.AgentExecutor', '@langchain/classic/agents.AgentExecutor', 'langchain/agents.AgentExecutor.fromAgentAndTools', '@langchain/classic/agents.AgentExecutor.fromAgentAndTools'], 0, limit],
];

const GRAPHS = ['langchain.createAgent', '@langchain/langgraph/prebuilt.createReactAgent', 'deepagents.createDeepAgent'];
const GRAPH_CALLS = GRAPHS.flatMap((name) => ['invoke', 'stream', 'streamEvents'].map((method) => `${name}().${method}`));

/** Limits that are switched off or far away. Sources: types of the packages, their documentation for the defaults. */
export const LIMIT_OPTIONS: readonly Row[] = [
  ...CLAUDE_LIMITS('options.', CLAUDE_QUERY, 0),
  ...CLAUDE_LIMITS('', CLAUDE_SESSION, 0),
  ...(['maxSteps', 'maxToolRoundtrips'] as const).flatMap((path): Row[] => [
    { id: 'H2-3', calls: AI_GENERATE, arg: 0, path, when: isEndless, report: 'endless', preset: 'recommended', data: { name: path } },
    { id: 'H2-3', calls: AI_GENERATE, arg: 0, path, when: many(50), report: 'high', preset: 'recommended', data: { name: path } },
    { id: 'H2-3', calls: AI_GENERATE, arg: 0, path, when: many(20), report: 'high', preset: 'strict', data: { name: path } },
  ]),
  { id: 'H2-3', calls: AI_GENERATE, arg: 0, path: 'stopWhen', when: neverStops, report: 'never', preset: 'recommended' },
  ...[...COUNTS].flatMap((name): Row[] => [
    { id: 'H2-3', calls: [name], arg: 0, path: '', when: isEndless, report: 'endless', preset: 'recommended', data: { name: `${name.slice(3)}()` } },
    { id: 'H2-3', calls: [name], arg: 0, path: '', when: many(50), report: 'high', preset: 'recommended', data: { name: `${name.slice(3)}()` } },
    { id: 'H2-3', calls: [name], arg: 0, path: '', when: many(20), report: 'high', preset: 'strict', data: { name: `${name.slice(3)}()` } },
  ]),
  { id: 'H3-6', calls: [...ofOpenAi('run'), ...ofOpenAi('Runner().run')], arg: 2, path: 'maxTurns', when: (value) => isOff(value) || isEndless(value), report: 'endless', preset: 'recommended', data: { name: 'maxTurns' } },
  { id: 'H3-6', calls: [...ofOpenAi('run'), ...ofOpenAi('Runner().run')], arg: 2, path: 'maxTurns', when: many(50), report: 'high', preset: 'strict', data: { name: 'maxTurns' } },
  ...agents('maxIterations').flatMap(([path, calls, arg, name]): Row[] => [
    { id: 'H4-3', calls, arg, path, when: (value) => isEndless(value) || (value.number() ?? 0) < 0, report: 'endless', preset: 'recommended', data: { name } },
    { id: 'H4-3', calls, arg, path, when: many(100), report: 'high', preset: 'recommended', data: { name } },
    { id: 'H4-3', calls, arg, path, when: many(50), report: 'high', preset: 'strict', data: { name } },
  ]),
  { id: 'H4-3', calls: GRAPH_CALLS, arg: 1, path: 'recursionLimit', when: isEndless, report: 'endless', preset: 'recommended', data: { name: 'recursionLimit' } },
];

function CLAUDE_LIMITS(prefix: string, calls: readonly string[], arg: number): readonly Row[] {
  return [
    { id: 'H1-6', calls, arg, path: `${prefix}allowedTools.[]`, when: isEveryTool, report: 'tools', preset: 'recommended', data: { what: 'every command or tool' } },
    { id: 'H1-12', calls, arg, path: `${prefix}maxTurns`, when: (value) => isOff(value) || isEndless(value), report: 'endless', preset: 'recommended', data: { name: 'maxTurns' } },
    { id: 'H1-12', calls, arg, path: `${prefix}maxTurns`, when: many(200), report: 'high', preset: 'strict', data: { name: 'maxTurns' } },
    { id: 'H1-12', calls, arg, path: `${prefix}maxBudgetUsd`, when: isEndless, report: 'endless', preset: 'recommended', data: { name: 'maxBudgetUsd' } },
  ];
}

/** Calls without a limit; the SDKs' defaults differ, so this is for strict only. */
export const MISSING_LIMITS: readonly MissingRow<LimitMessage>[] = [
  { id: 'H1-12', calls: CLAUDE_QUERY, arg: 0, path: 'options', anyOf: ['maxTurns', 'maxBudgetUsd', 'taskBudget', 'abortController'], report: 'missing', preset: 'strict', data: { name: 'query()', option: 'maxTurns or maxBudgetUsd' } },
  { id: 'H4-3', calls: ['langchain/agents.AgentExecutor', '@langchain/classic/agents.AgentExecutor'], arg: 0, path: '', anyOf: ['maxIterations'], report: 'missing', preset: 'strict', data: { name: 'AgentExecutor', option: 'maxIterations' } },
  { id: 'H3-6', calls: ofOpenAi('run'), arg: 2, path: '', anyOf: ['maxTurns', 'signal'], report: 'missing', preset: 'strict', data: { name: 'run()', option: 'maxTurns' } },
  { id: 'H2-3', calls: ['ai.ToolLoopAgent', 'ai.Experimental_Agent', 'ai.Agent'], arg: 0, path: '', anyOf: ['stopWhen', 'maxSteps'], report: 'missing', preset: 'strict', data: { name: 'This agent', option: 'stopWhen' } },
];

const LANGCHAIN = ['langchain', '@langchain/', 'deepagents'];

/** Limits whose name says enough wherever they stand in a file that loads the package. */
export const NAMED_LIMITS: readonly NamedRow<LimitMessage>[] = [
  { id: 'H4-3', modules: LANGCHAIN, member: 'recursionLimit', when: isEndless, report: 'endless', preset: 'recommended', data: { name: 'recursionLimit' } },
  { id: 'H4-3', modules: LANGCHAIN, member: 'recursionLimit', when: many(100), report: 'high', preset: 'recommended', data: { name: 'recursionLimit' } },
  { id: 'H4-3', modules: LANGCHAIN, member: 'recursionLimit', when: many(50), report: 'high', preset: 'strict', data: { name: 'recursionLimit' } },
  { id: 'H4-3', modules: LANGCHAIN, member: 'maxIterations', when: isEndless, report: 'endless', preset: 'recommended', data: { name: 'maxIterations' } },
  { id: 'H2-3', modules: ['ai', '@mastra/'], member: 'maxSteps', when: isEndless, report: 'endless', preset: 'recommended', data: { name: 'maxSteps' } },
  { id: 'H1-12', modules: ['@anthropic-ai/claude-agent-sdk', '@anthropic-ai/claude-code', '@openai/agents'], member: 'maxTurns', when: isEndless, report: 'endless', preset: 'recommended', data: { name: 'maxTurns' } },
];

/** Functions that ask a model; a loop without an end around one of them is an agent without limits. */
export const MODEL_CALLS: readonly string[] = [
  'ai.generateText', 'ai.streamText', 'ai.generateObject',
  ...['openai', 'openai.OpenAI', 'groq-sdk', 'groq-sdk.Groq', '@mistralai/mistralai.Mistral'].flatMap((name) => [`${name}().chat.completions.create`, `${name}().responses.create`, `${name}().chat.complete`]),
  ...['@anthropic-ai/sdk', '@anthropic-ai/sdk.Anthropic'].flatMap((name) => [`${name}().messages.create`, `${name}().messages.stream`, `${name}().beta.messages.create`]),
  ...['@langchain/openai.ChatOpenAI', '@langchain/anthropic.ChatAnthropic', '@langchain/google-genai.ChatGoogleGenerativeAI'].flatMap((name) => [`${name}().invoke`, `${name}().bindTools().invoke`]),
  '@google/genai.GoogleGenAI().models.generateContent', ...ofOpenAi('run'), ...CLAUDE_QUERY,
];
