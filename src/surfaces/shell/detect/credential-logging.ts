import { isSecretName } from '../../../knowledge/names.ts';
import { secretFile, sensitivePath } from '../../../knowledge/paths.ts';
import type { Command, CommandScript, Word } from '../model.ts';
import { lastWriters, nestedIn, pathKey, writtenFiles } from './flow.ts';
import { inlineCodeWord, printedReads, printsResult } from './printed-code.ts';
import { credentialOf, secretVariables, toldSecret } from './secrets.ts';
import { memoize } from './types.ts';
import type { ShellFinding } from './types.ts';

const MAX_FORM = 2000;

export type CredentialLogKind = 'variable' | 'credential' | 'file';

/** Commands that print their own words. */
export const PRINTERS = /^(?:echo|printf|print|write-host|write-output|write-information|logger)$/;
/** Clients of stores that print the secret they are asked for. */
const TELLERS = /^(?:aws|kubectl|oc|gcloud|az|vault|op|bw|doppler|gh|glab|security|pass)$/;
/** Programs at the end of a pipe that still print what they get, some of them to get round the masking of logs. */
const PRINTING_FILTERS = /^(?:cat|tee|base64|base32|xxd|od|hexdump|rev|sed|tr|fold|cut|tail|head|nl|logger|write-host|out-string|out-host)$/;

/** Secrets that are printed to the terminal or log. Pipes into a program and redirects into a file are fine. */
export const findCredentialLogging = memoize((script: CommandScript): readonly ShellFinding<CredentialLogKind>[] => {
  const found: ShellFinding<CredentialLogKind>[] = [];
  for (const command of script.commands) {
    const name = command.name?.toLowerCase() ?? '';
    const code = inlineCodeWord(command);
    if (code && isPrinted(command)) {
      const isScript = /^(?:node|bun)/.test(name);
      const read = isScript && !printsResult(command) ? undefined : printedReads(code.text, isScript).find((each) => isSecretName(each.name));
      if (read) found.push({ at: code.range, kind: 'variable', label: read.name, detail: name, level: 'high', command });
      continue;
    }
    if (TELLERS.test(name) && command.inFunction === null && isPrinted(command)) {
      const told = toldSecret(command);
      if (told !== null) found.push({ at: command.range, kind: 'credential', label: told, detail: name, level: 'low', command });
    }
    if (!(PRINTERS.test(name) || name === 'printenv' || SHOWS_FILES.test(name)) || !isPrinted(command)) continue;
    if (PRINTERS.test(name)) {
      if (command.args.some(({ value }) => /^::(?:add-mask|set-output|save-state)\b/.test(value) || value.startsWith('##vso[task.setvariable'))) continue;
      for (const word of command.args) {
        for (const variable of secretVariables(word)) if (!isLabel(word, variable)) found.push({ at: word.range, kind: 'variable', label: variable, detail: name, level: isFileName(word, variable, script) || isInFolderOfSecrets(word.text, variable) || isForGit(word, variable, script) || isCounted(variable, script) || isAnswer(command, script) ? 'low' : 'high', command });
        const nested = nestedIn(word).find((inner) => credentialOf(inner) !== null);
        if (nested) found.push({ at: word.range, kind: 'credential', label: credentialOf(nested) ?? '', detail: name, level: isAnswer(command, script) ? 'low' : 'high', command });
      }
    } else if (name === 'printenv' && command.args.some(({ value }) => secretName(value))) {
      found.push({ at: command.range, kind: 'variable', label: command.args.find(({ value }) => secretName(value))?.value ?? '', detail: name, level: 'medium', command });
    } else if (name === 'cat' && command.input) {
      const [variable] = secretVariables(command.input);
      if (variable !== undefined) found.push({ at: command.range, kind: 'variable', label: variable, detail: name, level: isMessage(command, script) ? 'high' : 'low', command });
    } else if (SHOWS_FILES.test(name) && command.context === 'top' && command.pipeline.length === 1 && !asksOnly(command)) {
      const kept = name === 'cat' ? keptVariable(command, script) : null;
      if (kept !== null) found.push({ at: command.range, kind: 'variable', label: kept, detail: name, level: 'high', command });
      const word = kept === null ? command.args.find(({ text }) => (sensitivePath(text) ?? secretFile(text)) !== null) : undefined;
      if (word) found.push({ at: command.range, kind: 'file', label: sensitivePath(word.text) ?? secretFile(word.text) ?? '', detail: name, level: 'low', command });
    }
  }
  return found;
});

