import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import agentSecurity from '../../dist/index.js';

export default defineConfig([
  { files: ['**/*.{ts,tsx}'], languageOptions: { parser: tseslint.parser } },
  agentSecurity.configs.recommended,
]);
