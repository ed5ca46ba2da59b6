import { query } from '@anthropic-ai/claude-agent-sdk';
import { generateText, stepCountIs, tool } from 'ai';
import OpenAI from 'openai';
import { z } from 'zod';

const client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY, baseURL: 'http://localhost:11434/v1' });

export const weather = tool({ description: 'Looks the weather up', inputSchema: z.object({ city: z.string() }), execute: async ({ city }) => ({ city, degrees: 21 }) });

export async function review(prompt: string, model: never): Promise<string> {
  for await (const message of query({ prompt, options: { permissionMode: 'plan', maxTurns: 8, allowedTools: ['Read', 'Grep'] } })) {
    if (message.type === 'result') console.log(message.subtype);
  }
  const { text } = await generateText({ model, prompt, tools: { weather }, stopWhen: stepCountIs(5) });
  const completion = await client.chat.completions.create({ model: 'local', messages: [{ role: 'user', content: text }] });
  const parsed: unknown = JSON.parse(completion.choices[0]?.message.content ?? '{}');
  return JSON.stringify(parsed);
}
