// Lints a text with both presets and says what is wrong with the result, whatever the text is.
import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';

const typescript = (jsx) => ({ parser: typescriptParser, parserOptions: { ecmaFeatures: { jsx } } });

/** The parsers that users of these files have. */
const CODE = [
  { files: ['**/*.js', '**/*.mjs'] },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },
  { files: ['**/*.jsx'], languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } },
  { files: ['**/*.ts', '**/*.mts', '**/*.cts'], languageOptions: typescript(false) },
  { files: ['**/*.tsx'], languageOptions: typescript(true) },
];

/** Column of findings that no comment may silence: the place before a line's first character. */
const BEFORE_LINE = 0;

/**
 * A linter of texts. `presets` are the configurations to lint with; the text is parsed once for all of them.
 *
 * @param {readonly (readonly object[])[]} presets
 */
export function textLinter(presets) {
  const linter = new Linter({ configType: 'flat' });
  const configs = presets.map((preset) => [...CODE, ...preset, { linterOptions: { reportUnusedDisableDirectives: 'off' } }]);
  const bare = (configs[0] ?? []).map((entry) => ({ ...entry, rules: {} }));
  return (filename, text) => lintText({ linter, bare, configs, filename }, text);
}

/** What linting a text gave: `null` for a file that no preset lints. Nothing here throws. */
function lintText({ linter, bare, configs, filename }, text) {
  const result = { messages: [], problems: [], parse: 0, rules: 0, fatal: null };
  const timed = (kind, input, config) => {
    const started = performance.now();
    try {
      // What stands in comments about rules of others is none of our business.
      return linter.verify(input, config, { filename }).filter(({ ruleId, message, fatal }) => fatal || ruleId === null || ruleId.startsWith('agent-security/') || !message.startsWith('Definition for rule'));
    } catch (error) {
      result.problems.push(`${error.ruleId ?? 'no rule'} threw ${String(error.stack ?? error).replace(/\s+/g, ' ').slice(0, 900)}`);
      return [];
    } finally {
      result[kind] += performance.now() - started;
    }
  };
  const parsed = timed('parse', text, bare);
  if (parsed.some(({ message, ruleId }) => ruleId === null && message.startsWith('No matching configuration found'))) return null;
  result.fatal = parsed.find((message) => message.fatal)?.message ?? null;
  if (result.fatal !== null || result.problems.length > 0) return result;
  const sourceCode = linter.getSourceCode();
  for (const config of configs) {
    const messages = timed('rules', sourceCode, config);
    result.messages.push(messages);
    result.problems.push(...misplaced(messages, sourceCode.lines));
  }
  return result;
}

/** Findings whose place is not in the file. */
function misplaced(messages, lines) {
  const isIn = (line, column, first) => line >= 1 && line <= lines.length && column >= first && column <= lines[line - 1].length + 1;
  return messages
    .filter(({ ruleId, line, column, endLine, endColumn }) => {
      if (!ruleId?.startsWith('agent-security/')) return false;
      if (!isIn(line, column, BEFORE_LINE)) return true;
      if (endLine === undefined) return false;
      return !isIn(endLine, endColumn, 1) || endLine < line || (endLine === line && endColumn < column);
    })
    .map(({ ruleId, line, column, endLine, endColumn }) => `${ruleId} reports at ${line}:${column}-${endLine}:${endColumn}, outside of the file`);
}
