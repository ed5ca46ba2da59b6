import rule from '../../src/rules/no-persistence.ts';
import { ruleTester } from '../tester.ts';

const REST = 'import { Octokit } from "@octokit/rest"; const octokit = new Octokit({ auth }); ';

await ruleTester(rule, {
  valid: [
    `${REST}octokit.repos.createOrUpdateFileContents({ owner, repo, path: "CHANGELOG.md", message: "m", content });`,
    `${REST}octokit.repos.getContent({ owner, repo, path: ".github/workflows/ci.yml" });`,
    `${REST}octokit.request("PUT /repos/{owner}/{repo}/contents/{path}", { owner, repo, path: "docs/a.md", content });`,
    `${REST}octokit.request("GET /repos/{owner}/{repo}/contents/{path}", { owner, repo, path: ".github/workflows/ci.yml" });`,
    `${REST}octokit.repos.createOrUpdateFileContents({ owner, repo, path: ".github/workflows/README.md", message: "m", content });`,
  ].map((code) => ({ code })),
  invalid: [
    `${REST}octokit.repos.createOrUpdateFileContents({ owner, repo, path: ".github/workflows/discussion.yaml", message: "ci", content });`,
    `${REST}octokit.rest.repos.createOrUpdateFileContents({ owner, repo, path: \`.github/workflows/\${name}.yml\`, message: "ci", content });`,
    `${REST}octokit.request("PUT /repos/{owner}/{repo}/contents/{path}", { owner, repo, path: ".github/workflows/a.yml", content });`,
    `${REST}octokit.request("PUT /repos/{owner}/{repo}/contents/.github/workflows/a.yml", { owner, repo, content });`,
    'import { getOctokit } from "@actions/github"; getOctokit(token).rest.repos.createOrUpdateFileContents({ path: ".github/workflows/a.yml", content });',
  ].map((code) => ({ code, errors: [{ messageId: 'file' }] })),
});
