import type { OriginRow } from './row.ts';
import { COMMANDER, YARGS } from './sources.ts';

type Rows = Record<string, OriginRow>;
const REQUEST = 'global:@request';
const RESPONSE = 'global:@response';
const CONTEXT = 'global:@context';
const MODEL = 'global:@tool';
const SOCKET = 'global:@socket';
const MESSAGE = 'global:@message';
const FASTIFY = 'global:@fastify';
const EVENT = 'global:@event';
const LINK = 'global:@link';
const CHAT = 'global:@chat';
const JOB = 'global:@job';
const HOOK = 'global:@hook';
const RECORD = 'global:@record';

const response: OriginRow = { sink: 'response' };
const request: OriginRow = { source: { kind: 'request' } };
const model: OriginRow = { source: { kind: 'model' } };
/** Further methods of servers that give back the server. */
const BESIDE_ROUTES = ['decorate', 'state', 'derive', 'guard', 'register', 'onError', 'onBeforeHandle', 'resolve', 'model', 'headers'] as const;
const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all', 'use', 'any', 'route', 'on', 'addHook'] as const;

function routes(root: string, handler: readonly (string | null)[], answers = false): Rows {
  return Object.fromEntries(VERBS.map((verb) => [`${root}.${verb}`, { handler, answers }] as const));
}

const PARTS = ['body', 'query', 'params', 'headers', 'cookies', 'url', 'originalUrl', 'path', 'files', 'file', 'rawBody', 'searchParams', 'nextUrl', 'hostname', 'ip', 'get()', 'header()', 'param()', 'json()', 'text()', 'formData()', 'on()'] as const;

/** What whoever opens an issue or a pull request chooses, in the event of GitHub. Source: its documentation of webhooks. */
export const STRANGERS_WORDS = ['pull_request.title', 'pull_request.body', 'pull_request.head.ref', 'pull_request.head.label', 'issue.title', 'issue.body', 'comment.body', 'review.body', 'review_comment.body', 'discussion.title', 'discussion.body', 'head_commit.message'] as const;

