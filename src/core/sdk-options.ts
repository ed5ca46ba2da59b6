import type { MissingRow, OptionRow } from '../knowledge/agent-sdk.ts';
import type { NamedRow } from '../knowledge/agent-sdk-approvals.ts';
import { originSet } from '../surfaces/javascript/index.ts';
import type { ArgView, CallFact, OriginSet, ValueModel } from '../surfaces/javascript/index.ts';
import { assignmentsTo, objectsWithMember } from '../surfaces/javascript/named.ts';
import type { SourceRange } from '../surfaces/mapped-text.ts';
import { expandBraces } from './key-patterns.ts';
import type { Finding } from './define-rule.ts';

interface Facts<Message extends string> {
  readonly model: ValueModel;
  readonly strict: boolean;
  report(finding: Finding<Message>): void;
}

interface Placed {
  readonly value: ArgView;
  readonly at: SourceRange;
}

/** Rows by the function that they are about, compiled once per table. */
export interface OptionTable<Message extends string> {
  readonly calls: OriginSet<{ readonly options: readonly OptionRow<Message>[]; readonly missing: readonly MissingRow<Message>[] }>;
  readonly modules: readonly string[];
}

export function optionTable<Message extends string>(options: readonly OptionRow<Message>[], missing: readonly MissingRow<Message>[]): OptionTable<Message> {
  const byName = new Map<string, { options: OptionRow<Message>[]; missing: MissingRow<Message>[] }>();
  const entry = (name: string): { options: OptionRow<Message>[]; missing: MissingRow<Message>[] } => {
    const known = byName.get(name) ?? { options: [], missing: [] };
    byName.set(name, known);
    return known;
  };
  for (const row of options) for (const name of row.calls) entry(name).options.push(row);
  for (const row of missing) for (const name of row.calls) entry(name).missing.push(row);
  return { calls: originSet(Object.fromEntries(byName)), modules: [...new Set([...byName.keys()])] };
}

/** Reports every option of a call that a row names, at the option; a missing one at the callee. */
export function runOptions<Message extends string>(table: OptionTable<Message>, facts: Facts<Message>): void {
  for (const call of facts.model.calls(table.calls)) {
    const rows = table.calls.match(call)?.data;
    for (const row of rows?.options ?? []) if (row.preset === 'recommended' || facts.strict) reportOption(row, call, facts);
    for (const row of rows?.missing ?? []) if ((row.preset === 'recommended' || facts.strict) && isMissing(row, call)) facts.report({ at: call.calleeRange, message: row.report, ...dataOf(row.data) });
  }
}

function reportOption<Message extends string>(row: OptionRow<Message>, call: CallFact, { report }: Facts<Message>): void {
  const argument = call.args[row.arg];
  if (!argument) return;
  for (const { value, at } of expandBraces(row.path).flatMap((path) => placesOf(argument, path))) {
    if (row.when(value, argument)) report({ at, message: row.report, data: { value: shown(value), ...row.data } });
  }
}

function dataOf(data: Readonly<Record<string, string>> | undefined): { data?: Readonly<Record<string, string>> } {
  return data ? { data } : {};
}

function shown(value: ArgView): string {
  return value.text().constant ?? String(value.number() ?? '');
}

const MAX_PLACES = 500;

/** The values that a path leads to, through spreads and local constants. */
export function placesOf(argument: ArgView, path: string): readonly Placed[] {
  let places: readonly Placed[] = [{ value: argument, at: argument.range }];
  for (const step of path === '' ? [] : path.split('.')) places = places.flatMap(({ value }) => stepFrom(value, step)).slice(0, MAX_PLACES);
  return places;
}

function stepFrom(value: ArgView, step: string): readonly Placed[] {
  if (step === '[]') return (value.array()?.items ?? []).map((item) => ({ value: item, at: item.range }));
  const object = value.object();
  if (!object) return [];
  if (step === '*') return object.entries.map((entry) => ({ value: entry.value, at: [entry.keyRange[0], entry.value.range[1]] as const }));
  const entry = object.entry(step);
  if (entry) return [{ value: entry.value, at: [entry.keyRange[0], entry.value.range[1]] }];
  const spread = object.get(step);
  return spread ? [{ value: spread, at: spread.node.parent?.range ?? spread.range }] : [];
}

/** True when the options are completely known and hold none of the members. No argument at all counts as empty options. */
function isMissing<Message extends string>(row: MissingRow<Message>, call: CallFact): boolean {
  if (!call.hasAllArgs) return false;
  const argument = call.args[row.arg];
  if (!argument) return row.only === undefined;
  const outer = argument.object();
  if (!outer?.complete) return false;
  const options = row.path === '' ? argument : outer.get(row.path);
  if (!options) return true;
  const object = options.object();
  if (!object?.complete || (row.only !== undefined && object.get(row.only) === null)) return false;
  return row.anyOf.every((name) => object.get(name) === null);
}

/** Reports members by name in a file that loads one of the row's modules, wherever the object goes from there. */
export function runNamedOptions<Message extends string>(rows: readonly NamedRow<Message>[], { model, strict, report }: Facts<Message>): void {
  const wanted = rows.filter((row) => (row.preset === 'recommended' || strict) && model.findWord(row.member).length > 0);
  if (wanted.length === 0) return;
  const loaded = model.moduleLoads().map((load) => load.literal ?? load.name.constant).filter((name) => name !== null);
  for (const row of wanted) {
    if (!loaded.some((name) => row.modules.some((module) => (module.endsWith('/') ? name.startsWith(module) : name === module || name.startsWith(`${module}/`))))) continue;
    for (const object of objectsWithMember(model, row.member)) {
      const entry = object.entry(row.member);
      if (entry && row.when(entry.value)) report({ at: [entry.keyRange[0], entry.value.range[1]], message: row.report, data: { value: shown(entry.value), ...row.data } });
    }
    for (const { value, range } of assignmentsTo(model, row.member)) if (row.when(value)) report({ at: range, message: row.report, data: { value: shown(value), ...row.data } });
  }
}
