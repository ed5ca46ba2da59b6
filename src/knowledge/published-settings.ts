/** A member of a configuration file whose values end up with everybody who opens the application. */
export interface PublishedSetting {
  readonly file: RegExp;
  readonly member: string;
  /** False where a value only goes out when the code of a page asks for it. */
  readonly isAlways: boolean;
}

/**
 * Sources: the documentation of Next.js (`env`, `publicRuntimeConfig`), Expo (`extra` stands in the manifest of the
 * application) and Nuxt (`runtimeConfig.public`).
 */
const PUBLISHED: readonly PublishedSetting[] = [
  { file: /(?:^|[\\/])next\.config\.[cm]?[jt]s$/, member: 'env', isAlways: false },
  { file: /(?:^|[\\/])next\.config\.[cm]?[jt]s$/, member: 'publicRuntimeConfig', isAlways: true },
  { file: /(?:^|[\\/])app\.config\.[cm]?[jt]s$/, member: 'extra', isAlways: true },
  { file: /(?:^|[\\/])nuxt\.config\.[cm]?[jt]s$/, member: 'public', isAlways: true },
];

/** The published members of a configuration file, told by its path; none for other files. */
export function publishedSettings(path: string): readonly PublishedSetting[] {
  return path.includes('.config.') ? PUBLISHED.filter(({ file }) => file.test(path)) : [];
}

/**
 * Functions that write values into the code of pages. Others (esbuild, webpack) build programs for servers and terminals
 * as often. Sources: the documentation of Vite, Astro, Rsbuild.
 */
export const PAGE_BUNDLERS: ReadonlySet<string> = new Set(['vite.defineConfig', 'vite.build', 'astro/config.defineConfig', '@rsbuild/core.defineConfig']);
/** What makes all code that a bundler writes. */
export const BUNDLERS = /^(?:vite|vitest\/config|electron-vite|astro\/config|tsup|tsdown|@rsbuild\/core|esbuild|global:Bun|bun|webpack|@rspack\/core|@rollup\/plugin-replace|rollup-plugin-replace)(?:\.|$)/;
