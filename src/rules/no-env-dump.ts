import { matchesHost } from '../core/allow-list.ts';
import { defineRule } from '../core/define-rule.ts';
import { shellFindings } from '../core/shell-findings.ts';
import { publishedSettings } from '../knowledge/published-settings.ts';
import { findUploadedDumps, findWholeContexts } from '../core/workflow-leaks.ts';
import { child, children } from '../surfaces/javascript/ast.ts';
import type { ArgView, ValueModel } from '../surfaces/javascript/index.ts';
import { objectsWithMember } from '../surfaces/javascript/named.ts';
import { selectsNames } from '../surfaces/javascript/selection.ts';
import { asksForNames } from '../surfaces/javascript/shapes.ts';
import { findEnvDump } from '../surfaces/shell/detect/index.ts';

/** Commands whose output is the environment. */
const DUMP_COMMANDS = /^(?:env|printenv|set|export|declare|compgen)\b/;

/** `process.env`, `{ ...process.env }`. */
function holdsEnvironment(model: ValueModel, value: ArgView | null): boolean {
  if (!value) return false;
  const spread = value.node.type === 'ObjectExpression' ? children(value.node, 'properties').flatMap((member) => (member?.type === 'SpreadElement' ? (child(member, 'argument') ?? []) : [])) : [];
  return value.origins().includes('global:process.env') || spread.some((node) => model.origins(node).includes('global:process.env'));
}

export default defineRule({
  name: 'no-env-dump',
  docs: {
    description: 'disallow exposing the whole environment',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [526, 532],
  },
  messages: {
    dump: 'The whole environment reaches {{sink}}: every secret in it leaks. Pass the variables you need by name.',
    context: 'The whole {{context}} context is written out here: every secret in it leaks. Name the one that is needed.',
  },
  kinds: ['workflow', 'action'],
  inCalmCode: false,
  strict: true,
  javascript: ({ model, file, policy, strict, report }) => {
    for (const { member } of publishedSettings(file.path)) {
      for (const object of objectsWithMember(model, member)) if (holdsEnvironment(model, object.get(member))) report({ at: object.entry(member)?.value ?? object, message: 'dump', data: { sink: 'what everybody gets' } });
    }
    for (const { source, sink, destination } of model.flows({ from: ['environment', 'command'], to: ['network', 'dns', 'log', 'file', 'upload', 'exposure', 'response', 'command', 'eval'] })) {
      // Names alone are no secrets, unless values are looked up by them.
      if (source.kind === 'environment' && asksForNames(model, source.node) && !model.environmentReads().some(({ name }) => name === '<dynamic>')) continue;
      if (!strict && source.kind === 'environment' && selectsNames(model, source.node)) continue;
      if (source.kind === 'command' && !DUMP_COMMANDS.test(source.name)) continue;
      const host = destination?.host?.complete ? destination.host.value : null;
      if (sink.kind === 'network' && (destination?.isLoopback || (host !== null && matchesHost(host, policy.allowedHosts)))) continue;
      report({ at: source, message: 'dump', data: { sink: sink.label } });
    }
  },
  shell: ({ commands, policy, strict, report }) => {
    for (const { finding, text, at } of shellFindings(commands, findEnvDump)) {
      // To look at the environment is ordinary, but logs of CI are read by others.
      if (finding.level === 'low' && !(strict && text.carrier === 'workflow')) continue;
      if (finding.host === '' || !matchesHost(finding.host, policy.allowedHosts)) report({ at, message: 'dump', data: { sink: finding.detail } });
    }
  },
  settings: ({ file, root, report }) => {
    for (const at of findUploadedDumps(file, root)) report({ at, message: 'dump', data: { sink: 'an uploaded file' } });
    for (const { context, range } of findWholeContexts(root)) report({ at: range, message: 'context', data: { context } });
  },
});
