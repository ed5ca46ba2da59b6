import { lineLanguage, lineRoot } from './line-language.ts';
import { findShellComments } from './shell-comments.ts';

/**
 * Shell scripts (root `ShellScript`). The language only finds comments, for `# eslint-disable …`; reading commands is
 * the shell surface's work and is done when a rule asks for them.
 */
export const shellLanguage = lineLanguage((text) => lineRoot('ShellScript', text, findShellComments(text), {}));
