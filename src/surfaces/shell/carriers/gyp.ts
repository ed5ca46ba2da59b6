import { sliceText } from '../../mapped-text.ts';
import { findSettings, stringItems, walkSettings } from '../../settings/index.ts';
import type { SettingNode } from '../../settings/index.ts';
import type { CommandText } from '../command-text.ts';
import { argvText, shellText } from './make.ts';
import type { Circumstances } from './make.ts';

const WHERE: Circumstances = { carrier: 'setting', label: 'binding.gyp', unattended: true, lifecycle: true };
const MAX_NODES = 100_000;
const MAX_EXPANSIONS = 200;

/** What `binding.gyp` runs when a package is installed: command expansions `<!(…)` and `<!@(…)`, and build actions. */
export function gypCommands(root: SettingNode): readonly CommandText[] {
  const found: CommandText[] = [];
  let visited = 0;
  for (const node of walkSettings(root)) {
    if ((visited += 1) > MAX_NODES) break;
    if (node.kind === 'string' && String(node.value).includes('<!')) found.push(...expansions(node));
  }
  const actions = ['targets[].actions[].action', 'targets[].rules[].action', 'targets[].postbuilds[].action', 'target_defaults.actions[].action'];
  return [...found, ...actions.flatMap((key) => findSettings(root, key).flatMap((node) => argvText(stringItems(node).map((item) => item.text()), WHERE)))];
}

function expansions(node: SettingNode): readonly CommandText[] {
  const text = node.text();
  const found: CommandText[] = [];
  for (let at = text.text.indexOf('<!'); at >= 0 && found.length < MAX_EXPANSIONS; at = text.text.indexOf('<!', at + 2)) {
    const open = text.text.startsWith('<!@(', at) ? at + 3 : at + 2;
    if (text.text[open] !== '(') continue;
    const close = closingParenthesis(text.text, open);
    found.push(shellText(sliceText(text, open + 1, close < 0 ? text.text.length : close), WHERE));
    // Without its end an expansion takes the rest of the text; looking for the others would be quadratic.
    if (close < 0) break;
  }
  return found;
}

/** The parenthesis that ends an expansion; those in quotes count as well, as gyp itself counts them. */
function closingParenthesis(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')' && (depth -= 1) === 0) return at;
  }
  return -1;
}
