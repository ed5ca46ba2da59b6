import { ENGLISH_COVERS } from './prompt-injection-covers.ts';
import { ENGLISH_DEEDS } from './prompt-injection-deeds.ts';
import { ENGLISH_ORDERS } from './prompt-injection-english.ts';
import { FOREIGN_CONSENT } from './prompt-injection-foreign.ts';
import { FOREIGN_ORDERS } from './prompt-injection-languages.ts';
import { ENGLISH_PLAIN } from './prompt-injection-plain.ts';
import { ENGLISH_PLOTS } from './prompt-injection-plots.ts';

/** What a planted order asks for. */
export type OrderClass =
  | 'override'
  | 'identity'
  | 'secrecy'
  | 'exfiltration'
  | 'secret-read'
  | 'remote-follow'
  | 'marker'
  | 'authority'
  | 'guard-rail'
  | 'consent'
  | 'suppression'
  | 'persistence'
  | 'encoded'
  | 'command'
  | 'tracking'
  | 'bait'
  | 'mismatch'
  | 'diagram'
  | 'backdoor'
  | 'deception'
  | 'destruction'
  | 'address';

/**
 * How much one hit says by itself. A `hint` is common in honest text; an `order` is rare there; a `decisive` one has no
 * honest reading in a file that agents load as their instructions.
 */
export type OrderWeight = 'hint' | 'order' | 'decisive';

/**
 * A phrase as a sequence of steps. A step is names of word lists (upper case, see prompt-injection-words.ts) and
 * single words, joined by `|` (`_` stands for a blank inside a compound); `~n` before a step allows up to n words between
 * it and the step before. All steps stand in one sentence.
 */
export interface OrderPhrase {
  readonly class: OrderClass;
  readonly weight: OrderWeight;
  readonly steps: string;
  /** A word of this list in the same sentence makes the phrase honest. */
  readonly unless?: string;
  /** A word, or several in a row, of this list right behind the phrase makes it honest. */
  readonly unlessNext?: string;
  /** False where the phrase itself begins with a negation or a negation in front of it changes nothing. */
  readonly negatable?: boolean;
  readonly bad: readonly string[];
  readonly good: readonly string[];
}

/** Every phrase of every language. */
export const ORDER_PHRASES: readonly OrderPhrase[] = [...ENGLISH_ORDERS, ...ENGLISH_DEEDS, ...ENGLISH_COVERS, ...ENGLISH_PLAIN, ...ENGLISH_PLOTS, ...FOREIGN_ORDERS, ...FOREIGN_CONSENT];

/** How messages name the classes. */
export const CLASS_LABELS: Readonly<Record<OrderClass, string>> = {
  override: 'override of instructions',
  identity: 'change of identity',
  secrecy: 'secrecy from the user',
  exfiltration: 'sending secrets out',
  'secret-read': 'reading credentials',
  'remote-follow': 'obeying a remote text',
  marker: 'forged system marker',
  authority: 'claimed authority',
  'guard-rail': 'switching protection off',
  consent: 'acting without consent',
  suppression: 'silencing reviews',
  persistence: 'spreading itself',
  encoded: 'encoded order',
  command: 'running a download',
  tracking: 'data in the address of an image or link',
  bait: 'installing a package from elsewhere',
  mismatch: 'a link that leads elsewhere than it says',
  diagram: 'an address in a diagram',
  backdoor: 'planting a way in',
  deception: 'lying about the work',
  destruction: 'destroying data or traces',
  address: 'a word to agents',
};

/** Control tokens of chat templates and wrappers that clients put around trusted text; no instruction file needs them. */
export const CONTROL_TOKENS: readonly string[] = [
  '<|im_start|>',
  '<|im_end|>',
  '<|system|>',
  '<|endoftext|>',
  '<|begin_of_text|>',
  '<|start_header_id|>',
  '<|eot_id|>',
  '[INST]',
  '[/INST]',
  '<<SYS>>',
  '<</SYS>>',
  '<system-reminder>',
  '</system-reminder>',
  '<tool_result>',
  '</tool_result>',
  '<function_results>',
  '</function_results>',
  '<function_calls>',
  '</function_calls>',
  '<untrusted>',
  '</untrusted>',
  '<' + 'antml:',
  '</' + 'antml:',
];

/** Headings that pretend to come from the system; upper case only. `_` and `-` count as blanks. */
export const FORGED_HEADINGS: readonly string[] = [
  'SYSTEM OVERRIDE',
  'ADMIN OVERRIDE',
  'DEVELOPER OVERRIDE',
  'SECURITY OVERRIDE',
  'PRIORITY OVERRIDE',
  'ROOT OVERRIDE',
  'INSTRUCTION OVERRIDE',
  'BEGIN SYSTEM',
  'END SYSTEM',
  'BEGIN ADMIN',
  'SYSTEM MESSAGE',
  'SYSTEM INSTRUCTION',
  'SYSTEM NOTICE',
  'ADMIN MODE',
  'DEVELOPER MODE ENABLED',
  'NEW SYSTEM PROMPT',
  'NEW INSTRUCTIONS',
];

/** Files whose content is about attacks, and files of tests: phrases there are material, not orders. */
export const SECURITY_PATH_WORDS: readonly string[] = ['security', 'threat', 'attack', 'injection', 'jailbreak', 'red-team', 'redteam', 'owasp', 'cve', 'malware', 'pentest', 'ctf', 'guardrail', 'moderation'];
export const TEST_PATH_WORDS: readonly string[] = ['test', 'tests', 'spec', '__tests__', '__fixtures__', 'fixture', 'fixtures', 'eval', 'evals', 'benchmark', 'benchmarks', 'sample', 'samples', 'e2e', 'testdata', 'corpus'];

