import { originSet } from '../surfaces/javascript/index.ts';
import type { CallFact, ObjectView, ValueModel } from '../surfaces/javascript/index.ts';
import type { SourceRange } from '../surfaces/mapped-text.ts';

/** A call of a library that takes or grants rights. */
export interface PrivilegedCall {
  readonly at: SourceRange;
  readonly kind: 'container' | 'identity' | 'elevate' | 'grant';
  readonly command: string;
  readonly detail: string;
  readonly preset: 'recommended' | 'strict';
}

/** Functions that create a container; its options are the last object that they are given. Source: readme of dockerode. */
const CONTAINERS = originSet(Object.fromEntries(['dockerode().createContainer', 'dockerode().run', 'dockerode.default().createContainer'].map((name) => [name, true])));
/** Libraries that ask for the administrator's password. Sources: readmes of the packages. */
const PROMPTS = originSet(Object.fromEntries(['sudo-prompt.exec', '@vscode/sudo-prompt.exec', 'electron-sudo.exec', 'sudo-js.exec'].map((name) => [name, true])));
/** Commands that attach a policy, and its name. Source: AWS SDK for JavaScript, IAM. */
const POLICIES = originSet(Object.fromEntries(['AttachUserPolicyCommand', 'AttachRolePolicyCommand', 'AttachGroupPolicyCommand'].map((name) => [`@aws-sdk/client-iam.${name}`, true])));
const STATEMENTS = originSet({ 'aws-cdk-lib/aws-iam.PolicyStatement': true, '@aws-cdk/aws-iam.PolicyStatement': true });
const MAX_ITEMS = 64;

/** Calls that take or grant rights, in source order for each kind. */
export function findPrivilegedCalls(model: ValueModel): readonly PrivilegedCall[] {
  const found: PrivilegedCall[] = [];
  const add = (call: CallFact, rest: Omit<PrivilegedCall, 'at' | 'command'>): void => {
    found.push({ at: call.range, command: (call.origins[0] ?? '').replace(/^.*[./]/, ''), ...rest });
  };
  for (const call of model.calls(CONTAINERS)) {
    const rights = call.args.flatMap((arg) => arg.object() ?? []).flatMap((options) => options.get('HostConfig')?.object() ?? []).flatMap(hostRights);
    if (rights[0]) add(call, { kind: 'container', ...rights[0] });
  }
  for (const call of model.calls(PROMPTS)) add(call, { kind: 'elevate', detail: '', preset: 'strict' });
  for (const call of model.calls(POLICIES)) {
    if (/\/AdministratorAccess$/.test(call.args[0]?.object()?.get('PolicyArn')?.text().constant ?? '')) add(call, { kind: 'grant', detail: 'AdministratorAccess', preset: 'strict' });
  }
  for (const call of model.calls(STATEMENTS)) {
    const options = call.args[0]?.object();
    const isAll = (name: string): boolean => options?.get(name)?.array()?.items.some((item) => item.text().constant === '*') === true;
    if (options?.get('effect')?.origins()[0]?.endsWith('.DENY') !== true && isAll('actions') && isAll('resources')) add(call, { kind: 'grant', detail: 'every action on everything', preset: 'strict' });
  }
  for (const { call, options } of model.commandTexts()) {
    if ([options?.get('uid'), options?.get('gid')].some((id) => id?.number() === 0)) add(call, { kind: 'identity', detail: '', preset: 'recommended' });
  }
  return found;
}

/** What the options of a container open: `{ Privileged: true }`, `{ Binds: ['/:/host'] }`; the worst first. */
function hostRights(config: ObjectView): readonly Pick<PrivilegedCall, 'detail' | 'preset'>[] {
  const texts = (name: string): readonly string[] => (config.get(name)?.array()?.items ?? []).slice(0, MAX_ITEMS).map((item) => item.text().constant ?? '');
  if (config.get('Privileged')?.boolean() === true) return [{ detail: 'every right', preset: 'recommended' }];
  if (texts('Binds').some((bind) => /^\/:\//.test(bind))) return [{ detail: 'the whole disk', preset: 'recommended' }];
  if (texts('Binds').some((bind) => /^\/(?:var\/)?run\/docker\.sock:/.test(bind))) return [{ detail: 'the container engine', preset: 'strict' }];
  if (texts('CapAdd').some((capability) => /^(?:CAP_)?(?:ALL|SYS_ADMIN)$/i.test(capability))) return [{ detail: 'the rights of an administrator', preset: 'strict' }];
  return ['PidMode', 'NetworkMode'].some((name) => config.get(name)?.text().constant === 'host') ? [{ detail: 'the processes or the network of the host', preset: 'strict' }] : [];
}
