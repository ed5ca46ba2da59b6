/**
 * Programs that build, check, test or print, and that no threat has to do with, whatever they are given: they start no
 * command that stands in their arguments, name no file to read or write, and talk to nobody. Command lines of nothing
 * else need no reading. A test gives each of them to every detector.
 */
export const ORDINARY_TOOLS: ReadonlySet<string> = new Set(
  `
  tsc tsgo vue-tsc tsd tsdown tsup tshy swc babel esbuild rollup rolldown webpack webpack-cli vite parcel unbuild obuild microbundle napi ncc pkg-utils terser uglifyjs sass postcss tailwindcss
  eslint xo standard standardx semistandard oxlint oxfmt biome prettier tslint jshint jslint stylelint markdownlint markdownlint-cli2 remark commitlint cspell knip publint attw dprint gts tsfmt type-coverage dts-bundle-generator api-extractor check-dts size-limit depcheck madge
  vitest jest mocha ava tap tape uvu karma cypress playwright nyc c8 istanbul wdio jasmine cucumber-js mochify matcha airtap
  typedoc jsdoc vitepress vuepress docusaurus storybook docula conventional-changelog auto-changelog changelogen sort-package-json
  next nuxt astro gatsby ng react-scripts vue-cli-service expo svelte-kit svelte-check wireit hereby gulp grunt
  cd echo ls mkdir pwd sleep true false exit wc
`
    .trim()
    .split(/\s+/),
);
