import type { RowContext, RowMatch, SettingRow, SettingValue } from '../knowledge/setting-row.ts';
import { matchesAllowList, matchesGlob, matchesHost } from './allow-list.ts';
import { commandTraits, programCalls } from './command-traits.ts';
import type { Finding, SettingsFacts } from './define-rule.ts';
import { compilePatterns, matchPatterns } from './key-patterns.ts';
import type { KeyPatterns } from './key-patterns.ts';

export type { CommandTraits, ProgramCall, RowContext, RowExample, RowMatch, RowPreset, SettingRow, SettingValue } from '../knowledge/setting-row.ts';

const compiled = new WeakMap<object, KeyPatterns<SettingRow>>();

/** The facts that rows need; every settings handler's argument has them. */
export type RowFacts<Message extends string> = Pick<SettingsFacts<Message, object>, 'file' | 'options' | 'policy' | 'strict'> & {
  report(finding: Finding<Message>): void;
};

/**
 * Reports every value below `root` that a row names: `recommended` rows always, `strict` rows only in strict. One walk
 * for all rows. A table that is kept in a constant is compiled once.
 *
 * Messages may use `{{key}}` (the member's name as written) and `{{value}}` (a short piece of a scalar) besides the row's data.
 *
 * @returns false when the file is too big to be looked at completely (a million values).
 */
export function runRows<Message extends string>(root: SettingValue, rows: readonly SettingRow<Message>[], facts: RowFacts<Message>): boolean {
  const context = rowContext(root, facts);
  return matchPatterns(patternsOf(rows), root, (entry, value) => {
    const row = entry as SettingRow<Message>;
    if (row.preset === 'strict' && !facts.strict && !row.when) return;
    const match = matchRow(row, value, context);
    if (!match) return;
    const preset = match.preset ?? row.preset;
    if (preset === 'off' || (preset === 'strict' && !facts.strict)) return;
    if (row.allow && isAllowedValue(row.allow, value, context)) return;
    facts.report({ at: match.at ?? placeOf(row, value), message: row.report, data: { key: String(value.key ?? ''), value: scalarText(value), ...dataOf(row, value, context), ...match.data } });
  });
}

function patternsOf<Message extends string>(rows: readonly SettingRow<Message>[]): KeyPatterns<SettingRow> {
  const known = compiled.get(rows);
  if (known) return known;
  const patterns = compilePatterns<SettingRow>(rows.map((row) => ({ patterns: typeof row.key === 'string' ? [row.key] : row.key, entry: row })));
  compiled.set(rows, patterns);
  return patterns;
}

function matchRow(row: SettingRow, value: SettingValue, context: RowContext): RowMatch | null {
  if (row.when) {
    const answer = row.when(value, context);
    return answer === true ? {} : answer === false ? null : answer;
  }
  if (value.value === undefined) return null;
  return (row.isOneOf ?? [row.is]).includes(value.value) ? {} : null;
}

function placeOf(row: SettingRow, value: SettingValue): readonly [number, number] {
  return row.at === 'value' ? value.range : value.keyRange;
}

function dataOf(row: SettingRow, value: SettingValue, context: RowContext): Readonly<Record<string, string>> | undefined {
  return typeof row.data === 'function' ? row.data(value, context) : row.data;
}

function scalarText(value: SettingValue): string {
  return value.value === undefined ? '' : String(value.value);
}

function isAllowedValue(list: string, value: SettingValue, context: RowContext): boolean {
  return [value.value, value.key].some((text) => typeof text === 'string' && context.isAllowed(list, text));
}

function rowContext<Message extends string>(root: SettingValue, facts: RowFacts<Message>): RowContext {
  const lists = new Map<string, readonly string[]>();
  const listOf = (name: string): readonly string[] => {
    const known = lists.get(name);
    if (known) return known;
    const entries = [...entriesOf(facts.policy, name), ...entriesOf(facts.options, name)];
    lists.set(name, entries);
    return entries;
  };
  return {
    path: facts.file.path,
    kind: facts.file.kind,
    root,
    strict: facts.strict,
    isAllowed: (name, value) => isListed(listOf(name), value),
    text: facts.file.text,
    matchesGlob: (path, glob) => matchesGlob(path.slice(0, 500), glob.slice(0, 500)),
    commands: (value) => commandTraits(facts.file, value),
    programs: (value) => programCalls(facts.file, value),
  };
}

function entriesOf(lists: object, name: string): readonly string[] {
  if (!Object.hasOwn(lists, name)) return [];
  const entries: unknown = (lists as Readonly<Record<string, unknown>>)[name];
  return Array.isArray(entries) ? entries.filter((entry): entry is string => typeof entry === 'string') : [];
}

function isListed(entries: readonly string[], value: string): boolean {
  if (entries.length === 0) return false;
  if (matchesAllowList(value, entries)) return true;
  return URL.canParse(value) && matchesHost(new URL(value).host, entries);
}
