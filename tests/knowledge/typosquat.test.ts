import { describe, expect, it } from 'vitest';

import { findImitation, packageNames } from '../../src/knowledge/typosquat.ts';

describe('findImitation', () => {
  it.each([
    ['crossenv', 'cross-env', 'separators', 'near'],
    ['lodahs', 'lodash', 'swapped letters', 'near'],
    ['expresss', 'express', 'doubled letter', 'near'],
    ['comander', 'commander', 'doubled letter', 'near'],
    ['1odash', 'lodash', 'look-alike letter', 'near'],
    ['c0mmander', 'commander', 'look-alike letter', 'near'],
    ['wepback', 'webpack', 'swapped letters', 'near'],
    ['@bable/core', '@babel/core', 'scope', 'near'],
    ['@typse/node', '@types/node', 'scope', 'near'],
    ['@type/react', '@types/react', 'scope', 'near'],
    ['expresz', 'express', 'changed letter', 'far'],
    ['webpac', 'webpack', 'missing letter', 'far'],
    ['webpacks', 'webpack', 'extra letter', 'far'],
    ['lodash-official', 'lodash', 'added word', 'far'],
    ['chalk-official', 'chalk', 'added word', 'far'],
    ['webpack-js', 'webpack', 'added word', 'far'],
  ])('%s imitates %s (%s, %s)', (name, target, how, distance) => {
    expect(findImitation(name)).toEqual({ target, how, distance });
  });

  it.each(['lodash', 'preact', 'react', 'memory-stream', 'has-own', '@acme/lodahs', 'my-company-tools', 'ab', '', '@', '@/x', '@storyblok/react', 'x'.repeat(5000), '__proto__', 'constructor'])('%s imitates nothing', (name) => {
    expect(findImitation(name)).toBeNull();
  });

  it('no well-known name imitates another', () => {
    const { popular, known } = packageNames();
    const names = [...popular, ...known];
    expect(names.length).toBeGreaterThan(15_000);
    expect(names.filter((name) => findImitation(name) !== null)).toEqual([]);
  });
});
