import { calleeOf, child, children, isCall, isFunction, nameOf } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { Bindings } from './bindings.ts';

const MAX_USES = 64;

/** Places that hold an instance by what their type says. */
export interface Injected {
  /** Parameters of functions and constructors. */
  readonly parameters: readonly JsNode[];
  /** Calls that answer with the instance. */
  readonly calls: readonly JsNode[];
}

const NOTHING: Injected = { parameters: [], calls: [] };

/** Parameters of the type `vscode.ExtensionContext`: the editor gives an extension its context, which knows its stored secrets. */
export function contextParameters(local: JsNode, bindings: Bindings): readonly JsNode[] {
  const variable = local.type === 'Identifier' ? bindings.variable(local) : null;
  return (variable?.references.slice(0, MAX_USES) ?? []).flatMap(({ identifier }) => {
    const { parent } = identifier;
    const isQualified = parent?.type === 'TSQualifiedName' && parent['left'] === identifier && nameOf(child(parent, 'right')) === CONTEXT;
    const reference = isQualified ? parent.parent : nameOf(local) === CONTEXT ? parent : null;
    const holder = reference?.type === 'TSTypeReference' && reference.parent?.type === 'TSTypeAnnotation' ? reference.parent.parent : null;
    return holder?.type === 'Identifier' ? [holder] : [];
  });
}
const CONTEXT = 'ExtensionContext';

/**
 * Where an instance of the imported class `local` is given: `constructor(private readonly http: HttpClient)`,
 * `function register(server: McpServer)` and `inject(HttpClient)`. Looks at 64 uses. Sources: the guides to dependency
 * injection of Angular and Nest.
 */
export function injectedAs(local: JsNode, bindings: Bindings): Injected {
  const variable = local.type === 'Identifier' ? bindings.variable(local) : null;
  if (!variable || !/^[A-Z]/.test(nameOf(local) ?? '')) return NOTHING;
  const parameters: JsNode[] = [];
  const calls: JsNode[] = [];
  for (const { identifier } of variable.references.slice(0, MAX_USES)) {
    const { parent } = identifier;
    if (parent?.type === 'TSTypeReference') {
      const holder = parent.parent?.type === 'TSTypeAnnotation' ? parent.parent.parent : null;
      if (holder?.type === 'Identifier' && isParameter(holder)) parameters.push(holder);
    } else if (isCall(parent) && nameOf(calleeOf(parent)) === 'inject' && children(parent, 'arguments')[0] === identifier) calls.push(parent);
  }
  return { parameters, calls };
}

function isParameter(name: JsNode): boolean {
  const outer = name.parent?.type === 'AssignmentPattern' && name.parent['left'] === name ? name.parent : name;
  const holder = outer.parent?.type === 'TSParameterProperty' ? outer.parent : outer;
  return isFunction(holder.parent) && children(holder.parent, 'params').includes(holder);
}
