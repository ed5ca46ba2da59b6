import type { PlantedOrder } from './orders.ts';
import type { OrderSignal } from './signals.ts';

const MAX_APART = 400;

/** The verdict on the signals of one paragraph of which at least one is a combination of slots; `null` for what may be honest. */
export function judgeSlots(signals: readonly OrderSignal[], isControl: boolean): PlantedOrder | null {
  const slots = signals.filter(({ grade, how }) => grade !== undefined && how !== 'negated' && !(grade === 'plain' && how === 'mention'));
  const [first] = slots;
  if (!first) return null;
  const used = slots.filter(({ how }) => how === 'use');
  const grave = used.filter(({ grade }) => grade !== 'plain');
  const toOrder = (sure: boolean, signal: OrderSignal, others: readonly OrderSignal[]): PlantedOrder => ({
    sure,
    kind: sure ? (isControl ? 'instructed' : 'combined') : 'single',
    range: signal.region.text.toSource(...signal.range),
    classes: [...new Set([signal.class, ...others.map((other) => other.class)])].slice(0, 3),
  });
  const sure = grave.find(({ grade }) => grade === 'sure');
  if (sure) return toOrder(true, sure, grave);
  const silent = signals.find((signal) => signal.class === 'secrecy' && signal.how === 'use' && grave.some((deed) => areNear(deed, signal)));
  const deed = silent && grave.find((signal) => signal.class !== 'secrecy' && areNear(signal, silent));
  if (silent && deed) return toOrder(true, deed, [silent]);
  if (!isControl && grave[0]) return toOrder(true, grave[0], grave);
  const top = grave[0] ?? used[0] ?? first;
  return toOrder(false, top, slots);
}

function areNear(a: OrderSignal, b: OrderSignal): boolean {
  return Math.max(a.range[0], b.range[0]) - Math.min(a.range[1], b.range[1]) <= MAX_APART;
}
