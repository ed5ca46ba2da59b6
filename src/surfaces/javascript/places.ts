import { children, isCall, writtenText } from './ast.ts';
import type { Hole } from './types.ts';

const HOME_ORIGINS: ReadonlySet<string> = new Set(['os.homedir()', 'global:process.env.HOME', 'global:process.env.USERPROFILE', 'global:Bun.env.HOME', 'os.userInfo().homedir']);
const HERE_ORIGINS: ReadonlySet<string> = new Set(['global:process.cwd()', 'global:__dirname', 'global:import.meta.dirname', 'global:import.meta.url', 'global:Deno.cwd()']);
const HOME_NAME = /^(?:home|user_?home|home_?dir(?:ectory)?|user_?profile)$/i;

/** True for an unknown part of a text that holds the home directory of the user. */
export function isHomeHole({ origin, name, node }: Hole): boolean {
  // `app.getPath('home')`. Source: the documentation of Electron.
  if (origin === 'electron.app.getPath()') return isCall(node) && writtenText(children(node, 'arguments')[0] ?? null) === 'home';
  return (origin !== null && HOME_ORIGINS.has(origin)) || (name !== null && HOME_NAME.test(name));
}

/** True for an unknown part that holds the folder of the file or of the process. */
export function isHereHole({ origin }: Hole): boolean {
  return origin !== null && HERE_ORIGINS.has(origin);
}
