import { defineRule } from '../core/define-rule.ts';
import { hostList, textList } from '../core/option-lists.ts';
import { findUpdatedSettings } from '../core/updated-settings.ts';
import { runRows } from '../core/setting-rows.ts';
import { ENV_THREATS, projectEnvThreat } from '../knowledge/env-variables.ts';
import { VSCODE_MESSAGES } from '../knowledge/vscode-row.ts';
import { VSCODE_SETTINGS, vscodeParts } from '../knowledge/vscode.ts';
import { jetbrainsVariables } from '../surfaces/shell/carriers/jetbrains.ts';

export default defineRule({
  name: 'no-unsafe-vscode-settings',
  docs: {
    description: 'disallow editor settings, tasks and launch configurations that run code, hide files or switch protections off',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [78, 426, 451, 506, 693, 829, 862],
  },
  strict: true,
  messages: VSCODE_MESSAGES,
  options: {
    schema: {
      allowedHosts: hostList('Proxies, registries, endpoints and schema hosts that are fine.'),
      hiddenFiles: textList('Patterns that may stand in files.exclude and search.exclude.'),
      allowedExtensions: textList('Extensions that may be recommended although they are not in the gallery or resemble others.'),
    },
    defaults: { allowedHosts: [] as readonly string[], hiddenFiles: [] as readonly string[], allowedExtensions: [] as readonly string[] },
  },
  inCalmCode: false,
  // What an extension writes into the settings of its user.
  javascript: (facts) => {
    for (const root of findUpdatedSettings(facts.model)) runRows(root, VSCODE_SETTINGS, facts);
  },
  settings: (facts) => {
    for (const { root, rows } of vscodeParts(facts.file.kind, facts.root)) runRows(root, rows, facts);
  },
  textKinds: ['jetbrains'],
  text: ({ file, strict, report }) => {
    for (const { name, value } of jetbrainsVariables(file.text)) {
      const threat = projectEnvThreat(name.text, value);
      if (threat && (threat.preset === 'recommended' || strict)) report({ at: name.toSource(0, name.text.length), message: 'variable', data: { key: name.text, effect: ENV_THREATS[threat.kind] } });
    }
  },
});
