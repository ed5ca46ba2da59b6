import { child } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { Evaluator } from './evaluate.ts';
import { bool, constantOf, num, truth, unknown } from './values.ts';
import type { Env, Value } from './values.ts';

type Arithmetic = (a: number, b: number) => number;

const ARITHMETIC: ReadonlyMap<string, Arithmetic> = new Map<string, Arithmetic>([
  ['-', (a, b) => a - b],
  ['*', (a, b) => a * b],
  ['/', (a, b) => a / b],
  ['%', (a, b) => a % b],
  ['**', (a, b) => a ** b],
  ['^', (a, b) => a ^ b],
  ['&', (a, b) => a & b],
  ['|', (a, b) => a | b],
  ['<<', (a, b) => a << b],
  ['>>', (a, b) => a >> b],
  ['>>>', (a, b) => a >>> b],
]);

/** Binary operators but `+`: arithmetic on known numbers, equality of known scalars. */
export function binary(evaluator: Evaluator, node: JsNode, env: Env | null): Value {
  const left = child(node, 'left');
  const right = child(node, 'right');
  const operator = String(node['operator']);
  if (!left || !right) return unknown(node);
  const apply = ARITHMETIC.get(operator);
  const isEquality = operator === '===' || operator === '==' || operator === '!==' || operator === '!=';
  if (!apply && !isEquality) return unknown(node);
  const a = evaluator.evaluate(left, env);
  if (a.k === 'unknown') return unknown(node);
  const b = evaluator.evaluate(right, env);
  if (apply) return a.k === 'num' && b.k === 'num' ? num(apply(a.n, b.n)) : unknown(node);
  const x = scalar(a);
  const y = scalar(b);
  if (x === undefined || y === undefined) return unknown(node);
  return bool((x === y) === operator.startsWith('='));
}

function scalar(value: Value): string | number | boolean | null | undefined {
  if (value.k === 'num') return value.n;
  if (value.k === 'bool') return value.b;
  if (value.k === 'nil') return null;
  return value.k === 'text' && !value.possible ? (constantOf(value) ?? undefined) : undefined;
}

/** `!`, `-`, `+`, `~`, `void` on known values. */
export function unary(evaluator: Evaluator, node: JsNode, env: Env | null): Value {
  const argument = child(node, 'argument');
  const operator = node['operator'];
  if (!argument || operator === 'typeof' || operator === 'delete') return unknown(node);
  if (operator === 'void') return { k: 'nil', word: 'undefined' };
  const value = evaluator.evaluate(argument, env);
  if (operator === '!') {
    const known = truth(value);
    return known === null ? unknown(node) : bool(!known);
  }
  const number = value.k === 'num' ? value.n : value.k === 'text' ? Number(constantOf(value) ?? Number.NaN) : Number.NaN;
  if (Number.isNaN(number)) return unknown(node);
  return num(operator === '-' ? -number : operator === '~' ? ~number : number);
}
