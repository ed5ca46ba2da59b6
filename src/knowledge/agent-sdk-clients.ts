import { isTrue } from './agent-sdk.ts';
import type { OptionRow, OptionValue } from './agent-sdk.ts';
import { isPlaceholder, urlReach } from './values.ts';

/** Classes and functions that make a client of a language model; the first argument holds its options. */
export const MODEL_CLIENTS: readonly string[] = [
  'openai', 'openai.OpenAI', 'openai.AzureOpenAI', '@anthropic-ai/sdk', '@anthropic-ai/sdk.Anthropic', 'groq-sdk', 'groq-sdk.Groq', 'together-ai', 'together-ai.Together', '@mistralai/mistralai.Mistral',
  '@ai-sdk/openai.createOpenAI', '@ai-sdk/anthropic.createAnthropic', '@ai-sdk/openai-compatible.createOpenAICompatible', '@ai-sdk/google.createGoogleGenerativeAI', '@ai-sdk/mistral.createMistral', '@ai-sdk/groq.createGroq',
];

export type ClientMessage = 'browser' | 'loaded';

const PUBLIC_VARIABLE = /(?:^|\.)(?:NEXT_PUBLIC|VITE|REACT_APP|EXPO_PUBLIC|NUXT_PUBLIC|PUBLIC|VUE_APP)_\w{1,100}$/;
/** Shorter literals are placeholders, as servers of one's own machine want them. */
const SHORTEST_KEY = 20;

/** The key stands in the code, or in a variable that build tools put there. A server of one's own machine asks for none. */
function hasPublicKey(options: OptionValue): boolean {
  const object = options.object();
  const key = object?.get('apiKey');
  if (!key || urlReach(object?.get('baseURL')?.text().constant ?? '') === 'loopback') return false;
  const literal = key.text().constant ?? '';
  return (literal.length >= SHORTEST_KEY && !isPlaceholder(literal)) || key.origins().some((origin) => PUBLIC_VARIABLE.test(origin));
}

/** Options that hand a key to browsers, or secrets to a text that is loaded (H6-1, H4-7). Sources: types of the packages. */
export const CLIENT_OPTIONS: readonly OptionRow<ClientMessage>[] = [
  { id: 'H6-1', calls: MODEL_CLIENTS, arg: 0, path: 'dangerouslyAllowBrowser', when: (value, options) => isTrue(value) && hasPublicKey(options), report: 'browser', preset: 'recommended' },
  // A key that the visitor types in is the visitor's own.
  { id: 'H6-1', calls: MODEL_CLIENTS, arg: 0, path: 'dangerouslyAllowBrowser', when: (value, options) => isTrue(value) && !hasPublicKey(options), report: 'browser', preset: 'strict' },
  { id: 'H4-7', calls: ['@langchain/core/load.load', 'langchain/load.load'], arg: 1, path: 'secretsFromEnv', when: isTrue, report: 'loaded', preset: 'recommended' },
];
