import type { FileContext } from '../file-context.ts';
import { joinTexts, sliceText } from '../mapped-text.ts';
import type { MappedText } from '../mapped-text.ts';
import { agentCommands } from '../shell/carriers/agents.ts';
import type { Command, CommandText, Word } from '../shell/index.ts';
import type { ProseRegion } from './model.ts';

const PRINTERS: ReadonlySet<string> = new Set(['echo', 'printf', 'print', 'write-host', 'write-output']);
/** Programs after which the text still comes out. */
const PASSING: ReadonlySet<string> = new Set(['cat', 'tee', 'jq', 'sed', 'fold', 'head', 'tail']);
/** Events whose hooks nobody listens to. Source: the agents' hook references. */
const UNHEARD: ReadonlySet<string> = new Set(['notify', 'Notification', 'SessionEnd', 'sessionEnd']);
const MAX_REGIONS = 500;
const MIN_LENGTH = 12;

/** What hooks of an agent print: the agent reads it as if its user had written it, and people hardly see it. */
export function hookRegions(file: FileContext): readonly ProseRegion[] {
  const root = file.kind === 'agent-settings' || file.kind === 'agent-hooks' ? file.settings() : null;
  if (!root) return [];
  return agentCommands(root, file.kind)
    .filter(({ carrier, label, source }) => carrier === 'agent-hook' && !UNHEARD.has(label) && source.text.length >= MIN_LENGTH)
    .flatMap((text) => text.script.commands.filter(isHeard).flatMap((command): readonly ProseRegion[] => {
      const shown = printedText(command, text);
      return shown && shown.text.length >= MIN_LENGTH ? [{ carrier: 'prompt', text: shown, heading: '' }] : [];
    }))
    .slice(0, MAX_REGIONS);
}

/** False for text that goes to a file or to another program. */
function isHeard({ name, input, context, pipeline, stage }: Command): boolean {
  if (!PRINTERS.has(name?.toLowerCase() ?? '') && !(name === 'cat' && input !== null)) return false;
  if (context === 'command-substitution' || context === 'process-substitution') return false;
  const later = pipeline.slice(stage);
  return later.slice(1).every((next) => next.name !== null && PASSING.has(next.name)) && later.every(({ redirects }) => redirects.every(({ operator, target }) => !operator.startsWith('>') || /^&?\d$|^\/dev\/std(?:out|err)$/.test(target.value)));
}

function printedText({ name, args, input }: Command, { source }: CommandText): MappedText | null {
  const words = name === 'cat' ? (input ? [input] : []) : args;
  return words.length === 0 ? null : joinTexts(words.map((word) => readable(word, source)));
}

/** A word as a reader sees it, each character at its place where that is simple; the marks of JSON are left out. */
function readable(word: Word, source: MappedText): MappedText {
  const [start, end] = word.range;
  const raw = source.text.slice(start, end);
  const quote = /^["']/.exec(raw)?.[0] ?? '';
  const inner = quote !== '' && raw.endsWith(quote) && raw.length > 1 ? sliceText(source, start + 1, end - 1) : sliceText(source, start, end);
  const isPlain = inner.text === word.value;
  const text = isPlain ? inner.text : word.value;
  const shown = text.trimStart().startsWith('{') ? text.replace(/\\[nrt"]|["{}]/g, (mark) => ' '.repeat(mark.length)) : text.replace(/\\[nrt]/g, '  ');
  return { text: shown, holes: [], toSource: isPlain ? (from, to) => inner.toSource(from, to) : () => source.toSource(start, end) };
}
