import rule from '../../src/rules/no-env-dump.ts';
import { ruleTester } from '../tester.ts';

await ruleTester(rule, {
  valid: [
    'import { MongoClient } from "mongodb"; const client = new MongoClient(process.env.MONGO_URL); client.db("ops").collection("boots").insertOne({ env: process.env.NODE_ENV });',
    'import { PrismaClient } from "@prisma/client"; const prisma = new PrismaClient({ datasources: { db: { url: process.env.DATABASE_URL } } }); prisma.deploy.create({ data: { env: process.env.NODE_ENV } });',
    'import { pool } from "./db"; pool.query("insert into deploys(env) values ($1)", [process.env.NODE_ENV]);',
    'import { pool } from "./pool"; spawn("node", ["a.js"], { env: { ...process.env } }); pool.query("select 1");',
    'import * as Sentry from "@sentry/node"; Sentry.withScope((scope) => { scope.setExtra("env", process.env.NODE_ENV); });',
    'import Bugsnag from "@bugsnag/js"; Bugsnag.start({ apiKey: "x", onError: (event) => { event.addMetadata("app", { env: process.env.NODE_ENV }); } });',
    'export default defineEventHandler((event) => { const { public: open } = useRuntimeConfig(event); return open; });',
    'export default defineEventHandler((event) => { const config = useRuntimeConfig(event); return { base: config.public.apiBase, name: config.public.name }; });',
    'const define = {}; for (const k in process.env) if (k.startsWith("PUBLIC_")) define[k] = JSON.stringify(process.env[k]); require("esbuild").build({ define });',
    'const env = {}; for (const k in process.env) env[k] = process.env[k]; require("child_process").spawn("node", ["a.js"], { env });',
    'let count = 0; for (const k in process.env) { count += 1; delete process.env[k]; } console.log(count);',
    'const { json } = require("@remix-run/node"); exports.loader = async () => json({ env: process.env.NODE_ENV });',
  ].map((code) => ({ code })),
  invalid: [
    'import { MongoClient } from "mongodb"; const client = new MongoClient(URL); client.db("ops").collection("boots").insertOne({ at: 1, env: process.env });',
    'import { PrismaClient } from "@prisma/client"; const prisma = new PrismaClient(); prisma.bootLog.create({ data: { payload: JSON.stringify(process.env) } });',
    'import { prisma } from "@/lib/prisma"; prisma.bootLog.create({ data: { payload: JSON.stringify(process.env) } });',
    'import { pool } from "./db"; pool.query("insert into boots(env) values ($1)", [JSON.stringify(process.env)]);',
    'import { Pool } from "pg"; const pool = new Pool(); pool.query("insert into boots(env) values ($1)", [JSON.stringify(process.env)]);',
    'import * as Sentry from "@sentry/node"; Sentry.withScope((scope) => { scope.setExtra("env", process.env); Sentry.captureException(e); });',
    'import Bugsnag from "@bugsnag/js"; Bugsnag.notify(error, (event) => { event.addMetadata("env", process.env); });',
    'export default defineEventHandler((event) => { const config = useRuntimeConfig(event); return { config }; });',
    'import esbuild from "esbuild"; const define = {}; for (const k in process.env) define[`process.env.${k}`] = JSON.stringify(process.env[k]); esbuild.build({ define });',
    'const all = {}; for (const k in process.env) { all[k] = process.env[k]; } console.log(JSON.stringify(all));',
    'const { json } = require("@remix-run/node"); exports.loader = async () => json({ env: process.env });',
    'console.log(JSON.stringify.call(null, process.env));',
  ].map((code) => ({ code, errors: [{ messageId: 'dump' }] })),
});
