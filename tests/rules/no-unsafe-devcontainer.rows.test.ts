import { describe, expect, it } from 'vitest';

import { COMPOSE_ROWS } from '../../src/knowledge/containers-compose.ts';
import { DEV_CONTAINER_ROWS } from '../../src/knowledge/containers-dev.ts';
import { DOCKERFILE_ROWS } from '../../src/knowledge/containers-dockerfile.ts';
import { CONTAINER_MESSAGES } from '../../src/knowledge/containers-row.ts';
import rule from '../../src/rules/no-unsafe-devcontainer.ts';
import { testRows } from './rows.ts';

describe('devcontainer.json', () => testRows(rule, DEV_CONTAINER_ROWS, { filename: '.devcontainer/devcontainer.json' }));
describe('devcontainer-feature.json', () => testRows(rule, DEV_CONTAINER_ROWS.filter(({ id }) => /^E1-[4568]$/.test(id)), { filename: 'src/x/devcontainer-feature.json' }));
describe('compose.yaml', () => testRows(rule, COMPOSE_ROWS, { filename: 'compose.yaml', formats: ['yaml'] }));
describe('docker-compose.yml of a dev container', () => testRows(rule, COMPOSE_ROWS, { filename: '.devcontainer/docker-compose.yml', formats: ['yaml'] }));
describe('Dockerfile', () => testRows(rule, DOCKERFILE_ROWS, { filename: 'Dockerfile' }));

describe('the tables', () => {
  const rows = [...DEV_CONTAINER_ROWS, ...COMPOSE_ROWS, ...DOCKERFILE_ROWS];
  it('have ids, sources, weaknesses and examples of both kinds, and use every message', () => {
    for (const row of rows) {
      expect(row.id).toMatch(/^E[1-3]-\d{1,2}$/);
      expect(row.source.length).toBeGreaterThan(5);
      expect([row.cwe.length, row.bad.length, row.good.length].every((count) => count > 0), row.id).toBe(true);
    }
    expect(new Set(rows.map(({ report }) => report))).toEqual(new Set(Object.keys(CONTAINER_MESSAGES)));
  });
});
