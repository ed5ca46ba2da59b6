import { matchesAllowList } from '../core/allow-list.ts';
import { defineRule } from '../core/define-rule.ts';
import type { SettingsFacts } from '../core/define-rule.ts';
import { textList } from '../core/option-lists.ts';
import { INSTALL_SETTINGS } from '../knowledge/install-settings.ts';
import { findSettings } from '../surfaces/settings/index.ts';
import { findEnvDump, findExfiltration } from '../surfaces/shell/detect/data-flow.ts';
import { findDestructive } from '../surfaces/shell/detect/destructive.ts';
import { findPersistence } from '../surfaces/shell/detect/persistence.ts';
import { findPrivilege } from '../surfaces/shell/detect/privilege.ts';
import { findRemoteCode } from '../surfaces/shell/detect/remote-code.ts';
import { findReverseShell } from '../surfaces/shell/detect/reverse-shell.ts';
import { executedFile } from '../surfaces/shell/detect/flow.ts';
import type { ShellFinding } from '../surfaces/shell/detect/types.ts';
import type { Command, CommandScript, CommandText } from '../surfaces/shell/index.ts';
import { installSteps } from '../surfaces/shell/install-steps.ts';
import type { InstallContext } from '../surfaces/shell/install-steps.ts';

const messages = {
  harm: 'On every install, the script {{script}} {{what}} ({{label}}). Remove the command.',
  wormFile: 'On every install, the script {{script}} runs {{label}}, a name that worms use. Check it and rotate the secrets of this machine.',
  dependencyFile: 'On every install, the script {{script}} runs {{label}}, a file of a dependency. Let the dependency declare its own script.',
  hiddenFile: 'On every install, the script {{script}} runs {{label}}, in a place where nobody looks for code. Move it to a scripts folder or remove it.',
  publish: 'On every install, the script {{script}} publishes a package ({{label}}). Publish from a release job.',
  globalInstall: 'On every install, the script {{script}} installs programs for the whole machine ({{label}}). Add a dependency instead.',
  network: 'On every install, the script {{script}} talks to the network ({{label}}). Ship what the package needs.',
  repository: 'On every install, the script {{script}} takes code from or sends code to a repository ({{label}}). Do it by hand or in CI.',
  inline: 'On every install, the script {{script}} runs inline code ({{label}}) that starts, sends or decodes something. Put it into a file that can be reviewed.',
  fetchedPackage: 'On every install, the script {{script}} downloads and runs {{label}} in whatever version is newest. Add it to the dependencies.',
  muted: 'On every install, the script {{script}} runs {{label}} and throws its output away, although a command here is run for its output. Check the file.',
  unreadable: 'The script {{script}} runs on every install and is too complex to be read. Put it into a file that can be reviewed.',
  failing: 'On every install, the script {{script}} runs {{label}} and then fails on purpose, as worms do to leave no trace. Remove it.',
  everything: '{{script}} lets every dependency run code on install. Allow single packages instead.',
  loads: '{{script}} runs {{label}} whenever packages are installed or scripts are started. Remove it.',
  unasked: '{{script}} is off, so installs pass over scripts of packages that nobody has decided on. Allow or deny them one by one.',
  anyVersion: '{{label}} may run code on install in any version, also in one that is published tomorrow. Name the version that was reviewed.',
  unknownBuilder: '{{label}} may run code on install and is no package that is known to need it. Check its script, or remove it from {{script}}.',
  unknown: 'The script {{script}} runs {{label}} on every install. Run it on demand, or allow it once it is reviewed.',
} as const;

type Message = keyof typeof messages;
interface Options {
  allow: readonly string[];
}
type Facts = SettingsFacts<Message, Options>;

