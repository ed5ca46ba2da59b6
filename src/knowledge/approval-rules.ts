import { isConsequentialCommand, isOpenEndedProgram } from './values.ts';

/**
 * How much an auto-approval rule for commands approves. `everything`: any command; `interpreter`: a program that runs
 * what its arguments say; `script`: such a program with a fixed script; `consequence`: deletes, installs, publishes.
 */
export type Approval = 'everything' | 'interpreter' | 'script' | 'consequence';

const MAX_RULE = 500;
/** Alternatives of nested groups that are tried per rule. */
const MAX_BRANCHES = 200;
const HARMLESS_OPTION = /^(?:--version|-v|-V|--help|-h|--dry-run|-n|version|help)$/;
const CODE_OPTION = /^(?:-e|-p|--eval|--print|-[a-z]*c|-command|-encodedcommand|\/c|\/k)$/i;

/** What a rule of VS Code's `chat.tools.terminal.autoApprove` approves: a plain text is a prefix of commands, `/…/` a regular expression. */
export function approvalOf(rule: string): Approval | null {
  const text = rule.slice(0, MAX_RULE).trim();
  if (text === '' || text === '*' || text === '**') return 'everything';
  const expression = /^\/(.*)\/[a-z]{0,8}$/s.exec(text);
  return expression ? approvalOfExpression(expression[1] ?? '') : approvalOfCommand(text.replace(/[\s:]{0,5}\*{1,2}$/, ''));
}

/** What allowing every command that starts with these words allows. */
export function approvalOfCommand(prefix: string): Approval | null {
  const words = prefix.trim().split(/\s+/);
  const [first = '', second] = words;
  if (first === '' || first === '*') return 'everything';
  if (isOpenEndedProgram(first)) {
    if (second === undefined || CODE_OPTION.test(second)) return 'interpreter';
    if (HARMLESS_OPTION.test(second)) return null;
    return /[./\\]/.test(second) || /^(?:run|exec|eval|apply|-m|-r)$/.test(second) ? 'script' : null;
  }
  return isConsequentialCommand(words) && !words.some((word) => HARMLESS_OPTION.test(word)) && !needsNoMore(words) ? 'consequence' : null;
}

/** Tools with harmless subcommands (`gh`, `aws` …) matter only when they are approved as a whole. */
function needsNoMore(words: readonly string[]): boolean {
  return words.length > 1 && /^(?:gh|az|aws|gcloud|terraform|psql)$/.test(words[0] ?? '');
}

function approvalOfExpression(source: string): Approval | null {
  const alternatives = splitAlternatives(source);
  if (alternatives.some((alternative) => acceptsAnything(alternative) || acceptsOneCharacter(alternative))) return 'everything';
  if (alternatives.some(forbidsSome)) return 'interpreter';
  const budget = { left: MAX_BRANCHES };
  const found = alternatives.map((alternative) => approvalOfAlternative(alternative, budget));
  return found.find((approval) => approval === 'interpreter') ?? found.find((approval) => approval !== null) ?? null;
}

/** One piece of a regular expression: how much text it accepts and whether it may be left out. */
interface Atom {
  readonly kind: 'literal' | 'any' | 'word' | 'group' | 'start' | 'end' | 'boundary' | 'narrow';
  readonly text: string;
  readonly optional: boolean;
  readonly repeated: boolean;
}

const QUANTIFIER = /[*+?]\??|\{(\d{0,5})(,?)\d{0,5}\}\??/y;

/** Reads a regular expression's source into atoms. It is never compiled: linted text must not become a pattern. */
function readAtoms(source: string): Atom[] {
  const atoms: Atom[] = [];
  for (let index = 0; index < source.length && atoms.length < MAX_RULE; ) {
    const { kind, text, end } = readAtom(source, index);
    QUANTIFIER.lastIndex = end;
    const quantifier = QUANTIFIER.exec(source);
    const sign = quantifier?.[0][0] ?? '';
    const optional = sign === '*' || sign === '?' || (sign === '{' && Number(quantifier?.[1] ?? '1') === 0);
    atoms.push({ kind, text, optional, repeated: sign === '*' || sign === '+' || (sign === '{' && quantifier?.[2] === ',') });
    index = quantifier ? QUANTIFIER.lastIndex : end;
  }
  return atoms;
}

