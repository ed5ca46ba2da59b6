import type { FileContext } from '../../file-context.ts';
import { escapedText } from '../../decoded-text.ts';
import { markedText } from '../../mapped-text.ts';
import type { SourceRange } from '../../mapped-text.ts';
import { findSettings } from '../../settings/index.ts';
import type { SettingNode } from '../../settings/index.ts';
import type { CommandText } from '../command-text.ts';
import type { Dialect } from '../model.ts';
import { fromCommand, fromLines, fromSetting, lineEnd, shellText } from './make.ts';

export const RELEASE_STEPS = ['verifyConditionsCmd', 'analyzeCommitsCmd', 'verifyReleaseCmd', 'generateNotesCmd', 'prepareCmd', 'addChannelCmd', 'publishCmd', 'successCmd', 'failCmd'];

/**
 * Members that hold command lines in the files of hosts, bundlers and bots, by the file's name. Sources: the
 * configuration references of Wrangler, Tauri, Railway, Render, Fly, Heroku, Expo's EAS, Devbox, Nixpacks, Replit, Renovate,
 * semantic-release and release-it.
 */
const LINES: readonly (readonly [name: RegExp, keys: readonly string[]])[] = [
  [/(?:^|\/)wrangler\.(?:toml|jsonc?)$/, ['build.command', 'env.*.build.command']],
  [
    /(?:^|\/)tauri(?:\.\w{1,20})?\.conf\.json$|(?:^|\/)Tauri\.toml$/,
    ['before-dev-command', 'before-build-command', 'before-bundle-command', 'beforeDevCommand', 'beforeBuildCommand', 'beforeBundleCommand'].flatMap((key) => [`build.${key}`, `build.${key}.script`]),
  ],
  [/(?:^|\/)railway\.(?:json|toml)$/, ['build.buildCommand', 'deploy.startCommand', 'deploy.preDeployCommand', 'environments.*.build.buildCommand', 'environments.*.deploy.startCommand', 'environments.*.deploy.preDeployCommand']],
  [/(?:^|\/)render\.ya?ml$/, ['buildCommand', 'startCommand', 'preDeployCommand', 'initialDeployHook'].map((key) => `services[].${key}`)],
  [/(?:^|\/)fly(?:\.\w{1,20})?\.toml$/, ['deploy.release_command', 'processes.*', 'experimental.cmd']],
  [/(?:^|\/)app\.json$/, ['scripts.*', 'scripts.*.command', 'environments.*.scripts.*']],
  [/(?:^|\/)eas\.json$/, ['build.*.prebuildCommand']],
  [/(?:^|\/)turbo\.json$/, []],
  [/(?:^|\/)devbox\.json$/, ['shell.init_hook', 'shell.scripts.*']],
  [/(?:^|\/)nixpacks\.toml$/, ['phases.*.cmds', 'start.cmd']],
  [/(?:^|\/)(?:renovate\.json5?|\.renovaterc(?:\.json5?)?)$/, ['postUpgradeTasks.commands', 'packageRules[].postUpgradeTasks.commands']],
  [/(?:^|\/)\.releaserc(?:\.\w{1,5})?$/, RELEASE_STEPS.flatMap((key) => [`plugins[][].${key}`, key])],
  [/(?:^|\/)conductor\.json$/, ['scripts.*']],
  [/(?:^|\/)\.superset\/config\.json$/, ['setup', 'teardown']],
  [/(?:^|\/)\.release-it\.\w{1,5}$/, ['hooks.*']],
];
const REPLIT = /(?:^|\/)\.replit$/;
const REPLIT_KEYS = ['run', 'onBoot', 'compile', 'deployment.run', 'deployment.build', 'interpreter.command', 'workflows.workflow[].tasks[].args'];

/** Commands that a host, a bundler or a bot runs for the project; `null` for the file of another tool. */
export function hostCommands(root: SettingNode, path: string): readonly CommandText[] | null {
  const end = path.slice(-200);
  // Here, an array is a program with its arguments.
  if (REPLIT.test(end)) return REPLIT_KEYS.flatMap((key) => findSettings(root, key).flatMap((node) => fromSetting(node, named(node))));
  const keys = LINES.find(([name]) => name.test(end))?.[1];
  return keys === undefined ? null : keys.flatMap((key) => findSettings(root, key)).filter(({ kind }) => kind !== 'object').flatMap((node) => fromLines(node, named(node)));
}

function named({ key, parent }: SettingNode): { readonly carrier: 'task'; readonly label: string; readonly dialect: 'sh' } {
  return { carrier: 'task', label: String(typeof key === 'string' ? key : (parent?.key ?? '')), dialect: 'sh' };
}

/** Members of AppVeyor's steps, besides those that pipelines of other hosts have, too; an item may name its shell. */
const APPVEYOR_STEPS = ['init', 'install', 'before_build', 'build_script', 'after_build', 'before_test', 'test_script', 'after_test', 'before_deploy', 'deploy_script', 'after_deploy', 'on_success', 'on_failure', 'on_finish'];
const APPVEYOR_SHELLS: ReadonlyMap<string, Dialect | 'auto'> = new Map<string, Dialect | 'auto'>([['ps', 'powershell'], ['pwsh', 'powershell'], ['cmd', 'auto'], ['sh', 'sh']]);

