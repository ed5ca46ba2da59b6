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

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Tools that install-time scripts run in honest packages: builds, code generators, native modules, hook managers. */
const BENIGN_TOOLS = words(
  'husky patch-package node-gyp node-gyp-build node-gyp-build-optional-packages prebuild-install prebuildify node-pre-gyp napi napi-postinstall cmake-js prisma prisma-client-lib electron-builder electron-rebuild ' +
    'only-allow force-resolutions npm-force-resolutions nuxt nuxi svelte-kit astro wxt fumadocs-mdx velite contentlayer contentlayer2 simple-git-hooks lefthook yorkie pre-commit skott ts-patch tspc tsc tsup tsdown ' +
    'unbuild vite rollup webpack esbuild swc babel microbundle tshy pkgroll bunchee turbo nx lerna ngcc ngc ng cypress playwright playwright-core puppeteer msw pod jetify rn-nodeify expo opencollective ' +
    'opencollective-postinstall allow-scripts composer shx cpy copyfiles cpx ncp rimraf del del-cli mkdirp make-dir-cli dotenv dotenvx wasm-pack graphql-codegen openapi-typescript paraglide-js lingui panda ' +
    'styled-system remix react-router node-sass sass bower preconstruct changeset syncpack manypkg check-node-version check-engine npm-run-all npm-run-all2 run-s run-p concurrently cross-env is-ci is-ci-cli ' +
    'eslint prettier biome jest vitest mocha ava xo standard tap c8 nyc docusaurus-mdx-checker docusaurus next typedoc api-extractor size-limit publint attw sort-package-json node-gyp-build-test prebuildify-ci ' +
    'vue-tsc vue-demi-switch vue-demi-fix sapper gatsby gulp grunt ember ijv install-peers link-module-alias wait-on ' +
    // The shell's own words and harmless programs.
    'true false : exit echo printf test [ [[ cd mkdir cp mv ln touch set export unset pwd ls cat rm rmdir chmod return if which command type sleep date uname copy xcopy move del rd md rem exit; basename dirname pkg-config llvm-config',
);

/** True for a tool that is at home in install-time scripts. */
export function isBenignInstallTool(name: string): boolean {
  return BENIGN_TOOLS.has(name);
}

/** Packages whose installers are documented to be called by their path in `node_modules`. */
const KNOWN_INSTALLERS = words('puppeteer electron esbuild husky sharp playwright playwright-core cypress core-js patch-package @prisma/client @prisma/engines prisma @swc/core node-sass node-gyp npm typescript vue-demi ngx-build-plus @parcel/watcher');

/** True for a package whose files other manifests start at install time, as its documentation says. */
export function isKnownInstaller(name: string): boolean {
  return KNOWN_INSTALLERS.has(name) || name.startsWith('@prisma/') || name.startsWith('@swc/');
}

/** Packages with a native part, whose install script fetches or builds it. */
const NATIVE = words(
  'better-sqlite3 sqlite3 bcrypt argon2 canvas fsevents bufferutil utf-8-validate cpu-features ssh2 node-pty keytar leveldown lmdb msgpackr-extract re2 robotjs serialport snappy tree-sitter unrs-resolver usb zeromq zstd-napi ' +
    'duckdb libsql libpq oracledb odbc grpc protobufjs workerd wrangler nx msw electron-winstaller nodejieba onnxruntime-node svelte-preprocess vue-demi simple-git-hooks lefthook git-hooks gifsicle mozjpeg optipng-bin pngquant-bin dtrace-provider deasync iconv microtime ref-napi ffi-napi sodium-native',
);

/** True for a package that is known to need its install script. */
export function isKnownBuilder(name: string): boolean {
  return isKnownInstaller(name) || NATIVE.has(name) || /^@(?:tailwindcss|biomejs|parcel|esbuild|sentry|datadog|tensorflow|serialport|discordjs|depot)\//.test(name);
}

/** File names that worms gave their payloads. Sources: reports on Shai-Hulud 1 and 2 (2025) and on s1ngularity (nx, 2025). */
const WORM_FILES = words('setup_bun.js bun_environment.js router_init.js router_runtime.js');
/** Names that are common elsewhere and stand for a payload only right at the top and at one moment. */
const WORM_STARTS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['bundle.js', words('preinstall postinstall')],
  ['telemetry.js', words('preinstall postinstall')],
  ['setup.mjs', words('preinstall')],
]);

