import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseChunk } from '../../../src/surfaces/shell/parse.ts';
import { parsePlain } from '../../../src/surfaces/shell/plain.ts';

const WORDS = ['tsc', '-p', '.', 'a=b', 'A=1', 'A+=1', '_x=', '--x=y', 'if', 'then', 'fi', 'for', 'in', 'do', 'done', 'time', 'case', 'function', 'export', 'exec', 'test', '&&', '||', '&', '|', '|&', '', 'a&b', 'x%y', '@scope/name@1.2', '1', '2', ':', '..', './a/b', 'select', 'coproc', 'local', '=', '==', '+', ',', 'until', 'while', 'esac'];

describe('plain commands', () => {
  it.each(['tsc -p .', 'npm run build && npm test', 'a || b && c --d=e', 'node scripts/x.mjs --check', 'export PATH', 'echo if then'])('reads %s without the parser', (text) => {
    expect(parsePlain(text)).toEqual(parseChunk(text, 0).nodes);
  });

  it.each(['a  b', ' a', 'a ', 'A=1 b', 'a A=1', 'a &', 'a | b', 'a;b', 'a $b', 'a "b"', '~/x', 'a*', 'if a', '&& a', 'a &&', 'a && && b', 'time a', 'a\nb', 'a > b', '', '!x', '{ a', 'a {b,c}', 'a #b', 'a\\b'])('leaves %j to the parser', (text) => {
    expect(parsePlain(text)).toBeNull();
  });

  it('sees in every text the same as the parser', () => {
    const texts = fc.array(fc.oneof(fc.constantFrom(...WORDS), fc.stringMatching(/^[\w./:@%+,=-]{1,8}$/)), { minLength: 1, maxLength: 8 }).map((words) => words.join(' '));
    let plain = 0;
    fc.assert(
      fc.property(texts, (text) => {
        const nodes = parsePlain(text);
        if (!nodes) return;
        plain += 1;
        const chunk = parseChunk(text, 0);
        expect(chunk.error).toBeNull();
        expect(nodes).toEqual(chunk.nodes);
      }),
      { numRuns: 5000 },
    );
    expect(plain).toBeGreaterThan(200);
  });
});