function readAtom(source: string, index: number): { readonly kind: Atom['kind']; readonly text: string; readonly end: number } {
  const character = source[index] ?? '';
  if (character === '^') return { kind: 'start', text: '', end: index + 1 };
  if (character === '$') return { kind: 'end', text: '', end: index + 1 };
  if (character === '.') return { kind: 'any', text: '', end: index + 1 };
  if (character === '\\') return readEscape(source, index);
  if (character === '[') return readClass(source, index);
  if (character === '(') {
    const end = closingParenthesis(source, index);
    return { kind: 'group', text: source.slice(index + 1, end - 1), end };
  }
  return { kind: 'literal', text: character, end: index + 1 };
}

function readEscape(source: string, index: number): { readonly kind: Atom['kind']; readonly text: string; readonly end: number } {
  const escaped = source[index + 1] ?? '';
  const end = index + 2;
  if (escaped === 'b') return { kind: 'boundary', text: '', end };
  if (escaped === 'S' || escaped === 'D' || escaped === 'W') return { kind: 'any', text: '', end };
  if (escaped === 'w') return { kind: 'word', text: '', end };
  const property = /^[pP]\{([\w=]{1,40})\}/.exec(source.slice(index + 1, index + 50));
  if (property) return { kind: escaped === 'P' || /^(?:Any|ASCII)$/.test(property[1] ?? '') ? 'any' : /^(?:L|Letter|Alphabetic|Ll|ID_Start|ID_Continue)$/.test(property[1] ?? '') ? 'word' : 'narrow', text: '', end: index + 1 + property[0].length };
  if (escaped === 's') return { kind: 'literal', text: ' ', end };
  return /[dBpPkux0-9]/.test(escaped) ? { kind: 'narrow', text: '', end } : { kind: 'literal', text: escaped, end };
}

/** Ranges of all printable characters. */
const PRINTABLE = /(?:[ !]|\\x(?:0[0-9a-f]|1[0-9a-f]|2[01])|\\0)-(?:~|\\x7[ef]|\\x[89a-f][0-9a-f]|\\uffff)/i;
/** Classes that accept everything together. */
const OPPOSITES = [['\\s', '\\S'], ['\\d', '\\D'], ['\\w', '\\W']] as const;

function readClass(source: string, index: number): { readonly kind: Atom['kind']; readonly text: string; readonly end: number } {
  let end = index + 1;
  if (source[end] === '^') end += 1;
  if (source[end] === ']') end += 1;
  while (end < source.length && source[end] !== ']') end += source[end] === '\\' ? 2 : 1;
  const body = source.slice(index + 1, end);
  const wide = body.startsWith('^') || PRINTABLE.test(body) || OPPOSITES.some(([one, other]) => body.includes(one) && body.includes(other));
  if (wide) return { kind: 'any', text: '', end: end + 1 };
  return { kind: /\\w|a-z/i.test(body) ? (/\\s| /.test(body) ? 'any' : 'word') : 'narrow', text: '', end: end + 1 };
}

function closingParenthesis(source: string, open: number): number {
  let depth = 0;
  for (let index = open; index < source.length; index += 1) {
    const character = source[index];
    if (character === '\\') index += 1;
    else if (character === '(') depth += 1;
    else if (character === ')' && (depth -= 1) === 0) return index + 1;
  }
  return source.length;
}

