import { describe, expect, it } from 'vitest';

import { plainText } from '../../../src/surfaces/mapped-text.ts';
import { findExpressions, readReferences } from '../../../src/surfaces/settings/expressions.ts';

const paths = (text: string): string[] => readReferences(text).map(({ path }) => path);

describe('readReferences', () => {
  it('reads dotted, quoted, indexed and wildcard spelling', () => {
    expect(paths('github.event.issue.title')).toEqual(['github.event.issue.title']);
    expect(paths("github['event'].issue['title']")).toEqual(['github.event.issue.title']);
    expect(paths("GitHub.Event['Issue'].Title")).toEqual(['github.event.issue.title']);
    expect(paths('github.event.commits[0].message')).toEqual(['github.event.commits.*.message']);
    expect(paths('github.event.commits.*.message')).toEqual(['github.event.commits.*.message']);
    expect(paths('github.event[inputs.name].title')).toEqual(['github.event.*.title']);
  });
  it('tells functions around a context and whether it is only tested', () => {
    const of = (text: string) => readReferences(text).map(({ path, calls, isTested }) => [path, calls.join('>'), isTested]);
    expect(of("format('{0} {1}', github.head_ref, toJSON(github.event))")).toEqual([
      ['github.head_ref', 'format', false],
      ['github.event', 'format>tojson', false],
    ]);
    expect(of("contains(github.event.issue.title, 'x') && github.actor == 'a'")).toEqual([
      ['github.event.issue.title', 'contains', true],
      ['github.actor', '', true],
    ]);
    expect(of("(github.head_ref || 'main')")).toEqual([['github.head_ref', '', false]]);
  });
  it('takes nothing from strings and numbers', () => {
    expect(paths("'github.head_ref' && 'it''s github.actor' && 1.5 && true")).toEqual([]);
  });
  it('survives hostile text', () => {
    for (const text of ['('.repeat(5000), 'a['.repeat(3000), "'".repeat(3001), 'a.'.repeat(9000), '\u0000#{}']) expect(() => readReferences(text)).not.toThrow();
  });
});

describe('findExpressions', () => {
  it('finds each with its place; }} in a string does not end one', () => {
    const text = "a ${{ github.head_ref }} b ${{ format('}}', github.actor) }} c";
    const found = findExpressions(plainText(text, 10));
    expect(found.map(({ at, references }) => [text.slice(at[0] - 10, at[1] - 10), references.map(({ path }) => path).join()])).toEqual([
      ['${{ github.head_ref }}', 'github.head_ref'],
      ["${{ format('}}', github.actor) }}", 'github.actor'],
    ]);
  });
  it('reads one that never ends up to the end', () => {
    expect(findExpressions(plainText('x ${{ github.head_ref', 0)).map(({ references }) => references[0]?.path)).toEqual(['github.head_ref']);
    expect(findExpressions(plainText('${{'.repeat(5000), 0)).length).toBeLessThanOrEqual(500);
  });
});
