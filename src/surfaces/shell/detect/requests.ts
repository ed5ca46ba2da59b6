import { parseUrl } from '../../../knowledge/hosts.ts';
import type { SourceRange } from '../../mapped-text.ts';
import type { Command, CommandScript, Word } from '../model.ts';
import { requestOf } from './network.ts';
import { memoize } from './types.ts';

/** One address that a network command calls. */
export interface ExternalRequest {
  readonly at: SourceRange;
  /** Name of the program. */
  readonly label: string;
  /** The address as text; `HOLE` stands for what is unknown. Without a scheme for `ssh`, `nc` and the like. */
  readonly url: string;
  readonly command: Command;
  /** The word that it stands in, where it is one. */
  readonly word?: Word;
}

/** Every address that a network command of a text calls, known or not. DNS lookups and listening sockets are none. */
export const findExternalRequests = memoize((script: CommandScript): readonly ExternalRequest[] => {
  const found: ExternalRequest[] = [];
  for (const command of script.commands) {
    const request = requestOf(command);
    if (request && !request.isDns) {
      for (const word of request.urls) if (word.value !== '') found.push({ at: word.range, label: request.name, url: addressText(word.value, request.name), command, word });
    } else if (/\.download(?:string|file|data)\b/i.test(command.word.text)) {
      const url = /https?:\/\/[^\s"'`)]{1,1000}/i.exec(command.word.text.slice(0, 4096));
      if (url) found.push({ at: command.range, label: 'WebClient', url: url[0], command });
    } else if (/^(?:certutil|bitsadmin|mshta|msiexec)$/.test(command.name ?? '')) {
      for (const word of command.args) if (parseUrl(word.value)) found.push({ at: word.range, label: command.name ?? '', url: word.value, command });
    } else if (command.name === 'git') {
      for (const word of gitUrls(command)) found.push({ at: word.range, label: 'git', url: word.value, command });
    }
  }
  return found;
});

/** `user@host:path` becomes `ssh://user@host/path`; everything else stays. */
function addressText(value: string, name: string): string {
  const remote = /^(?:scp|rsync|sftp|ssh|rclone)$/.test(name) ? /^((?:[^@/\s]{1,100}@)?[\w.-]{1,200})(?::{1,2}(?!\/\/)(.{0,1000}))?$/.exec(value) : null;
  if (remote) return `ssh://${remote[1] ?? ''}/${(remote[2] ?? '').replace(/^\//, '')}`;
  // `http://169.254.170.2$PATH`: what follows a whole address is a path.
  const address = /^(https?:\/\/\d{1,3}(?:\.\d{1,3}){3})\uE000/.exec(value)?.[1];
  if (address !== undefined) return `${address}/${value.slice(address.length)}`;
  return name === 'socat' ? value.replace(/^[a-z][\w-]{0,20}:/i, '') : value;
}

function gitUrls({ args }: Command): Command['args'] {
  const verb = args.find(({ value }) => !value.startsWith('-'))?.value ?? '';
  return /^(?:clone|push|pull|fetch|remote|ls-remote|submodule)$/.test(verb) ? args.filter(({ value }) => parseUrl(value) !== null) : [];
}