const SHOWS_FILES = /^(?:cat|head|tail|tac|nl|bat|batcat|[ef]?grep)$/;

/** `grep -q TOKEN .env`: shows no line. */
function asksOnly({ name, args }: Command): boolean {
  return /grep$/.test(name ?? '') && args.some(({ value }) => /^-[a-zA-Z]{0,6}[qclL]|^--(?:quiet|silent|count|files-with)/.test(value));
}

/** The secret variable that the text wrote into a file which a command shows: `echo "TOKEN=$TOKEN" > .env; cat .env`. */
function keptVariable(command: Command, script: CommandScript): string | null {
  const files = writtenFiles(script);
  for (const word of files.size > 0 ? command.args.slice(0, 20) : []) {
    for (const { name, args, input } of lastWriters(files.get(pathKey(word) ?? '') ?? [], command, script)) {
      const [variable] = name !== null && (PRINTERS.test(name) || name === 'cat') ? [...args, ...(input ? [input] : [])].flatMap(secretVariables) : [];
      if (variable !== undefined) return variable;
    }
  }
  return null;
}

/** A here-document beside other things that are printed is shown to somebody; alone, the script or function may be there to make that text. */
function isMessage({ inFunction }: Command, script: CommandScript): boolean {
  return shownNames(script).has('') && (inFunction === null || (shownNames(script).has(inFunction) && script.commands.some((call) => call.name === inFunction) && script.commands.every((call) => call.name !== inFunction || isPrinted(call))));
}

/** The functions that print something in words of its own; the empty name is the script. */
const shownNames = memoize((script: CommandScript): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const command of script.commands) if (PRINTERS.test(command.name?.toLowerCase() ?? '') && isPrinted(command)) names.add(command.inFunction ?? '');
  return names;
});

/** `total=$((secrets + leaks))`: a variable that is added up holds how many there are. Names of one thing are left alone. */
function isCounted(variable: string, { source: { text } }: CommandScript): boolean {
  if (!/^(?:[a-z_]{0,40}_)?(?:secrets|passwords|tokens|credentials|keys)$/.test(variable) || !text.includes('$((')) return false;
  for (let at = text.indexOf('$(('), seen = 0; at >= 0 && seen < MAX_SUMS; at = text.indexOf('$((', at + 3), seen += 1) {
    const end = text.indexOf('))', at);
    if (end > at && end - at < MAX_SUM && text.slice(at + 3, end).split(/[^\w]{1,20}/).includes(variable)) return true;
  }
  return false;
}

const MAX_SUMS = 50;
const MAX_SUM = 200;

/** `echo -n "$secret: "` in a loop over the names of secrets: what stands in front of a colon is a name. */
function isLabel({ text }: Word, variable: string): boolean {
  const at = text.indexOf(`$${variable}`);
  return /^(?:secret|key|token|var|credential)$/.test(variable) && at >= 0 && /^: ?"?$/.test(text.slice(at + variable.length + 1));
}

