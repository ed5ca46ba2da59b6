const MAX_QUOTE = 60;

/**
 * A short, escaped piece of linted text that is safe in a message: messages go to terminals, CI logs and into
 * agents' contexts. At most {@link MAX_QUOTE} characters; control, invisible and non-ASCII characters become `\u{…}`.
 */
export function quote(text: string, max: number = MAX_QUOTE): string {
  let out = '';
  for (const character of text.slice(0, max * 2)) {
    const code = character.codePointAt(0) ?? 0;
    const piece = code >= 0x20 && code < 0x7f ? character : `\\u{${code.toString(16)}}`;
    if (out.length + piece.length > max) return `${out}…`;
    out += piece;
  }
  return text.length > max * 2 ? `${out}…` : out;
}
