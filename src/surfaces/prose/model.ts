import type { MappedText } from '../mapped-text.ts';

/** Where a piece of readable text stands. A hidden or instructing carrier weighs more than a README paragraph. */
export type ProseCarrier =
  | 'heading'
  | 'paragraph'
  | 'list'
  | 'table'
  | 'blockquote'
  | 'code'
  | 'html'
  | 'html-comment'
  | 'link-comment'
  | 'link-title'
  | 'image'
  | 'front-matter'
  | 'comment'
  | 'doc-comment'
  | 'tool-description'
  | 'prompt'
  | 'setting'
  | 'text';

export interface ProseRegion {
  readonly carrier: ProseCarrier;
  readonly text: MappedText;
  /** The nearest heading above, as plain text; empty when there is none. */
  readonly heading: string;
  /** What hides the text from readers (`display:none`); absent for text that is shown. */
  readonly hiddenBy?: string;
}
