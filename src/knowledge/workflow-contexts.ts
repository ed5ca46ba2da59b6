/** Events that anybody with an account can cause in a public repository, and that run with the repository's secrets. */
const OUTSIDER_TRIGGERS: ReadonlySet<string> = new Set([
  'issues', 'issue_comment', 'pull_request_target', 'discussion', 'discussion_comment', 'pull_request_review', 'pull_request_review_comment', 'workflow_run', 'fork', 'watch', 'gollum',
]);

/** True for an event that an outsider can cause and that runs with secrets. `pull_request` of a fork runs without. */
export function isOutsiderTrigger(name: string): boolean {
  return OUTSIDER_TRIGGERS.has(name);
}

/** Text that strangers write, as paths of contexts. Source: GitHub's "Security hardening", section on script injections. */
const TEXTS: readonly string[] = [
  'issue.title', 'issue.body', 'pull_request.title', 'pull_request.body', 'pull_request.head.ref', 'pull_request.head.label', 'pull_request.head.repo.default_branch', 'pull_request.head.repo.description',
  'pull_request.head.repo.homepage', 'pull_request.head.user.name', 'comment.body', 'review.body', 'review_comment.body', 'discussion.title', 'discussion.body', 'pages.*.page_name', 'commits.*.message',
  'commits.*.author.email', 'commits.*.author.name', 'head_commit.message', 'head_commit.author.email', 'head_commit.author.name', 'head_commit.committer.email', 'head_commit.committer.name',
  'workflow_run.head_branch', 'workflow_run.display_title', 'workflow_run.head_commit.message', 'workflow_run.head_commit.author.email', 'workflow_run.head_commit.author.name', 'workflow_run.head_repository.description',
];

/** Written by people with access to the repository, or by whoever starts the workflow: worth a look in strict. */
const INSIDER_TEXTS: readonly string[] = ['label.name', 'release.name', 'release.body', 'milestone.title', 'milestone.description', 'ref'];

const UNTRUSTED: ReadonlySet<string> = new Set([...TEXTS.map((path) => `github.event.${path}`), 'github.head_ref']);
const INSIDER: ReadonlySet<string> = new Set([...INSIDER_TEXTS.map((path) => `github.event.${path}`), 'github.ref_name']);
/** Objects that contain such text: dangerous when they are written out as a whole. */
const OBJECTS: ReadonlySet<string> = new Set(['github', 'github.event', ...TEXTS.flatMap((path) => prefixes(`github.event.${path}`))]);

function prefixes(path: string): string[] {
  const parts = path.split('.');
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('.')).filter((prefix) => prefix.split('.').length > 2);
}

/** `outsider`: text anybody can write; `insider`: inputs and names chosen by people with access; `null`: no text of a person. */
export type Trust = 'outsider' | 'insider' | null;

/** Who writes the text that a context holds. Takes the path in lower case and the functions around it. */
export function trustOf(path: string, calls: readonly string[]): Trust {
  const plain = path.slice(0, 500).replace(/^github\.event\.(commits|pages)\.(?:\d+|\*)/, 'github.event.$1.*');
  if (UNTRUSTED.has(plain)) return 'outsider';
  if (calls.includes('tojson') && OBJECTS.has(plain)) return 'outsider';
  if (plain.startsWith('github.event.client_payload.') || plain === 'github.event.client_payload') return 'insider';
  if (/^(?:inputs|github\.event\.inputs)\./.test(plain) || INSIDER.has(plain)) return 'insider';
  return /^steps\.[\w*-]{1,100}\.outputs\.(?:\w{1,40}_)?(?:changed_files|all_changed_files|files|modified_files|added_files|all_modified_files)$/.test(plain) ? 'insider' : null;
}

/** Actions that hand their prompt to a model which can act. Matched on the action's name in lower case. */
const AGENT_ACTION = /(?:^|\/)(?:claude-code-action|claude-code-base-action|run-gemini-cli|gemini-cli-action|codex-action|ai-inference|copilot[\w-]{0,40}|cursor-(?:agent|action)[\w-]{0,20}|opencode[\w-]{0,20}|aider[\w-]{0,20}|openhands[\w-]{0,20}|sweep[\w-]{0,20}|coderabbit[\w-]{0,30}|ai-(?:codereviewer|pr-reviewer|review)[\w-]{0,20}|amazon-q[\w-]{0,20}|droid-action|qwen-code-action)(?:\/|$)/;

/** True for an action that runs a coding agent or a model with a prompt. */
export function isAgentAction(name: string): boolean {
  return AGENT_ACTION.test(name);
}

/** Inputs that become a prompt or an agent's arguments. */
export function isPromptInput(name: string): boolean {
  return /^(?:(?:direct_|override_|system_|user_|append_system_|custom_)?prompts?|(?:custom_|system_|direct_)?instructions|claude_args|prompt[-_]?file|input|message|task|query|question|messages|system-prompt|user-prompt)$/i.test(name);
}

/** Outputs of an agent's step: text that a model wrote. */
export function isModelOutput(path: string): boolean {
  return /^steps\.[\w*-]{1,100}\.outputs\.(?:response|result|structured_output|final[-_]message|summary|gemini_response|output|completion|text|conclusion_text)$/.test(path);
}
