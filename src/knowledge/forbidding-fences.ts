/**
 * What says of a block of commands that it must not be run: the last sentence of the paragraph in front of it, the
 * heading right above it, a comment in it. Only forms that forbid running; an order that is turned round (`never forget
 * to run:`, `do not skip:`) forbids nothing. All texts are cut to {@link MAX_LEAD} characters before they are matched.
 */
const MAX_LEAD = 200;

const MARK = String.raw`\u274c|\u{1f6ab}|\u26d4|\u{1f6d1}`;
/** Behind a mark, any short text that orders nothing. */
const MARKED = String.raw`(?:${MARK})(?![^.!?]{0,60}\b(?:run|runs|running|execut\w{1,6}|fix\w{0,4}|use|using|install\w{0,5}|resolv\w{1,4}|repair\w{0,4}|recover\w{0,4}|paste|type|solved?)\b)[^.!?]{0,60}`;
const VERB = String.raw`(?:run|use|execute|do|type|issue|call|invoke|paste|try)`;

/** `Never run:`, `The following commands are forbidden:`. */
const SENTENCE = new RegExp(
  String.raw`\b(?:never|do not|don['\u2019]?t|must not|mustn['\u2019]?t|should not|shouldn['\u2019]?t|may not|must never|should never|cannot|can['\u2019]?t)\s{1,3}(?:ever\s{1,3})?${VERB}\b|\b(?:forbidden|prohibited|banned|disallowed|not allowed|blocked|denied)\b`,
  'iu',
);
/** Short labels by themselves: `Wrong:`, `**Bad**`, `❌ Don't`. */
const LABEL = new RegExp(String.raw`^[\s*_#>\d.)(-]{0,12}(?:${MARKED}|(?:wrong|bad|incorrect|forbidden|prohibited|never|avoid|don['\u2019]?ts?|do not|anti-?patterns?|not allowed|falsch|verboten|incorrecto|errado|incorreto|faux|\u9519\u8BEF|\u932F\u8AA4|\u4E0D\u63A8\u8350|\u7981\u6B62|\u60AA\u3044\u4F8B|\uC798\uBABB\uB41C \uC608|\u043D\u0435\u043F\u0440\u0430\u0432\u0438\u043B\u044C\u043D\u043E|\u043F\u043B\u043E\u0445\u043E)(?:\s{1,3}(?:this|these|way|example|practice|do(?:\s{1,3}this)?|commands?|operations?|list))?(?:\s{0,3}\([^()]{0,60}\))?)[\s*_:\uFF1A]{0,8}$`, 'iu');
/** Headings may say what is forbidden: `Forbidden commands`, `Never do`, `Don'ts`. */
const HEADING = new RegExp(String.raw`^[\s*_#\d.)(-]{0,12}(?:${MARKED}|(?:forbidden|prohibited|banned|disallowed)\b[^.!?:]{0,60}|(?:never|do not|don['\u2019]?t)\s{1,3}${VERB}\b[^.!?:]{0,60}|what not to (?:do|run)\b.{0,40}|(?:never|don['\u2019]?ts|anti-?patterns?|not allowed))[\s*_:]{0,8}$`, 'iu');
/** The same in other languages: to forbid running or using, or that something is forbidden. */
const FOREIGN = /(?:不得|不要|不能|不可|切勿|请勿|禁止|严禁|绝不|千万别)(?:直接|再)?(?:执行|运行|使用|调用)|(?:禁止|严禁|禁用)(?:的|行为|命令|操作|事项|列表)|実行しないで|実行してはいけ|使用しないで|使用禁止|実行禁止|禁止(?:コマンド|事項)|실행하지\s?(?:마|않)|사용하지\s?(?:마|않)|금지|(?<!\p{L})(?:nunca|jamás|no)\s{1,3}(?:ejecut|us|corr)(?:es|ar|e|en|as)(?!\p{L})|(?<!\p{L})(?:nunca|jamais|não)\s{1,3}(?:execut|us|rod)(?:e|es|ar|em)(?!\p{L})|(?<!\p{L})(?:proibid|prohibid)[oa]s?(?!\p{L})|ne (?:jamais|pas) (?:exécuter|utiliser|lancer)|n['\u2019](?:exécutez|utilisez) (?:jamais|pas)|(?<!\p{L})interdit(?:e|es|s)?(?!\p{L})|(?<!\p{L})(?:niemals|nie|nicht) (?:ausführen|verwenden|benutzen)(?!\p{L})|(?<!\p{L})verboten(?!\p{L})|(?:никогда|нельзя) (?:не )?(?:запуска|выполня|использ)|не (?:запускай|выполняй|используй)|(?<!\p{L})запрещ/iu;
/** What turns the order round, or says when the commands are to be run all the same. */
const TURNED = /\b(?:forget|skip|miss|omit|hesitate|fail|leave out|without|unless|until|except|but|instead|before|after|if|when|then|first|always|otherwise|unblock\w{0,3}|(?:are|is|get|gets|being|be|was|were) (?:blocked|denied) (?:by|from|because))\b|跳过|忘|省略|除非|否则|以外|пропуск|забыва|забуд|olvid|esque[cç]|oubli|vergess|überspring|飛ばさ|건너|잊/iu;

/** True when the paragraph or heading right in front of a block forbids running it. `isHeading`: the text is one of a heading. */
export function forbidsRunning(text: string, isHeading: boolean): boolean {
  const cut = text.slice(-MAX_LEAD).trim();
  if (cut === '' || TURNED.test(cut)) return false;
  if (LABEL.test(cut)) return true;
  if (isHeading) return HEADING.test(cut) || FOREIGN.test(cut);
  // The sentence that leads over to the block ends with a colon.
  if (!/[:\uFF1A][*_]{0,3}$/.test(cut)) return false;
  const sentence = cut.slice(Math.max(...['. ', '! ', '? ', '; ', '。', '\n'].map((mark) => cut.lastIndexOf(mark))) + 1);
  return SENTENCE.test(sentence) || FOREIGN.test(sentence);
}

const COMMENT = /^\s{0,40}#+\s{0,4}(\S.{0,120})$/;

/** True for a comment line in a block that forbids the commands below it: `# ❌ never do this`, `# BAD: rewrites history`. */
export function isForbiddingComment(line: string): boolean {
  const said = COMMENT.exec(line.slice(0, 200))?.[1] ?? '';
  if (said === '' || TURNED.test(said)) return false;
  return LABEL.test(said) || SENTENCE.test(said) || FOREIGN.test(said) || /^(?:BAD|WRONG|NEVER|FORBIDDEN|AVOID|DON['\u2019]?T|DO NOT)\b/.test(said);
}