/** Servers: what a handler is given, what a client sent, how an answer leaves. Sources: the frameworks' documentation. */
export const SERVER_ROWS: Readonly<Rows> = {
  ...routes('express()', [REQUEST, RESPONSE]),
  ...routes('express.Router()', [REQUEST, RESPONSE]),
  ...routes('express().route()', [REQUEST, RESPONSE]),
  ...routes('express.Router().route()', [REQUEST, RESPONSE]),
  ...routes('polka()', [REQUEST, RESPONSE]),
  ...routes('restify.createServer()', [REQUEST, RESPONSE]),
  ...routes('fastify()', [REQUEST, RESPONSE], true),
  ...routes('fastify.fastify()', [REQUEST, RESPONSE], true),
  ...routes(FASTIFY, [REQUEST, RESPONSE], true),
  ...routes('elysia()', [CONTEXT], true),
  ...routes('elysia.Elysia()', [CONTEXT], true),
  ...routes('koa()', [CONTEXT]),
  ...routes('@koa/router()', [CONTEXT]),
  ...routes('koa-router()', [CONTEXT]),
  ...routes('hono.Hono()', [CONTEXT]),
  ...Object.fromEntries(['elysia()', 'elysia.Elysia()', 'hono.Hono()', 'fastify()', 'fastify.fastify()', FASTIFY].flatMap((root) => BESIDE_ROUTES.map((name) => [`${root}.${name}`, {}] as const))),
  'http.createServer': { handler: [REQUEST, RESPONSE] },
  'https.createServer': { handler: [REQUEST, RESPONSE] },
  'http.createServer().{on,once}': { handler: [REQUEST, RESPONSE] },
  'https.createServer().{on,once}': { handler: [REQUEST, RESPONSE] },
  'http2.createSecureServer': { handler: [REQUEST, RESPONSE] },
  // Pages ask the process that opened them, and links of anybody open an editor.
  'electron.ipcMain.{on,once,handle,handleOnce}': { handler: [null, MESSAGE, MESSAGE, MESSAGE] },
  'vscode.window.registerUriHandler': { handler: [LINK] },
  ...Object.fromEntries(['query', 'path', 'fragment', 'authority', 'toString()'].map((part) => [`${LINK}.${part}`, request] as const)),
  // What a connection of a socket server says is as much from outside as a request.
  ...Object.fromEntries(['ws.WebSocketServer()', 'ws.Server()', 'ws.default.Server()', 'socket.io:Server()', 'net.createServer()'].map((root) => [`${root}.on`, { handler: [SOCKET] }] as const)),
  'net.createServer': { handler: [SOCKET] },
  'global:Bun.connect': { handler: [SOCKET, MESSAGE] },
  'global:Bun.listen': { handler: [SOCKET, MESSAGE] },
  [`${SOCKET}.on`]: { handler: [MESSAGE] },
  [`${SOCKET}.once`]: { handler: [MESSAGE] },
  [MESSAGE]: request,
  // What a client gives a procedure of tRPC.
  'global:@procedure.input': request,
  [`${SOCKET}.send`]: response,
  [`${SOCKET}.emit`]: response,
  [`${SOCKET}.write`]: response,
  [`${SOCKET}.end`]: response,
  [`${SOCKET}.handshake.auth.token`]: { source: { kind: 'credential', name: 'handshake.auth.token' } },
  [`${SOCKET}.handshake.query.token`]: { source: { kind: 'credential', name: 'handshake.query.token' } },
  'socket.io:Server().use': { handler: [SOCKET] },
  // Whoever may publish to a channel, and whoever may write to a bot.
  ...Object.fromEntries(['mqtt.connect()', 'mqtt.connectAsync()', 'redis.createClient()', 'ioredis()', 'ioredis.Redis()', 'amqplib.connect().createChannel()'].map((root) => [`${root}.{on,once,subscribe,pSubscribe,consume}`, { handler: [MESSAGE, MESSAGE, MESSAGE] }] as const)),
  ...Object.fromEntries(['discord.js.Client()', 'discord.js:Client()', 'telegraf.Telegraf()', 'grammy.Bot()', 'node-telegram-bot-api()', '@slack/bolt.App()', 'whatsapp-web.js.Client()'].map((root) => [`${root}.{on,once,use,command,hears,action,message,event,onText}`, { handler: [CHAT, CHAT] }] as const)),
  ...Object.fromEntries(['content', 'cleanContent', 'text', 'body', 'match', 'payload', 'message.text', 'msg.text', 'message.caption', 'command.text', 'event.text', 'options.getString()', 'update.message.text', '1'].map((part) => [`${CHAT}.${part}`, request] as const)),
  // What a bot answers with is kept in a channel.
  ...Object.fromEntries(['reply', 'send', 'channel.send', 'author.send', 'user.send', 'followUp', 'editReply', 'replyWithHTML', 'replyWithMarkdown', 'replyWithMarkdownV2', 'say', 'respond'].map((name) => [`${CHAT}.${name}`, { sink: 'upload' } as const] as const)),
  // Whoever may put jobs into a queue.
  ...Object.fromEntries(['bullmq.Worker', 'bull().process', 'bee-queue().process'].map((name) => [name, { handler: [JOB] }] as const)),
  [`${JOB}.data`]: request,
  ...Object.fromEntries(['@trigger.dev/sdk.task', '@trigger.dev/sdk/v3.task'].map((name) => [name, { handler: [MESSAGE] }] as const)),
  'kafkajs.Kafka().consumer().run': { handler: [RECORD] },
  ...Object.fromEntries(['message.value', 'message.key', 'message.headers', 'batch.messages'].map((part) => [`${RECORD}.${part}`, request] as const)),
  ...Object.fromEntries(['firebase-functions/v2/https.onCall', 'firebase-functions/https.onCall', 'firebase-functions/v2.https.onCall'].map((name) => [name, { handler: [JOB], answers: true }] as const)),
  // Functions whose parameter is an event of the framework: load functions, form actions, event handlers.
  ...Object.fromEntries(['url', 'params', 'cookies', 'request.headers', 'request.url', 'request.json()', 'request.formData()', 'request.text()'].map((part) => [`${EVENT}.${part}`, request] as const)),
  // Functions of a cloud behind an address, and what strangers write on GitHub.
  ...Object.fromEntries(['queryStringParameters', 'multiValueQueryStringParameters', 'pathParameters', 'rawQueryString', 'rawPath', 'body', 'headers', 'Records'].map((part) => [`global:@cloud.${part}`, request] as const)),
  ...Object.fromEntries(STRANGERS_WORDS.flatMap((part) => [`@actions/github.context.payload.${part}`, `${HOOK}.payload.${part}`].map((name) => [name, request] as const))),
  ...Object.fromEntries(['global:', 'h3.'].flatMap((root) => [
    ...['defineEventHandler', 'eventHandler', 'defineCachedEventHandler', 'defineLazyEventHandler'].map((name) => [`${root}${name}`, { answers: true }] as const),
    ...['readBody()', 'readRawBody()', 'readFormData()', 'readMultipartFormData()', 'getQuery()', 'getRouterParam()', 'getRouterParams()', 'getHeader()', 'getRequestHeader()', 'getCookie()', 'getRequestURL()'].map((name) => [`${root}${name}`, request] as const),
  ])),
  '@azure/functions.app.{http,get,post,put,patch,deleteRequest}': { answers: true },
  ...Object.fromEntries(['node', 'browser', 'nextjs', 'react', 'bun', 'sveltekit', 'nestjs', 'remix', 'electron', 'aws-serverless'].map((name) => [`@sentry/${name}.init`, { answers: true }] as const)),
  '@sveltejs/kit.json': response,
  '@sveltejs/kit.text': response,
  'global:Deno.serve': { handler: [REQUEST] },
  'global:Bun.serve': { handler: [REQUEST] },
  ...Object.fromEntries(PARTS.map((part) => [`${REQUEST}.${part}`, request] as const)),
  ...Object.fromEntries(['body', 'query', 'headers'].map((part) => [`${CONTEXT}.request.${part}`, request] as const)),
  ...Object.fromEntries(['query', 'params', 'path', 'url', 'querystring', 'cookies'].map((part) => [`${CONTEXT}.${part}`, request] as const)),
  ...Object.fromEntries(['query()', 'param()', 'json()', 'text()', 'header()', 'parseBody()', 'queries()', 'valid()'].map((part) => [`${CONTEXT}.req.${part}`, request] as const)),
  ...Object.fromEntries(['status', 'code', 'type', 'append', 'vary', 'clearCookie', 'location', 'links', 'contentType'].map((name) => [`${RESPONSE}.${name}`, {}] as const)),
  ...Object.fromEntries(['send', 'json', 'jsonp', 'write', 'end', 'render', 'sendStatus', 'setHeader', 'header', 'set', 'cookie', 'redirect'].map((name) => [`${RESPONSE}.${name}`, response] as const)),
  ...Object.fromEntries(['json', 'text', 'html', 'body', 'newResponse', 'redirect'].map((name) => [`${CONTEXT}.${name}`, response] as const)),
  'global:Response': response,
  'global:Response.json': response,
  'next/server.NextResponse.json': response,
  'next/server.NextResponse': response,
  'global:location.search': request,
  'global:location.hash': request,
  'global:location.href': request,
  'global:document.location.search': request,
  'global:document.location.hash': request,
  'global:document.referrer': request,
};

