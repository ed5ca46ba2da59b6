import type { Command } from '../model.ts';
import type { FindingLevel, ShellFinding } from './types.ts';

const ENGINES: ReadonlySet<string> = new Set(['docker', 'podman', 'nerdctl', 'docker-compose', 'podman-compose', 'kubectl', 'oc']);
/** What lets a container reach the machine that it runs on. */
const REACHES_OUT = /^(?:-v|--volume|--mount|--privileged|--pid|--volumes-from|--cap-add|--device|--userns|--security-opt)(?:=|$)|^-v./;
const MAX_DEPTH = 20;
const MAX_WORDS = 100;

/** True for a command inside of `docker exec app sh -c '…'`, or of a `docker run` that gets nothing of the machine: its paths are the container's. */
function isInContainer(command: Command): boolean {
  for (let at = command.parent, depth = 0; at !== null && depth < MAX_DEPTH; at = at.parent, depth += 1) {
    if (at.name === null || !ENGINES.has(at.name)) continue;
    const words = at.args.slice(0, MAX_WORDS).map(({ value }) => value);
    const verb = words.find((word) => word === 'exec' || word === 'run');
    if (verb === 'exec') return true;
    return verb === 'run' && !at.name.endsWith('compose') && words[0] !== 'compose' && !words.some((word) => REACHES_OUT.test(word));
  }
  return false;
}

/** A finding about the machine, which in a container is only a capability. */
export function judgeInContainer<F extends ShellFinding & { readonly level: FindingLevel }>(command: Command, found: readonly F[]): readonly F[] {
  return found.length > 0 && command.parent !== null && isInContainer(command) ? found.map((finding) => ({ ...finding, level: 'low' })) : found;
}
