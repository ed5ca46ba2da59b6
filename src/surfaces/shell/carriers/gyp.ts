import { sliceText } from '../../mapped-text.ts';
import type { MappedText, SourceRange } from '../../mapped-text.ts';
import { findSettings, stringItems, walkSettings } from '../../settings/index.ts';
import type { SettingNode } from '../../settings/index.ts';
import type { CommandText } from '../command-text.ts';
import { HOLE } from '../state.ts';
import { argvText, shellText } from './make.ts';
import type { Circumstances } from './make.ts';

const WHERE: Circumstances = { carrier: 'setting', label: 'binding.gyp', unattended: true, lifecycle: true };
const MAX_NODES = 100_000;
const MAX_EXPANSIONS = 200;
const MAX_INNER = 20;

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
    found.push(shellText(withoutInner(sliceText(text, open + 1, close < 0 ? text.text.length : close)), WHERE));
    // Without its end an expansion takes the rest of the text; looking for the others would be quadratic.
    if (close < 0) break;
  }
  return found;
}

/** `<!(X="<!(node -p "1")" tool)`: gyp puts the output of the inner command in before a shell reads the outer one. */
function withoutInner(text: MappedText): MappedText {
  let out = text.text;
  let count = 0;
  const holes: SourceRange[] = [...text.holes];
  for (let at = out.indexOf('<!'); at >= 0 && count < MAX_INNER; at = out.indexOf('<!', at + 2)) {
    const open = out.startsWith('<!@(', at) ? at + 3 : at + 2;
    if (out[open] !== '(') continue;
    const close = closingParenthesis(out, open);
    if (close < 0) break;
    count += 1;
    holes.push([at, close + 1]);
    out = out.slice(0, at) + HOLE.repeat(close + 1 - at) + out.slice(close + 1);
  }
  return count === 0 ? text : { text: out, holes, toSource: (start, end) => text.toSource(start, end) };
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
