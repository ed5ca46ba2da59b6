import { remembered } from '../../knowledge/remembered.ts';
import type { TextIndex } from '../text-index.ts';
import { child, children, nameOf } from './ast.ts';
import type { JsNode } from './ast.ts';
import { globalReferences } from './bindings.ts';
import type { ScopeManager } from './bindings.ts';
import { handlerPlaces } from './handlers.ts';
import type { HandlerPlace } from './handlers.ts';
import { dynamicImports } from './module-loads.ts';
import { nextStep } from './origin-set.ts';
import type { OriginSet, OriginStep } from './origin-set.ts';
import { GLOBAL_ROOT, globalSteps, moduleSteps, stepTo } from './origins.ts';
import type { Steps } from './origins.ts';
import { DATABASE_NAMES } from './tables/exposures.ts';
import { LOGGER_NAMES } from './tables/logs.ts';
import { GLOBAL_OBJECTS, MODULE_GLOBALS, MODULE_MEMBERS, NEUTRAL } from './tables/modules.ts';

/** What a file is looked at with. */
export interface RootText {
  readonly text: string;
  readonly textIndex: TextIndex;
  readonly root: JsNode;
  readonly manager: ScopeManager;
}

/** A name that an import declares. */
export interface ImportRoot {
  readonly specifier: JsNode;
  /** `null` for `import x = require('y')`. */
  readonly declaration: JsNode | null;
  readonly local: JsNode;
}

/** References of one global variable from which something may follow. */
export interface GlobalRoot {
  readonly name: string;
  readonly references: readonly JsNode[];
}

/** The names that sets of origins begin with. */
export class Watch {
  readonly sets: readonly OriginSet<unknown>[];
  readonly globals: ReadonlySet<string>;
  readonly hasFunction: boolean;
  readonly #isKnown = remembered((name) => this.#findModule(name));
  /** For each global that was asked for, whether its members lead nowhere. */
  readonly #dead = new Map<string, (member: string) => boolean>();

  constructor(sets: readonly OriginSet<unknown>[]) {
    this.sets = sets;
    this.globals = new Set([...GLOBAL_OBJECTS, ...sets.flatMap((set) => [...set.globals])]);
    this.hasFunction = this.globals.has('Function');
  }

  /** True for a module of which anything is in the sets, or that is a global object, or has members that are. */
  hasModule(name: string): boolean {
    return !name.startsWith('.') && this.#isKnown(name);
  }

  #findModule(name: string): boolean {
    const root = moduleSteps(name)[0] ?? '';
    return root.startsWith('global:') || MODULE_GLOBALS.has(root) || MODULE_MEMBERS.has(root) || this.sets.some((set) => set.roots.has(root));
  }

  /** True when a member of a global, or its call (`()`), leads nowhere: `Object.keys`, `module.exports`, `String()`. */
  isDead(name: string, member: string): boolean {
    const known = this.#dead.get(name);
    if (known) return known(member);
    const isDead = remembered((each) => this.#findDead(name, each));
    this.#dead.set(name, isDead);
    return isDead(member);
  }

  #findDead(name: string, member: string): boolean {
    if (INDIRECT.has(member) || (member === '()' && NEUTRAL.has(`global:${name}`))) return false;
    const root = globalSteps(name);
    const steps = stepTo(root, member);
    return steps !== null && steps[0] !== GLOBAL_ROOT && this.sets.every((set) => follow(set.roots, steps) === null && follow(set.roots, root)?.isEnd !== true);
  }
}

/** Methods of every function that call it. */
const INDIRECT: ReadonlySet<string> = new Set(['call', 'apply', 'bind']);

/** The step that a way leads to; `null` when nothing in the set begins with it. */
export function follow(roots: ReadonlyMap<string, OriginStep>, steps: Steps): OriginStep | null {
  let step = roots.get(steps[0] ?? '');
  for (let index = 1; step && index < steps.length; index += 1) step = nextStep(step, steps[index] ?? '');
  return step ?? null;
}

