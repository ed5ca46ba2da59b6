import { isMetadataHost } from '../../../knowledge/hosts.ts';
import type { SourceRange } from '../../mapped-text.ts';
import type { CommandScript } from '../model.ts';
import { findAgentBypass } from './agents.ts';
import { findEnvDump, findExfiltration } from './data-flow.ts';
import { destination, requestOf } from './network.ts';
import { findObfuscated } from './obfuscated.ts';
import { findRemoteCode } from './remote-code.ts';
import { findReverseShell } from './reverse-shell.ts';
import { memoize } from './types.ts';

export type MaliciousKind = 'remote-code' | 'obfuscated' | 'reverse-shell' | 'environment' | 'exfiltration' | 'collection-point' | 'raw-address' | 'metadata' | 'agent-bypass';
export interface Malicious {
  readonly kind: MaliciousKind;
  readonly at: SourceRange;
  readonly label: string;
}

/**
 * The first reason to call a command text malicious, `null` for none: network or encoded content that runs, a reverse
 * shell, the environment or a secret sent out, a hostile destination, an agent started without approvals.
 */
export const maliciousPart = memoize((script: CommandScript): Malicious | null => {
  const first = (kind: MaliciousKind, findings: readonly { readonly at: SourceRange; readonly label: string; readonly level: string }[]): Malicious | null => {
    const finding = findings.find(({ level }) => level !== 'low');
    return finding ? { kind, at: finding.at, label: finding.label } : null;
  };
  return (
    first('remote-code', findRemoteCode(script)) ??
    first('obfuscated', findObfuscated(script)) ??
    first('reverse-shell', findReverseShell(script)) ??
    first('environment', findEnvDump(script)) ??
    first('exfiltration', findExfiltration(script).filter(({ kind }) => kind !== 'variable')) ??
    hostileRequest(script) ??
    first('agent-bypass', findAgentBypass(script).filter(({ level }) => level === 'high'))
  );
});

/** True when a command text has a malicious part; what settings tables mean by a malicious command. */
export function isMalicious(script: CommandScript): boolean {
  return maliciousPart(script) !== null;
}

function hostileRequest(script: CommandScript): Malicious | null {
  for (const command of script.commands) {
    if (!requestOf(command)) continue;
    const where = destination(command);
    if (!where) continue;
    const kind = isMetadataHost(where.host) ? 'metadata' : where.hostile === 'collection' ? 'collection-point' : where.hostile === 'address' ? 'raw-address' : null;
    if (kind !== null) return { kind, at: command.range, label: where.host };
  }
  return null;
}
