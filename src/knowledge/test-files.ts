const FOLDER = /^(?:[\w.]+-)?(?:tests?|__tests__|__mocks__|__fixtures__|fixtures?|specs?|e2e|cypress|playwright|mocks?|testdata|test-utils|testing)(?:-[\w.]+)?$/i;
const FILE = /(?:[._-](?:test|tests|spec|specs|e2e|cy|stories|fixture|mock)|^(?:test|spec|mock|fixture)s?)\.(?:[a-z0-9]+\.)?[a-z0-9]{1,8}$/i;

/**
 * True for files of tests: their folder (`test`, `__tests__`, `fixtures`, `e2e-tests` …) or their ending (`.test.mts`,
 * `.spec.tsx`, `.cy.js`) says so. `root` is the folder whose own path does not count: the one that the linter runs in.
 */
export function isTestFile(path: string, root: string = process.cwd()): boolean {
  const prefix = root.replaceAll('\\', '/').replace(/\/$/, '');
  const local = prefix !== '' && path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1) : path;
  const parts = local.split('/');
  return FILE.test(parts.pop() ?? '') || parts.some((part) => FOLDER.test(part));
}
