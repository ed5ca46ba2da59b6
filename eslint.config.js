import { existsSync } from 'node:fs';
import path from 'node:path';
import js from '@eslint/js';
import eslintPlugin from 'eslint-plugin-eslint-plugin';
import * as regexp from 'eslint-plugin-regexp';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { layers } from './scripts/lint/layers.mjs';

const root = import.meta.dirname;
const built = path.join(root, 'dist/index.js');

/** Our own plugin, when it is built (`npm run check` builds first). What shows threats on purpose is left out. */
const ownPlugin = existsSync(built) ? [{ ignores: ['tests/**', 'docs/rules/**', 'src/knowledge/**', 'bench/**'], extends: [(await import(built)).default.configs.recommended] }] : [];

/** Not safe on hostile code and not bounded: src has its own evaluator. */
const UNSAFE_HELPERS = '/^(?:getStaticValue|ReferenceTracker|getStringIfConstant|getPropertyName)$/';
const unsafeHelper = 'This helper of eslint-utils is neither safe nor bounded on hostile code. Use the value model.';
const fromTables = 'Compile regular expressions at load, at the top level of a module: inside a function, linted text could reach them.';

/** Packages that would slow every start: types only, the code is loaded when the first such file is linted. */
const HEAVY = ['@eslint/json', '@eslint/markdown', 'eslint-plugin-yml', 'yaml-eslint-parser', 'toml-eslint-parser', 'jsonc-eslint-parser', '@typescript-eslint/utils', '@typescript-eslint/parser', 'eslint', 'unbash'];

export default defineConfig([
  globalIgnores(['dist/**', 'coverage/**', 'examples/**', 'tests/**/fixtures/**', '.changeset/**']),
  {
    files: ['**/*.{js,mjs,ts}'],
    extends: [js.configs.recommended, tseslint.configs.strict],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-control-regex': 'off',
      'no-empty': ['error', { allowEmptyCatch: true }],
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
    },
  },
  {
    files: ['src/**/*.ts'], // tests lint no hostile text
    extends: [regexp.configs['flat/recommended']],
    rules: {
      ...Object.fromEntries(['confusing-quantifier', 'use-ignore-case', 'prefer-w', 'prefer-d', 'prefer-character-class', 'prefer-range', 'no-useless-non-capturing-group', 'match-any', 'no-useless-escape', 'no-empty-alternative', 'negation', 'no-dupe-characters-character-class'].map((name) => [`regexp/${name}`, 'off'])), // taste
      'regexp/no-super-linear-move': 'error',
      'no-control-regex': 'off',
      'no-misleading-character-class': 'off', // classes of joiners and selectors are what these rules look for
    },
  },
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false }],
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { project: { rules: { layers } } },
    rules: {
      'project/layers': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: ':matches(FunctionDeclaration, FunctionExpression, ArrowFunctionExpression) :matches(NewExpression, CallExpression)[callee.name="RegExp"]:not([arguments.0.type="Literal"])', message: fromTables },
        { selector: `ImportDeclaration[source.value!=/^\\./] > ImportSpecifier[imported.name=${UNSAFE_HELPERS}]`, message: unsafeHelper },
        { selector: `MemberExpression[property.name=${UNSAFE_HELPERS}]`, message: unsafeHelper },
        { selector: `MemberExpression[property.value=${UNSAFE_HELPERS}]`, message: unsafeHelper },
        { selector: `ObjectPattern > Property[key.name=${UNSAFE_HELPERS}]`, message: unsafeHelper },
        { selector: `ImportDeclaration[source.value=/eslint-utils|^@typescript-eslint\\u002Futils/][importKind!="type"]`, message: unsafeHelper },
        { selector: ':matches(CallExpression, NewExpression)[callee.name=/^(?:eval|Function)$/]', message: 'Nothing of the linted file may be run.' },
      ],
      '@typescript-eslint/no-restricted-imports': ['error', { paths: HEAVY.map((name) => ({ name, allowTypeImports: true, message: 'Load it on first use with createRequire; a static import slows every start.' })) }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 450, skipComments: true, skipBlankLines: true }],
    },
  },
  {
    files: ['scripts/lint/*.mjs', 'src/core/define-rule.ts'],
    extends: [eslintPlugin.configs.recommended],
  },
  ...ownPlugin,
]);
