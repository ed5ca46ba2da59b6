import { LOADERS, RUNNERS } from './modules.ts';
import type { OriginRow } from './row.ts';

type Rows = Record<string, OriginRow>;
const code = (kind: 'eval' | 'Function' | 'vm' | 'timer' | 'injected', at: number | 'last' = 0): OriginRow => ({ code: { kind, code: at } });
const member = (name: string): OriginRow => ({ code: { kind: 'injected', code: 0, member: name } });

const ISOLATES = ['createContext', 'createContextSync'].flatMap((made) => ['eval', 'evalSync', 'evalClosure', 'evalClosureSync', 'evalIgnored'].map((name) => [`isolated-vm.Isolate().${made}().${name}`, code('vm')] as const));

/** Code given to a page, an extension's tab or a debugger. Sources: Electron, Chrome and MDN extension APIs, node:inspector. */
const INJECTED: Readonly<Rows> = {
  ...Object.fromEntries(['global:chrome', 'global:browser', 'webextension-polyfill'].flatMap((root) => [[`${root}.tabs.executeScript`, member('code')], [`${root}.devtools.inspectedWindow.eval`, code('injected')]] as const)),
  ...Object.fromEntries(['electron.BrowserWindow()', 'electron.BrowserWindow.getFocusedWindow()', 'electron.BrowserWindow.fromWebContents()', 'electron.BrowserWindow.fromId()', 'electron.BrowserView()', 'electron.WebContentsView()'].flatMap((window) => ['executeJavaScript', 'executeJavaScriptInIsolatedWorld'].map((name, index) => [`${window}.webContents.${name}`, code('injected', index)] as const))),
  ...Object.fromEntries(['fromId', 'getFocusedWebContents'].map((name) => [`electron.webContents.${name}().executeJavaScript`, code('injected')] as const)),
  'electron.webFrame.executeJavaScript': code('injected'),
  ...Object.fromEntries(['inspector.Session().post', 'inspector/promises.Session().post'].map((name) => [name, member('expression')] as const)),
};

/** Functions that run text as code. Sources: ECMAScript, HTML timers, node:vm, node:module. */
export const CODE_ROWS: Readonly<Rows> = {
  'global:eval': code('eval'),
  'global:execScript': code('eval'),
  'global:Function': code('Function', 'last'),
  'global:Function.constructor': code('Function', 'last'),
  'global:eval.constructor': code('Function', 'last'),
  'global:require.constructor': code('Function', 'last'),
  'global:GeneratorFunction': code('Function', 'last'),
  'global:AsyncFunction': code('Function', 'last'),
  'global:Function.prototype.constructor': code('Function', 'last'),
  'global:setTimeout': code('timer'),
  'global:setInterval': code('timer'),
  'global:setImmediate': code('timer'),
  'vm.runInThisContext': code('vm'),
  'vm.runInNewContext': code('vm'),
  'vm.runInContext': code('vm'),
  'vm.compileFunction': code('vm'),
  'vm.Script': code('vm'),
  'vm.SourceTextModule': code('vm'),
  'vm2.VM().run': code('vm'),
  'vm2.NodeVM().run': code('vm'),
  ...Object.fromEntries(['compileScript', 'compileScriptSync', 'compileModule', 'compileModuleSync'].map((name) => [`isolated-vm.Isolate().${name}`, code('vm')] as const)),
  ...Object.fromEntries(ISOLATES),
  ...INJECTED,
  'module.prototype._compile': code('vm'),
  'module()._compile': code('vm'),
  'global:module._compile': code('vm'),
  'module.Module()._compile': code('vm'),
  'global:module.constructor()._compile': code('vm'),
  // `new Worker(text, { eval: true })`; without the option the text is a file's name.
  'worker_threads.Worker': { code: { kind: 'worker', code: 0 } },
  'require-from-string': code('vm'),
  // It runs the functions that the text holds. Source: CVE-2017-5941.
  'node-serialize.unserialize': code('eval'),
  ...Object.fromEntries([...RUNNERS].filter(([, { kind }]) => kind === 'register').map(([name]) => [name, { sink: 'module' }] as const)),
  'global:Worker': { sink: 'module' },
  'global:SharedWorker': { sink: 'module' },
  ...Object.fromEntries([...LOADERS].map((name) => [name, { sink: 'module' }] as const)),
};