/** Words in front of a verb that turn an order round. */
export const NEGATIONS: readonly string[] = ['not', 'never', 'dont', 'avoid', 'without', 'mustnt', 'shouldnt', 'cannot', 'cant', 'wont', 'refrain', 'no', 'nor', 'neither', 'doesnt', 'isnt', 'nicht', 'nie'];
/** Words that end the reach of a negation. */
export const NEGATION_ENDS: readonly string[] = ['and', 'then', 'but', 'also', 'instead', 'please', 'just', 'so', 'must', 'always', 'should'];
/** `asks you to`, `tells the agent to`: what follows is reported speech. */
export const REPORTING_VERBS: readonly string[] = ['ask', 'asks', 'asked', 'asking', 'tell', 'tells', 'told', 'telling', 'instruct', 'instructs', 'instructed', 'instructing', 'want', 'wants', 'convince', 'convinces', 'cause', 'causes', 'trick', 'tricks', 'attempt', 'attempts', 'try', 'tries'];
/** Words of speech: what follows in the sentence is what somebody else would write. */
export const SPEECH_VERBS: readonly string[] = ['say', 'says', 'said', 'type', 'types', 'typed', 'write', 'writes', 'wrote', 'written', 'claims', 'claimed', 'posts'];
/** Objects of `write` in an instruction to a coding agent: "when you write code, …" reports no speech. */
export const WRITTEN_THINGS: readonly string[] = ['code', 'test', 'tests', 'function', 'functions', 'module', 'modules', 'component', 'components', 'class', 'classes', 'file', 'files', 'script', 'scripts', 'typescript', 'javascript', 'endpoint', 'endpoints', 'handler', 'handlers', 'copy', 'copies', 'content', 'contents', 'output', 'backup', 'sql', 'queries', 'log'];
/** Of the mention words: those that count only in front of the phrase, in its sentence or the one before. */
export const WEAK_MENTION_WORDS: readonly string[] = ['example', 'examples', 'e.g', 'eg', 'such', 'attempt', 'attempts', 'prevent', 'prevents', 'guard', 'trying', 'tries', 'harmful'];
/** Names of image parameters through which a conversation leaks. */
export const TRACKED_NAMES: readonly string[] = ['conversation', 'summary', 'data', 'secret', 'token', 'key', 'env', 'context', 'history', 'prompt', 'content', 'message', 'chat', 'password', 'user'];

/** Of these, and besides them: what no image needs in its address. */
export const LEAKED_NAMES: readonly string[] = [
  'conversation', 'secret', 'password', 'passwd', 'credential', 'api_key', 'apikey', 'private_key', 'ssh_key', 'chat_history', 'system_prompt', 'env_var', 'environment_var', '.env', 'base64_of', 'contents_of', 'content_of', 'user_message', 'access_token', 'session_token', 'bearer',
];
/** Hosts of badges, charts and avatars: their addresses have parameters and templates of their own. */
export const BADGE_HOSTS: readonly string[] = [
  'shields.io', 'badgen.net', 'badge.fury.io', 'codecov.io', 'coveralls.io', 'github.com', 'githubusercontent.com', 'gitlab.com', 'circleci.com', 'travis-ci.com', 'travis-ci.org', 'snyk.io', 'sonarcloud.io', 'codeclimate.com',
  'github-readme-stats.vercel.app', 'github-profile-trophy.vercel.app', 'github-readme-activity-graph.vercel.app', 'capsule-render.vercel.app', 'streak-stats.demolab.com', 'readme-typing-svg.demolab.com', 'komarev.com', 'visitor-badge.laobi.icu',
  'skillicons.dev', 'deepsource.io', 'deepsource.com', 'contrib.rocks', 'star-history.com', 'visualstudio.com', 'azure.com', 'netlify.com', 'appveyor.com', 'readthedocs.org', 'gitpod.io', 'stackblitz.com', 'codesandbox.io', 'opencollective.com', 'wakatime.com',
];

/** A word that shows that a sentence is about attacks, not one. */
export const MENTION_WORDS: readonly string[] = [
  'attack', 'attacker', 'attackers', 'attacks', 'attacking', 'inject', 'injects', 'injected', 'injection', 'injections', 'injecting', 'malicious', 'adversary', 'adversarial',
  'example', 'examples', 'e.g', 'eg', 'such', 'detect', 'detects', 'detected', 'detection', 'detecting', 'flags', 'flagged', 'blocks', 'blocked', 'refuse', 'refuses', 'refused',
  'refusal', 'reject', 'rejects', 'rejected', 'beware', 'untrusted', 'suspicious', 'jailbreak', 'jailbreaks', 'hostile', 'phishing', 'sanitize', 'sanitise', 'phrases',
  'vulnerable', 'exploit', 'exploits', 'tricked', 'trick', 'tricks', 'trying', 'tries', 'attempt', 'attempts', 'prevent', 'prevents', 'guard', 'threat', 'harmful', 'victim',
];

/** Headings under which an instruction file describes attacks. */
export const MENTION_HEADINGS: readonly string[] = ['attack', 'inject', 'malicious', 'threat', 'jailbreak', 'red team', 'red-team', 'untrusted', 'phishing', 'anti-pattern', 'antipattern', 'anti pattern', 'pitfall', 'red flag', 'bad practice'];
/** Further headings that count in all other files. */
export const SECURITY_HEADINGS: readonly string[] = ['security', 'safety', 'guard', 'example', 'scanner', 'owasp', 'llm0', 'test', 'vulnerab', 'moderation', 'eval'];
