import { describe, expect, it } from 'vitest';
import { markedText, plainText } from '../../../src/surfaces/mapped-text.ts';
import type { MappedText } from '../../../src/surfaces/mapped-text.ts';
import { findDestructive } from '../../../src/surfaces/shell/detect/index.ts';
import { argvCommand, parseCommands } from '../../../src/surfaces/shell/index.ts';

const names = (text: string, scripts: Readonly<Record<string, string>> = {}): (string | null)[] =>
  parseCommands(plainText(text, 0), { resolveScript: (name): MappedText | null => (scripts[name] === undefined ? null : plainText(scripts[name], 0)) }).commands.map((command) => command.name);

describe('a text that was read before', () => {
  it('has its own way back to the file', () => {
    const first = parseCommands(plainText('node -e "run(1)" && rm -rf ~', 10));
    const second = parseCommands(plainText('node -e "run(1)" && rm -rf ~', 500));
    expect(first.source.toSource(0, 4)).toEqual([10, 14]);
    expect(second.source.toSource(0, 4)).toEqual([500, 504]);
    expect(first.codeTexts[0]?.toSource(0, 3)).toEqual([19, 22]);
    expect(second.codeTexts[0]?.toSource(0, 3)).toEqual([509, 512]);
    expect(findDestructive(first).map(({ at }) => at)).toEqual([[20, 28]]);
    expect(findDestructive(second).map(({ at }) => at)).toEqual([[20, 28]]);
  });

  it('starts the scripts of its own manifest', () => {
    expect(names('npm run clean', { clean: 'rm -rf dist' })).toContain('rm');
    expect(names('npm run clean')).not.toContain('rm');
    expect(names('npm run clean', { clean: 'curl a.example' })).toContain('curl');
    expect(names('npm run clean', { clean: 'rm -rf dist' })).toContain('rm');
  });

  it('starts scripts of a manifest after it stood where there are none', () => {
    expect(parseCommands(plainText('npm run tidy', 0)).commands).toHaveLength(1);
    expect(names('npm run tidy', { pretidy: 'shred x' })).toContain('shred');
  });

  it('is told apart by its dialect, its words and its holes', () => {
    expect(parseCommands(plainText('del $HOME', 0), { dialect: 'cmd' }).dialect).toBe('cmd');
    expect(parseCommands(plainText('del $HOME', 0), { dialect: 'sh' }).dialect).toBe('sh');
    const argv = (...words: string[]): (string | undefined)[] => argvCommand(words.map((word) => plainText(word, 0)), plainText(words.join(' '), 0)).commands.map(({ args }) => args[0]?.value);
    expect(argv('echo', 'a b')).toEqual(['a b']);
    expect(argv('echo', 'a', 'b')).toEqual(['a']);
    expect(parseCommands(plainText('echo xx', 0)).commands[0]?.args[0]?.isStatic).toBe(true);
    expect(parseCommands(markedText('echo xx', [[0, 0]], 7, [[5, 7]])).commands[0]?.args[0]?.isStatic).toBe(false);
  });
});
