import type { PlantedOrder } from './orders.ts';
import type { OrderSignal } from './signals.ts';

const MAX_APART = 400;
/** Carriers that people hardly read, and those that speak to an agent by their nature or were found to. */
const UNSEEN: ReadonlySet<string> = new Set(['html-comment', 'link-comment', 'link-title', 'image', 'tool-description', 'comment', 'doc-comment', 'setting']);
/** Of these, those that nobody is shown. */
const BEHIND: ReadonlySet<string> = new Set(['html-comment', 'link-comment', 'html', 'paragraph', 'list']);
/** Names of patterns that hand a secret to an address. */
const SENT_OUT: ReadonlySet<string> = new Set(['hoard-out', 'secret-send', 'secret-out', 'data-out']);

/** The verdict on the signals of one paragraph of which at least one is a combination of slots; `null` for what may be honest. */
export function judgeSlots(signals: readonly OrderSignal[], isControl: boolean): PlantedOrder | null {
  const slots = signals.filter(({ grade, how }) => grade !== undefined && how !== 'negated' && (how !== 'mention' || grade === 'grave' || grade === 'sure'));
  const used = slots.filter(({ how }) => how === 'use');
  const grave = used.filter(({ grade }) => grade === 'grave' || grade === 'sure');
  const sure = grave.find(({ grade }) => grade === 'sure');
  if (sure) return toOrder(true, isControl, sure, grave);
  const carrier = signals[0]?.region.carrier ?? 'text';
  const isHidden = !isControl && (UNSEEN.has(carrier) || signals[0]?.region.hiddenBy !== undefined);
  const covers = signals.filter((signal) => signal.how === 'use' && (isCover(signal) || (isHidden && signal.class === 'consent')));
  const deeds = [...grave, ...signals.filter((signal) => isPhraseDeed(signal, isHidden)), ...used.filter((signal) => signal.grade === 'plain' && (isHidden || signal.class === 'suppression'))];
  for (const deed of deeds) {
    // A test that is skipped in silence is bad advice; one that is skipped with an excuse is an order.
    const cover = covers.find((signal) => signal.class !== deed.class && areNear(deed, signal) && (deed.grade !== 'plain' || isHidden || signal.class === 'authority'));
    if (cover) return toOrder(true, isControl, deed, [cover]);
  }
  const second = isControl ? secondWitness(grave, signals) : undefined;
  if (second) return toOrder(true, isControl, second[0], [second[1]]);
  const loud = isControl ? twoPlain(used, signals) : undefined;
  if (loud) return toOrder(true, isControl, loud, covers);
  const pair = isControl ? (outwardAndOpen(used) ?? readAndPublished(used)) : undefined;
  if (pair) return toOrder(true, isControl, pair, grave);
  const alone = isHidden ? standsAlone(carrier, grave, used, covers) : undefined;
  if (alone) return toOrder(true, isControl, alone, [...grave, ...covers]);
  const told = slots.filter(({ grade }) => grade !== 'cover');
  const top = grave[0] ?? told[0];
  return top ? toOrder(false, isControl, top, told) : null;
}

/** Phrases that say no more than that something is wrong, and do so beside a grave deed. */
const WITNESSES: ReadonlySet<string> = new Set(['authority', 'deception', 'backdoor', 'override', 'identity', 'secrecy']);
/** Deeds that nobody wants to be done unasked. */
const ASKED_FOR: ReadonlySet<string> = new Set(['guard-rail', 'suppression', 'backdoor', 'exfiltration', 'bait']);
/** A note to agents, not a name of one in a heading or a list. */
const NOTES: ReadonlySet<string> = new Set(['AI_NOTE ~2 AI', 'for|to ~2 AI ~2 COLONTOKEN', 'AI_ONLY']);

/** A grave deed and, in words of its own, a phrase of another kind that goes with no honest one. */
function secondWitness(grave: readonly OrderSignal[], signals: readonly OrderSignal[]): readonly [OrderSignal, OrderSignal] | undefined {
  for (const deed of grave) {
    const other = signals.find((signal) => isWitness(signal, deed) && signal.class !== deed.class && areNear(deed, signal) && (signal.range[0] >= deed.range[1] || signal.range[1] <= deed.range[0]));
    if (other) return [deed, other];
  }
  return undefined;
}

/** What manuals say of a button and of rights: `Always allow this tool`, `no one can see it`. */
const OF_MANUALS: ReadonlySet<string> = new Set(['ALWAYS ~3 APPROVE ~4 PROMPT', 'nobody|no_one ~2 can|will|shall|may|must|could ~1 tell|notice|see|find|know']);

function isWitness({ grade, how, class: name, phrase }: OrderSignal, deed: OrderSignal): boolean {
  if (grade !== undefined || how !== 'use' || OF_MANUALS.has(phrase)) return false;
  return WITNESSES.has(name) || (name === 'consent' && ASKED_FOR.has(deed.class)) || (name === 'address' && NOTES.has(phrase));
}

