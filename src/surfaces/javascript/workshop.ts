import type { TextIndex } from '../text-index.ts';
import type { JsNode } from './ast.ts';
import type { Bindings } from './bindings.ts';
import type { Budget } from './budget.ts';
import type { Evaluator } from './evaluate.ts';
import type { Origins } from './origins.ts';
import type { Uses } from './uses.ts';

/** The services an analysis works with. */
export interface Workshop {
  readonly text: string;
  readonly textIndex: TextIndex;
  readonly root: JsNode;
  readonly bindings: Bindings;
  readonly budget: Budget;
  readonly origins: Origins;
  readonly evaluator: Evaluator;
  readonly uses: Uses;
}
