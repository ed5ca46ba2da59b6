import rule from '../../src/rules/no-unbounded-agent.ts';
import { ruleTester } from '../tester.ts';

const AI = 'import OpenAI from "openai"; const openai = new OpenAI(); ';
const CALL = 'const r = await openai.chat.completions.create({ model: "x", messages }); messages.push(r.choices[0].message);';

await ruleTester(rule, {
  valid: [
    `${AI}export async function work(messages) { let done = false; while (!done) { ${CALL} done = !r.choices[0].message.tool_calls; } }`,
    `${AI}export async function work(messages) { let done = false; const stop = () => { done = true; }; emitter.on("stop", stop); while (!done) { ${CALL} } }`,
    `${AI}export async function work(messages) { let running = true; while (running) { ${CALL} if (r.choices[0].finish_reason === "stop") { running = false; } } }`,
    `${AI}export async function work(messages) { let done = false; while (!done) { ${CALL} if (messages.length > 20) break; } }`,
    `${AI}export async function work(messages, done) { while (!done) { ${CALL} } }`,
    `${AI}export async function work(messages) { let done = true; while (!done) { ${CALL} } }`,
    `${AI}class A { async work(messages) { this.done = false; while (!this.done) { ${CALL} } } }`,
  ].map((code) => ({ code })),
  invalid: [
    `${AI}export async function work(messages) { let done = false; while (!done) { ${CALL} } }`,
    `${AI}export async function work(messages) { let running = true; do { ${CALL} } while (running); }`,
    `${AI}let finished = false; while (!finished) { ${CALL} }`,
    'import { ChatOpenAI } from "@langchain/openai"; const llm = new ChatOpenAI({ model: "x" }).bindTools([]); export async function loop(messages) { let running = true; while (running) { messages.push(await llm.invoke(messages)); } }',
  ].map((code) => ({ code, errors: [{ messageId: 'loop' }] })),
});