/** Alternatives at the top level; one level of a group around everything is opened. */
function splitAlternatives(source: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let index = 0; index < source.length; index += 1) {
    const character = source[index];
    if (character === '\\') index += 1;
    else if (character === '(') index = closingParenthesis(source, index) - 1;
    else if (character === '[') index = readClass(source, index).end - 1;
    else if (character === '|') {
      parts.push(source.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(source.slice(start));
  return parts;
}

/** True when a pattern accepts commands as different as `rm -rf /`, `curl x` and `zq9`. */
function acceptsAnything(source: string): boolean {
  const atoms = readAtoms(source);
  const isAnchored = atoms.at(-1)?.kind === 'end' && atoms[0]?.kind === 'start';
  let reaches = !isAnchored;
  for (const atom of atoms) {
    if (atom.kind === 'start' || atom.kind === 'end') continue;
    if (atom.kind === 'group') {
      const inner = groupBody(atom.text);
      if (inner === null) {
        if (/\b(?:rm|curl)\b/.test(atom.text)) return false;
        continue;
      }
      const wide = splitAlternatives(inner).some(acceptsAnything);
      if (!wide && !atom.optional) return false;
      reaches ||= wide;
      continue;
    }
    if (atom.kind === 'any') reaches ||= atom.repeated;
    else if (atom.kind !== 'word' && atom.kind !== 'boundary' && atom.text !== ' ' && !atom.optional) return false;
  }
  return reaches;
}

/** `^(?!rm).*`: everything but what it names, and shells are not among that. */
function forbidsSome(source: string): boolean {
  const denied = /^\^?\(\?!/.test(source) ? readAtoms(source).find(({ kind }) => kind === 'group') : undefined;
  return denied !== undefined && !/\b(?:ba|z)?sh\b/.test(denied.text) && acceptsAnything(source.replace(`(${denied.text})`, () => ''));
}

/** `e`, `[aeiou]`, `\d`: a pattern without an anchor that any command with such a character in it fits. */
function acceptsOneCharacter(source: string): boolean {
  const needed = readAtoms(source).filter(({ optional, kind }) => !optional || kind === 'start' || kind === 'end');
  const [only] = needed;
  return needed.length === 1 && only !== undefined && (only.kind === 'narrow' || (only.kind === 'literal' && /[\w ./-]/.test(only.text)));
}

/** What a group captures; `null` for look-around. */
function groupBody(text: string): string | null {
  if (/^\?(?:[=!]|<[=!])/.test(text)) return null;
  return text.replace(/^\?(?::|<\w{1,50}>)/, '');
}

/** Reads the fixed words at the start of one alternative and judges them as a command. */
function approvalOfAlternative(source: string, budget: { left: number }): Approval | null {
  budget.left -= 1;
  if (budget.left < 0) return null;
  const atoms = readAtoms(source);
  const first = atoms.findIndex((atom) => atom.kind !== 'start' && atom.kind !== 'boundary');
  const head = atoms[first];
  if (!head) return null;
  if (head.kind === 'group') {
    const inner = groupBody(head.text);
    if (inner === null || inner.length > 300) return null;
    const rest = source.slice(source.indexOf(head.text) + head.text.length + 1);
    const found = splitAlternatives(inner).map((choice) => approvalOfAlternative(`${choice}${rest}`, budget));
    return found.find((approval) => approval === 'interpreter') ?? found.find((approval) => approval !== null) ?? null;
  }
  let prefix = '';
  let index = first;
  for (; index < atoms.length && atoms[index]?.kind === 'literal' && !atoms[index]?.optional; index += 1) prefix += atoms[index]?.text;
  const rest = atoms.slice(index).filter((atom) => atom.kind !== 'boundary');
  const isComplete = rest.length === 1 && rest[0]?.kind === 'end';
  const approval = prefix.trim() === '' ? null : approvalOfCommand(prefix);
  if (isComplete && approval !== 'consequence') return approval === 'interpreter' && !prefix.includes(' ') ? null : approval;
  return approval;
}
