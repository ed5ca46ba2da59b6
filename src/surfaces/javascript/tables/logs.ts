import type { OriginRow } from './row.ts';

const log: OriginRow = { sink: 'log' };
const LEVELS = 'log,info,warn,error,debug,trace,verbose,silly,http,notice,fatal,crit,alert,emerg,success,box,start,ready,note,pending,complete,star,fav,critical,warning';
const CONSOLE = ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'dirxml', 'table', 'group', 'groupCollapsed', 'assert'] as const;

/** Loggers: the object with level methods. `global:@logger` is a logger imported from the project by that name. */
const LOGGERS = [
  'winston', 'winston.createLogger()', 'winston.default', 'pino()', 'pino.pino()', 'pino().child()', 'bunyan.createLogger()', 'log4js.getLogger()', 'loglevel', 'loglevel.getLogger()', 'consola',
  'consola.consola', 'consola.createConsola()', 'signale', 'signale.Signale()', 'npmlog', 'electron-log', 'tslog.Logger()', '@nestjs/common.Logger', '@nestjs/common.Logger()', 'global:@logger', 'global:@request.log', 'global:@fastify.log', 'fastify().log', 'fastify.fastify().log',
  'global:@logger.child()', 'firebase-functions.logger', '@sentry/node.logger', 'roarr.Roarr', 'ololog', 'fancy-log', 'console.Console()', 'global:console.Console()', 'vscode.window.createOutputChannel()',
] as const;

/**
 * Libraries that hand data to somebody else: mails, channels, buckets, queues, issues. Whoever reads those keeps it;
 * single values in them are often meant (a reset link, a host's name). Sources: the libraries' documentation.
 */
const UPLOADS = [
  'nodemailer.createTransport().sendMail', '@sendgrid/mail.send', 'resend.Resend().emails.send', 'mailgun.js().client().messages.create', 'postmark.ServerClient().sendEmail', 'twilio().messages.create',
  '@slack/web-api.WebClient().chat.postMessage', '@slack/web-api.WebClient().files.upload', '@slack/web-api.WebClient().files.uploadV2', '@slack/webhook.IncomingWebhook().send',
  'discord.js:WebhookClient().send', 'discord.js.Client().channels.cache.get().send', 'discord.js:Client().channels.cache.get().send', 'discord.js.Client().channels.fetch().send', 'discord.js:Client().channels.fetch().send', 'discord-webhook-node.Webhook().send', 'node-telegram-bot-api().sendMessage', 'node-telegram-bot-api().sendDocument', 'telegraf.Telegraf().telegram.sendMessage', 'telegraf.Telegram().sendMessage', 'grammy.Bot().api.sendMessage', 'grammy.Api().sendMessage',
  '@aws-sdk/client-s3.PutObjectCommand', '@aws-sdk/client-s3.UploadPartCommand', '@aws-sdk/lib-storage.Upload', '@aws-sdk/client-sns.PublishCommand', '@aws-sdk/client-sqs.SendMessageCommand', '@aws-sdk/client-ses.SendEmailCommand', '@aws-sdk/client-lambda.InvokeCommand', '@aws-sdk/client-cloudwatch-logs.PutLogEventsCommand',
  'aws-sdk.S3().putObject', 'aws-sdk.S3().upload', 'aws-sdk.SNS().publish', 'aws-sdk.SQS().sendMessage', 'minio.Client().putObject', '@google-cloud/storage.Storage().bucket().file().save', '@google-cloud/pubsub.PubSub().topic().publishMessage',
  '@azure/storage-blob.BlobServiceClient.fromConnectionString().getContainerClient().getBlockBlobClient().upload', '@vercel/blob.put', 'firebase/database.set', 'firebase/database.push', 'firebase/database.update', 'firebase/firestore.addDoc', 'firebase/firestore.setDoc', 'firebase/firestore.updateDoc', '@supabase/supabase-js.createClient().from().insert', '@supabase/supabase-js.createClient().from().upsert', 'ioredis.set', '@upstash/redis.Redis().set', '@supabase/supabase-js.createClient().storage.from().upload', '@supabase/supabase-js.createClient().from().insert',
  ...['node-postgres', 'postgres-js', 'better-sqlite3', 'libsql', 'd1', 'neon-http', 'mysql2'].map((driver) => `drizzle-orm/${driver}.drizzle().insert().values`),
  'bullmq.Queue().{add,addBulk}', 'bull().add', 'pg-boss().send',
  'mqtt.connect().publish', 'mqtt.connectAsync().publish', 'nats.connect().publish', 'kafkajs.Kafka().producer().send', 'pusher().trigger',
  '@octokit/rest.Octokit().rest.gists.create', '@octokit/rest.Octokit().gists.create', '@octokit/rest.Octokit().rest.issues.create', '@octokit/rest.Octokit().rest.issues.createComment', '@octokit/rest.Octokit().issues.create', '@octokit/rest.Octokit().rest.repos.createOrUpdateFileContents', '@octokit/rest.Octokit().repos.createOrUpdateFileContents', '@octokit/rest.Octokit().rest.git.createBlob', '@octokit/rest.Octokit().git.createBlob', '@octokit/rest.Octokit().request',
  '@octokit/core.Octokit().request', 'octokit.Octokit().rest.gists.create', 'octokit.Octokit().rest.issues.create', 'octokit.Octokit().rest.issues.createComment', 'octokit.Octokit().rest.repos.createOrUpdateFileContents', 'octokit.Octokit().request', '@actions/github.getOctokit().rest.pulls.{create,update,createReview,createReviewComment}', '@actions/github.getOctokit().rest.issues.{update,updateComment}', '@actions/github.getOctokit().rest.checks.{create,update}', '@actions/github.getOctokit().rest.repos.{createCommitComment,createOrUpdateFileContents}', '@actions/github.getOctokit().rest.issues.create', '@actions/github.getOctokit().rest.issues.createComment', '@actions/github.getOctokit().rest.gists.create',
] as const;