/** Methods that give back the object they are called on, so that chains keep their origin. */
export const FLUENT: ReadonlyMap<string, ReadonlySet<string>> = new Map<string, ReadonlySet<string>>([
  ['commander', new Set(COMMANDER)],
  ...['yargs', 'yargs/yargs'].map((root) => [root, new Set<string>(YARGS)] as const),
  ...['elysia', 'hono', 'express', 'fastify', '@koa/router', 'koa-router', 'koa', FASTIFY].map((root) => [root, new Set<string>([...VERBS, ...BESIDE_ROUTES])] as const),
  ['superagent', new Set(['set', 'query', 'type', 'accept', 'auth', 'timeout', 'retry', 'redirects', 'field', 'attach', 'withCredentials', 'use', 'ok', 'buffer', 'send'])],
  ['@actions/core', new Set(['addRaw', 'addCodeBlock', 'addQuote', 'addDetails', 'addTable', 'addList', 'addHeading'])],
  [RESPONSE, new Set(['status', 'code', 'type', 'set', 'header', 'headers', 'cookie', 'append', 'vary', 'setHeader', 'clearCookie', 'location', 'links', 'contentType'])],
]);

const CREATE = [
  'openai().chat.completions.create()', 'openai().responses.create()', 'openai().completions.create()', 'openai.OpenAI().chat.completions.create()', 'openai.OpenAI().responses.create()',
  'openai.OpenAIApi().createChatCompletion()', 'openai.AzureOpenAI().chat.completions.create()', 'groq-sdk().chat.completions.create()', '@mistralai/mistralai.Mistral().chat.complete()',
  '@anthropic-ai/sdk().messages.create()', '@anthropic-ai/sdk.Anthropic().messages.create()', '@anthropic-ai/sdk().completions.create()', '@anthropic-ai/claude-agent-sdk.query()', '@anthropic-ai/claude-code.query()',
  'ai.generateText()', 'ai.streamText()', 'ai.generateObject()', 'ai.streamObject()', '@google/generative-ai.GoogleGenerativeAI().getGenerativeModel().generateContent()', '@google/genai.GoogleGenAI().models.generateContent()',
  '@langchain/openai.ChatOpenAI().invoke()', '@langchain/anthropic.ChatAnthropic().invoke()', 'ollama.chat()', 'ollama.generate()', '@openai/agents.run()', 'cohere-ai.CohereClient().chat()',
] as const;

