import rule from '../../src/rules/no-command-injection.ts';
import { ruleTester } from '../tester.ts';

const EXEC = 'import { execSync, execFileSync } from "node:child_process"; import { readFileSync } from "node:fs"; ';

await ruleTester(rule, {
  valid: [
    `${EXEC}const event = JSON.parse(readFileSync(process.env.GITHUB_EVENT_PATH, "utf8")); execSync(\`git diff \${event.pull_request.base.sha} \${event.number}\`);`,
    `${EXEC}const event = JSON.parse(readFileSync(process.env.GITHUB_EVENT_PATH, "utf8")); execFileSync("gh", ["issue", "edit", event.issue.title]);`,
    `${EXEC}const event = JSON.parse(readFileSync(process.env.CONFIG_PATH, "utf8")); execSync(\`echo \${event.issue.title}\`);`,
    'export default (app) => { app.on("issues.opened", async (context) => { await context.octokit.issues.createComment(context.issue({ body: context.payload.issue.title })); }); };',
    `${EXEC}app.on("issues.opened", async (context) => { execSync(\`node triage.js \${context.payload.issue.number}\`); });`,
    `${EXEC}export function run(context) { execSync(\`echo \${context.payload.issue.title}\`); }`,
    `${EXEC}export const nightly = inngest.createFunction({ id: "n" }, { cron: "0 0 * * *" }, async ({ step }) => { await step.run("x", () => execSync("npm run build")); });`,
    `${EXEC}export const convert = inngest.createFunction({ id: "c" }, { event: "v" }, async ({ event }) => { execFileSync("ffmpeg", ["-i", event.data.path, "out.mp4"]); });`,
    'import { NodeSSH } from "node-ssh"; const ssh = new NodeSSH(); ssh.execCommand(`cd ${process.env.DEPLOY_DIR} && git pull`);',
    'import { NodeSSH } from "node-ssh"; const ssh = new NodeSSH(); app.post("/a", (req, res) => ssh.execCommand("ls", { cwd: req.body.dir }));',
  ].map((code) => ({ code })),
  invalid: [
    { code: `${EXEC}const event = JSON.parse(readFileSync(process.env.GITHUB_EVENT_PATH, "utf8")); const title = event.pull_request.title; execSync(\`echo "\${title}" >> titles.txt\`);` },
    { code: 'const { exec } = require("child_process"); const path = process.env.GITHUB_EVENT_PATH; const raw = require("fs").readFileSync(path).toString(); const { comment } = JSON.parse(raw); exec("echo " + comment.body);' },
    { code: 'const event = require(process.env.GITHUB_EVENT_PATH); require("child_process").exec(`git checkout ${event.pull_request.head.ref}`);' },
    { code: `${EXEC}export default (app) => { app.on(["issues.opened", "issues.edited"], async (context) => { execSync(\`node triage.js "\${context.payload.issue.title}"\`); }); };` },
    { code: 'module.exports = async ({ github, context, core }) => { const { execSync } = require("child_process"); const branch = context.payload.pull_request.head.ref; execSync(`git checkout ${branch}`); };' },
    { code: `${EXEC}export const convert = inngest.createFunction({ id: "c" }, { event: "v" }, async ({ event, step }) => { await step.run("f", () => execSync(\`ffmpeg -i \${event.data.path} out.mp4\`)); });` },
    { code: `${EXEC}import { Kafka } from "kafkajs"; const consumer = new Kafka({ brokers: [] }).consumer({ groupId: "g" }); await consumer.run({ eachMessage: async ({ message }) => { execSync("process.sh " + message.value.toString()); } });` },
    { code: `${EXEC}@Processor("video") export class VideoProcessor extends WorkerHost { async process(job: Job) { execSync(\`ffmpeg -i \${job.data.input} out.mp4\`); } }`, filename: 'video.processor.ts' },
    { code: `${EXEC}@Processor("video") class Video { @Process("resize") resize(job: Job) { execSync(\`convert \${job.data.input} out.png\`); } }`, filename: 'video.ts' },
    { code: `${EXEC}import { task } from "@trigger.dev/sdk/v3"; export const t = task({ id: "t", run: async (payload) => { execSync(\`git clone \${payload.url}\`); } });` },
    { code: 'import { NodeSSH } from "node-ssh"; import express from "express"; const app = express(); const ssh = new NodeSSH(); app.post("/r", async (req, res) => { await ssh.execCommand(`systemctl restart ${req.body.service}`); res.end(); });' },
  ].map((test) => ({ ...test, errors: [{ messageId: 'outside' }] })),
});
