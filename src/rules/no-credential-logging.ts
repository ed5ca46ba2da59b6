import { matchesAllowList } from '../core/allow-list.ts';
import { codePaths } from '../core/code-path.ts';
import { defineRule } from '../core/define-rule.ts';
import { textList } from '../core/option-lists.ts';
import { shellFindings } from '../core/shell-findings.ts';
import { findPrintedSecrets } from '../core/workflow-leaks.ts';
import { isBrowserKeyName } from '../knowledge/names.ts';
import type { SourceRange } from '../surfaces/mapped-text.ts';
import { isMember, objectOf, unwrap, wrapped } from '../surfaces/javascript/ast.ts';
import type { JsNode } from '../surfaces/javascript/ast.ts';
import type { ArgView } from '../surfaces/javascript/index.ts';
import { storedCredential } from '../surfaces/javascript/storage.ts';
import { findCredentialLogging } from '../surfaces/shell/detect/index.ts';

/** A token is what a login answers with; a password never is. */
const NEVER_ANSWERED = /pass(?:word|wd|phrase|code)|^pwd$|pin$|mnemonic|private_?key/i;

export default defineRule<'log' | 'print', { allow: readonly string[] }>({
  name: 'no-credential-logging',
  docs: {
    description: 'disallow writing credentials to logs, terminals and responses',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [532, 200],
  },
  messages: {
    log: 'The value of {{name}} reaches {{sink}}, where others read it and it is kept. Log that it is set, not what it is.',
    print: '{{name}} is printed, and logs are kept and read by others. Pass it to the program that needs it instead.',
  },
  options: {
    schema: { allow: textList('Names whose values are no secret, exact or glob.') },
    defaults: { allow: [] },
  },
  strict: true,
  kinds: ['workflow', 'action'],
  inCalmCode: false,
  javascript: ({ model, file, options, policy, strict, report }) => {
    const allowed = [...options.allow, ...policy.allowedNames];
    for (const { source, sink } of model.flows({ from: ['storage'], to: ['log'] })) {
      const name = storedCredential(model, source.node);
      if (name !== null && !matchesAllowList(name, allowed)) report({ at: sink, message: 'log', data: { name, sink: sink.label } });
    }
    for (const { source, sink } of model.flows({ from: ['secret', 'credential', 'file', 'command'], to: LOG_FILE.test(model.text) ? ['log', 'response', 'file'] : ['log', 'response'] })) {
      if (sink.kind === 'file' && ![sink.call.args[0], sink.call.receiver?.args[0]].some(isLogFile)) continue;
      if (sink.kind === 'response' && source.kind === 'credential' && !NEVER_ANSWERED.test(source.name) && !strict) continue;
      if (!strict && (source.name === '<dynamic>' || (sink.kind === 'response' && source.name.split(', ').every(isBrowserKeyName)))) continue;
      // What a server says on a bare connection is a protocol of its own: the answer to a helper that asks for a password.
      if (!strict && source.kind === 'credential' && sink.label.startsWith('socket.')) continue;
      if (!strict && /^authorization$/i.test(source.name) && isOpenPart(model.text.slice(sink.range[0], Math.min(sink.range[1], sink.range[0] + MAX_SHOWN)))) continue;
      if (!strict && isReadFrom(model.text, source.name)) continue;
      // `key=$(node -e 'console.log(…)')`: a variable gets it.
      if (!strict && file.isCaptured === true && STANDARD_OUTPUT.test(sink.label)) continue;
      if (!strict && isForGit(model.text, sink.range)) continue;
      if (source.kind === 'command' || matchesAllowList(source.name, allowed)) continue;
      report({ at: sink, message: 'log', data: { name: source.name === '<dynamic>' ? 'a variable' : source.kind === 'file' ? `a file with secrets (${source.name})` : source.name, sink: sink.label } });
    }
    // All headers hold the cookies and the authorization of whoever asks.
    for (const { source, sink } of strict ? model.flows({ from: ['request'], to: ['log'] }) : []) {
      if (source.name === 'headers' && !isPicked(source.node)) report({ at: sink, message: 'log', data: { name: 'the headers of a request', sink: sink.label } });
    }
  },
  shell: ({ commands, options, policy, strict, report }) => {
    const allowed = [...options.allow, ...policy.allowedNames];
    for (const { finding, at } of shellFindings(commands, findCredentialLogging)) {
      if ((finding.level === 'low' && !strict) || matchesAllowList(finding.label, allowed)) continue;
      report({ at, message: 'print', data: { name: finding.label } });
    }
  },
  settings: ({ file, root, options, policy, strict, report }) => {
    const allowed = [...options.allow, ...policy.allowedNames];
    for (const { name, range, isStrict } of findPrintedSecrets(file, root)) if ((strict || !isStrict) && !matchesAllowList(name, allowed)) report({ at: range, message: 'print', data: { name } });
  },
});

