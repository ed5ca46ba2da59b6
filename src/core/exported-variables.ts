import type { SourceRange } from '../surfaces/mapped-text.ts';
import { originSet } from '../surfaces/javascript/index.ts';
import type { FileOperation, ValueModel } from '../surfaces/javascript/index.ts';

/** Source: the documentation of @actions/core. */
const EXPORTS = originSet({ '@actions/core.exportVariable': true });
const MAX_LINES = 100;

/** A variable that all later steps of a CI job start with. */
export interface ExportedVariable {
  readonly name: string;
  readonly value: string;
  readonly range: SourceRange;
}

/** `core.exportVariable(name, value)`, and lines `NAME=value` that code writes into the file `GITHUB_ENV`. What is unknown is left out. */
export function exportedVariables(model: ValueModel): readonly ExportedVariable[] {
  const called = model.calls(EXPORTS).flatMap(({ args, range }) => {
    const name = args[0]?.text().constant ?? null;
    return name === null ? [] : [{ name, value: args[1]?.text().prefix ?? '', range }];
  });
  return [...called, ...model.fileOperations().filter(isEnvironmentFile).flatMap(linesOf)];
}

function isEnvironmentFile({ kind, path }: FileOperation): boolean {
  const [hole] = path.holes;
  return (kind === 'append' || kind === 'write') && path.parts.length === 1 && hole?.origin === 'global:process.env.GITHUB_ENV';
}

function linesOf({ content, call }: FileOperation): readonly ExportedVariable[] {
  return (content?.text().prefix ?? '').split('\n', MAX_LINES).flatMap((line) => {
    const [, name, value] = /^\s{0,20}([A-Za-z_]\w{0,80})=(.{0,2000})$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [{ name, value, range: call.range }];
  });
}
