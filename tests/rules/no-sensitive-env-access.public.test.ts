import rule from '../../src/rules/no-sensitive-env-access.ts';
import { ruleTester } from '../tester.ts';

await ruleTester(rule, {
  valid: [
    { code: 'import { PUBLIC_STRIPE_KEY, PUBLIC_API_URL, PUBLIC_SUPABASE_ANON_KEY } from "$env/static/public"; export const load = () => ({ key: PUBLIC_STRIPE_KEY });' },
    { code: 'import { STRIPE_SECRET_KEY } from "$env/static/private"; export const load = () => pay(STRIPE_SECRET_KEY);' },
    { code: 'export default defineEventHandler((event) => { const config = useRuntimeConfig(event); return pay(config.stripeSecret); });', options: { strict: true } },
    { code: 'import { PUBLIC_STRIPE_SECRET_KEY } from "$env/static/public";', options: { allow: ['PUBLIC_STRIPE_SECRET_KEY'] } },
  ],
  invalid: [
    { code: 'import { PUBLIC_STRIPE_SECRET_KEY } from "$env/static/public"; export const load = () => ({ key: PUBLIC_STRIPE_SECRET_KEY });', errors: [{ messageId: 'public' }] },
    { code: 'import { PUBLIC_URL, PUBLIC_OPENAI_API_KEY as key } from "$env/static/public"; ask(key);', errors: [{ messageId: 'public' }] },
  ],
});