/** Language models: their answers, and the arguments they give to tools. Sources: the SDKs' documentation. */
export const MODEL_ROWS: Readonly<Rows> = {
  ...Object.fromEntries(CREATE.map((name) => [name, model] as const)),
  [MODEL]: model,
  '@anthropic-ai/claude-agent-sdk.tool': { handler: [MODEL], answers: true },
  '@modelcontextprotocol/sdk/server/mcp.js:McpServer().tool': { handler: [MODEL], answers: true },
  '@modelcontextprotocol/sdk/server/mcp.js:McpServer().registerTool': { handler: [MODEL], answers: true },
  '@modelcontextprotocol/sdk/server/mcp.js:McpServer().{resource,registerResource}': { handler: [null, MODEL], answers: true },
  '@modelcontextprotocol/sdk/server/mcp.js:McpServer().{prompt,registerPrompt}': { handler: [null], answers: true },
  '@modelcontextprotocol/sdk/server/index.js:Server().setRequestHandler': { handler: [MODEL], answers: true },
  '@modelcontextprotocol/server.McpServer().registerTool': { handler: [MODEL], answers: true },
  'fastmcp.FastMCP().addTool': { handler: [MODEL], answers: true },
  'ai.tool': { handler: [MODEL], answers: true },
  '@langchain/core/tools.tool': { handler: [MODEL], answers: true },
  '@langchain/core/tools.DynamicTool': { handler: [MODEL], answers: true },
  '@langchain/core/tools.DynamicStructuredTool': { handler: [MODEL], answers: true },
  '@openai/agents.tool': { handler: [MODEL], answers: true },
  '@mastra/core/tools.createTool': { handler: [MODEL], answers: true },
};
