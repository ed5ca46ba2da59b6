import type { Command, CommandScript, Word } from '../model.ts';
import { executedFile, feeders, interpretation, lastWriters, outputsIn, pathKey, pipedInto, writtenFiles } from './flow.ts';
import { firstTime, memoize } from './types.ts';
import type { ShellFinding } from './types.ts';

export type ObfuscatedKind = 'decoded' | 'decoded-file' | 'encoded-powershell' | 'decoded-code';
export type Obfuscated = ShellFinding<ObfuscatedKind>;

/** Encoded text that a command decodes and runs. Decoding into a file, a key agent or an archive is fine. */
export const findObfuscated = memoize((script: CommandScript): readonly Obfuscated[] => {
  const found: Obfuscated[] = [];
  const seen = new Set<string>();
  for (const command of script.commands) {
    const finding = encodedPowershell(command) ?? decodedInput(command) ?? decodedWord(command) ?? spelledWord(command) ?? decodedFile(command, script) ?? decodingCode(command);
    if (finding && firstTime(seen, finding)) found.push(finding);
  }
  return found;
});

function finding(command: Command, kind: ObfuscatedKind, label: string): Obfuscated {
  return { at: command.range, kind, label, detail: command.name ?? '', level: 'high', command };
}

/** True for a command that turns encoded text into plain text. */
function decodes({ name, args }: Command): boolean {
  const values = args.map(({ value }) => value);
  const has = (pattern: RegExp): boolean => values.some((value) => pattern.test(value));
  switch (name?.toLowerCase()) {
    case 'base64':
    case 'gbase64':
    case 'base32':
    case 'basenc':
      return has(/^(?:-[a-zA-Z]{0,4}[dD][a-zA-Z]{0,4}|--decode)$/);
    case 'xxd':
      return has(/^-[a-z]{0,4}r/);
    case 'openssl':
      return /^(?:enc|base64|aes-\S{1,20})$/.test(values[0] ?? '') && has(/^-d$|^-[a-z]{0,2}d$/);
    case 'uudecode':
    case 'rev':
      return true;
    case 'tr':
      return isRotation(values);
    case 'printf':
    case 'echo':
      return /(?:\\(?:x[0-9a-fA-F]{2}|0?[0-7]{3})){4}/.test(values.join(' ').slice(0, 8192));
    case 'python':
    case 'python3':
    case 'perl':
    case 'ruby':
    case 'node':
    case 'php':
      return has(/b64decode|base64_decode|decode64|unpack\s{0,3}\(?["'](?:m|H)|pack\s{0,3}\(?["']H|fromhex|Buffer\.from\([^)]{0,400},\s{0,3}["'](?:base64|hex)|\batob\(|codecs\.decode/i);
    case 'certutil':
      return has(/^[-/]decode(?:hex)?$/i);
    default:
      return false;
  }
}

/** True for a command that unpacks a stream, whose content nobody sees: fine into a file or another archive, not into a shell. */
function inflates({ name, args }: Command): boolean {
  const unpacks = args.some(({ value }) => /^(?:-[a-zA-Z0-9]{0,6}d[a-zA-Z0-9]{0,6}|--decompress|--uncompress)$/.test(value));
  return /^(?:gunzip|bunzip2|unxz|unzstd|unlzma|uncompress|g?zcat|bzcat|xzcat|zstdcat|lzcat)$/.test(name ?? '') || (unpacks && /^(?:gzip|pigz|bzip2|xz|zstd|lzma|lz4|brotli)$/.test(name ?? ''));
}

/** `tr a-z n-za-m` and other permutations of letters; deleting or changing single characters is ordinary. */
function isRotation(values: readonly string[]): boolean {
  const [from = '', to = ''] = values.filter((value) => !value.startsWith('-'));
  return /[a-z]-[a-z]/i.test(from) && /[a-z]-[a-z].{0,10}[a-z]-[a-z]/i.test(to) && !/\[:/.test(from) && !/^a-zA-Z$|^A-Za-z$/.test(to);
}

function encodedPowershell(command: Command): Obfuscated | null {
  if (!/^(?:powershell|pwsh)$/i.test(command.name ?? '')) return null;
  const index = command.args.findIndex(({ value }) => /^[-/](?:e|ec|en|enc|enco\w{0,10})$/i.test(value));
  const payload = index < 0 ? undefined : command.args[index + 1]?.value;
  return payload !== undefined && /^[A-Za-z0-9+/=\uE000]{12,}/.test(payload) ? finding(command, 'encoded-powershell', '-EncodedCommand') : null;
}

function decodedInput(command: Command): Obfuscated | null {
  const name = command.name?.toLowerCase() ?? '';
  if (interpretation(command)?.readsInput !== true && name !== 'iex' && name !== 'invoke-expression') return null;
  const sources = pipedInto(command);
  const decoder = sources.find(decodes) ?? sources.find(inflates);
  return decoder ? { ...finding(command, 'decoded', decoder.name ?? ''), at: [Math.min(decoder.range[0], command.range[0]), Math.max(decoder.range[1], command.range[1])] } : null;
}

/** `eval "$(… | base64 -d)"`, `bash -c "$(…)"`, `$(…)`, `bash <(… | base64 -d)`, `iex ([Text.Encoding]…FromBase64String(…))`. */
function decodedWord(command: Command): Obfuscated | null {
  const how = interpretation(command);
  const words: (Word | null | undefined)[] = [how?.file, how?.code];
  if (command.name === null && /^(?:\uE000|\s)+$/.test(command.word.value)) words.push(command.word);
  const isIex = /^(?:iex|invoke-expression|eval)$/i.test(command.name ?? '');
  if (isIex) words.push(...command.args);
  for (const word of words) {
    const decoder = word ? outputsIn(word).find(decodes) : undefined;
    if (decoder) {
      const at = command.name === null && command.parent && command.context === 'script' ? command.parent : command;
      return finding(at, 'decoded', decoder.name ?? '');
    }
    if (word && (isIex || how?.code === word) && /FromBase64String|-join\s{0,5}\[char|\[char\[?\]?\]\s{0,5}\(?\d/i.test(word.text)) return finding(command, 'decoded', 'FromBase64String');
  }
  return null;
}

/** `$(printf '\\x63\\x75\\x72\\x6c') …`, `eval "$(printf …)"`: a command, or the script of one, that is spelled in codes. */
function spelledWord(command: Command): Obfuscated | null {
  const { parent } = command;
  if (command.context !== 'command-substitution' || !parent || !/^(?:printf|echo)$/.test(command.name ?? '') || !decodes(command)) return null;
  const isIn = ({ range }: Word): boolean => range[0] <= command.range[0] && command.range[1] <= range[1];
  const runs = isIn(parent.word) || (parent.name === 'eval' && parent.args.some(isIn)) || [interpretation(parent)?.code].some((code) => code && isIn(code));
  return runs ? finding(parent, 'decoded', command.name ?? '') : null;
}

/** `echo … | base64 -d > f; sh f`. */
function decodedFile(command: Command, script: CommandScript): Obfuscated | null {
  const files = writtenFiles(script);
  const file = files.size > 0 ? executedFile(command) : null;
  const key = file ? pathKey(file) : null;
  const writers = key === null ? [] : (files.get(key) ?? []);
  for (const writer of lastWriters(writers, command, script)) {
    const decoder = [writer, ...feeders(writer, script)].find((source) => decodes(source) && source.name !== 'rev' && source.name !== 'echo' && source.name !== 'printf');
    if (decoder) return finding(command, 'decoded-file', decoder.name ?? '');
  }
  return null;
}

const DECODED_EVAL =
  /\beval\s{0,3}\(\s{0,3}(?:atob|Buffer\.from|unescape|decodeURIComponent|base64_decode|gzinflate|str_rot13)\s{0,3}\(|\b(?:exec|eval|compile|os\.system|os\.popen)\s{0,3}\(\s{0,3}(?:(?:\w{1,20}\.){0,3}(?:b64decode|a85decode|decode|decompress|fromhex)\s{0,3}\(|__import__\s{0,3}\(\s{0,3}["'](?:base64|zlib|codecs|marshal)|bytes\.fromhex)|\beval\s{0,3}\(?\s{0,3}(?:unpack|pack|decode_base64|Base64\.decode64)/;

/** Inline code that evaluates what it decodes. */
function decodingCode(command: Command): Obfuscated | null {
  const code = interpretation(command)?.code;
  return code && !/sh$/.test(command.name ?? '') && DECODED_EVAL.test(code.text.slice(0, 16_384)) ? finding(command, 'decoded-code', command.name ?? '') : null;
}
