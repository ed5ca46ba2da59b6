import type { ArgView, FunctionView, ValueModel } from './types.ts';

/** Members of options that decide who may pass. */
const GIVEN_KEYS = /^(?:authorizer|verify|verifyPassword|authorize|validate|validateUser)$/;
const MAX_GIVEN = 3;

/** The functions that a strategy is given, also in its options: `{ authorizer: () => true }`. */
export function givenChecks(arg: ArgView, depth = 0): readonly FunctionView[] {
  const fn = arg.fn();
  if (fn) return [fn];
  return depth > MAX_GIVEN ? [] : (arg.object()?.entries.slice(0, 50).flatMap(({ key, value }) => (value.fn() && !GIVEN_KEYS.test(key) ? [] : givenChecks(value, depth + 1))) ?? []);
}

/** `validate(name, password)` of a class that extends `PassportStrategy(Strategy)`. */
export function validators(model: ValueModel): readonly FunctionView[] {
  return model.findWord('PassportStrategy').length === 0 ? [] : model.functionsNamed((name) => name === 'validate');
}
