export declare function findFiles(root: string): string[];
export declare function lintedName(root: string, file: string): string;
export declare function sampleFiles(files: readonly string[], count: number, rare?: number): string[];
