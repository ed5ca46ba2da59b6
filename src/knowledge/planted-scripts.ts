import { isBenignInstallTool } from './install-scripts.ts';

/** Scripts of a manifest that run for everybody who installs the package. `prepare` is where hooks are set up, so it is none. */
export const PLANTED_SCRIPTS: readonly string[] = ['preinstall', 'install', 'postinstall'];

const MAX_COMMANDS = 20;
/** Words in front of the program, and runners of scripts that are judged where they stand. */
const BEFORE = /^(?:(?:npx|pnpx|bunx|yarn|pnpm|exec|dlx|--yes|-y)\s{1,9}){0,4}/;
const RUNNERS = /^(?:npm|pnpm|yarn|bun)\s{1,9}(?:run|rebuild|ci|install|i)\b/;

/** True for a script that runs at install time something that is not at home there: no build, generator or hook manager. */
export function isPlantedScript(name: string, text: string): boolean {
  if (!PLANTED_SCRIPTS.includes(name)) return false;
  const commands = text.slice(0, 1000).split(/&&|\|\||[;|]/, MAX_COMMANDS).map((command) => command.trim()).filter((command) => command !== '');
  return commands.some((command) => !RUNNERS.test(command) && !isBenignInstallTool(command.replace(BEFORE, '').split(/\s/, 1)[0] ?? ''));
}
