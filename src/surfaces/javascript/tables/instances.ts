import type { OriginRow } from './row.ts';

const all = (names: readonly string[], steps: readonly string[]): readonly (readonly [name: string, steps: readonly string[]])[] => names.map((name) => [name, steps] as const);

/**
 * Types whose values are made by something else than the class of that name, or given by a framework: what a parameter
 * of the type is. Sources: the type definitions of the packages.
 */
export const INSTANCES: ReadonlyMap<string, readonly string[]> = new Map([
  ...all(['axios.AxiosInstance', 'axios.Axios'], ['axios', 'create', '()']),
  ...all(['pino.Logger', 'pino.BaseLogger'], ['pino', '()']),
  ...all(['winston.Logger'], ['winston', 'createLogger', '()']),
  ...all(['got.Got'], ['got']),
  ...all(['simple-git.SimpleGit'], ['simple-git', 'simpleGit', '()']),
  ...all(['express.Express', 'express.Application'], ['express', '()']),
  ...all(['express.IRouter'], ['express', 'Router', '()']),
  ...all(['express.Request', 'express-serve-static-core.Request', 'fastify.FastifyRequest', 'next.NextApiRequest', 'next/server.NextRequest', 'http.IncomingMessage'], ['global:@request']),
  ...all(['express.Response', 'express-serve-static-core.Response', 'fastify.FastifyReply', 'next.NextApiResponse', 'http.ServerResponse'], ['global:@response']),
  ...all(['hono.Context', 'koa.Context', 'koa.ParameterizedContext'], ['global:@context']),
  ...all(['socket.io:Socket'], ['global:@socket']),
  ...all(['aws-lambda.APIGatewayProxyEvent', 'aws-lambda.APIGatewayProxyEventV2', 'aws-lambda.APIGatewayEvent', 'aws-lambda.SQSEvent', 'aws-lambda.SNSEvent'], ['global:@cloud']),
  ...all(['discord.js:Message', 'discord.js:ChatInputCommandInteraction', 'discord.js:CommandInteraction', 'telegraf.Context', 'grammy.Context'], ['global:@chat']),
  ...all(['bullmq.Job', 'bull.Job'], ['global:@job']),
  ...all(['probot.Context'], ['global:@hook']),
  ...all(['kafkajs.EachMessagePayload'], ['global:@record']),
]);

/** Without any facts of their own, so that their modules are known. */
export const INSTANCE_ROWS: Readonly<Record<string, OriginRow>> = Object.fromEntries([...INSTANCES.keys()].map((name) => [name, {}] as const));
