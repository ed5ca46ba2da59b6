import path from 'node:path';

import type { ESLint, Linter } from 'eslint';

import type { AgentRule, Level, RuleDocs } from '../core/define-rule.ts';

/** What ESLint gives a formatter besides the results. */
export interface FormatterContext {
  readonly cwd?: string;
  readonly rulesMeta?: ESLint.LintResultData['rulesMeta'];
}

type Docs = RuleDocs & { readonly url: string };
export type RulesMeta = NonNullable<FormatterContext['rulesMeta']>;

const PREFIX = 'agent-security/';

/** The name of one of our rules without its prefix, whatever key the plugin was registered under; `null` for others. */
export function ownRule(ruleId: string | null, rulesMeta: RulesMeta): string | null {
  if (ruleId === null) return null;
  if (ruleId.startsWith(PREFIX)) return ruleId.slice(PREFIX.length);
  return docsOf(ruleId, rulesMeta) && ruleId.includes('/') ? ruleId.slice(ruleId.lastIndexOf('/') + 1) : null;
}

/** Metadata of a rule of ours. */
export function docsOf(ruleId: string, rulesMeta: RulesMeta): Docs | null {
  const docs = Object.hasOwn(rulesMeta, ruleId) ? (rulesMeta[ruleId] as Partial<AgentRule['meta']> | undefined)?.docs : undefined;
  return docs && typeof docs.risk === 'string' && Array.isArray(docs.cwe) ? docs : null;
}

/** Risk of one message: a warning of a high-risk rule is medium. Rules without metadata follow their severity. */
export function riskOf({ ruleId, severity }: Pick<Linter.LintMessage, 'ruleId' | 'severity'>, rulesMeta: RulesMeta): Level {
  const docs = ruleId === null ? null : docsOf(ruleId, rulesMeta);
  if (!docs) return severity === 2 ? 'medium' : 'low';
  return docs.risk === 'high' && severity === 1 ? 'medium' : docs.risk;
}

/** A path relative to the working folder, with forward slashes; files outside keep their full path. */
export function relativePath(file: string, cwd: string): string {
  const relative = path.relative(cwd, file);
  return (relative === '' || relative.startsWith('..') || path.isAbsolute(relative) ? file : relative).replaceAll('\\', '/');
}
