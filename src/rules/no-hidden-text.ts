import { defineRule } from '../core/define-rule.ts';
import type { RuleFacts } from '../core/define-rule.ts';
import { CHARACTER_CLASSES } from '../knowledge/code-points.ts';
import type { FileKind } from '../knowledge/file-kind.ts';
import { commentRange, commentsOf } from '../surfaces/prose/comments.ts';
import { findHiddenCharacters, findInvisibleMath, findMixedWords, findPadding, mayHoldPadding } from '../surfaces/text/characters/index.ts';

type Message = 'decoded' | 'characters' | 'direction' | 'mixed' | 'padding' | 'element' | 'remove';
type Facts = RuleFacts<Message, object>;

const LABELS = new Map(CHARACTER_CLASSES.map((row) => [row.class, row.label]));
/** Files in which a human checks every character that tools or agents obey; everything else is code or prose. */
const LOOSE_KINDS: ReadonlySet<FileKind> = new Set(['code', 'markdown', 'other', 'lockfile']);

export default defineRule<Message>({
  name: 'no-hidden-text',
  docs: {
    description: 'disallow characters and layout that hide content from reviewers',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [1007, 451, 506],
  },
  messages: {
    decoded: 'Hidden text "{{text}}" is written in {{what}} ({{points}}). People do not see it, agents read it. Remove it.',
    characters: 'Hidden {{what}} ({{points}}): reviewers do not see what agents and tools read. Remove them, or write them as escapes.',
    direction: 'Hidden {{what}} ({{points}}) make code read otherwise than it runs. Remove them.',
    mixed: 'The name mixes Latin with look-alike letters ({{points}}) and passes for another. Write it in one alphabet.',
    padding: 'Text stands behind {{count}} blank {{unit}}, out of sight of a reviewer. Move it next to the rest, or remove it.',
    element: 'Text in an element hidden by {{how}}: readers do not see what agents read. Show it, or remove it.',
    remove: 'Remove the hidden characters.',
  },
  strict: true,
  suggestions: true,
  textInCode: ({ text, textIndex }) => !textIndex.isPlain || mayHoldPadding(text),
  text: (facts) => {
    reportCharacters(facts);
    reportMixedWords(facts);
    reportPadding(facts);
    if (facts.file.language === 'markdown') {
      reportElements(facts);
      if (facts.strict) reportMath(facts);
    }
  },
});

function reportCharacters({ file, strict, report }: Facts): void {
  const isCode = file.language !== 'markdown' && !(file.language === 'text' && file.kind === 'agent-instructions');
  const all = strict || !LOOSE_KINDS.has(file.kind);
  for (const { class: name, range, codes, decoded, sure } of findHiddenCharacters(file.text, { isCode })) {
    if (!sure && (!all || (!strict && (name === 'private-use' || codes[0] === 0xad)))) continue;
    const message = decoded !== null ? 'decoded' : name.startsWith('bidi') ? 'direction' : 'characters';
    report({
      at: range,
      message,
      data: { what: LABELS.get(name) ?? name, points: pointsOf(codes), text: decoded ?? '' },
      suggest: [{ message: 'remove', edits: [{ range, text: '' }] }],
    });
  }
}

/** `U+200B`, or the first three code points and how many there are. */
function pointsOf(codes: readonly number[]): string {
  const names = [...new Set(codes)].slice(0, 3).map((code) => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`);
  return codes.length > names.length ? `${names.join(', ')}; ${codes.length} in all` : names.join(', ');
}

function reportMixedWords({ file, strict, report }: Facts): void {
  const model = file.javascript();
  for (const { range, codes, isName } of findMixedWords(file.text)) {
    const isIdentifier = model?.nodeAt(range[0])?.type === 'Identifier';
    if (isIdentifier || (isName && !model) || file.language === 'shell' || strict) report({ at: range, message: 'mixed', data: { points: pointsOf(codes) } });
  }
}

function reportPadding({ file, strict, report }: Facts): void {
  const isLoose = LOOSE_KINDS.has(file.kind);
  for (const { range, count, unit } of findPadding(file.text)) {
    const sure = unit === 'columns' ? !isLoose || (count >= 300 && !isCommentBody(file, range[0])) : !isLoose || file.kind === 'markdown';
    if (sure || strict) report({ at: range, message: 'padding', data: { count, unit } });
  }
}

/** A line of a block comment of code that begins with `*`: some compilers indent comments far too much. Its text is read as prose. */
function isCommentBody(file: Facts['file'], at: number): boolean {
  if (file.language !== 'javascript' || file.text.charCodeAt(at) !== 0x2a || file.text.slice(file.text.lastIndexOf('\n', at) + 1, at).trim() !== '') return false;
  return commentsOf(file).some((comment) => {
    const range = commentRange(comment);
    return range !== null && range[0] < at && at < range[1];
  });
}

/** Elements that hold at least three words, or any text in an instruction file. */
function reportElements({ file, strict, report }: Facts): void {
  if (!file.text.includes('<')) return;
  for (const { hiddenBy, text } of file.prose()) {
    if (hiddenBy === undefined || (!strict && (hiddenBy === 'hidden' || (file.kind === 'markdown' && !/\w\s+\w+\s+\w/.test(text.text))))) continue;
    report({ at: text.toSource(0, text.text.length), message: 'element', data: { how: hiddenBy } });
  }
}

/** Formulas in the colour of the page, outside of code: forges render them. */
function reportMath({ file, report }: Facts): void {
  const formulas = findInvisibleMath(file.text);
  if (formulas.length === 0) return;
  const code = file.prose().flatMap(({ carrier, text }) => (carrier === 'code' && !/^[`~]{3,9}[ \t]{0,9}math\b/i.test(text.text) ? [text.toSource(0, text.text.length)] : []));
  for (const { range, color } of formulas) {
    if (!code.some(([start, end]) => range[0] >= start && range[1] <= end)) report({ at: range, message: 'element', data: { how: `\\color{${color}}` } });
  }
}
