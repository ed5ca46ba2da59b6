import { joinTexts, sliceText } from '../../mapped-text.ts';
import type { MappedText } from '../../mapped-text.ts';
import { parseDockerfile } from '../../settings/dockerfile.ts';
import type { DockerInstruction } from '../../settings/dockerfile.ts';
import { findSettings, scalarText, stringItems } from '../../settings/index.ts';
import type { SettingNode } from '../../settings/index.ts';
import type { CommandText } from '../command-text.ts';
import { destinationOf } from '../detect/network.ts';
import type { AddedFile } from '../detect/steps.ts';
import { argvText, fromLines, fromSetting, shellText } from './make.ts';
import type { Circumstances } from './make.ts';

/** In the order in which they run. The first runs on the host, all others in the container. */
const LIFECYCLE = ['initializeCommand', 'onCreateCommand', 'updateContentCommand', 'postCreateCommand', 'postStartCommand', 'postAttachCommand'] as const;

/** Lifecycle commands of a dev container: a line, a program with arguments, or several of them by name. */
export function devcontainerCommands(root: SettingNode): readonly CommandText[] {
  return LIFECYCLE.flatMap((label) => fromSetting(root.get(label), { carrier: 'devcontainer', label, unattended: true, sequence: label === 'initializeCommand' ? '' : 'container' }));
}

/** What the services of a Compose file run: entry point and command, health check, hooks, and the Dockerfile that builds them. */
export function composeCommands(root: SettingNode): readonly CommandText[] {
  return findSettings(root, 'services.*').flatMap((service) => {
    const where: Circumstances = { carrier: 'compose', label: String(service.key) };
    const entrypoint = service.get('entrypoint');
    const command = service.get('command');
    const joined = entrypoint?.kind === 'array' && command?.kind === 'array';
    return [
      ...(joined ? argvText([...stringItems(entrypoint), ...stringItems(command)].map(ownText), where) : [...fromField(entrypoint, where), ...fromField(command, where)]),
      ...healthCheck(service.get('healthcheck')?.get('test'), where),
      ...['post_start[].command', 'pre_stop[].command', 'develop.watch[].exec.command'].flatMap((key) => findSettings(service, key).flatMap((node) => fromSetting(node, where))),
      ...findSettings(service, 'build.dockerfile_inline').flatMap((node) => inlineDockerfile(node.text())),
    ];
  });
}

function fromField(node: SettingNode | undefined, where: Circumstances): readonly CommandText[] {
  if (node?.kind === 'string') return node.text().text.trim() === '' ? [] : [shellText(ownText(node), where)];
  return node?.kind === 'array' ? argvText(stringItems(node).map(ownText), where) : [];
}

const MAX_DOUBLED = 1000;

/** `$$X` is how Compose spells the `$X` that the container's shell gets. */
function ownText(node: SettingNode): MappedText {
  const text = node.text();
  if (!text.text.includes('$$')) return text;
  const pieces = text.text.split('$$', MAX_DOUBLED);
  let at = 0;
  return joinTexts(
    pieces.map((piece, index) => {
      // Each piece but the first begins with the second of the two characters.
      const start = index === 0 ? 0 : at - 1;
      const end = at + piece.length;
      at = end + 2;
      return sliceText(text, start, index === pieces.length - 1 ? text.text.length : end);
    }),
    '',
  );
}

/** `["CMD", "x"]` is a program, `["CMD-SHELL", "x"]` and a string are lines. */
function healthCheck(test: SettingNode | undefined, where: Circumstances): readonly CommandText[] {
  if (test?.kind !== 'array') return fromSetting(test, where);
  const [form, ...rest] = stringItems(test);
  if (scalarText(form) === 'CMD-SHELL') return rest.flatMap((node) => fromLines(node, where));
  return scalarText(form) === 'CMD' ? argvText(rest.map((node) => node.text()), where) : [];
}

const COMMANDS: ReadonlySet<string> = new Set(['RUN', 'CMD', 'ENTRYPOINT']);

/** `RUN`, `CMD`, `ENTRYPOINT`, `HEALTHCHECK CMD` and `ONBUILD` of a Dockerfile, in shell and exec form. */
export function dockerfileCommands(text: string): readonly CommandText[] {
  return inStages(parseDockerfile(text).instructions).flatMap(({ instruction, stage }) => instructionTexts(instruction, instruction.keyword, stage));
}

/** Instructions with the number of the stage that they stand in. */
function inStages(instructions: readonly DockerInstruction[]): readonly { readonly instruction: DockerInstruction; readonly stage: string }[] {
  let stage = 0;
  return instructions.map((instruction) => {
    if (instruction.keyword === 'FROM') stage += 1;
    return { instruction, stage: String(stage) };
  });
}

/** What `ADD https://… /path` brings into an image. */
export function addedFiles(text: string): readonly AddedFile[] {
  if (!/^\s{0,40}ADD\s/im.test(text)) return [];
  return inStages(parseDockerfile(text).instructions).flatMap(({ instruction: { keyword, command, flags }, stage }): readonly AddedFile[] => {
    if (keyword !== 'ADD' || flags.some(({ name }) => name === 'checksum')) return [];
    const words = command.text.slice(0, 4000).replace(/[[\]",\\]/g, ' ').trim().split(/\s{1,40}/, 20).filter((word) => !word.startsWith('--'));
    const target = words.at(-1) ?? '';
    return words.slice(0, -1).filter((word) => /^https?:\/\//i.test(word)).map((url) => {
      const where = destinationOf({ value: url, text: url, isStatic: true, variables: [], nested: [], range: [0, 0] });
      return { sequence: stage, start: command.toSource(0, 0)[0], path: target.endsWith('/') ? `${target}${where?.path.split('/').at(-1) ?? ''}` : target, where };
    });
  });
}

/** A Dockerfile that stands in a setting. */
function inlineDockerfile(file: MappedText): readonly CommandText[] {
  return inStages(parseDockerfile(file.text).instructions).flatMap(({ instruction, stage }) => instructionTexts(within(file, instruction), instruction.keyword, `${file.toSource(0, 0)[0]}.${stage}`));
}

/** An instruction of a text that stands in another one. */
function within(outer: MappedText, instruction: DockerInstruction): DockerInstruction {
  const through = (text: MappedText): MappedText => ({ text: text.text, holes: text.holes, toSource: (start, end) => outer.toSource(...text.toSource(start, end)) });
  return { ...instruction, command: through(instruction.command), exec: instruction.exec?.map(through) ?? null };
}

/** `label`: the instruction at the start of the line, which tells `ONBUILD RUN` from `RUN`. */
function instructionTexts({ keyword, command, exec }: DockerInstruction, label: string, sequence: string): readonly CommandText[] {
  const where: Circumstances = { carrier: 'dockerfile', label, sequence };
  if (COMMANDS.has(keyword)) {
    if (exec) return argvText(exec, where);
    return command.text.trim() === '' ? [] : [shellText(command, where)];
  }
  return keyword === 'HEALTHCHECK' || keyword === 'ONBUILD' ? nestedTexts(command, label, sequence) : [];
}

/** The instruction inside `ONBUILD RUN …` or `HEALTHCHECK --interval=5s CMD …`. */
function nestedTexts(command: MappedText, label: string, sequence: string): readonly CommandText[] {
  const inner = parseDockerfile(command.text).instructions[0];
  if (!inner || !COMMANDS.has(inner.keyword)) return [];
  return instructionTexts(within(command, inner), label, sequence);
}