/** Product analytics, error trackers and tracing, whose events hold what they are given, and models, whose makers get every prompt. Sources: the libraries' documentation. */
const EVENTS = [
  'posthog-node.PostHog().{capture,identify,alias,groupIdentify}', 'posthog-js.{capture,identify,register}', 'posthog-js.posthog.{capture,identify,register}', '@segment/analytics-node.Analytics().{track,identify,page,group}', '@segment/analytics-next.AnalyticsBrowser.load().{track,identify,page}', 'analytics-node().{track,identify,page,group}',
  'mixpanel.init().track', 'mixpanel.track', 'mixpanel-browser.{track,identify,register}', '@amplitude/analytics-node.{track,identify}', '@amplitude/analytics-browser.{track,identify}', '@amplitude/node.init().logEvent', 'logrocket.{identify,track,log,captureMessage,captureException}', '@fullstory/browser.{identify,event,setUserVars}', 'react-ga4.{event,send,set}', '@vercel/analytics.track', '@vercel/analytics/server.track',
  '@datadog/browser-rum.datadogRum.{addAction,addError,setGlobalContext,setGlobalContextProperty,setUser}', '@datadog/browser-logs.datadogLogs.{setGlobalContext,setGlobalContextProperty}', 'dd-trace.{init,setUser}', '@opentelemetry/resources.resourceFromAttributes', '@opentelemetry/resources.Resource',
  'newrelic.{addCustomAttribute,addCustomAttributes,recordCustomEvent,noticeError}', '@bugsnag/js.{notify,addMetadata,leaveBreadcrumb}', 'rollbar().{log,debug,info,warning,error,critical,configure}', '@airbrake/node.Notifier().notify', '@honeybadger-io/js.{notify,setContext}', 'applicationinsights.defaultClient.{trackEvent,trackException,trackTrace}', 'elastic-apm-node.{captureError,setCustomContext,setLabel}',
  'openai().chat.completions.create', 'openai().responses.create', 'openai.OpenAI().chat.completions.create', 'openai.OpenAI().responses.create', '@anthropic-ai/sdk().messages.{create,stream}', '@anthropic-ai/sdk.Anthropic().messages.{create,stream}', 'ai.{generateText,streamText,generateObject,streamObject}', '@google/genai.GoogleGenAI().models.{generateContent,generateContentStream}',
  'ssh2.Client().exec', 'node-ssh.NodeSSH().execCommand',
] as const;

