export declare function typedConfig(plugin: { readonly rules: object }, specifier: string): string;
export declare const TSCONFIG: string;
