import { matchesAllowList } from '../core/allow-list.ts';
import { defineRule } from '../core/define-rule.ts';
import { textList } from '../core/option-lists.ts';
import { optionTable, runOptions } from '../core/sdk-options.ts';
import { CLIENT_OPTIONS } from '../knowledge/agent-sdk-clients.ts';
import type { ClientMessage } from '../knowledge/agent-sdk-clients.ts';
import { isSecretName } from '../knowledge/names.ts';
import { BUNDLERS, PAGE_BUNDLERS, publishedSettings } from '../knowledge/published-settings.ts';
import type { SourceRange } from '../surfaces/mapped-text.ts';
import type { ValueModel } from '../surfaces/javascript/index.ts';
import { publicVariables } from '../surfaces/javascript/imported-variables.ts';
import { objectsWithMember } from '../surfaces/javascript/named.ts';

interface Options {
  readonly allow: readonly string[];
  readonly allowIn: readonly string[];
}

/** Prefixes with which build tools put a variable into the code that browsers get. Sources: the tools' documentation. */
const PUBLIC_PREFIX = /^(?:NEXT_PUBLIC|VITE|REACT_APP|EXPO_PUBLIC|NUXT_PUBLIC|GATSBY|PUBLIC|VUE_APP|SNOWPACK_PUBLIC|NG_APP|STORYBOOK|PLASMO_PUBLIC|WXT)_/;
/** Ends of names that no browser should see. Keys and tokens that providers made for browsers are common, so these are few. */
const NEVER_PUBLIC = /(?:^|_)(?:SECRET|SECRETS|SECRET_KEY|SECRET_ACCESS_KEY|SECRET_TOKEN|PASSWORD|PASSWD|PASSPHRASE|PRIVATE_KEY|SERVICE_ROLE|SERVICE_ROLE_KEY|SERVICE_ACCOUNT|SERVICE_ACCOUNT_KEY|DATABASE_URL|DB_URL|MONGODB_URI|MONGO_URI|CONNECTION_STRING|ADMIN_KEY|ADMIN_TOKEN|SIGNING_KEY|ENCRYPTION_KEY|MASTER_KEY)(?:_(?:PROD|PRODUCTION|DEV|DEVELOPMENT|STAGING|TEST|LIVE|BASE64|\d{1,2}))?$/;
/** Keys of services whose clients run on servers: whoever has one spends its owner's money or writes in their name. Source: their pages on API keys. */
const SERVER_KEY = /(?:^|_)(?:OPENAI|ANTHROPIC|CLAUDE|GROQ|MISTRAL|COHERE|DEEPSEEK|OPENROUTER|PERPLEXITY|HUGGINGFACE|REPLICATE|SENDGRID|RESEND|MAILGUN|TWILIO_AUTH|GITHUB|NPM)_(?:API_)?(?:KEY|TOKEN)(?:_(?:PROD|PRODUCTION|DEV|DEVELOPMENT|STAGING|TEST|LIVE|\d{1,2}))?$/;
const CONFIGURATION = /(?:^|[\\/])(?:config|configs|configuration|env|environment|settings|secrets)(?:[\\/]|\.[cm]?[jt]sx?$|\.[\w-]{1,40}\.[cm]?[jt]sx?$)|\.config\.[cm]?[jt]s$/i;
const TABLE = optionTable(CLIENT_OPTIONS, []);

