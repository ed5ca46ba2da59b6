/**
 * Scripts that a package manager runs without being asked when packages are installed, in the project itself or in a
 * dependency. Sources: npm "scripts" documentation; pnpm, Yarn and Bun lifecycle documentation.
 */
export const INSTALL_SCRIPTS: ReadonlySet<string> = new Set([
  'preinstall',
  'install',
  'postinstall',
  'prepublish',
  'preprepare',
  'prepare',
  'postprepare',
  'dependencies',
  'predependencies',
  'postdependencies',
  'pnpm:devPreinstall',
]);

/** Scripts that run when a package is packed or published. */
export const PUBLISH_SCRIPTS: ReadonlySet<string> = new Set(['prepublishOnly', 'prepack', 'postpack', 'publish', 'postpublish']);
