import type { WorkflowRow } from './workflows.ts';

/** `dependabot.yml`. */
export const DEPENDABOT_ROWS: readonly WorkflowRow[] = [
  {
    preset: 'strict',
    id: 'F-32',
    key: 'updates[].insecure-external-code-execution',
    is: 'allow',
    report: 'protectionOff',
    cwe: [829],
    source: 'https://docs.github.com/en/code-security/dependabot/working-with-dependabot/dependabot-options-reference',
    data: { effect: 'lets manifests run code where the credentials of registries are at hand' },
    bad: [{ document: { version: 2, updates: [{ 'package-ecosystem': 'pip', 'insecure-external-code-execution': 'allow', registries: '*' }] } }],
    good: [{ document: { version: 2, updates: [{ 'package-ecosystem': 'pip', 'insecure-external-code-execution': 'deny' }, { 'package-ecosystem': 'npm', directory: '/' }] } }],
  },
];