/** True for a file name that install-time malware is known by; `path` as the script spells it, `event` the script's name. */
export function isWormFile(path: string, event: string): boolean {
  const bare = path.replaceAll('\\', '/').replace(/^\.\//, '');
  return WORM_FILES.has(bare.slice(bare.lastIndexOf('/') + 1)) || (WORM_STARTS.get(bare)?.has(event) ?? false);
}

/** Folders in which nobody looks for code, and files that are none by their extension. */
const HIDDEN_FOLDER = /(?:^|\/)(?:\.(?!husky\/|githooks\/|git-hooks\/|yarn\/|config\/|\/|\.\/|erb\/|storybook\/|scripts\/|build\/|bin\/|tools\/|hooks\/|pnp\.)[\w-]{1,60}|public|static|assets|fonts?|images?)\/[^/]/;
const NO_SCRIPT = /\.(?:woff2?|ttf|otf|eot|png|jpe?g|gif|ico|svg|webp|mp[34]|pdf|txt|md|css|map|dat|bin|log|lock|json)$/i;

/** True for a path that hides code: an editor's, agent's or Git's folder, assets, a file that is none by its name. */
export function isHiddenScript(path: string): boolean {
  const bare = path.replaceAll('\\', '/').replace(/^\.\//, '').slice(0, 1000);
  return HIDDEN_FOLDER.test(bare) || NO_SCRIPT.test(bare);
}

/** True for a path whose extension says that it is no program. */
export function isNoScript(path: string): boolean {
  return NO_SCRIPT.test(path.slice(-200));
}

/** Starts processes, talks to the network, makes code out of text. */
const HOSTILE_CODE = /\b(?:child_process|exec\w{0,10}|spawn\w{0,10}|https?|net|tls|dgram|dns|fetch|XMLHttpRequest|WebSocket|eval|Function|atob|fromCharCode|unescape|vm|socket|urllib\w{0,3}|requests|subprocess|system|base64|b64decode|compile|__import__)\b(?!:\/\/)|\bimport\(|[`\\]x[\da-f]{2}|\bprocess\.env\b(?!\.\w)/;
const FILE_CODE = /\b(?:os|fs|Buffer|writeFile\w{0,5}|unlink\w{0,5}|chmod\w{0,5}|import)\b/;
const MAX_CODE = 2000;
/** A file of the package, given as it stands. */
const OWN_FILE = /\b(?:import|require)\(\s{0,5}['"](\.{1,2}\/[\w./-]{1,100})['"]\s{0,5}\)/g;

/**
 * What inline code (`node -e "…"`) does, told by its words: `hostile` code starts, sends or decodes something or is too
 * long to be read, `files` handles files or loads code, of the package as well, `harmless` code prints or exits.
 */
export function inlineCodeRisk(code: string): 'hostile' | 'files' | 'harmless' {
  if (code.length > MAX_CODE) return 'hostile';
  const loaded = [...code.matchAll(OWN_FILE)].map(([, path = '']) => path).filter((path) => !path.endsWith('.json'));
  if (loaded.some((path) => isHiddenScript(path) || isWormFile(path, ''))) return 'hostile';
  // `import('./postinstall.js')` loads a file of the package as `require` does.
  const rest = code.replaceAll(OWN_FILE, (text) => (text.startsWith('import') ? '0' : text));
  if (HOSTILE_CODE.test(rest)) return 'hostile';
  if (rest !== code) return FILE_CODE.test(rest) || /\brequire\b/.test(rest) || loaded.length > 0 ? 'files' : 'harmless';
  if (FILE_CODE.test(code) || loaded.length > 0) return 'files';
  const loadsOwnFiles = [...code.matchAll(/\brequire\b(.{0,200})/g)].every(([, rest = '']) =>
    /^(?:\.resolve)?\(\s{0,5}['"](?:husky|is-ci|\.{1,2}\/(?!\.)[\w./-]{1,100}|node-addon-api|nan|node-gyp\/[\w./-]{1,100})['"]\s{0,5}\)/.test(rest),
  );
  return loadsOwnFiles ? 'harmless' : 'files';
}
