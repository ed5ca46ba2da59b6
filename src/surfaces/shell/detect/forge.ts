import type { Command, Word } from '../model.ts';
import { readOptions } from '../options.ts';
import { requestOf } from './network.ts';
import type { FindingLevel } from './types.ts';

/** What a command takes off a repository on its host: the protection of a branch, or the wait for checks. */
export interface ForgeChange {
  readonly kind: 'protection' | 'admin-merge';
  readonly detail: string;
  readonly level: FindingLevel;
  readonly at: Word | undefined;
}

/** Addresses of branch protection, rule sets and protected branches. Sources: the REST documentation of GitHub, Gitea and GitLab. */
const PROTECTION = /(?:\/branches\/[^\s?]{1,200}\/protection(?:\/(?:required_pull_request_reviews|required_status_checks|required_signatures|restrictions|enforce_admins))?|\/rulesets\/[^\s/?]{1,100}|\/branch_protections\/[^\s/?]{1,100}|\/protected_branches\/[^\s/?]{1,100})["']?(?:\?\S{0,200})?$/;
/** What release robots take off for a moment and put back. */
const ADMINS_ONLY = /\/enforce_admins["']?$/;
const MUTATION = /\bdelete(?:BranchProtectionRule|RepositoryRuleset)\b/;

const API_VALUES: ReadonlySet<string> = new Set(['-X', '--method', '-F', '--field', '-f', '--raw-field', '-H', '--header', '--input', '-q', '--jq', '-t', '--template', '--hostname', '-p', '--preview', '--cache']);

/** `gh api -X DELETE …/protection`, `curl -X DELETE …/protection`, `gh pr merge --admin`; `null` for everything else. */
export function forgeChange(command: Command): ForgeChange | null {
  switch (command.name) {
    case 'gh':
    case 'glab':
      return clientChange(command);
    case 'curl':
    case 'http':
    case 'https':
    case 'xh':
    case 'invoke-restmethod':
    case 'irm':
    case 'invoke-webrequest':
    case 'iwr':
      return requestChange(command);
    default:
      return null;
  }
}

function clientChange({ args }: Command): ForgeChange | null {
  const { operands, values, flags } = readOptions(args, API_VALUES);
  const [group, verb] = operands;
  if ((group?.value === 'pr' || group?.value === 'mr') && verb?.value === 'merge' && flags.has('--admin')) return { kind: 'admin-merge', detail: '--admin', level: 'low', at: args.find(({ value }) => value === '--admin') };
  if (group?.value !== 'api' || verb === undefined) return null;
  const fields = ['-F', '--field', '-f', '--raw-field'].flatMap((option) => values.get(option) ?? []);
  if (verb.value === 'graphql') {
    const query = fields.find(({ text }) => MUTATION.test(text.slice(0, 4096)));
    return query ? { kind: 'protection', detail: 'graphql', level: 'high', at: verb } : null;
  }
  const method = (values.get('-X') ?? values.get('--method'))?.at(-1)?.value.toUpperCase() ?? '';
  if (method === 'DELETE') return deleted(verb);
  return method === 'PUT' && /\/protection["']?$/.test(verb.text) && isEmpty(fields) ? { kind: 'protection', detail: 'PUT /protection', level: 'high', at: verb } : null;
}

/** Neither checks nor reviews are asked for any more. */
function isEmpty(fields: readonly Word[]): boolean {
  return ['required_status_checks=null', 'required_pull_request_reviews=null'].every((wanted) => fields.some(({ value }) => value === wanted));
}

function requestChange(command: Command): ForgeChange | null {
  const url = requestOf(command)?.urls.find(({ text }) => PROTECTION.test(text.slice(0, 1000)));
  if (!url) return null;
  const isDelete = command.args.some(({ value }, index) => /^(?:-X|--request=|-Method:)?DELETE$/i.test(value) && (value.length > 6 || index === 0 || /^(?:-X|--request|-Method)$/i.test(command.args[index - 1]?.value ?? '') || /^(?:http|https|xh)$/.test(command.name ?? '')));
  return isDelete ? deleted(url) : null;
}

function deleted(address: Word): ForgeChange | null {
  const found = PROTECTION.exec(address.text.slice(0, 1000))?.[0];
  if (found === undefined) return null;
  return { kind: 'protection', detail: `DELETE ${found.replace(/["'?].{0,300}$/s, '').split('/').slice(-2).join('/')}`.slice(0, 80), level: ADMINS_ONLY.test(found) ? 'medium' : 'high', at: address };
}
