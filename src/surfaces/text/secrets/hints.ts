/** Parts of words that every credential's name holds; a quick look for places where a name may stand. */
const NAME_HINT =
  /assw|ASSW|assph|ASSPH|assco|ASSCO|ecret|ECRET|oken|OKEN|redent|REDENT|[pP]wd|PWD|\b[pP]ass\b|_pass\b|Pass\b|_PASS\b|DB_?PASS|creds?\b|CREDS?\b|Creds?\b|[aA]uth(?:orization)?\b|A(?:UTH|UTHORIZATION)\b|_auth\b|earer|[jJ]wt|JWT|nemonic|NEMONIC|(?:seed|recovery)[_ -]?[pP]hrase|_?PAT\b|_pat\b|ccessKeyI|(?:api|pi|th|ss|et|te|on|pt|ng|er|ce|nt|pp|ge|ed|ac|ey|an|ie|sh|le|PI|TH|SS|ET|TE|ON|PT|NG|ER|CE|NT|PP|GE|ED|AC|IE|SH|LE)[_-]?(?:[kK]ey|KEY)(?:Id|_ID)?\b/g;

/** Indexes of possible credentials' names, ascending. */
export function findNameHints(text: string): readonly number[] {
  const found: number[] = [];
  NAME_HINT.lastIndex = 0;
  for (let match = NAME_HINT.exec(text); match; match = NAME_HINT.exec(text)) found.push(match.index);
  return found;
}

const MAX_NAME = 64;
const NAME_LEFT = /[\w.$-]{0,64}$/;
const NAME_RIGHT = /[\w$-]{0,64}/y;

/** The whole name around an index, with where it stands. */
export function nameAround(text: string, index: number): { readonly name: string; readonly start: number; readonly end: number } {
  const left = NAME_LEFT.exec(text.slice(Math.max(0, index - MAX_NAME), index))?.[0].length ?? 0;
  NAME_RIGHT.lastIndex = index;
  const right = NAME_RIGHT.exec(text)?.[0].length ?? 0;
  return { name: text.slice(index - left, index + right), start: index - left, end: index + right };
}

/** From a name to the text literal that may be its value: within one expression, over at most one line end or so. */
const TO_VALUE = /["'`]?\]?[^'"`;{}]{0,100}["'`]/y;
const TO_NEXT = /["'`]\s{0,20}(?::|\|\||\?\?)\s{0,20}["'`]/y;
const CALL = /createHmac|cookieParser|expressjwt|\b(?:jwt|jsonwebtoken)\.(?:sign|verify)/g;
const CALL_WINDOW = 300;
const QUOTE = /["'`]/g;
const MAX_LITERAL = 400;

/** Indexes inside the literals of a program that may be a credential's value: those behind a name, and arguments of calls that take keys. */
export function findValueIndexes(text: string): readonly number[] {
  const indexes = new Set<number>();
  for (const hint of findNameHints(text)) {
    NAME_RIGHT.lastIndex = hint;
    const end = hint + (NAME_RIGHT.exec(text)?.[0].length ?? 0);
    TO_VALUE.lastIndex = end;
    if (!TO_VALUE.test(text)) continue;
    const open = TO_VALUE.lastIndex - 1;
    indexes.add(open);
    const close = text.indexOf(text[open] ?? '"', open + 1);
    TO_NEXT.lastIndex = close;
    if (close > 0 && close - open < MAX_LITERAL && TO_NEXT.test(text)) indexes.add(TO_NEXT.lastIndex - 1);
  }
  CALL.lastIndex = 0;
  for (let match = CALL.exec(text); match; match = CALL.exec(text)) {
    const window = text.slice(CALL.lastIndex, CALL.lastIndex + CALL_WINDOW);
    QUOTE.lastIndex = 0;
    for (let quote = QUOTE.exec(window); quote; quote = QUOTE.exec(window)) indexes.add(CALL.lastIndex + quote.index);
  }
  return [...indexes].sort((a, b) => a - b);
}
