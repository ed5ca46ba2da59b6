import { LOADERS } from './modules.ts';
import type { OriginRow } from './row.ts';

type Rows = Record<string, OriginRow>;
const code = (kind: 'eval' | 'Function' | 'vm' | 'timer', at: number | 'last' = 0): OriginRow => ({ code: { kind, code: at } });

/** Functions that run text as code. Sources: ECMAScript, HTML timers, node:vm, node:module. */
export const CODE_ROWS: Readonly<Rows> = {
  'global:eval': code('eval'),
  'global:execScript': code('eval'),
  'global:Function': code('Function', 'last'),
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
  'isolated-vm.Isolate().compileScript': code('vm'),
  'module.prototype._compile': code('vm'),
  'module()._compile': code('vm'),
  'global:module._compile': code('vm'),
  'module.Module()._compile': code('vm'),
  'global:module.constructor()._compile': code('vm'),
  // `new Worker(text, { eval: true })`; without the option the text is a file's name.
  'worker_threads.Worker': { code: { kind: 'worker', code: 0 } },
  'require-from-string': code('vm'),
  'global:Worker': {},
  'global:SharedWorker': {},
  'module.register': { sink: 'module' },
  'module.Module.register': { sink: 'module' },
  'global:process.dlopen': { sink: 'module' },
  ...Object.fromEntries([...LOADERS].map((name) => [name, { sink: 'module' }] as const)),
};
