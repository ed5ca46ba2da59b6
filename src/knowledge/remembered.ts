const MAX_NAMES = 5000;
const MAX_LENGTH = 100;

/**
 * A judgement of names that remembers its answers: the same few names stand in file after file. Long names are judged
 * each time; beyond 5000 names it forgets all and begins anew.
 */
export function remembered<Answer>(judge: (name: string) => Answer): (name: string) => Answer {
  const answers = new Map<string, Answer>();
  return (name) => {
    const known = answers.get(name);
    if (known !== undefined) return known;
    if (name.length > MAX_LENGTH) return judge(name);
    const own = ownCopy(name);
    const answer = judge(own);
    if (answers.size >= MAX_NAMES) answers.clear();
    answers.set(own, answer);
    return answer;
  };
}

/** The same text in memory of its own: engines keep a part of a text as a view of the whole, here of a whole file. */
export function ownCopy(text: string): string {
  return ` ${text}`.slice(1);
}