/** What follows a reference: a member by name, or the call of `require` with one plain literal. */
const MEMBER = /\s{0,20}\.\s{0,20}([A-Za-z_$][\w$]{0,60})(?![\w$\\\u0080-\uffff])/y;
/** What compilers write: `Object.defineProperty(exports, …)`. */
const ON_EXPORTS = /\(\s{0,20}(?:module\.)?exports\s{0,20},/y;
/** `typeof name` compared with something. */
const COMPARED = /\s{0,20}(?:[!=]=|[);&|])/y;
const LOAD = /\s{0,20}\(\s{0,20}(?:'([^'\\\n]{1,200})'|"([^"\\\n]{1,200})")\s{0,20}\)/y;
/** A module that is no package, file or built-in: an address, or data. */
const ADDRESS = /^(?:(?!node:)[A-Za-z][\w+.-]{1,20}:|\/\/)/;
/** Statements that load a module. */
const LOADING: ReadonlySet<string> = new Set(['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'TSImportEqualsDeclaration']);

/**
 * Where values of known origin enter a file: imports, global variables, request handlers, `import()`. Reads the text,
 * the top-level statements and the scopes, and no `parent`: it may be asked before a tree is complete.
 */
export class Roots {
  readonly imports: ImportRoot[] = [];
  readonly globals: GlobalRoot[] = [];
  /** References of `require` that load a module of which nothing is known by a plain literal: nothing follows from them. */
  readonly plainLoads: JsNode[] = [];
  /** Those of them that load a logger of the project: `const logger = require('./logger')`. */
  readonly loggers: JsNode[] = [];
  /** Where `import()` or `import.meta` may stand, ascending. */
  readonly dynamicImports: readonly number[];
  /** Those of them from which something may follow. */
  readonly liveImports: readonly number[];
  /** Where `.constructor` may stand. */
  readonly constructors: readonly number[];
  /** Where a request handler may begin. */
  readonly handlers: readonly HandlerPlace[];
  /** True when a module is loaded by an address or by a name that is not plain text. */
  readonly loadsAddress: boolean = false;

  constructor({ text, textIndex, root, manager }: RootText, watch: Watch) {
    for (const statement of children(root, 'body')) {
      if (!statement || !LOADING.has(statement.type)) continue;
      if (this.#declares(statement, text, watch)) this.loadsAddress = true;
    }
    for (const [name, references] of globalReferences(manager, watch.globals)) {
      const live = references.filter((reference) => !this.#isDead(name, reference, text, watch));
      if (live.length > 0) this.globals.push({ name, references: live });
    }
    this.dynamicImports = dynamicImports(text, textIndex);
    this.liveImports = this.dynamicImports.filter((index) => !isDeadImport(text, index + 'import'.length, watch));
    this.constructors = watch.hasFunction ? textIndex.find('constructor').filter((index) => isMemberName(text, index) || isPatternKey(text, index)) : NONE;
    this.handlers = handlerPlaces(text, textIndex);
  }

  /** True when no value of known origin enters the file. */
  get isEmpty(): boolean {
    return this.imports.length === 0 && this.loggers.length === 0 && this.globals.length === 0 && this.liveImports.length === 0 && this.constructors.length === 0 && this.handlers.length === 0 && !this.loadsAddress;
  }

  /** Enters what a declaration names; true when it loads something by an address. */
  #declares(statement: JsNode, text: string, watch: Watch): boolean {
    if (statement.type === 'TSImportEqualsDeclaration') {
      const local = child(statement, 'id');
      if (local) this.imports.push({ specifier: statement, declaration: null, local });
      return false;
    }
    const source = statement['source'];
    if (source === null || source === undefined) return false;
    const name = (source as JsNode)['value'];
    if (typeof name !== 'string' || name.length > MAX_NAME) return true;
    if (statement.type === 'ImportDeclaration') {
      const isKnown = watch.hasModule(name);
      for (const specifier of children(statement, 'specifiers')) {
        const local = specifier && child(specifier, 'local');
        if (local && (isKnown || ownKind(nameOf(local) ?? '', text) !== null)) this.imports.push({ specifier, declaration: statement, local });
      }
    }
    return ADDRESS.test(name);
  }

  /** True when nothing follows from a reference of a global. */
  #isDead(name: string, reference: JsNode, text: string, watch: Watch): boolean {
    const [, end] = reference.range;
    if (name === 'require' && isPlainLoad(text, end, watch)) {
      if (LOADS_LOGGER.test(text.slice(Math.max(0, reference.range[0] - MAX_DECLARED), reference.range[0]))) this.loggers.push(reference);
      this.plainLoads.push(reference);
      return true;
    }
    const after = text.charCodeAt(end);
    if (after === OPENING) return watch.isDead(name, '()');
    if (after !== DOT && text.startsWith('typeof ', reference.range[0] - 7)) {
      COMPARED.lastIndex = end;
      return COMPARED.test(text);
    }
    MEMBER.lastIndex = end;
    const member = MEMBER.exec(text)?.[1];
    if (member === undefined) return false;
    ON_EXPORTS.lastIndex = MEMBER.lastIndex;
    return watch.isDead(name, member) || (member === 'defineProperty' && ON_EXPORTS.test(text));
  }
}

/** What an import of the project is by its name: a logger, or (where the environment stands in the file) a database; `null` for all else. */
export function ownKind(name: string, text: string): 'global:@logger' | 'global:@database' | null {
  if (LOGGER_NAMES.has(name)) return 'global:@logger';
  return DATABASE_NAMES.has(name) && text.includes('process.env') ? 'global:@database' : null;
}

/** True when one plain literal in parentheses names a module of which nothing is known. */
function isPlainLoad(text: string, end: number, watch: Watch): boolean {
  LOAD.lastIndex = end;
  const load = LOAD.exec(text);
  const module = load?.[1] ?? load?.[2];
  return module !== undefined && !watch.hasModule(module) && !ADDRESS.test(module);
}

/** True for `import('./file.js')` and members of `import.meta` that lead nowhere. */
function isDeadImport(text: string, end: number, watch: Watch): boolean {
  META.lastIndex = end;
  const member = META.exec(text)?.[1];
  if (member === undefined) return isPlainLoad(text, end, watch);
  return watch.sets.every((set) => follow(set.roots, ['global:import', 'meta', member]) === null);
}

/** A variable with the name of a logger is declared right in front. */
const LOADS_LOGGER = /(?:const|let|var)\s{1,4}(?:\{\s{0,4})?(?:logger|log|LOGGER|appLogger|rootLogger)(?:\s{0,4}\})?\s{0,4}=\s{0,4}$/;
const MAX_DECLARED = 40;
const META = /\.meta\.([A-Za-z]{1,20})(?![\w$\\\u0080-\uffff])/y;
const NONE: readonly number[] = [];
const OPENING = '('.charCodeAt(0);
const DOT = '.'.charCodeAt(0);
const MAX_NAME = 1000;
const MEMBER_BEFORE = /(?:\.\s{0,20}|\[\s{0,20}['"`])$/;

/** `{ constructor: F } = () => {}`: a key in front of a name, in a pattern or an object. */
function isPatternKey(text: string, index: number): boolean {
  KEY_AFTER.lastIndex = index + 'constructor'.length;
  return KEY_AFTER.test(text);
}
const KEY_AFTER = /\s{0,20}:\s{0,20}[A-Za-z_$][\w$]{0,60}\s{0,20}\}\s{0,20}=[^=>]/y;

/** True when the word at the index is the name of a member. */
function isMemberName(text: string, index: number): boolean {
  return MEMBER_BEFORE.test(text.slice(Math.max(0, index - 24), index));
}
