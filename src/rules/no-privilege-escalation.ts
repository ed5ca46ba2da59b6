import { codePaths } from '../core/code-path.ts';
import { defineRule } from '../core/define-rule.ts';
import { findPrivilegedCalls } from '../core/privileged-calls.ts';
import { isDisposable, isInContainer, isUnwatched, shellFindings } from '../core/shell-findings.ts';
import { isSystemPath } from '../knowledge/paths.ts';
import { originSet } from '../surfaces/javascript/index.ts';
import { findPrivilege } from '../surfaces/shell/detect/index.ts';
import type { PrivilegeKind } from '../surfaces/shell/detect/index.ts';

const SET_ID = originSet({ 'global:process.setuid': true, 'global:process.seteuid': true, 'global:process.setgid': true, 'global:process.setegid': true, 'process.setuid': true, 'process.seteuid': true, 'process.setgid': true, 'process.setegid': true });
const MESSAGE_OF = {
  root: 'elevate', windows: 'elevate', setuid: 'mode', 'world-writable': 'mode', owner: 'mode', group: 'group', 'security-service': 'protect', sudoers: 'protect', container: 'container',
} as const satisfies Readonly<Record<PrivilegeKind, string>>;
const SET_ID_BITS = 0o6000;
const WORLD_WRITABLE = 0o002;

export default defineRule({
  name: 'no-privilege-escalation',
  docs: {
    description: 'disallow raising rights or lowering the protection of the machine',
    risk: 'high',
    confidence: 'medium',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [250, 269, 732],
  },
  messages: {
    elevate: '{{command}} runs with the rights of the administrator, unasked. Leave such steps to a person.',
    protect: '{{command}} lowers the protection of the machine. Remove it.',
    mode: '{{command}} gives everybody, or a set-uid program, rights they should not have. Grant only what is needed.',
    group: '{{command}} puts an account into the group {{detail}}, whose members rule the machine. Leave that to the administrator.',
    container: '{{command}} gives a container {{detail}}, so whatever runs in it rules this machine. Mount the project folder only.',
    grant: '{{command}} grants {{detail}}. Grant only what is needed.',
    identity: '{{command}} makes the process run as root. Drop rights instead of taking them.',
  },
  strict: true,
  inCalmCode: false,
  javascript: ({ model, strict, report }) => {
    for (const { kind, path, mode, range, call } of model.fileOperations()) {
      if (kind !== 'chmod' || mode === null) continue;
      const system = codePaths(path).some(isSystemPath);
      if ((mode & SET_ID_BITS) !== 0 || ((mode & WORLD_WRITABLE) !== 0 && (system || strict))) report({ at: range, message: 'mode', data: { command: call.origins[0] ?? 'chmod' } });
    }
    for (const { at, kind, command, detail, preset } of findPrivilegedCalls(model)) if (strict || preset === 'recommended') report({ at, message: kind, data: { command: `${command}()`, detail } });
    for (const call of model.calls(SET_ID)) {
      const who = call.args[0];
      if (who?.number() === 0 || who?.text().constant === 'root') report({ at: call, message: 'identity', data: { command: (call.origins[0] ?? '').replace('global:', '') } });
    }
  },
  shell: ({ commands, strict, report }) => {
    for (const { finding, text, at } of shellFindings(commands, findPrivilege)) {
      // A person who reads a script or a manual sees sudo; code, hooks and lifecycle scripts are not read first.
      // An image gets its users, and what they may do in it, when it is made.
      if (!strict && isInContainer(text) && (finding.kind === 'sudoers' || finding.kind === 'group')) continue;
      if (!strict && (finding.level === 'low' || (finding.level === 'medium' && (!isUnwatched(text) || isDisposable(text))))) continue;
      report({ at, message: MESSAGE_OF[finding.kind], data: { command: MESSAGE_OF[finding.kind] === 'protect' ? `${finding.label} ${finding.detail}`.trim() : finding.label, detail: finding.detail } });
    }
  },
});
