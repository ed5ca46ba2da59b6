import type { SourceRange } from '../surfaces/mapped-text.ts';
import type { SettingNode } from '../surfaces/settings/index.ts';
import { readWorkflow } from '../surfaces/settings/workflow.ts';
import type { Command } from '../surfaces/shell/index.ts';
import type { LintedFile } from './file.ts';

/** Contexts that hold every secret, or everything that a step was given. */
const WHOLE: ReadonlySet<string> = new Set(['secrets', 'env']);

/** `${{ toJSON(secrets) }}`: a whole context written out, wherever its text goes. */
export function findWholeContexts(root: SettingNode): readonly { readonly context: string; readonly range: SourceRange }[] {
  return readWorkflow(root).expressions.flatMap(({ expression }) => {
    const whole = expression.references.find(({ path, calls, isTested }) => WHOLE.has(path) && calls.includes('tojson') && !isTested);
    return whole ? [{ context: whole.path, range: expression.at }] : [];
  });
}

const PRINTERS: ReadonlySet<string> = new Set(['echo', 'printf', 'print', 'write-host', 'write-output']);
/** Programs after which the text still comes out, so that masking no longer knows it. */
const TRANSFORMERS: ReadonlySet<string> = new Set(['base64', 'rev', 'sed', 'tr', 'xxd', 'hexdump', 'od', 'fold', 'tee', 'cat', 'awk', 'cut']);

/** `run: echo ${{ secrets.X }}`: a secret that a step prints. Text piped to a program or written to a file is fine. */
export function findPrintedSecrets(file: LintedFile, root: SettingNode): readonly { readonly name: string; readonly range: SourceRange }[] {
  const secrets = readWorkflow(root).expressions.flatMap(({ expression, position }) => {
    const reference = position === 'run' ? expression.references.find(({ path, isTested }) => path.startsWith('secrets.') && path !== 'secrets.github_token' && !isTested) : undefined;
    return reference ? [{ name: reference.path.slice('secrets.'.length).toUpperCase(), range: expression.at }] : [];
  });
  if (secrets.length === 0) return [];
  const printed: SourceRange[] = [];
  for (const { source, script } of file.commands()) {
    for (const command of script.commands) if (prints(command)) printed.push(source.toSource(command.range[0], command.range[1]));
  }
  return secrets.filter(({ range }) => printed.some(([start, end]) => range[0] >= start && range[1] <= end));
}

function prints(command: Command): boolean {
  if (command.name === null || !PRINTERS.has(command.name.toLowerCase()) || command.context === 'command-substitution') return false;
  const rest = command.pipeline.slice(command.stage + 1);
  const toFile = [command, ...rest].some(({ redirects }) => redirects.some(({ operator, target }) => operator.startsWith('>') && !/GITHUB_STEP_SUMMARY|^\/dev\/(?:stdout|stderr|tty)$|^&?[12]$/.test(target.value + target.variables.join())));
  return !toFile && rest.every(({ name }) => name !== null && TRANSFORMERS.has(name));
}
