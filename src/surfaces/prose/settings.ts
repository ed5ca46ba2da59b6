import type { FileContext } from '../file-context.ts';
import { sliceText } from '../mapped-text.ts';
import { walkSettings } from '../settings/index.ts';
import type { SettingNode } from '../settings/index.ts';
import type { ProseCarrier, ProseRegion } from './model.ts';
import { blankOut, htmlCommentRanges } from './regions.ts';

/** Keys whose values agents or people read as text, in lower case without `_` and `-`. */
const TEXT_KEYS: ReadonlySet<string> = new Set([
  'description', 'instructions', 'instruction', 'prompt', 'systemprompt', 'system', 'systemmessage', 'appendsystemprompt', 'custominstructions', 'roledefinition', 'rules',
  'message', 'content', 'text', 'body', 'summary', 'whentouse', 'initialprompt', 'goal', 'backstory', 'role', 'longdescription', 'shortdescription', 'documentation', 'comment', 'note', 'notes', '//', 'about', 'persona', 'guidance', 'context', 'value', 'label', 'outputstyle', 'companyannouncements', 'tips', 'placeholder', 'title', 'hint', 'directprompt', 'overrideprompt', 'taskinstructions',
]);
const PROMPT_KEYS: ReadonlySet<string> = new Set(['instructions', 'prompt', 'systemprompt', 'system', 'systemmessage', 'appendsystemprompt', 'custominstructions', 'roledefinition', 'initialprompt', 'persona', 'backstory']);
const TOOL_PARENTS: ReadonlySet<string> = new Set(['tools', 'functions', 'parameters', 'properties', 'inputschema', 'input_schema', 'function', 'mcpservers', 'prompts', 'resources']);
const MIN_LENGTH = 12;

/** Texts of a settings file that someone reads: descriptions, instructions, prompts; keywords of a manifest. */
export function settingRegions(file: FileContext): readonly ProseRegion[] {
  const root = file.kind === 'lockfile' ? null : file.settings();
  if (!root) return [];
  const out: ProseRegion[] = [];
  for (const node of walkSettings(root)) {
    if (node.kind !== 'string' || typeof node.value !== 'string' || node.value.length < MIN_LENGTH) continue;
    const key = nameOf(node);
    if (TEXT_KEYS.has(key) || (key === 'keywords' && file.kind === 'package-json')) out.push(...textRegions(node, carrierOf(node, key)));
  }
  return out;
}

/** Comments of Markdown in a text (the form of an issue) are not shown to readers. */
function textRegions(node: SettingNode, carrier: ProseCarrier): readonly ProseRegion[] {
  const text = node.text();
  if (!text.text.includes('<!--')) return [{ carrier, text, heading: '' }];
  const comments = htmlCommentRanges(text.text);
  const shown = { text: blankOut(text.text, comments), holes: text.holes, toSource: (start: number, end: number) => text.toSource(start, end) };
  return [{ carrier, text: shown, heading: '' }, ...comments.map(([start, end]): ProseRegion => ({ carrier: 'html-comment', text: sliceText(text, start, end), heading: '' }))];
}

/** The member's name; for an item of a list, the list's. */
function nameOf(node: SettingNode): string {
  const key = typeof node.key === 'number' ? node.parent?.key : node.key;
  return typeof key === 'string' ? key.slice(key.lastIndexOf('.') + 1).toLowerCase().replace(/[_-]/g, '') : '';
}

function carrierOf(node: SettingNode, key: string): ProseCarrier {
  if (PROMPT_KEYS.has(key)) return 'prompt';
  if (key !== 'description') return 'setting';
  let at: SettingNode | null = node.parent;
  for (let depth = 0; at && depth < 5; depth += 1, at = at.parent) {
    if (typeof at.key === 'string' && TOOL_PARENTS.has(at.key.toLowerCase())) return 'tool-description';
    if (at.kind === 'object' && (at.get('inputSchema') || at.get('input_schema') || at.get('parameters'))) return 'tool-description';
  }
  return 'setting';
}
