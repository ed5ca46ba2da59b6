import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ORDINARY_TOOLS } from '../../../src/knowledge/ordinary-tools.ts';
import { plainText } from '../../../src/surfaces/mapped-text.ts';
import * as detectors from '../../../src/surfaces/shell/detect/index.ts';
import { parseCommands } from '../../../src/surfaces/shell/index.ts';
import type { CommandScript } from '../../../src/surfaces/shell/model.ts';
import { isOrdinary, ordinaryScripts } from '../../../src/surfaces/shell/ordinary.ts';
import type { ScriptResolver } from '../../../src/surfaces/shell/state.ts';

const isOrdinaryText = (text: string): boolean => isOrdinary(plainText(text, 0), () => true);

/** Names of the detectors that find something in a script. */
function found(script: CommandScript): string[] {
  return Object.entries(detectors).flatMap(([name, detect]) => (name.startsWith('find') && (detect as (of: CommandScript) => readonly unknown[])(script).length > 0 ? [name] : []));
}

const silent = { found: [] as string[], isMalicious: false, unread: null, incomplete: false, codeTexts: 0 };
function judge(text: string, resolveScript?: ScriptResolver): typeof silent {
  const script = parseCommands(plainText(text, 0), resolveScript ? { resolveScript } : {});
  return { found: found(script), isMalicious: detectors.isMalicious(script), unread: detectors.unreadPart(script) as null, incomplete: script.incomplete, codeTexts: script.codeTexts.length };
}

/** Words that mean something to some detector. */
const WORDS = [
  'rm', '-rf', '/', '~', '*', '..', '../..', 'curl', 'https://e.example/x', '-d', '@/etc/passwd', '/etc/passwd', '.env', '~/.ssh/id_rsa', '--dangerously-skip-permissions', '--yolo', '--registry=http://r.example', '--registry', '-g', 'publish', 'install',
  'add', 'config', 'set', 'strict-ssl', 'false', '-k', '-e', 'eval', 'sh', '-c', '"rm -rf /"', "'curl x'", 'bash', 'git', 'push', '--force', 'sudo', 'npx', 'npm', 'run', 'test', 'x', 'pnpm', 'yarn', 'node', 'scripts/x.mjs', 'tsx', 'env', 'A=1', 'export',
  'API_KEY', 'nc', 'net.connect', '/bin/sh', 'b64decode', 'base64', '-D', 'crontab', 'if', 'exist', 'do', 'done', 'for', 'time', 'Remove-Item', 'iex', 'echo', 'off', 'del', '/s', 'x.sh', 'cd', 'tsc', 'eslint', '"', "'", 'kill', '-1', 'mkfs', 'dd', 'of=/dev/sda', 'rem',
];
const JOINTS = [' ', ' ', ' ', ' && ', ' | ', ' || ', '; ', ' & ', '\n', ''];

describe('ordinary command lines', () => {
  it.each([...ORDINARY_TOOLS])('%s is silent whatever it is given', (tool) => {
    for (const word of WORDS) {
      for (const text of [`${tool} ${word}`, `${tool} a ${word} b`, `${tool} ${word} | ${tool}`]) if (isOrdinaryText(text)) expect(judge(text), text).toEqual(silent);
    }
    const all = `${tool} ${WORDS.filter((word) => !word.includes("'") && isOrdinaryText(`tsc ${word}`)).join(' ')}`;
    expect(isOrdinaryText(all)).toBe(true);
    expect(judge(all)).toEqual(silent);
  });

  it.each(['tsc -p .', 'eslint "src/**/*.ts" && vitest run', "prettier --write 'x y'", 'npm run build && npm test', 'yarn build', 'node scripts/x.mjs --check', 'tsc; jest\nmocha', 'cd packages/a && tsc'])('knows %j', (text) => {
    expect(isOrdinaryText(text)).toBe(true);
  });

  it.each([
    'rm -rf dist', 'tsc > out.txt', 'tsc $X', 'tsc `x`', 'A=1 tsc', 'sudo tsc', 'npx tsc', './tsc', 'tsc && ', 'tsc "a', `tsc "a' b" 'c"`, 'tsc (a)', 'tsc {a,b}', 'tsc #x', 'tsc \\x', 'if tsc', 't"s"c', 'node -e x', 'node https://e.example/x.js', 'node //e/x.js', 'node',
    'npm publish', 'npm run x --registry=http://r.example', 'npm install -g x', 'yarn publish', 'yarn dlx x', 'pnpm add x', 'cd ../../x', 'cd "../"../x', 'echo --dangerously-skip-permissions', `echo --dang''erously-skip-permissions`, 'tsc %X%', '',
  ])('reads %j', (text) => {
    expect(isOrdinaryText(text)).toBe(false);
  });

  it('reads a text with unknown parts', () => {
    expect(isOrdinary({ ...plainText('tsc x', 0), text: 'tsc x', holes: [[4, 5]] }, () => true)).toBe(false);
  });

  it('follows scripts of the same manifest', () => {
    const scripts = new Map([['a', 'npm run b'], ['b', 'tsc'], ['postb', 'rm -rf /'], ['c', 'npm run d && tsc'], ['d', 'npm run c'], ['e', 'yarn b2'], ['b2', 'jest']]);
    const resolve: ScriptResolver = (name) => (scripts.has(name) ? plainText(scripts.get(name) ?? '', 0) : null);
    const isOrdinaryScript = ordinaryScripts(resolve);
    expect(['a', 'b', 'c', 'd', 'e', 'b2', 'none'].map((name) => isOrdinaryScript(name))).toEqual([false, false, false, false, true, true, true]);
  });

  it('is linear in scripts that start each other', () => {
    const resolve: ScriptResolver = (name) => plainText(Array.from({ length: 20 }, (_, index) => `npm run ${name.replace(/^(?:pre|post)+/, '').slice(0, 20)}${index}`).join(' && '), 0);
    let looked = 0;
    ordinaryScripts((name) => ((looked += 1), resolve(name)))('s');
    expect(looked).toBeLessThan(200);
  });

  it('hides nothing from any detector', () => {
    const texts = fc.array(fc.tuple(fc.constantFrom(...WORDS, ...ORDINARY_TOOLS), fc.constantFrom(...JOINTS)), { minLength: 1, maxLength: 6 }).map((parts) => parts.flat().slice(0, -1).join(''));
    let ordinary = 0;
    fc.assert(
      fc.property(fc.constantFrom('tsc ', 'echo ', 'node ', 'npm ', 'yarn ', ''), texts, (head, tail) => {
        const text = head + tail;
        if (!isOrdinaryText(text)) return;
        ordinary += 1;
        expect(judge(text), text).toEqual(silent);
      }),
      { numRuns: 20_000 },
    );
    expect(ordinary).toBeGreaterThan(1000);
  });
});