export default defineRule<Message, Options>({
  name: 'no-postinstall-script',
  docs: {
    description: 'disallow scripts that run when packages are installed',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [506, 829],
  },
  messages,
  options: { schema: { allow: textList('Whole script texts, and packages or files that settings name, which are fine; exact or as a glob.') }, defaults: { allow: [] } },
  strict: true,
  kinds: ['package-json', 'binding-gyp', 'npmrc', 'yarnrc', 'pnpm-workspace', 'bunfig', 'cargo-config'],
  settings: (facts) => {
    checkSettings(facts);
    const allowed = [...facts.options.allow, ...facts.policy.allowedInstallScripts];
    for (const text of facts.file.commands()) {
      const runsOnInstall = text.unattended && text.lifecycle;
      if (runsOnInstall && !matchesAllowList(text.source.text.trim().slice(0, 2000), allowed)) checkScript(text, facts);
    }
  },
});

function checkSettings({ file, root, options, strict, report }: Facts): void {
  for (const row of INSTALL_SETTINGS) {
    if (!row.kinds.includes(file.kind) || (row.preset === 'strict' && !strict)) continue;
    for (const node of row.keys.flatMap((key) => findSettings(root, key))) {
      const label = row.find(node);
      const named = typeof node.key === 'string' && node.key !== '*' ? node : (node.parent ?? node);
      if (label !== null && !matchesAllowList(label, options.allow)) report({ at: row.report === 'unknownBuilder' ? node.range : named.keyRange, message: row.report, data: { script: String(named.key), label } });
    }
  }
}

/** One finding a script: the worst thing that it does. */
function checkScript(text: CommandText, facts: Facts): void {
  const { script, label } = text;
  const say = (message: Message, at: readonly [number, number], data: Readonly<Record<string, string>> = {}): void =>
    facts.report({ at: text.source.toSource(at[0], at[1]), message, data: { script: label, ...data } });
  const harm = findHarm(script);
  if (harm) return say('harm', harm.finding.at, { what: harm.what, label: harm.finding.label });
  const [worst] = installSteps(script, contextOf(label, facts)).filter(({ kind }) => facts.strict || (kind !== 'unknown' && !(kind === 'inline' && facts.file.kind === 'binding-gyp')));
  const muted = facts.file.kind === 'binding-gyp' && (!worst || worst.kind === 'unknown') ? mutedFile(script) : null;
  if (muted) return say('muted', muted.command.range, { label: muted.label });
  if (worst && worst.kind !== 'benign') return say(worst.kind, worst.command.range, { label: worst.label });
  if (script.incomplete) say('unreadable', [0, text.source.text.length]);
}

/** `<!(node x.js >/dev/null 2>&1 && echo y.c)`: what runs a file and gives something else for its output. A probe has another answer (`|| echo n`). */
function mutedFile(script: CommandScript): { readonly command: Command; readonly label: string } | null {
  if (script.source.text.includes('||')) return null;
  for (const command of script.commands) {
    const file = executedFile(command);
    if (file && command.redirects.some(({ operator, descriptor, target }) => operator.includes('>') && descriptor !== 2 && /^(?:\/dev\/null|nul)$/i.test(target.value))) return { command, label: file.value };
  }
  return null;
}

type Harm = readonly [find: (script: CommandScript) => readonly ShellFinding[], what: string];

const HARMS: readonly Harm[] = [
  [findRemoteCode, 'runs code from the network'],
  [findReverseShell, 'opens a shell to the outside'],
  [findEnvDump, 'sends the environment away'],
  [findExfiltration, 'sends secrets away'],
  [findPersistence, 'plants something that stays'],
  [findDestructive, 'deletes far too much'],
  [findPrivilege, 'takes more rights'],
];

/** The first dangerous thing that a script does; what is only a capability is left to the steps. */
function findHarm(script: CommandScript): { readonly finding: ShellFinding; readonly what: string } | null {
  for (const [find, what] of HARMS) {
    const finding = find(script).find(({ level }) => level !== 'low');
    if (finding) return { finding, what };
  }
  return null;
}

const GROUPS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;

function contextOf(event: string, { root }: Facts): InstallContext {
  return { event, isInstalled: (name) => GROUPS.some((group) => root.get(group)?.get(name) !== undefined) };
}
