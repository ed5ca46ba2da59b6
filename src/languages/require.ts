import { createRequire } from 'node:module';

/** Loads a package when it is first needed; the static import graph of the plugin stays light. */
export const load: (name: string) => unknown = createRequire(import.meta.url);
