import type { Command, CommandScript, Word } from '../model.ts';
import { feeders, lastWriters, pathKey, readPaths, writtenFiles } from './flow.ts';
import { isDownloader, isLocalRequest } from './network.ts';
import { memoize } from './types.ts';

/** The first download of another machine. */
export const remoteSource = (commands: readonly Command[]): Command | undefined => commands.find((command) => isDownloader(command) && !isLocalRequest(command));

/** The download that wrote a file before a command takes it; checking its digest or signature in between makes it fine. */
export function downloadOf(file: Word, command: Command, script: CommandScript): Command | undefined {
  const key = pathKey(file);
  const written = key === null ? undefined : writtenFiles(script).get(key);
  if (!written) return undefined;
  const source = lastWriters(written, command, script).map((writer) => remoteSource([writer, ...feeders(writer, script)])).find((found) => found !== undefined);
  return source && !isVerified(script, source, command) ? source : undefined;
}

/** Programs that give on what stands in a file, as it is or a little changed. */
const GIVERS = /^(?:cat|bat|head|tail|tac|sed|gsed|tr|envsubst|gunzip|gzip|zcat|bzcat|xzcat|zstdcat|base64|cut)$/;

/** The download behind what a command gets from others that only give a file on: `cat file | sh`, `eval "$(< file)"`. */
export function downloadGiven(sources: readonly Command[], command: Command, script: CommandScript): Command | undefined {
  if (sources.length === 0 || writtenFiles(script).size === 0) return undefined;
  for (const source of sources) {
    if (!GIVERS.test(source.name ?? '')) continue;
    for (const path of readPaths(source)) {
      const found = downloadOf(path, command, script);
      if (found) return found;
    }
  }
  return undefined;
}

const VERIFIERS = /^(?:sha\d{1,3}sum|shasum|md5sum|b2sum|gpg|gpgv|gpg2|cosign|minisign|signify|slsa-verifier|openssl|get-filehash|certutil)$/i;

function isVerified(script: CommandScript, from: Command, to: Command): boolean {
  return verifications(script).some(({ range }) => range[0] >= from.range[0] && range[0] <= to.range[0]);
}

/** True for a text that checks a digest or a signature. */
export function isVerifying(script: CommandScript): boolean {
  return verifications(script).length > 0;
}

const verifications = memoize((script: CommandScript): readonly Command[] =>
  script.commands
    .filter(({ name, args }) => {
      if (name === null || !VERIFIERS.test(name)) return false;
      return /^(?:shasum|sha\d|md5|b2)/.test(name) ? args.some(({ value }) => /^(?:-[a-z]*c|--check|--status)$/.test(value)) : args.some(({ value }) => /verify|hashfile/i.test(value)) || /^(?:minisign|signify|slsa|gpgv|get-filehash)/i.test(name);
    })
    .slice(0, 100),
);
