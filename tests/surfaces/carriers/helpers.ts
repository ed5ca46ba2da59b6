import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';

import { lintedFile } from '../../../src/core/file.ts';
import type { LintedFile } from '../../../src/core/file.ts';
import { fileRow } from '../../../src/knowledge/files.ts';
import { languagePlugins } from '../../../src/languages/index.ts';
import type { CommandText } from '../../../src/surfaces/shell/command-text.ts';
import type { AnySourceCode } from '../../../src/surfaces/source-code.ts';

const families = languagePlugins('eslint-plugin-agent-security', '0.0.0');
const FAMILY_OF: Readonly<Record<string, string>> = { json: 'json', jsonc: 'json', json5: 'json', yaml: 'yaml', markdown: 'markdown', toml: 'text', shell: 'text', text: 'text' };

/** The file as a rule sees it, parsed by the language that the presets choose for its name. */
export function fileOf(filename: string, code: string): LintedFile {
  let file: LintedFile | undefined;
  const probe = {
    create(context: { sourceCode: unknown; filename: string }) {
      file = lintedFile(context.sourceCode as AnySourceCode, context.filename);
      return {};
    },
  };
  const row = fileRow(filename);
  const inner = row?.language === 'markdown' ? 'gfm' : row?.language;
  const language = row ? { language: `agent-security-${FAMILY_OF[row.language]}/${inner}` } : { languageOptions: /\.[mc]?tsx?$/.test(filename) ? { parser: typescriptParser } : {} };
  const config = { files: [`**/${filename.slice(filename.lastIndexOf('/') + 1)}`], plugins: { ...families, probe: { rules: { probe } } }, rules: { 'probe/probe': 2 }, ...language };
  const messages = new Linter().verify(code, [config] as never, { filename });
  if (!file) throw new Error(messages[0]?.message ?? 'not linted');
  return file;
}

export function commandsOf(filename: string, code: string): readonly CommandText[] {
  return fileOf(filename, code).commands();
}

/** `carrier|label|text`, with `!` for unattended and `*` for lifecycle scripts. */
export function summary(filename: string, code: string): readonly string[] {
  return commandsOf(filename, code).map(
    ({ carrier, label, unattended, lifecycle, source }) => `${carrier}${unattended ? '!' : ''}${lifecycle ? '*' : ''}|${label}|${source.text}`,
  );
}

/** What the linted file holds where `part` of the only command text that holds it stands. */
export function placeOf(filename: string, code: string, part: string): string {
  const found = commandsOf(filename, code).find(({ source }) => source.text.includes(part));
  if (!found) return '';
  const index = found.source.text.indexOf(part);
  return code.slice(...found.source.toSource(index, index + part.length));
}

/** Names of the commands in a file's command texts, in order. */
export function namesOf(filename: string, code: string): readonly (string | null)[] {
  return commandsOf(filename, code).flatMap(({ script }) => script.commands.map(({ name }) => name));
}
