import { INSTALL_SCRIPTS, PUBLISH_SCRIPTS } from '../../../knowledge/install-scripts.ts';
import type { MappedText } from '../../mapped-text.ts';
import { findSettings } from '../../settings/index.ts';
import type { SettingNode } from '../../settings/index.ts';
import type { CommandText } from '../command-text.ts';
import { ordinaryScripts } from '../ordinary.ts';
import { RELEASE_STEPS } from './hosts.ts';
import { fromLines, fromSetting } from './make.ts';

/** Objects of `package.json` whose members are commands that Git runs through a hook manager. */
const GIT_HOOK_FIELDS = ['husky.hooks', 'simple-git-hooks', 'gitHooks', 'config.ghooks', 'ghooks', 'lefthook'] as const;
/** Single commands that a tool runs when a person starts it. */
const TOOL_FIELDS = ['nodemonConfig.exec', 'nodemonConfig.events.*', 'nodemonConfig.execMap.*', 'wireit.*.command', 'nx.targets.*.command', 'nx.targets.*.options.command', 'nx.targets.*.options.commands', 'nx.targets.*.options.commands[].command', 'prisma.seed', 'config.*', 'release-it.hooks.*', ...RELEASE_STEPS.map((step) => `release.plugins[][].${step}`)] as const;

/** The scripts of `package.json` and the command fields of tools that keep theirs there. */
export function manifestCommands(root: SettingNode): readonly CommandText[] {
  return [...scriptCommands(root), ...hookFieldCommands(root)];
}

/** How often `npm run` in scripts that a person starts is followed, in one manifest: what it starts is read by itself, too. */
const MAX_FOLLOWED = 2000;

/** Where a script that is started is part of more than a sequence: its output goes on, it gets variables or another folder. */
const COMBINES = /[|$`<>=]|\bcd\b/;

/** Scripts that run when the package itself is published, which npm refuses for a private one: there, people start them by name. Source: the documentation of npm on `private`. */
const PUBLISHING = /^(?:prepublishOnly|publish|postpublish)$/;

/**
 * The scripts alone. `npm run x` inside of one is resolved in the same manifest: always for scripts that run by themselves,
 * for others where it makes a difference, since `x` is read by itself, too, and reported there.
 */
function scriptCommands(root: SettingNode): readonly CommandText[] {
  const scripts = root.get('scripts');
  if (scripts?.kind !== 'object') return [];
  const resolveScript = (name: string): MappedText | null => {
    const script = scripts.get(name);
    return script?.kind === 'string' ? script.text() : null;
  };
  const isOrdinaryScript = ordinaryScripts(resolveScript);
  const isPrivate = root.get('private')?.value === true;
  let followed = 0;
  const resolveSome = (name: string): MappedText | null => (isOrdinaryScript(name) || (followed += 1) > MAX_FOLLOWED ? null : resolveScript(name));
  return scripts.members.flatMap((script) => {
    const label = String(script.key);
    const unattended = INSTALL_SCRIPTS.has(label);
    const lifecycle = unattended || (PUBLISH_SCRIPTS.has(label) && !(isPrivate && PUBLISHING.test(label)));
    if (script.kind !== 'string') return [];
    const resolve = lifecycle ? resolveScript : COMBINES.test(String(script.value)) ? resolveSome : null;
    return fromSetting(script, { carrier: 'npm-script', label, unattended, lifecycle, isOrdinaryScript, ...(resolve ? { resolveScript: resolve } : {}) });
  });
}

function hookFieldCommands(root: SettingNode): readonly CommandText[] {
  const hooks = GIT_HOOK_FIELDS.flatMap((field) => findSettings(root, field)).flatMap(({ members }) => members);
  return [
    ...hooks.flatMap((hook) => fromLines(hook, { carrier: 'manifest-hook', label: String(hook.key), unattended: true })),
    ...findSettings(root, 'lint-staged.*').flatMap((entry) => fromLines(entry, { carrier: 'manifest-hook', label: 'lint-staged', unattended: true })),
    ...TOOL_FIELDS.flatMap((field) => findSettings(root, field).flatMap((node) => fromLines(node, { carrier: 'manifest-hook', label: field.split('.')[0] }))),
  ];
}
