import { plainText } from '../../../src/surfaces/mapped-text.ts';
import * as detect from '../../../src/surfaces/shell/detect/index.ts';
import { parseCommands } from '../../../src/surfaces/shell/index.ts';
import type { CommandScript, Dialect } from '../../../src/surfaces/shell/index.ts';

type Found = readonly { readonly level?: string }[];

/** Which rule's detector sees something in a script; capabilities (level low) aside. */
export const DETECTORS: Readonly<Record<string, (script: CommandScript) => Found>> = {
  'no-remote-code': detect.findRemoteCode,
  'no-env-dump': detect.findEnvDump,
  'no-data-exfiltration': detect.findExfiltration,
  'no-credential-logging': detect.findCredentialLogging,
  'no-destructive-command': detect.findDestructive,
  'no-privilege-escalation': detect.findPrivilege,
  'no-reverse-shell': detect.findReverseShell,
  'no-persistence': detect.findPersistence,
  'no-unsafe-git': detect.findUnsafeGit,
  'no-untrusted-registry': detect.findRegistry,
  'no-package-publish': detect.findPublish,
  'no-global-install': detect.findGlobalInstall,
  'no-agent-permission-bypass': detect.findAgentBypass,
  'no-obfuscated-code': detect.findObfuscated,
  'no-tls-bypass': detect.findTlsBypass,
};

/** Names of the rules whose detectors report a command text, sorted. */
export function threatsOf(command: string, dialect: Dialect | 'auto' = 'auto'): string[] {
  const script = parseCommands(plainText(command, 0), { dialect });
  return Object.keys(DETECTORS).filter((rule) => DETECTORS[rule]?.(script).some(({ level }) => level !== 'low')).sort();
}
