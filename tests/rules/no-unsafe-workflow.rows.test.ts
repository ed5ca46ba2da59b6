import { describe, expect, it } from 'vitest';

import { DEPENDABOT_ROWS } from '../../src/knowledge/workflows-dependabot.ts';
import { GITLAB_ROWS, PIPELINE_ROWS } from '../../src/knowledge/workflows-gitlab.ts';
import { WORKFLOW_ROWS } from '../../src/knowledge/workflows.ts';
import rule from '../../src/rules/no-unsafe-workflow.ts';
import { testRows } from './rows.ts';

describe('workflow', () => testRows(rule, WORKFLOW_ROWS, { filename: '.github/workflows/ci.yml', formats: ['yaml'] }));
describe('dependabot', () => testRows(rule, DEPENDABOT_ROWS, { filename: '.github/dependabot.yml', formats: ['yaml'] }));
describe('gitlab', () => testRows(rule, GITLAB_ROWS, { filename: '.gitlab-ci.yml', formats: ['yaml'] }));
describe('pipelines of other hosts', () => testRows(rule, PIPELINE_ROWS, { filename: '.circleci/config.yml', formats: ['yaml'] }));
describe('the tables', () => {
  it('have ids, sources, weaknesses and examples of both kinds', () => {
    for (const row of [...WORKFLOW_ROWS, ...GITLAB_ROWS, ...PIPELINE_ROWS, ...DEPENDABOT_ROWS]) {
      expect(row.id).toMatch(/^F-\d{1,2}$/);
      expect([row.source.length, row.cwe.length, row.bad.length, row.good.length].every((count) => count > 0), row.id).toBe(true);
    }
  });
});
