import type { Command, Word } from '../model.ts';
import { interpretation } from './flow.ts';

/** A variable of the environment that inline code prints. */
export interface PrintedRead {
  readonly name: string;
  /** True when it is printed in a form that the masking of logs does not know. */
  readonly isChanged: boolean;
  /** True for a secret that a workflow writes into the code: `${{ secrets.X }}`. */
  readonly isFilled: boolean;
}

const MAX_CODE = 16_384;
const MAX_STATEMENTS = 500;
const MAX_FOUND = 50;
const LANGUAGES = /^(?:python|pypy|ruby|perl|php|node|bun)[\d.]{0,6}$/;

/** `os.environ["X"]`, `os.getenv("X")`, `ENV.fetch("X")`, `$ENV{X}`, `getenv("X")`, `process.env.X`, and what a workflow fills in. */
const READ = /(?:\bos\.environ(?:\.get)?|\bos\.getenv|(?<![\w.])ENV(?:\.fetch)?|\$ENV|\bgetenv|\$_ENV|\$_SERVER|\bprocess\.env)\s{0,3}(?:\??\.)?[[({]?\s{0,3}\\?["']?([A-Za-z_]\w{0,100})\b|\$\{\{\s{0,20}secrets\.([A-Za-z_]\w{0,100})\s{0,20}\}\}/g;
const PRINT = /(?<![\w.])(?:print|println|printf|puts|pp?|echo|say|warn|var_dump|print_r|sys\.std(?:out|err)\.write|(?:\$stdout|STDOUT|\$stderr)\.(?:puts|print|write)|console\.(?:log|info|warn|error)|process\.stdout\.write)(?=[\s("'$])/;
const HOLDS = /^\s{0,40}(?:for\s{1,9}|const\s{1,9}|let\s{1,9}|var\s{1,9}|my\s{1,9})?(\$?[A-Za-z_]\w{0,60})\s{0,9}(?:=(?![=~>])|in\s)/;
/** What tells that there is a value, or how long it is, not the value. */
const TESTED_BEFORE = /(?:\b(?:len|bool|Boolean|strlen|empty|isset|type|typeof|not|if|unless|length|defined)\s{0,3}\(?\s{0,3}|!\s{0,3})$/;
const TESTED_AFTER = /^\\?["']?\s{0,3}[\])}]{0,2}\s{0,3}(?:\.(?:length|size|bytesize|nil\?|empty\?)|is\b|[=!]==?|\?|in\b|and\b|&&|\[\s{0,3}(?:\d{1,2}\s{0,3})?:\s{0,3}\d|\.(?:slice|substring|substr)\(\s{0,3}0|\[\s{0,3}0\s{0,3}(?:,|\.\.))/;
const DIGESTS = /sha(?:1|224|256|384|512)|md5|hashlib|Digest|createHash|::add-mask::/i;
const CHANGES = /\[\s{0,3}:\s{0,3}:|\brevers|b64|base64|\bhex|encode|\bord\b|join|split|\blist\(|codecs|unpack|chars?\b|rot13|strrev|\bfor\b|map\b/;

/** Functions whose result still tells the value; any other may make something else of it: a request, a check. */
const TELLING: ReadonlySet<string> = new Set((
  'str repr list tuple reversed bytes bytearray join encode decode strip lstrip rstrip trim chomp upper lower hex hexlify b64encode b64decode urlsafe_b64encode encodebytes standard_b64encode b32encode ' +
  'encode64 strict_encode64 urlsafe_encode64 encode_base64 reverse each_char chars map format dumps stringify to_s to_str inspect unpack ord chr from toString toUpperCase toLowerCase split btoa base64_encode strrev bin2hex str_split implode json_encode replace gsub ' +
  'quote zip enumerate sorted rot13 for in if and or not return'
).split(' '));
const CALL = /([A-Za-z_]\w{0,60})[!?]?\s{0,3}\(/g;

function tellsValue(text: string): boolean {
  for (const [, name = ''] of text.slice(0, MAX_CODE).replace(READ, '').matchAll(CALL)) if (!TELLING.has(name)) return false;
  return true;
}

/** The code that an interpreter is given in the command itself, with its place; `null` for none. */
export function inlineCodeWord(command: Command): Word | null {
  if (!LANGUAGES.test(command.name?.toLowerCase() ?? '')) return null;
  const found = interpretation(command);
  return found?.code ?? (found?.readsInput === true ? command.input : null);
}

/** True for `node -p` and its kin, which print what the code comes to. */
export function printsResult({ name, args }: Command): boolean {
  return /^(?:node|bun)\d{0,3}$/.test(name ?? '') && args.slice(0, 20).some(({ value }) => /^-[a-z]{0,3}p[a-z]{0,3}$|^--print$/.test(value));
}

/**
 * The variables that inline Python, Ruby, Perl, PHP, and JavaScript print, as far as the words tell: in a statement that
 * prints, or by way of a name that holds them. Of JavaScript the value model knows more, so only what `-p` prints is told here.
 */
export function printedReads(code: string, isResult: boolean): readonly PrintedRead[] {
  const found: PrintedRead[] = [];
  const held = new Map<string, PrintedRead>();
  for (const statement of code.slice(0, MAX_CODE).split(/[;\n]/, MAX_STATEMENTS)) {
    const print = isResult ? null : PRINT.exec(statement);
    const name = HOLDS.exec(statement)?.[1];
    const own = readsOf(statement);
    const [first] = own;
    if (name !== undefined && first && tellsValue(statement) && held.size < MAX_FOUND) held.set(name, first);
    if (!isResult && !print) continue;
    const shown = print ? statement.slice(print.index + print[0].length) : statement;
    if (DIGESTS.test(shown) || !tellsValue(shown)) continue;
    found.push(...(print ? readsOf(shown) : own), ...heldIn(shown, held));
    if (found.length >= MAX_FOUND) break;
  }
  return found;
}

function readsOf(text: string): readonly PrintedRead[] {
  const isChanged = CHANGES.test(text);
  return [...text.slice(0, MAX_CODE).matchAll(READ)].slice(0, MAX_FOUND).flatMap((match): readonly PrintedRead[] => {
    const before = text.slice(Math.max(0, match.index - 30), match.index);
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 60);
    return TESTED_BEFORE.test(before) || TESTED_AFTER.test(after) || DIGESTS.test(text) ? [] : [{ name: match[1] ?? (match[2] ?? '').toUpperCase(), isChanged, isFilled: match[2] !== undefined }];
  });
}

const WORD = /\$?[A-Za-z_]\w{0,60}/g;

function heldIn(text: string, held: ReadonlyMap<string, PrintedRead>): readonly PrintedRead[] {
  if (held.size === 0) return [];
  const bare = withoutTexts(text);
  return [...bare.matchAll(WORD)].slice(0, 500).flatMap((match): readonly PrintedRead[] => {
    const read = held.get(match[0]);
    if (!read || bare[match.index - 1] === '.' || TESTED_BEFORE.test(bare.slice(Math.max(0, match.index - 30), match.index)) || TESTED_AFTER.test(bare.slice(match.index + match[0].length, match.index + match[0].length + 60))) return [];
    return [{ ...read, isChanged: read.isChanged || CHANGES.test(bare) }];
  });
}

/** A statement without its texts, but with what they fill in: `f"{x}"`, `"#{x}"`, `"$x"`. */
function withoutTexts(text: string): string {
  return text.replace(/\\?"([^"\n]{0,2000})"|'([^'\n]{0,2000})'/g, (_whole, double: string | undefined, single: string | undefined) => [...(double ?? single ?? '').matchAll(/\{([^{}]{0,200})\}|(\$[A-Za-z_]\w{0,60})/g)].map((match) => ` ${match[1] ?? match[2] ?? ''} `).join(''));
}