const LOGIN_LINE = /^["']?username=/;

/** `echo "username=token"; echo "password=$TOKEN"`: what git asks a credential helper for. Source: git-credential. */
function isForGit({ text }: Word, variable: string, { commands }: CommandScript): boolean {
  const line = text.replace(/^["']|["']$/g, '');
  return (line === `password=$${variable}` || line === `password=\${${variable}}`) && commands.some(({ name, args }) => PRINTERS.test(name ?? '') && args.some((word) => LOGIN_LINE.test(word.text)));
}

const FOLDER_OF_SECRETS = /(?:^|[\s"'=:(])[\w.~-]{0,100}\/(?:[\w.-]{1,60}\/){0,6}(?:secrets?|keys|tokens|credentials)\/\$\{?$/i;

/** `echo "/run/secrets/${SECRET} does not exist"`: the secret's name, which is the name of its file. */
function isInFolderOfSecrets(text: string, variable: string): boolean {
  if (!/^(?:secret|key|token|credential)(?:_?name)?$/i.test(variable)) return false;
  const before = text.slice(0, MAX_FORM).split(variable);
  return before.length > 1 && before.slice(0, -1).every((part) => FOLDER_OF_SECRETS.test(part.slice(-500)));
}

const KEY_NAME = /key|cert/i;
const KEY_FILE = /(?:^|[\s"'=:(\uE000])[\w.~\uE000-]{0,200}\/[\w.~/\uE000-]{0,300}(?:\.(?:pem|key|json|priv|pub|crt|gpg|asc|der)|id_(?:rsa|ed25519|ecdsa|dsa|\uE000))(?![\w/])/;

/** `echo "Using $SSH_KEY"` where the text sets it to the path of a key file, or tests that the file is there. */
function isFileName(word: Word, variable: string, script: CommandScript): boolean {
  return KEY_NAME.test(variable) && (KEY_FILE.test(word.value) || /(?:_id_(?:rsa|ed25519)|\.(?:pem|key))\b/.test(word.value) || testedFiles(script).has(variable));
}

const testedFiles = memoize((script: CommandScript): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const { name, args } of script.commands) {
    if (name !== '[' && name !== 'test' && name !== '[[') continue;
    args.forEach((word, index) => {
      if (/^-[efrs]$/.test(args[index - 1]?.value ?? '')) for (const variable of word.variables) names.add(variable);
    });
  }
  return names;
});

/**
 * `echo "$key"` as the answer of a function: nothing else is printed, and whoever calls the function here takes its
 * output. A function that nobody calls here is one of a library.
 */
function isAnswer({ args, inFunction, pipeline }: Command, { commands, source }: CommandScript): boolean {
  if (inFunction === null || pipeline.length > 1) return false;
  const [answer, ...others] = args.filter(({ value }) => !/^(?:-[neE]{1,3}|%s(?:\\n)?)$/.test(value));
  if (!answer || others.length > 0 || !/^"?\$\{?\w{1,100}(?::?-)?\}?"?$/.test(source.text.slice(...answer.range))) return false;
  return commands.every((call) => call.name !== inFunction || !isPrinted(call));
}

const secretName = (name: string): boolean => secretVariables({ value: '', text: '', isStatic: true, variables: [name], nested: [], range: [0, 0] }).length > 0;

/** True when a command's output reaches the terminal. */
export function isPrinted(command: Command): boolean {
  if (command.context !== 'top' && command.context !== 'script' && command.context !== 'function') return false;
  for (let at: Command | null = command; at !== null; at = at.parent) if (at.context === 'command-substitution' || at.context === 'process-substitution') return false;
  const later = command.pipeline.slice(command.stage + 1, command.stage + 20);
  const last = later.at(-1) ?? command;
  if (later.some(({ name }) => name === null || !PRINTING_FILTERS.test(name.toLowerCase()))) return false;
  return ![command, last].some(({ redirects }) => redirects.some(({ operator, descriptor, target }) => operator.includes('>') && descriptor !== 2 && !operator.endsWith('&') && !/^(?:&?[12]|\/dev\/(?:stdout|stderr|tty))$/.test(target.value)))
    && !(later.length > 0 && last.name === 'tee' && last.redirects.some(({ target }) => target.value === '/dev/null'));
}
