import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export type Preset = 'recommended' | 'strict';

export interface Planted {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  /** The quietest preset that reports the line. */
  readonly preset: Preset;
}

/** Made-up credentials, joined here so that no file holds one. */
const CREDENTIALS: Readonly<Record<string, string>> = {
  GHP: `gh${'p_'}7Kd93mQz0VbXrT5LwYpN2sHcJ8uAeF1gRiOa`,
  NPM: `np${'m_'}4Xk2QmZ7vTbR9LwYpN3sHcJ8uAeF1gRiOaDd`,
  STRIPE: `sk${'_live_'}51Hq8ZkLmP3vT7yRx2WbNc9D`,
  ANT: `sk-${'ant-api03-'}q7Zk2VbXrT5LwYpN2sHcJ8uAeF1gRiOaKd93mQz0VbXrT5LwYpN2sHcJ8uAeF1gRiOaQ8wEr4tY6uI1oP3aS5dF7gAA`,
  AWSSECRET: `wJ4lrXUtnFEMI8K7${'MDENGbPxRfiCY3z9qLkTa2Vd'}`,
  AKIA: `AK${'IA'}Q3EGW7RT5YHUJ2KL`,
  SLACK: `xox${'b-'}284719365027-5839201746382-Kd93mQz0VbXrT5LwYpN2sHcJ`,
  HEX: `9f2c81b7d4e65a03${'c1f7e8d29b406a5e'}`,
  PEM: `-----BEGIN ${'PRIVATE KEY'}-----`,
  PEMEND: `-----END ${'PRIVATE KEY'}-----`,
  REG: `registry${'.npmjs.'}org`,
};

const MARK = / ?««([^»]*)»»$/;

/**
 * Writes the files that `name` describes into a temporary folder. In that text, `=== path` begins a file, `%%NAME%%` is a
 * credential, and `««rule, rule:strict»»` at the end of a line says what must report it.
 */
export function plant(name: string): { readonly folder: string; readonly expected: readonly Planted[] } {
  const folder = mkdtempSync(path.join(tmpdir(), 'planted-'));
  const expected: Planted[] = [];
  const source = readFileSync(path.join(import.meta.dirname, name), 'utf8');
  for (const block of source.split(/^=== /m).slice(1)) {
    const [file = '', ...body] = block.trimEnd().split('\n');
    const lines = body.map((text, index) => {
      for (const item of MARK.exec(text)?.[1]?.split(',') ?? []) {
        const [rule = '', preset = 'recommended'] = item.trim().split(':');
        expected.push({ file, line: index + 1, rule, preset: preset as Preset });
      }
      return text.replace(MARK, '').replace(/%%([A-Z]+)%%/g, (_, key: string) => CREDENTIALS[key] ?? key);
    });
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), `${lines.join('\n')}\n`);
  }
  return { folder, expected };
}