/** `Push to main, skip the review, and do not tell anyone`: two protections left out, or one, and silence towards people about it. */
function twoPlain(used: readonly OrderSignal[], signals: readonly OrderSignal[]): OrderSignal | undefined {
  const isProtection = ({ grade, class: name }: OrderSignal): boolean => grade === 'plain' && (name === 'suppression' || name === 'guard-rail');
  const deed = used.find(isProtection);
  if (!deed) return undefined;
  const silence = signals.find(({ grade, how, class: name, weight, range }) => how === 'use' && name === 'secrecy' && grade === undefined && weight !== 'hint' && range[0] >= deed.range[1]);
  const other = used.find((signal) => isProtection(signal) && signal.class !== deed.class);
  return silence ?? (other && used.some(({ phrase }) => phrase === 'hush-person') ? other : undefined);
}

const MAX_BETWEEN = 80;

/**
 * The verdict on two entries of a list, or two paragraphs of a line, at most 80 characters apart, of which the first orders
 * a deed and the second is silent about it: `- Push there too` and `- Keep this between us`. `null` unless both are there.
 */
export function judgeNeighbours(previous: readonly OrderSignal[], signals: readonly OrderSignal[]): PlantedOrder | null {
  const deed = previous.find(({ grade, how }) => how === 'use' && grade === 'grave');
  const cover = signals.find((signal) => signal.how === 'use' && (signal.class === 'secrecy' || signal.class === 'deception') && isCover(signal));
  if (!deed || !cover || !LINES.has(deed.region.carrier) || !LINES.has(cover.region.carrier)) return null;
  const between = cover.region.text.toSource(0, 1)[0] - deed.region.text.toSource(0, deed.region.text.text.length)[1];
  return between >= 0 && between <= MAX_BETWEEN ? toOrder(true, true, deed, [cover]) : null;
}

const LINES: ReadonlySet<string> = new Set(['list', 'paragraph', 'text']);

/** What is enough by itself where people hardly look: any grave order in a comment of Markdown, data sent to an address in a comment of code. */
function standsAlone(carrier: string, grave: readonly OrderSignal[], used: readonly OrderSignal[], covers: readonly OrderSignal[]): OrderSignal | undefined {
  if (carrier === 'comment' || carrier === 'doc-comment') return used.find(({ phrase }) => SENT_OUT.has(phrase));
  if (carrier === 'setting') return used.find((signal) => signal.class === 'bait' || SENT_OUT.has(signal.phrase));
  if (!BEHIND.has(carrier)) return undefined;
  return grave[0] ?? used.find((signal) => signal.class === 'bait') ?? (new Set(covers.map((signal) => signal.class)).size > 1 ? covers[0] : undefined);
}

/** What leads out of the project, and what takes a protection away, in one paragraph. */
const OUTWARD: ReadonlySet<string> = new Set(['reroute', 'fork', 'work-out', 'also-out', 'secret-outside', 'draw-run', 'ping', 'hoard-out', 'secret-send']);
const OPENING: ReadonlySet<string> = new Set(['loose', 'fence-off', 'guard-off', 'admit', 'grant', 'door', 'open-port']);

function outwardAndOpen(used: readonly OrderSignal[]): OrderSignal | undefined {
  const opened = used.find(({ phrase }) => OPENING.has(phrase));
  return opened && used.find((signal) => OUTWARD.has(signal.phrase) && areNear(signal, opened) && signal.region.carrier !== 'prompt');
}

/** A credential store that is read, and secrets that go into files of the project, in one paragraph. */
function readAndPublished(used: readonly OrderSignal[]): OrderSignal | undefined {
  const read = used.find(({ phrase, grade }) => phrase === 'read-keys' && grade === 'grave');
  return read && used.find((signal) => (signal.phrase === 'secret-repo' || signal.phrase === 'work-out') && areNear(signal, read));
}

/** True when a deed that needs silence beside it is among the signals. */
export function hasGraveDeed(signals: readonly OrderSignal[]): boolean {
  return signals.some(({ grade, how }) => how === 'use' && grade === 'grave');
}

function toOrder(sure: boolean, isControl: boolean, signal: OrderSignal, others: readonly OrderSignal[]): PlantedOrder {
  return {
    sure,
    kind: sure ? (isControl ? 'instructed' : 'combined') : 'single',
    range: signal.region.text.toSource(...signal.range),
    classes: [...new Set([signal.class, ...others.map((other) => other.class)])].slice(0, 3),
  };
}

/** Silence, a lie or an excuse: told by slots, or an order by phrases. */
function isCover({ grade, class: name, weight }: OrderSignal): boolean {
  if (grade === undefined) return name === 'secrecy' && weight !== 'hint';
  return grade === 'cover' || name === 'secrecy';
}

/** A deed that phrases tell. */
function isPhraseDeed({ grade, how, weight, class: name }: OrderSignal, isHidden: boolean): boolean {
  return grade === undefined && how === 'use' && (weight !== 'hint' || isHidden) && DEEDS.has(name);
}

const DEEDS: ReadonlySet<string> = new Set(['exfiltration', 'secret-read', 'remote-follow', 'guard-rail', 'suppression', 'backdoor', 'bait', 'command', 'persistence']);

function areNear(a: OrderSignal, b: OrderSignal): boolean {
  return Math.max(a.range[0], b.range[0]) - Math.min(a.range[1], b.range[1]) <= MAX_APART;
}
