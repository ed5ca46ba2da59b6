import { defineRule } from '../core/define-rule.ts';
import type { JavaScriptFacts } from '../core/define-rule.ts';
import { inlineCodeIndex } from '../knowledge/commands.ts';
import { originSet } from '../surfaces/javascript/index.ts';
import type { CallFact, CodeText, TextPattern } from '../surfaces/javascript/index.ts';

const messages = {
  computed: '{{label}} runs text that is put together at run time: whoever controls the text controls the program. Call a function instead.',
  decoded: '{{label}} runs text that was decoded first, which hides what it does. Remove it.',
  timer: '{{label}} runs it as code. Pass a function instead.',
  constant: '{{label}} runs text as code. Write the code itself.',
} as const;
type Facts = JavaScriptFacts<keyof typeof messages, object>;

const LABELS = { eval: 'eval()', Function: 'Function()', vm: 'vm', timer: 'A timer that is given text', import: 'import() of a data: URL', worker: 'new Worker()', injected: 'This call' } as const;
const COMPILERS: ReadonlySet<string> = new Set(['vm.Script', 'vm.SourceTextModule']);
const WORKERS = originSet({ 'worker_threads.Worker': true });

export default defineRule<keyof typeof messages>({
  name: 'no-dynamic-code',
  docs: {
    description: 'disallow turning text into code',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [95, 94],
  },
  messages,
  strict: true,
  inCalmCode: false,
  javascript: (facts) => {
    const { model, strict, report } = facts;
    const decoded = new Set(model.flows({ from: ['decoded'], to: ['eval'] }).map((flow) => flow.sink.call.node));
    for (const { kind, text, call } of model.codeTexts()) {
      if (kind === 'worker' || kind === 'node' || (!strict && isOnlyCompiled(kind, call))) continue;
      const data = { label: LABELS[kind] };
      if (decoded.has(call.node)) report({ at: call, message: 'decoded', data });
      else if (kind === 'timer') report({ at: call, message: 'timer', data });
      // Pages and tabs are given code on purpose, and rarely code of strangers: where that comes from, other rules tell.
      else if (!isKnown(text) && (strict || (kind !== 'injected' && !isOwnScript(text, facts)))) report({ at: call, message: 'computed', data });
      else if (strict) report({ at: call, message: 'constant', data });
    }
    for (const call of model.calls(WORKERS)) {
      if (call.args[1]?.object()?.get('eval')?.boolean() === true) reportText(facts, call, call.args[0]?.text(), 'new Worker()');
    }
    for (const load of model.moduleLoads()) {
      // What a worker is made of is often a function of the same file.
      if (strict && /^(?:blob|data):/i.test(load.name.prefix) && (load.kind === 'worker' || /^b/i.test(load.name.prefix))) reportText(facts, load.node, load.name, load.kind === 'worker' ? LABELS.worker : 'A blob that is loaded');
      if ((load.kind === 'dynamic-import' || load.kind === 'register') && /^data:/i.test(load.name.prefix)) reportText(facts, load.node, load.name, load.kind === 'register' ? 'register()' : LABELS.import);
    }
    if (strict) for (const { call, label } of computedPrograms(facts)) report({ at: call, message: 'computed', data: { label } });
  },
});

/** `try { new Function(code); } catch { … }`: whoever asks whether a text is code does not run it. */
function isOnlyCompiled(kind: CodeText['kind'], { node, origins, isNew }: CallFact): boolean {
  const statement = node.parent;
  if (!isNew || statement?.type !== 'ExpressionStatement' || !isTried(statement)) return false;
  return kind === 'Function' || (kind === 'vm' && origins.length > 0 && origins.every((origin) => COMPILERS.has(origin)));
}

function isTried(statement: CallFact['node']): boolean {
  const block = statement.parent;
  return block?.type === 'BlockStatement' && block.parent?.type === 'TryStatement' && block.parent['block'] === block && block.parent['handler'] !== null;
}

/** True when every text it may be stands in the file. */
function isKnown({ constant, alternatives, isPossible }: TextPattern): boolean {
  return !isPossible && (constant !== null || alternatives.length > 0);
}

const SCRIPT = /\.[cm]?js$/;
const OWN_FOLDER = /^(?:(?:global:)?(?:__dirname|import\.meta\.(?:dirname|url|dir)|process\.cwd\(\))|(?:path|url)\.(?:dirname|fileURLToPath)\(\))$/;

/** `vm.runInThisContext(readFileSync('src/app.js'))`: all that is not known is read from a script of the project, by its name, as `require` would. */
function isOwnScript({ holes }: TextPattern, { model }: Facts): boolean {
  return holes.length > 0 && holes.every(({ origin, node }) => {
    if (origin === null || !/^fs(?:\/promises)?\.readFile(?:Sync)?\(\)(?:\.toString\(\))?$/.test(origin)) return false;
    const [start, end] = node.range;
    const read = model.fileOperations().find(({ kind, call }) => kind === 'read' && call.range[0] >= start && call.range[1] <= end);
    return read !== undefined && SCRIPT.test(read.path.suffix) && !/^(?:\/|~|[A-Za-z]:)/.test(read.path.prefix) && read.path.holes.every((hole) => hole.origin !== null && OWN_FOLDER.test(hole.origin));
  });
}

function reportText({ strict, report }: Facts, at: { readonly range: CallFact['range'] }, text: TextPattern | undefined, label: string): void {
  if (text && !isKnown(text)) report({ at, message: 'computed', data: { label } });
  else if (strict) report({ at, message: 'constant', data: { label } });
}

/** `spawn('node', ['-e', code])`, `execFile('python3', ['-c', code])` with code that is not constant. */
function computedPrograms({ model }: Facts): readonly { readonly call: CallFact; readonly label: string }[] {
  return model.commandTexts().flatMap(({ call, file, args }) => {
    if (file === null || !args) return [];
    const program = call.args[0]?.origins().includes('global:process.execPath') === true ? 'node' : (file.text.split(/[\\/]/).at(-1) ?? '');
    const at = inlineCodeIndex(program, args.map(({ text }) => text));
    return at >= 0 && (args[at]?.holes.length ?? 0) > 0 ? [{ call, label: `${program} ${args[at - 1]?.text ?? ''}` }] : [];
  });
}