export default defineRule<'client' | 'public' | 'published' | 'scattered' | ClientMessage, Options>({
  name: 'no-sensitive-env-access',
  docs: {
    description: 'disallow reading secret environment variables where they do not belong',
    risk: 'medium',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [526, 200],
  },
  messages: {
    client: 'This file runs in browsers, and {{name}} would be sent to every visitor. Read it on the server.',
    public: 'The prefix of {{name}} puts its value into the code that every visitor gets. Drop the prefix and read it on the server.',
    published: '{{name}} is written into what every visitor gets. Read it on the server, where it is used.',
    browser: 'dangerouslyAllowBrowser sends the API key of this client to every visitor. Call the model on a server.',
    loaded: 'secretsFromEnv lets the loaded text choose the secrets that it gets. Name them in secretsMap.',
    scattered: '{{name}} is a secret. Read secrets in one configuration module, so that a review sees where they go.',
  },
  options: {
    schema: { allow: textList('Variables that may be read anywhere, exact or glob.'), allowIn: textList('Files in which secrets may be read, exact or glob.') },
    defaults: { allow: [], allowIn: [] },
  },
  strict: true,
  inCalmCode: false,
  javascript: (facts) => {
    runOptions(TABLE, facts);
    const { model, file, options, policy, strict, report } = facts;
    const allowed = [...options.allow, ...policy.allowedNames];
    for (const { name, at } of publicVariables(model)) if ((NEVER_PUBLIC.test(name) || SERVER_KEY.test(name)) && !matchesAllowList(name, allowed)) report({ at, message: 'public', data: { name } });
    const reads = model.environmentReads();
    if (reads.length === 0) return;
    const client = isClientFile(file.text);
    const isConfiguration = CONFIGURATION.test(file.path) || matchesAllowList(file.path, options.allowIn.map((glob) => (glob.startsWith('**/') || glob.startsWith('/') ? glob : `**/${glob}`)));
    const published = publishedParts(model, file.path);
    for (const { name, range } of reads) {
      if (matchesAllowList(name, allowed)) continue;
      const isSecret = name.split(', ').some(isSecretName);
      const isServerOnly = NEVER_PUBLIC.test(name) || SERVER_KEY.test(name);
      const part = isServerOnly ? published.find(({ within }) => range[0] >= within[0] && range[1] <= within[1]) : undefined;
      if (part && (strict || part.isAlways)) {
        report({ at: range, message: 'published', data: { name } });
      } else if (PUBLIC_PREFIX.test(name)) {
        if (isServerOnly) report({ at: range, message: 'public', data: { name } });
      } else if (client && isSecret) {
        report({ at: range, message: 'client', data: { name } });
      } else if (strict && !isConfiguration && isSecret) {
        report({ at: range, message: 'scattered', data: { name } });
      }
    }
  },
});

/** Ranges whose values go out with the application: members of its configuration, and what a bundler writes into the code. */
function publishedParts(model: ValueModel, path: string): readonly { readonly within: SourceRange; readonly isAlways: boolean }[] {
  const members = publishedSettings(path).flatMap(({ member, isAlways }) => objectsWithMember(model, member).flatMap((object) => {
    const value = object.get(member);
    return value ? [{ within: value.range, isAlways }] : [];
  }));
  const written = model.flows({ from: ['secret'], to: ['exposure'] }).flatMap(({ source, sink }) => {
    const origin = sink.call.origins.find((name) => BUNDLERS.test(name));
    return origin === undefined ? [] : [{ within: source.range, isAlways: PAGE_BUNDLERS.has(origin) }];
  });
  return [...members, ...written];
}

/** True when `'use client'` is one of the directives that open the file. Looks past comments, at most 4096 characters. */
function isClientFile(text: string): boolean {
  const head = text.slice(0, 4096);
  let at = 0;
  for (let steps = 0; steps < 200; steps += 1) {
    while (at < head.length && /[\s;]/.test(head.charAt(at))) at += 1;
    if (head.startsWith('//', at)) at = nextIndex(head.indexOf('\n', at), head.length);
    else if (head.startsWith('/*', at)) at = nextIndex(head.indexOf('*/', at + 2), head.length - 2) + 2;
    else {
      const directive = /^(?:'([^'\n]{0,60})'|"([^"\n]{0,60})")/.exec(head.slice(at, at + 64));
      if (!directive) return false;
      if ((directive[1] ?? directive[2]) === 'use client') return true;
      at += directive[0].length;
    }
  }
  return false;
}

function nextIndex(found: number, fallback: number): number {
  return found < 0 ? fallback : found;
}
