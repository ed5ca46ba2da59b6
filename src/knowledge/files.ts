import type { FileKind } from './file-kind.ts';

/** Stub: the file table replaces it. */
export function fileKind(_path: string, language: string): FileKind {
  return language === 'javascript' ? 'code' : 'other';
}
