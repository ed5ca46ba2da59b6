/**
 * Users enable rules for every file (`js.configs.recommended` without `files`, typed typescript-eslint, unicorn …).
 * Those rules ask the SourceCode for methods that only ESLint's JavaScript SourceCode has, already while they are
 * created, and take the whole run down. Here every such question gets the answer "nothing".
 */

const nothing = (): null => null;
const none = (): [] => [];
const never = (): false => false;

const NULL_METHODS = [
  'getFirstToken', 'getLastToken', 'getTokenBefore', 'getTokenAfter', 'getFirstTokenBetween', 'getLastTokenBetween',
  'getTokenByRangeStart', 'getNodeByRangeIndex', 'getJSDocComment', 'getTokenOrCommentBefore', 'getTokenOrCommentAfter',
] as const;

const EMPTY_METHODS = [
  'getAllComments', 'getCommentsBefore', 'getCommentsAfter', 'getCommentsInside', 'getTokens', 'getFirstTokens', 'getLastTokens',
  'getTokensBefore', 'getTokensAfter', 'getTokensBetween', 'getFirstTokensBetween', 'getLastTokensBetween', 'getDeclaredVariables',
] as const;

const FALSE_METHODS = ['commentsExistBetween', 'isSpaceBetween', 'isSpaceBetweenTokens', 'isGlobalReference', 'markVariableAsUsed'] as const;

const MISSING: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ...NULL_METHODS.map((name) => [name, nothing] as const),
  ...EMPTY_METHODS.map((name) => [name, none] as const),
  ...FALSE_METHODS.map((name) => [name, never] as const),
  ['hasBOM', false],
  ['tokensAndComments', Object.freeze([])],
  ['getParent', () => undefined],
]);

/** What type-aware rules ask for while they are created; every answer is "unknown". */
const INERT_TYPES: Readonly<Record<string, unknown>> = Object.freeze({
  program: Object.freeze({
    getTypeChecker: () => Object.freeze({}),
    getCompilerOptions: () => ({ strict: true, strictNullChecks: true }),
    getCurrentDirectory: () => '',
    getSourceFile: () => undefined,
  }),
  esTreeNodeToTSNodeMap: new Map(),
  tsNodeToESTreeNodeMap: new Map(),
  getTypeAtLocation: () => undefined,
  getSymbolAtLocation: () => undefined,
});

/** Adds what is missing to a SourceCode of any language; what it already has stays as it is. Returns the same object. */
export function withCompatibility<Source extends { readonly ast: object }>(sourceCode: Source, visitorKeys: Readonly<Record<string, readonly string[]>>): Source {
  for (const [name, value] of MISSING) {
    if (!(name in sourceCode)) define(sourceCode, name, value);
  }
  if (!('getLines' in sourceCode)) define(sourceCode, 'getLines', function (this: { lines: unknown }) { return this.lines; });
  if (!('visitorKeys' in sourceCode)) define(sourceCode, 'visitorKeys', visitorKeys);
  if (!('scopeManager' in sourceCode)) addScope(sourceCode);
  const services = (sourceCode as { parserServices?: object }).parserServices;
  define(sourceCode, 'parserServices', { ...INERT_TYPES, ...services });
  return sourceCode;
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, configurable: true, writable: true, enumerable: false });
}

/** One empty global scope, enough for rules that ask for `scopeManager.globalScope` or `getScope(node)`. */
function addScope(sourceCode: { readonly ast: object }): void {
  const scope: Record<string, unknown> = {
    type: 'global', block: sourceCode.ast, set: new Map(), through: [], childScopes: [], variables: [], references: [],
    functionExpressionScope: false, isStrict: true, upper: null, implicit: { variables: [], set: new Map(), left: [] },
  };
  scope['variableScope'] = scope;
  define(sourceCode, 'scopeManager', { scopes: [scope], globalScope: scope, acquire: nothing, acquireAll: none, getDeclaredVariables: none, addGlobals: nothing });
  define(sourceCode, 'getScope', () => scope);
}