/** `headers['user-agent']`, `headers.get('host')`: one of the headers. */
function isPicked(node: JsNode): boolean {
  const member = wrapped(node).parent;
  return isMember(member) && unwrap(objectOf(member) ?? member) === unwrap(node);
}

const KEY_FILE = /\b(?:readFile(?:Sync)?|existsSync|access(?:Sync)?|createReadStream)\(\s{0,9}(?:[\w.?]{1,60}\.)?(?:ssh)?privateKey(?:Path|File)?\s{0,9}[,)!]/i;

/** `readFileSync(config.privateKey)`: what has the name of a key is the place of one. */
function isReadFrom(text: string, name: string): boolean {
  return /^(?:ssh_?)?private_?key(?:_?path|_?file)?$/i.test(name) && KEY_FILE.test(text);
}

const STANDARD_OUTPUT = /^(?:console\.log|process\.stdout\.write)\(/;
const PASSWORD_LINE = /^[`'"]password=(?:\$\{[\w.]{1,100}\}(?:\\n){0,2}`$|['"]$)/;
const MAX_LINES_APART = 300;

/** `console.log(`username=${user}`); console.log(`password=${password}`);`: what git asks a credential helper for. Source: git-credential. */
function isForGit(text: string, [start, end]: SourceRange): boolean {
  return PASSWORD_LINE.test(text.slice(start, Math.min(end, start + MAX_SHOWN))) && text.slice(Math.max(0, start - MAX_LINES_APART), start).includes('username=');
}

/** A file that is called a log. */
const LOG_FILE = /\.log['"`]/;

function isLogFile(path: ArgView | undefined): boolean {
  return path !== undefined && codePaths(path.text()).some((text) => /\.log$/i.test(text));
}

/** Characters of an argument that are looked at. */
const MAX_SHOWN = 400;
/** Ends of expressions that name whom a header of basic authentication is about, and names of the rest of it. */
const ACCOUNT = /(?:^|[.\s(])(?:user_?name|user|login|account)$/i;
const REST = /auth|pass|pwd|token|cred|secret|header|raw|decoded|parts|pair/i;

/** The scheme in front of the token: `header.split(' ')[0]`. */
const SCHEME = /\bsplit\(\s{0,9}(['"])\s\1\s{0,9}\)\s{0,9}(?:\?\.)?\[\s{0,9}0\s{0,9}\]/;

function isOpenPart(shown: string): boolean {
  return SCHEME.test(shown) || isAccountName(shown);
}

/** `username`, `` `${context.username} came in` ``: the part of basic authentication that is no secret. */
function isAccountName(shown: string): boolean {
  const expressions = /^[`'"]/.test(shown) ? [...shown.matchAll(/\$\{([^{}]{1,100})\}/g)].map(([, inner = '']) => inner.trim()) : [shown.trim()];
  return expressions.some((expression) => ACCOUNT.test(expression)) && !expressions.some((expression) => REST.test(expression));
}
