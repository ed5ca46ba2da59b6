import type { FileContext } from '../file-context.ts';
import type { ProseRegion } from './model.ts';

export type { ProseCarrier, ProseRegion } from './model.ts';

export function proseRegions(_file: FileContext): readonly ProseRegion[] {
  return [];
}