/** Steps of AppVeyor: command lines, or `{ ps: … }`. */
export function appveyorCommands(root: SettingNode): readonly CommandText[] {
  return APPVEYOR_STEPS.flatMap((step) => {
    const lines = root.get(step);
    const shelled = findSettings(root, `${step}[].*`).flatMap((node) => {
      const dialect = typeof node.key === 'string' ? APPVEYOR_SHELLS.get(node.key) : undefined;
      return dialect === undefined ? [] : fromLines(node, { carrier: 'workflow', label: step, dialect });
    });
    return [...fromLines(lines?.kind === 'object' ? undefined : lines, { carrier: 'workflow', label: step, dialect: 'auto' }), ...shelled];
  });
}

/** Steps of Cloud Build: a script, or a program (`entrypoint`, else the image's own) with its arguments. */
export function cloudBuildCommands(root: SettingNode): readonly CommandText[] {
  return findSettings(root, 'steps[]').flatMap((step) => {
    const where = { carrier: 'workflow', label: String(step.get('id')?.value ?? 'step'), dialect: 'sh' } as const;
    return [...fromLines(step.get('script'), where), ...(step.get('entrypoint') ? fromCommand(step.get('entrypoint'), step.get('args')?.members ?? [], where) : [])];
  });
}

const MAX_COMMANDS = 2000;
const PROCESS = /^([\w-]{1,60}):[ \t]{0,20}(?=\S)/;

/** Lines of a Procfile: `web: node server.js`. */
export function procfileCommands({ sourceCode: { text } }: FileContext): readonly CommandText[] {
  const found: CommandText[] = [];
  for (let start = 0; start < text.length && found.length < MAX_COMMANDS; ) {
    const end = lineEnd(text, start);
    const match = PROCESS.exec(text.slice(start, Math.min(end, start + 100)));
    if (match) found.push(shellText(markedText(text.slice(start + match[0].length, end), [[0, start + match[0].length]], end), { carrier: 'task', label: match[1] ?? '', dialect: 'sh' }));
    start = end + 1;
  }
  return found;
}

/** A step of a Jenkinsfile that hands a text to a shell, up to the text's first quotation mark. */
const JENKINS_STEP = /(?<![\w.$'"-])(sh|bat|powershell|pwsh)\b[ \t]{0,20}\(?\s{0,40}(?:\w{1,20}:\s{0,9}(?:true|false|'[^'\n]{0,80}'|"[^"\n]{0,80}"),\s{0,40}){0,4}(?:script:\s{0,9})?(?='|")/g;
const DIALECTS: Readonly<Record<string, Dialect | 'auto'>> = { sh: 'sh', bat: 'auto', powershell: 'powershell', pwsh: 'powershell' };
const MAX_SCRIPT = 65_536;

/** Texts that a Jenkinsfile gives to `sh`, `bat` and `powershell`; `${…}` of Groovy is a hole. */
export function jenkinsCommands({ sourceCode: { text } }: FileContext): readonly CommandText[] {
  const found: CommandText[] = [];
  JENKINS_STEP.lastIndex = 0;
  for (let match = JENKINS_STEP.exec(text); match && found.length < MAX_COMMANDS; match = JENKINS_STEP.exec(text)) {
    const [start, end, isOpen] = groovyString(text, match.index + match[0].length);
    const script = text.slice(start, end);
    if (script.trim() !== '') found.push(shellText(escapedText(text, start, end, isOpen ? interpolations(script, start) : []), { carrier: 'workflow', label: match[1] ?? '', dialect: DIALECTS[match[1] ?? ''] }));
    JENKINS_STEP.lastIndex = Math.max(JENKINS_STEP.lastIndex, end);
  }
  return found;
}

/** The inside of a string that begins at an index, and whether Groovy fills values in. */
function groovyString(text: string, at: number): readonly [start: number, end: number, isOpen: boolean] {
  const quote = text.charAt(at);
  const mark = text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
  const start = at + mark.length;
  const limit = Math.min(text.length, start + MAX_SCRIPT);
  let end = start;
  while (end < limit && !text.startsWith(mark, end) && (mark.length === 3 || text[end] !== '\n')) end += text[end] === '\\' ? 2 : 1;
  return [start, Math.min(end, limit), quote === '"'];
}

/** Steps bind credentials and parameters to names that Groovy and the shell both know. */
const ENVIRONMENT = /^\$\{?[A-Z][A-Z\d_]{0,60}\}?$/;

function interpolations(script: string, start: number): readonly SourceRange[] {
  return [...script.matchAll(/(?<!\\)(?:\$\{[^{}\n]{0,200}\}|\$[A-Za-z]\w{0,60})/g)].filter(([hole]) => !ENVIRONMENT.test(hole)).slice(0, MAX_COMMANDS).map(({ index, 0: hole }): SourceRange => [start + index, start + index + hole.length]);
}
