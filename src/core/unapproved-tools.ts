import { originSet } from '../surfaces/javascript/index.ts';
import type { ArgView, CallFact, FunctionView, ValueModel } from '../surfaces/javascript/index.ts';
import type { SourceRange } from '../surfaces/mapped-text.ts';

/** A tool for a model that starts processes or runs code, and that nobody approves. */
export interface UnapprovedTool {
  readonly at: SourceRange;
  readonly name: string;
  /** `recommended`: what runs is chosen at run time; `strict`: a fixed command or a file operation. */
  readonly preset: 'recommended' | 'strict';
}

/** Functions that make a tool, and how approval is spelt: a member of the options, or middleware elsewhere in the file. */
const TOOLS = originSet({
  'ai.tool': { execute: 'execute', approval: 'needsApproval', elsewhere: 'toolApproval' },
  'ai.dynamicTool': { execute: 'execute', approval: 'needsApproval', elsewhere: 'toolApproval' },
  '@openai/agents.tool': { execute: 'execute', approval: 'needsApproval', elsewhere: null },
  '@openai/agents-core.tool': { execute: 'execute', approval: 'needsApproval', elsewhere: null },
  'langchain.tool': { execute: null, approval: null, elsewhere: 'humanInTheLoopMiddleware' },
  '@langchain/core/tools.tool': { execute: null, approval: null, elsewhere: 'humanInTheLoopMiddleware' },
});
const LOCAL_SHELL = originSet({ 'deepagents.LocalShellBackend': true });
const WRITES: ReadonlySet<string> = new Set(['write', 'append', 'delete', 'chmod', 'move']);

/** Tools without approval in a file, in source order (catalogue H2-1, H3-3, H4-1, H4-4). */
export function findUnapprovedTools(model: ValueModel): readonly UnapprovedTool[] {
  const found: UnapprovedTool[] = [];
  for (const call of model.calls(TOOLS)) {
    const shape = TOOLS.match(call)?.data;
    if (!shape || (shape.elsewhere !== null && model.findWord(shape.elsewhere).length > 0)) continue;
    const options = call.args[0]?.object();
    const execute = shape.execute === null ? call.args[0] : options?.get(shape.execute);
    if (!execute || (shape.approval !== null && isApproved(options?.get(shape.approval) ?? null))) continue;
    const fn = execute.fn();
    const preset = fn ? dangerOf(fn, model) : null;
    if (preset) found.push({ at: call.calleeRange, name: toolName(call), preset });
  }
  return [...found, ...shellBackends(model)];
}

/** Anything but an absent or `false` approval counts: a function decides for itself, unless all it says is no. */
function isApproved(value: ArgView | null): boolean {
  return value !== null && value.boolean() !== false && !value.isNullish() && value.fn()?.constantReturn?.boolean() !== false;
}

function toolName(call: CallFact): string {
  const name = [call.args[0], call.args[1]].map((argument) => argument?.object()?.get('name')?.text().constant).find((text) => typeof text === 'string');
  return name ? `The tool "${name}"` : 'This tool';
}

function dangerOf(fn: FunctionView, model: ValueModel): UnapprovedTool['preset'] | null {
  const isInside = (call: CallFact): boolean => call.range[0] >= fn.range[0] && call.range[1] <= fn.range[1];
  const commands = model.commandTexts().filter(({ call }) => isInside(call));
  if (commands.some(({ kind, holes }) => kind === 'shell' && holes.length > 0)) return 'recommended';
  const codes = model.codeTexts().filter(({ call }) => isInside(call));
  if (codes.some(({ text }) => text.constant === null)) return 'recommended';
  return commands.length > 0 || codes.length > 0 || model.fileOperations().some(({ kind, call }) => WRITES.has(kind) && isInside(call)) ? 'strict' : null;
}

/** deepagents' backend with an unrestricted shell, in a file that never interrupts for `execute`. */
function shellBackends(model: ValueModel): readonly UnapprovedTool[] {
  const backends = model.calls(LOCAL_SHELL);
  if (backends.length === 0 || model.findWord('interruptOn').length > 0) return [];
  return backends.map((call) => ({ at: call.calleeRange, name: 'LocalShellBackend', preset: 'recommended' }));
}
