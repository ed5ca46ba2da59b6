import { FORBIDDING_LEADS, forbidsWhatFollows } from '../../../knowledge/prompt-slots.ts';
import { plainText } from '../../mapped-text.ts';
import type { CommandText } from '../command-text.ts';
import { shellText } from './make.ts';

/** A program at the start of a code span, or a pipe into one, whose use an agent may be ordered to. */
const COMMAND = /^(?:\$ )?(?:sudo |[A-Z_]{1,40}=\S{0,80} ){0,3}(?:curl|wget|rm|git|npm|npx|pnpm|yarn|bun|bunx|pip3?|uvx|bash|sh|zsh|chmod|chown|dd|mkfs[.\w]{0,9}|nc|ncat|scp|rsync|ssh|cat|env|printenv|tar|base64|echo|eval|source|crontab|launchctl|systemctl|python3?|node|docker|gh|aws|find|tee|claude|codex|gemini|export|openssl|iwr|irm|iex|powershell|pwsh)(?:\.exe)? \S/;
/** The order right in front of the span, in the same sentence. */
const ORDERED = /\b(?:run|runs|running|execute|executes|executing|invoke|launch|type|issue|start with|begin with|finish with|call|perform|use|then|first|paste|enter)\b[^.!?\n`]{0,60}$/i;
/** The span is a step of a numbered list. */
const STEP = /(?:^|\n)\s{0,9}\d{1,3}[.)] {1,4}$/;
/** What turns the order round, in front of the span or behind it. */
const DENIED = /\b(?:not|never|don['\u2019]?t|no|avoid|without|instead of|rather than|cannot|can['\u2019]?t|won['\u2019]?t|forbid\w{0,6}|prohibit\w{0,3}|refus\w{1,4}|block\w{0,3}|den(?:y|ies|ied)|reject\w{0,3}|prevent\w{0,3}|attempt\w{0,3}|tr(?:y|ies) to|if (?:you|the|a|an|it|someone|anyone)|asks?|asked|example|e\.g|such as|like|detects?|warn\w{0,3}|before|against|dangerous|attack\w{0,4}|malicious)\b/i;
const DENIED_BEHIND = /\b(?:forbidden|prohibited|not allowed|disallowed|never|dangerous|blocked|denied|banned|not|don['\u2019]?t|unless|only (?:if|when|after)|is refused|with care|careful)\b/i;
const MAX_LEAD = 300;
const MAX_SPAN = 600;

/**
 * A code span of an instruction file that its sentence orders to run. `start` and `end`: the span with its back-ticks; `lead`: the text in
 * front of the list that it stands in; `heading`: the nearest one above. `null` for what is only spoken about or denied.
 */
export function spanText(source: string, start: number, end: number, heading: string, lead: string): CommandText | null {
  if (source[start] !== '`' || source[start + 1] === '`' || source[start - 1] === '!' || end - start > MAX_SPAN) return null;
  const command = source.slice(start + 1, end - 1);
  if (!COMMAND.test(command)) return null;
  if (FORBIDDING_LEADS.test(heading) || forbidsWhatFollows(lead)) return null;
  const text = source.slice(Math.max(0, start - MAX_LEAD), start);
  const before = STEP.test(text) ? 'run ' : sentenceBefore(text);
  const behind = /^[^.!?\n]{0,120}/.exec(source.slice(end, end + 120))?.[0] ?? '';
  if (!ORDERED.test(before) || isDenied(before) || DENIED_BEHIND.test(behind)) return null;
  return shellText(plainText(command, start + 1), { carrier: 'markdown-fence', label: 'span', dialect: 'sh' });
}

/** `before each task run …` orders; `check before you run …` does not. */
function isDenied(before: string): boolean {
  return DENIED.test(before.replace(/\bbefore (?:each|every|any|starting|you start|the first|beginning|all|anything|doing|reading|work)\b/gi, ''));
}

/** The part of the line behind the last end of a sentence. */
function sentenceBefore(text: string): string {
  const line = text.slice(text.lastIndexOf('\n\n') + 1).replace(/(?:^|\n)#[^\n]*(?=\n)/g, '\n');
  const last = Math.max(...['. ', '! ', '? ', '; ', '.\n', '\n- ', '\n* '].map((mark) => line.lastIndexOf(mark)));
  return last < 0 ? line.trimStart() : line.slice(last + 1);
}
