const MAX_CONDITION = 4000;
const MAX_DEPTH = 8;

/** Events that nobody outside of the repository causes. */
const INSIDE_EVENT = /^\s{0,100}github\.event_name\s{0,5}==\s{0,5}'(?:workflow_dispatch|push|schedule|release|repository_dispatch)'\s{0,100}$/;
/** Who may write: the associations of an author that GitHub gives to people of the repository. */
const MEMBERS = /\b(?:OWNER|MEMBER|COLLABORATOR)\b/;
/** Those of everybody else, and what turns a test round. */
const OTHERS = /\b(?:NONE|CONTRIBUTOR|FIRST_TIMER|FIRST_TIME_CONTRIBUTOR|MANNEQUIN|false)\b|!=|^\s{0,100}!/;

/**
 * True for a condition (`if:` of a job or step) that holds for people of the repository alone: each of its alternatives
 * asks for the association of the author, or is for an event that only they cause. Reads at most 4000 characters.
 * Source: GitHub's documentation of `author_association` (CommentAuthorAssociation).
 */
export function isForMembers(condition: string): boolean {
  const text = condition.trim().replace(/^\$\{\{|\}\}$/g, '');
  return text.length <= MAX_CONDITION && text.includes('author_association') && holdsForMembers(text, 0);
}

function holdsForMembers(text: string, depth: number): boolean {
  return depth < MAX_DEPTH && parts(text, '||').every((part) => parts(part, '&&').some((term) => {
    const inner = /^\s{0,100}\((.{1,4000})\)\s{0,100}$/s.exec(term)?.[1];
    if (inner !== undefined) return holdsForMembers(inner, depth + 1);
    return (/\.author_association\b/.test(term) && MEMBERS.test(term) && !OTHERS.test(term)) || INSIDE_EVENT.test(term);
  }));
}

/** The parts between the operators of the outermost level. */
function parts(text: string, operator: '||' | '&&'): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === "'") index = Math.max(index, text.indexOf("'", index + 1));
    else if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (depth === 0 && text.startsWith(operator, index)) {
      found.push(text.slice(start, index));
      start = index + 2;
    }
  }
  return [...found, text.slice(start)];
}
