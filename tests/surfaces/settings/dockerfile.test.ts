import { describe, expect, it } from 'vitest';

import { dockerfileInstructions, parseDockerfile } from '../../../src/surfaces/settings/dockerfile.ts';

const sourceOf = (text: string, index: number, needle: string): string => {
  const value = dockerfileInstructions(text)[index]?.value;
  const at = value?.text.indexOf(needle) ?? -1;
  const [start, end] = value?.toSource(at, at + needle.length) ?? [0, 0];
  return text.slice(start, end);
};

describe('parseDockerfile', () => {
  it('reads instructions, upper-cases keywords and keeps places', () => {
    const text = '# comment\nfrom node:22 AS build\n\n  RUN npm ci\n';
    const [from, run] = dockerfileInstructions(text);
    expect([from?.keyword, from?.value.text, run?.keyword, run?.value.text]).toEqual(['FROM', 'node:22 AS build', 'RUN', 'npm ci']);
    expect(text.slice(...(from?.range ?? [0, 0]))).toBe('from node:22 AS build');
    expect(text.slice(...(run?.keywordRange ?? [0, 0]))).toBe('RUN');
  });
  it('joins continuation lines and drops comments and empty lines between them', () => {
    const text = 'RUN apt-get update && \\\n# why not\n\n    apt-get install -y curl \\ \n  && rm -rf /tmp/x\nUSER node';
    const [run, user] = dockerfileInstructions(text);
    expect(run?.value.text).toBe('apt-get update &&     apt-get install -y curl   && rm -rf /tmp/x');
    expect(sourceOf(text, 0, 'install -y')).toBe('install -y');
    expect(sourceOf(text, 0, 'rm -rf /tmp/x')).toBe('rm -rf /tmp/x');
    expect(user?.value.text).toBe('node');
  });
  it('respects the escape directive', () => {
    const file = parseDockerfile('# syntax=docker/dockerfile:1\n# escape=`\nRUN dir C:\\\nRUN a `\n b');
    expect(file.directives.map(({ name, value }) => [name, value])).toEqual([
      ['syntax', 'docker/dockerfile:1'],
      ['escape', '`'],
    ]);
    expect(file.instructions.map((instruction) => instruction.value.text)).toEqual(['dir C:\\', 'a  b']);
  });
  it('takes flags off', () => {
    const [run, add] = dockerfileInstructions('RUN --mount=type=secret,id=npm --security=insecure npm ci\nADD --checksum=sha256:1 https://x/y /y');
    expect(run?.flags.map(({ name, value }) => [name, value])).toEqual([
      ['mount', 'type=secret,id=npm'],
      ['security', 'insecure'],
    ]);
    expect(run?.command.text).toBe('npm ci');
    expect(add?.flags[0]?.name).toBe('checksum');
    expect(add?.command.text).toBe('https://x/y /y');
    expect(dockerfileInstructions('RUN npm ci --omit=dev')[0]?.flags).toEqual([]);
  });
  it('reads here-documents', () => {
    const text = 'RUN <<EOF\nnpm ci\n# kept\nEOF\nRUN cat <<-"END" > /x && bash\n\thello\n\tEND\nUSER node';
    const [bare, piped, user] = dockerfileInstructions(text);
    expect(bare?.command.text).toBe('npm ci\n# kept\n');
    expect(text.slice(...(bare?.command.toSource(0, 6) ?? [0, 0]))).toBe('npm ci');
    expect(piped?.command.text).toBe('cat <<-"END" > /x && bash\n\thello\n\tEND');
    expect(user?.keyword).toBe('USER');
    expect(dockerfileInstructions('CMD echo <<EOF\nUSER a\nEOF').map((instruction) => instruction.keyword)).toEqual(['CMD', 'USER', 'EOF']);
  });
  it('reads the exec form with decoded strings', () => {
    const text = 'CMD ["sh", "-c", "echo \\"hi\\" \\u0063"]';
    const [command] = dockerfileInstructions(text);
    expect(command?.exec?.map((part) => part.text)).toEqual(['sh', '-c', 'echo "hi" c']);
    expect(text.slice(...(command?.exec?.[1]?.toSource(0, 2) ?? [0, 0]))).toBe('-c');
    expect(dockerfileInstructions('RUN [ -f x ]')[0]?.exec).toBeNull();
    expect(dockerfileInstructions('RUN echo a')[0]?.exec).toBeNull();
  });
  it('reads Windows line ends as Unix ones', () => {
    const texts = dockerfileInstructions('FROM a\r\nRUN b \\\r\n c\r\nRUN <<E\r\nd\r\nE\r\nUSER x\r\n').map((instruction) => instruction.command.text);
    expect(texts).toEqual(['a', 'b  c', 'd\n', 'x']);
  });
  it('survives hostile and broken text', () => {
    expect(dockerfileInstructions('')).toEqual([]);
    expect(dockerfileInstructions('\\\n\\\n\\')).toEqual([]);
    expect(dockerfileInstructions('RUN <<EOF\nnever ends')[0]?.command.text).toBe('never ends\n');
    expect(dockerfileInstructions('RUN a \\')[0]?.command.text).toBe('a ');
    expect(parseDockerfile('RUN a\n'.repeat(6000)).incomplete).toBe(true);
    expect(dockerfileInstructions(`RUN ${'<<A '.repeat(5000)}`)).toHaveLength(1);
    expect(dockerfileInstructions(`CMD [${'"\\\\",'.repeat(20_000)}`)[0]?.exec).toBeNull();
    expect(dockerfileInstructions('RUN a \\\n'.repeat(20_000))).toHaveLength(1);
  });
});
