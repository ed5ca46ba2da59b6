import type { FileKind } from '../knowledge/file-kind.ts';
import type { SourceRange } from '../surfaces/mapped-text.ts';
import type { Detector, ShellFinding } from '../surfaces/shell/detect/types.ts';
import type { CommandText } from '../surfaces/shell/index.ts';

/** What a detector found in one command text of the file, with its place in the source. */
export interface PlacedFinding<F extends ShellFinding> {
  readonly finding: F;
  readonly text: CommandText;
  readonly at: SourceRange;
}

/** Runs a detector over every command text of a file. */
export function* shellFindings<F extends ShellFinding>(commands: readonly CommandText[], detect: Detector<F>): Generator<PlacedFinding<F>> {
  for (const text of commands) {
    for (const finding of detect(text.script)) yield { finding, text, at: text.source.toSource(finding.at[0], finding.at[1]) };
  }
}

const CONTAINERS: ReadonlySet<CommandText['carrier']> = new Set(['devcontainer', 'dockerfile', 'compose']);

/** True for commands that run inside a container; `initializeCommand` of a dev container runs on the host. */
export function isInContainer({ carrier, label }: CommandText): boolean {
  return CONTAINERS.has(carrier) && label !== 'initializeCommand';
}

/** Containers and runners are made to be thrown away: being root there, or installing, is how they are made. */
export function isDisposable(text: CommandText): boolean {
  return isInContainer(text) || text.carrier === 'workflow';
}

/** True for commands in a manual: a person reads them before they run. Instructions for agents are none. */
export function isManual({ carrier }: CommandText, { kind }: { readonly kind: FileKind }): boolean {
  return carrier === 'markdown-fence' && kind === 'markdown';
}

/** True for commands that code or a machine starts: nobody reads them before they run. */
export function isUnwatched({ carrier, unattended, lifecycle }: CommandText): boolean {
  return carrier === 'javascript' || unattended || lifecycle;
}
