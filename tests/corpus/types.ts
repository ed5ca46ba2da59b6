/** One text of the corpus: a file name, which decides how it is linted, and the file's whole content. */
export type CorpusText = readonly [file: string, text: string];
