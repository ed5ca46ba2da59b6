import path from 'node:path';
import plugin from './dist/index.js';
import { withReads } from './scripts/docs/pages.mjs';

const RISKS = { high: 'High risk', medium: 'Medium risk', low: 'Low risk' };

/** @type {import('eslint-doc-generator').GenerateOptions} */
export default {
  configEmoji: [
    ['recommended', '✅'],
    ['strict', '🔒'],
  ],
  ruleDocSectionInclude: ['Threat', 'Examples', 'Options', 'Limits', 'When not to use it', 'Sources'],
  ruleDocSectionOptions: false, // every page has the section; tests/docs says what must be in it
  ruleListColumns: ['name', 'description', 'configsError', 'configsWarn', 'hasSuggestions'],
  ruleListSplit: (rules) =>
    Object.entries(RISKS)
      .map(([risk, title]) => ({ title, rules: rules.filter(([, rule]) => rule.meta.docs.risk === risk) }))
      .filter((group) => group.rules.length > 0),
  postprocess: (content, file) => {
    const name = path.basename(file, '.md');
    if (!Object.hasOwn(plugin.rules, name)) return content;
    const spaced = content.replace('<!-- end auto-generated rule header -->\n#', '<!-- end auto-generated rule header -->\n\n#');
    return withReads(spaced, name, plugin.rules[name], plugin.configs);
  },
};