/** Traces, which are read like logs. Source: OpenTelemetry's documentation. */
const SPANS = ['@opentelemetry/api.trace.getActiveSpan()', '@opentelemetry/api.trace.getTracer().startSpan()', 'global:@span'].map((span) => `${span}.{setAttribute,setAttributes,addEvent,recordException}`);
/** What stands in each later line of a logger. */
const CHILDREN = ['pino().child', 'pino.pino().child', 'bunyan.createLogger().child', 'winston.createLogger().child', 'global:@logger.child', 'global:@request.log.child', 'fastify().log.child'];

/** Log and terminal output by canonical origin. */
export const LOG_ROWS: Readonly<Record<string, OriginRow>> = {
  ...Object.fromEntries(CONSOLE.map((name) => [`global:console.${name}`, log] as const)),
  ...Object.fromEntries(LOGGERS.map((logger) => [`${logger}.{${LEVELS}}`, log] as const)),
  ...Object.fromEntries([...SPANS, ...CHILDREN].map((name) => [name, log] as const)),
  '@opentelemetry/api.trace.getTracer().startActiveSpan': { handler: ['global:@span'] },
  'global:process.stdout.{write,end}': log,
  'global:process.stderr.{write,end}': log,
  'global:process._rawDebug': log,
  'global:process.emitWarning': log,
  'global:Deno.stdout.{write,writeSync}': log,
  'global:Deno.stderr.{write,writeSync}': log,
  'debug()': log,
  'fancy-log': log,
  'vscode.window.createOutputChannel().appendLine': log,
  'vscode.window.createOutputChannel().append': log,
  'util.log': log,
  'util.debuglog()': log,
  '@actions/core.info': log,
  '@actions/core.debug': log,
  '@actions/core.warning': log,
  '@actions/core.notice': log,
  '@actions/core.summary.{addRaw,addCodeBlock,addQuote,addDetails,addTable,addList,addHeading}': log,
  'ora().{succeed,fail,warn,info,start,stopAndPersist}': log,
  'ora().start().{succeed,fail,warn,info,stopAndPersist}': log,
  '@clack/prompts.{note,intro,outro,cancel}': log,
  '@clack/prompts.log.{message,info,success,step,warn,error}': log,
  ...Object.fromEntries(['node', 'browser', 'nextjs', 'react', 'bun', 'sveltekit', 'nestjs'].map((name) => [`@sentry/${name}.{captureMessage,captureException,captureEvent,setContext,setExtra,setExtras,setTags,addBreadcrumb}`, log] as const)),
  ...Object.fromEntries(['node', 'browser', 'nextjs', 'react', 'bun', 'sveltekit', 'nestjs'].map((name) => [`@sentry/${name}.{withScope,configureScope,captureException,captureMessage}`, { handler: ['global:@scope'] } as const] as const)),
  '@bugsnag/js.{start,notify}': { handler: ['global:@scope'] },
  'global:@scope.{setExtra,setExtras,setContext,setTags,setUser,addBreadcrumb,addMetadata}': log,
  ...Object.fromEntries([...UPLOADS, ...EVENTS].map((name) => [name, { sink: 'upload' } as const])),
};

/** Names of imports that are a project's own logger. */
export const LOGGER_NAMES: ReadonlySet<string> = new Set(['logger', 'log', 'LOGGER', 'appLogger', 'rootLogger']);
