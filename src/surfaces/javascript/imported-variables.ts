import { isSecretName } from '../../knowledge/names.ts';
import { TextGroup } from '../text-index.ts';
import { child, children, nameOf } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { TaintSeed } from './taint.ts';
import type { ValueModel } from './types.ts';
import type { Workshop } from './workshop.ts';

/** Modules whose members are variables of the environment. Sources: documentation of SvelteKit and Astro. */
const MODULES = new TextGroup(['$env/static/private', 'astro:env/server']);
/** Those whose members every visitor gets. Source: documentation of SvelteKit. */
const PUBLIC_MODULES = new TextGroup(['$env/static/public']);
const MAX_IMPORTS = 20;
const MAX_NAMES = 100;

/** `import { DATABASE_URL } from '$env/static/private'`: secrets, by the names that the environment has for them. */
export function importedVariables({ textIndex, uses }: Workshop): readonly TaintSeed[] {
  return textIndex.findGroup(MODULES).flatMap(({ indexes }) => indexes.slice(0, MAX_IMPORTS)).flatMap((index) => {
    const declaration = uses.nodeAt(index)?.parent;
    if (declaration?.type !== 'ImportDeclaration') return [];
    return children(declaration, 'specifiers').slice(0, MAX_NAMES).flatMap((specifier): readonly TaintSeed[] => {
      const name = specifier?.type === 'ImportSpecifier' ? nameOf(child(specifier, 'imported')) : null;
      const local = specifier && child(specifier, 'local');
      return name !== null && local && isSecretName(name) ? [{ source: { kind: 'secret', name, range: local.range, node: local }, at: local, isPattern: true }] : [];
    });
  });
}

/** `PUBLIC_API_URL` of `import { PUBLIC_API_URL } from '$env/static/public'`. */
export function publicVariables(model: ValueModel): readonly { readonly name: string; readonly at: JsNode }[] {
  return model.textIndex.findGroup(PUBLIC_MODULES).flatMap(({ indexes }) => indexes.slice(0, MAX_IMPORTS)).flatMap((index) => {
    const declaration = model.nodeAt(index)?.parent;
    const specifiers = declaration?.type === 'ImportDeclaration' ? children(declaration, 'specifiers').slice(0, MAX_NAMES) : [];
    return specifiers.flatMap((specifier) => {
      const name = specifier?.type === 'ImportSpecifier' ? nameOf(child(specifier, 'imported')) : null;
      return specifier && name !== null ? [{ name, at: specifier }] : [];
    });
  });
}
