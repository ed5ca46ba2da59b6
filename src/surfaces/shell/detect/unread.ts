import type { SourceRange } from '../../mapped-text.ts';
import type { CommandScript } from '../model.ts';
import { findExfiltration } from './data-flow.ts';
import { isFlowCut } from './flow.ts';
import { findRemoteCode } from './remote-code.ts';
import { memoize } from './types.ts';

/** Programs for whose sake text is hidden: network, deletion, interpreters, decoders. */
const WORTH_HIDING = /\b(?:curl|wget|nc|ncat|socat|bash|sh|zsh|node|bun|deno|python3?|perl|ruby|php|powershell|pwsh|iex|iwr|rm|dd|eval|source|base64|xxd|openssl)\b/;
const MAX_TEXT = 1_000_000;
const SHOWN = 80;

/**
 * The part of a command text that could not be followed although it names a program worth hiding, or `null`: text behind
 * a bound, a flow through too many files, and what a syntax error hides. A syntax error alone is none.
 */
export const unreadPart = memoize((script: CommandScript): SourceRange | null => {
  const { text } = script.source;
  for (const [start, end] of script.hidden) if (WORTH_HIDING.test(text.slice(start, Math.min(end, start + MAX_TEXT)))) return [start, Math.min(end, start + SHOWN)];
  if (script.cut !== 'limit') {
    // Flows are followed on demand only.
    findRemoteCode(script);
    findExfiltration(script);
    if (!isFlowCut(script)) return null;
  }
  return WORTH_HIDING.test(text.slice(0, MAX_TEXT)) ? [0, Math.min(text.length, SHOWN)] : null;
});
