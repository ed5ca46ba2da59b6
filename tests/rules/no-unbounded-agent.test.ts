import rule from '../../src/rules/no-unbounded-agent.ts';
import { ruleTester } from '../tester.ts';

const claude = "import { query } from '@anthropic-ai/claude-agent-sdk';\n";
const ai = "import { generateText, ToolLoopAgent, stepCountIs, isLoopFinished } from 'ai';\n";
const openai = "import { run } from '@openai/agents';\n";
const executor = "import { AgentExecutor } from 'langchain/agents';\n";
const strict = { strict: true };

await ruleTester(rule, {
  valid: [
    // Limits of every SDK.
    { code: `${claude}query({ prompt, options: { maxTurns: 20, allowedTools: ['Read', 'Grep', 'Bash(npm run test *)'] } });`, options: strict },
    { code: `${claude}query({ prompt, options: { maxBudgetUsd: 2 } });`, options: strict },
    { code: `${claude}const controller = new AbortController(); query({ prompt, options: { abortController: controller } });`, options: strict },
    { code: `${claude}query({ prompt, options: { disallowedTools: ['Bash', '*'], maxTurns: 5 } });`, options: strict },
    { code: `${ai}await generateText({ model, prompt, stopWhen: stepCountIs(10) });`, options: strict },
    { code: `${ai}await generateText({ model, prompt, stopWhen: [isLoopFinished(), stepCountIs(20)] });` },
    { code: `${ai}await generateText({ model, prompt, stopWhen: ({ steps }) => steps.length > 5 });` },
    { code: `${ai}await generateText({ model, prompt, maxSteps: 5 });`, options: strict },
    { code: `${ai}new ToolLoopAgent({ model, tools });` },
    { code: `${openai}await run(agent, 'x', { maxTurns: 10 });`, options: strict },
    { code: `${openai}await run(agent, 'x');` },
    { code: `${executor}new AgentExecutor({ agent, tools, maxIterations: 15 });`, options: strict },
    { code: `${executor}new AgentExecutor({ agent, tools });` },
    { code: "import { createAgent } from 'langchain';\nawait createAgent({ model, tools }).invoke(input, { recursionLimit: 50 });", options: strict },
    // Missing options that a spread or another module may hold.
    { code: `${claude}import { options } from './options.js'; query({ prompt, options });`, options: strict },
    { code: `${claude}query({ prompt, options: { ...defaults } });`, options: strict },
    // The same names of other packages.
    { code: "import { query } from './db.js';\nquery({ options: { maxTurns: Infinity } });", options: strict },
    { code: "import { AgentExecutor } from './mine.js';\nnew AgentExecutor({ maxIterations: Infinity });", options: strict },
    { code: 'retry({ maxSteps: Infinity, recursionLimit: Infinity, maxIterations: Infinity });', options: strict },
    { code: "import { generateText } from './ai.js';\ngenerateText({ stopWhen: () => false });", options: strict },
    { code: 'const query = () => {}; query({ options: { maxTurns: null } });' },
    // Loops with an end.
    { code: `${ai}while (true) { const r = await generateText({ model, messages }); if (r.finishReason !== 'tool-calls') break; }` },
    { code: `${ai}async function go() { for (;;) { const r = await generateText({ model }); if (r.text) return r.text; } }` },
    { code: `${ai}for (let round = 0; round < 10; round += 1) { await generateText({ model }); }` },
    { code: `${ai}while (queue.length > 0) { await generateText({ model }); }` },
    { code: `${ai}while (true) { serve(async () => { await generateText({ model }); }); }` },
    { code: `import { Agent } from '@mastra/core/agent'; const a = new Agent({ name: 'x' }); await a.generate('x', { maxSteps: 5 });` },
    // a function that calls itself as long as there is something to do,
    { code: 'import OpenAI from "openai"; const openai = new OpenAI(); async function step(messages) { const r = await openai.chat.completions.create({ model: "m", messages, tools }); messages.push(r.choices[0].message); if (!r.choices[0].message.tool_calls) return messages; return step(messages); }' },
    { code: 'import OpenAI from "openai"; const openai = new OpenAI(); async function step(messages) { const r = await openai.chat.completions.create({ model: "m", messages, tools }); if (r.choices[0].message.tool_calls) await step([...messages, r]); }' },
    { code: 'import OpenAI from "openai"; import readline from "node:readline/promises"; const openai = new OpenAI(); async function chat(messages) { messages.push(await rl.question("> ")); await openai.chat.completions.create({ model: "m", messages, tools }); return chat(messages); }' },
  ],
  invalid: [
    {
      code: `${executor}new AgentExecutor({ agent, tools, maxIterations: Infinity });`,
      errors: [{ messageId: 'endless', line: 2, column: 35, endLine: 2, endColumn: 58, data: { name: 'maxIterations', value: 'Infinity' } }],
    },
    { code: `${executor}const limits = { maxIterations: Number.POSITIVE_INFINITY };\nAgentExecutor.fromAgentAndTools({ agent, tools, ...limits });`, errors: [{ messageId: 'endless' }] },
    { code: `${executor}new AgentExecutor({ agent, tools, maxIterations: 1000 });`, errors: [{ messageId: 'high', data: { name: 'maxIterations', value: '1000' } }] },
    { code: `${executor}new AgentExecutor({ agent, tools });`, options: strict, errors: [{ messageId: 'missing' }] },
    { code: `${claude}query({ prompt, options: { maxTurns: null } });`, errors: [{ messageId: 'endless' }] },
    { code: `${claude}const options = { maxTurns: Infinity } as const;\nfor await (const m of query({ prompt, options })) log(m);`, filename: 'file.ts', errors: [{ messageId: 'endless', line: 2 }] },
    { code: `${claude}query({ prompt, options: { allowedTools: ['Read', 'Bash', 'mcp__*'], maxTurns: 3 } });`, errors: [{ messageId: 'tools', line: 2, column: 51, endColumn: 57 }, { messageId: 'tools' }] },
    { code: `${claude}query({ prompt, options: { allowedTools: ['Bash(python *)', '*'], maxTurns: 3 } });`, errors: [{ messageId: 'tools' }, { messageId: 'tools' }] },
    { code: `${claude}query({ prompt });`, options: strict, errors: [{ messageId: 'missing', data: { name: 'query()', option: 'maxTurns or maxBudgetUsd' } }] },
    { code: `${claude}query({ prompt, options: { model: 'x' } });`, options: strict, errors: [{ messageId: 'missing' }] },
    { code: "const sdk = require('@anthropic-ai/claude-agent-sdk');\nsdk.query({ prompt, options: { maxTurns: 1e9 } });", filename: 'file.cjs', errors: [{ messageId: 'endless' }] },
    { code: `${ai}await generateText({ model, prompt, stopWhen: isLoopFinished() });`, errors: [{ messageId: 'never' }] },
    { code: `${ai}await generateText({ model, prompt, stopWhen: () => false });`, errors: [{ messageId: 'never' }] },
    { code: `${ai}await generateText({ model, prompt, stopWhen: [() => false] });`, errors: [{ messageId: 'never' }] },
    { code: `${ai}await generateText({ model, prompt, stopWhen: stepCountIs(500) });`, errors: [{ messageId: 'high', data: { name: 'stepCountIs()', value: '500' } }] },
    { code: `${ai}await generateText({ model, prompt, stopWhen: stepCountIs(30) });`, options: strict, errors: [{ messageId: 'high' }] },
    { code: `${ai}await generateText({ model, prompt, stopWhen: stepCountIs(Infinity) });`, errors: [{ messageId: 'endless' }] },
    { code: `${ai}await generateText({ model, prompt, maxSteps: Infinity });`, errors: [{ messageId: 'endless' }] },
    { code: `${ai}new ToolLoopAgent({ model, tools });`, options: strict, errors: [{ messageId: 'missing' }] },
    { code: `${openai}await run(agent, 'x', { maxTurns: null });`, errors: [{ messageId: 'endless' }] },
    { code: `${openai}await run(agent, 'x', { maxTurns: 80 });`, options: strict, errors: [{ messageId: 'high' }] },
    { code: "import * as agents from '@openai/agents';\nawait agents.run(agent, 'x', { maxTurns: Infinity });", errors: [{ messageId: 'endless' }] },
    { code: "import { createAgent } from 'langchain';\nconst agent = createAgent({ model, tools });\nawait agent.invoke(input, { recursionLimit: Infinity });", errors: [{ messageId: 'endless' }] },
    { code: "import { StateGraph } from '@langchain/langgraph';\nexport const config = { recursionLimit: 1000 };", errors: [{ messageId: 'high' }] },
    { code: `${ai}while (true) { const r = await generateText({ model, messages }); await act(r); }`, errors: [{ messageId: 'loop' }] },
    { code: `${ai}for (;;) { for (const m of queue) { if (!m) break; await generateText({ model }); } }`, errors: [{ messageId: 'loop' }] },
    { code: "import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic();\nasync function go() { while (1) { messages.push(await client.messages.create({ messages })); } }", errors: [{ messageId: 'loop' }] },
    { code: `import { Agent } from '@mastra/core/agent'; const a = new Agent({ name: 'x' }); await a.generate('x', { maxSteps: Infinity });`, filename: 'file.ts', errors: [{ messageId: 'endless' }] },
    { code: `import { Agent } from '@mastra/core/agent'; const a = new Agent({ name: 'x' }); await a.stream('x', { maxSteps: Number.POSITIVE_INFINITY });`, filename: 'file.ts', errors: [{ messageId: 'endless' }] },
    { code: 'import OpenAI from "openai"; const openai = new OpenAI(); async function step(messages) { const r = await openai.chat.completions.create({ model: "m", messages, tools }); messages.push(r.choices[0].message); for (const call of r.choices[0].message.tool_calls ?? []) messages.push(await run(call)); return step(messages); }', errors: [{ messageId: 'loop' }] },
    { code: 'import Anthropic from "@anthropic-ai/sdk"; const client = new Anthropic(); const turn = async (messages) => { const r = await client.messages.create({ model: "m", max_tokens: 9, messages, tools }); messages.push(r); await turn(messages); };', errors: [{ messageId: 'loop' }] },
  ],
});
