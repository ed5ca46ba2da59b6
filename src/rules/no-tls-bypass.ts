import { defineRule } from '../core/define-rule.ts';
import { shellFindings } from '../core/shell-findings.ts';
import { TLS_OPTIONS, TLS_SETTINGS, TLS_VARIABLES } from '../knowledge/tls.ts';
import { isUnder, scalarText, walkSettings } from '../surfaces/settings/index.ts';
import { findTlsBypass } from '../surfaces/shell/detect/index.ts';
import { assignmentsTo, objectsWithMember } from '../surfaces/javascript/named.ts';
import type { ArgView } from '../surfaces/javascript/index.ts';

const BLOCKED: ReadonlySet<string> = new Set(['deny', 'disallow', 'blocked', 'forbidden']);

export default defineRule({
  name: 'no-tls-bypass',
  docs: {
    description: 'disallow switching certificate checks off',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [295],
  },
  messages: {
    option: '{{name}} switches certificate checks off: anybody on the way can read and change the traffic. Add the missing certificate instead.',
    variable: '{{name}} switches certificate checks off for the whole process. Set NODE_EXTRA_CA_CERTS to the missing certificate instead.',
    command: '{{name}} makes {{command}} accept any certificate. Add the missing certificate instead.',
  },
  strict: true,
  javascript: ({ model, strict, report }) => {
    for (const [name, isOff, level] of TLS_OPTIONS) {
      if (level === 'strict' && !strict) continue;
      for (const object of objectsWithMember(model, name)) {
        const entry = object.entry(name);
        if (entry && isOffValue(entry.value, isOff)) report({ at: [entry.keyRange[0], entry.value.range[1]], message: 'option', data: { name } });
      }
      for (const { value, range } of assignmentsTo(model, name)) if (isOffValue(value, isOff)) report({ at: range, message: 'option', data: { name } });
    }
    for (const [name, pattern] of TLS_VARIABLES) {
      for (const { value, range } of assignmentsTo(model, name)) {
        const text = value.text().constant ?? String(value.number() ?? value.boolean() ?? '');
        if (pattern.test(text)) report({ at: range, message: 'variable', data: { name } });
      }
    }
  },
  shell: ({ commands, report }) => {
    for (const { finding, at } of shellFindings(commands, findTlsBypass)) {
      if (finding.kind === 'variable') report({ at, message: 'variable', data: { name: finding.label } });
      else report({ at, message: 'command', data: { name: finding.label, command: finding.detail || 'the command' } });
    }
  },
  settings: ({ root, report }) => {
    for (const node of walkSettings(root)) {
      if (typeof node.key !== 'string' || node.kind === 'object' || node.kind === 'array') continue;
      const isOff = TLS_SETTINGS.get(node.key.toLowerCase()) ?? TLS_VARIABLES.get(node.key);
      if (isOff?.test(scalarText(node)) && !isUnder(node, BLOCKED)) report({ at: node.keyRange, message: TLS_VARIABLES.has(node.key) ? 'variable' : 'option', data: { name: node.key } });
    }
  },
});

function isOffValue(value: ArgView, isOff: 'false' | 'true' | 'function' | 'none'): boolean {
  if (isOff === 'function') {
    const fn = value.fn();
    return fn !== null && !fn.hasBranch && fn.returns.every((item) => item.isNullish() || item.boolean() === true);
  }
  if (isOff === 'none') return /NONE$/.test(value.text().constant ?? value.origins()[0] ?? '');
  return value.boolean() === (isOff === 'true') || value.number() === (isOff === 'true' ? 1 : 0);
}
