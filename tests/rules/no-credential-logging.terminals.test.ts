import { ruleTester } from '../tester.ts';

const FS = "import fs from 'node:fs'; ";
const SECRET = 'const token = process.env.API_TOKEN; ';

await ruleTester('no-credential-logging', {
  valid: [
    // files, devices and descriptors that nobody reads, other programs
    `${FS}${SECRET}fs.writeFileSync(cachePath, token, { mode: 0o600 });`,
    `${FS}${SECRET}fs.writeFileSync('/dev/null', token); fs.writeSync(3, token);`,
    `${FS}${SECRET}const fd = fs.openSync(file, 'w', 0o600); fs.writeSync(fd, token);`,
    `${FS}${SECRET}const out = fs.createWriteStream(path, { mode: 0o600 }); out.write(token); out.end();`,
    `import { spawn } from 'node:child_process'; ${SECRET}const login = spawn('gh', ['auth', 'login', '--with-token']); login.stdin.write(token); login.stdin.end(token);`,
    // that it is set, not what it is
    `${FS}${SECRET}fs.writeSync(2, 'token missing'); fs.writeSync(1, String(Boolean(token)));`,
    `${SECRET}console[level]('token is set'); process.stdout.end('done');`,
    `${SECRET}const levels = { log: send }; levels[level](token);`,
  ].map((code) => ({ code })),
  invalid: [
    `${FS}${SECRET}fs.writeSync(1, token);`,
    `${FS}${SECRET}fs.writeSync(2, token + '\\n');`,
    `${FS}${SECRET}fs.writeSync(process.stdout.fd, token);`,
    `${FS}${SECRET}fs.write(1, token, () => {});`,
    `${FS}${SECRET}fs.writeFileSync('/dev/stdout', token);`,
    `${FS}${SECRET}fs.writeFileSync('/proc/self/fd/1', token);`,
    `${FS}${SECRET}fs.appendFileSync(2, token);`,
    `${FS}${SECRET}fs.createWriteStream('/dev/stderr').write(token);`,
    `${FS}${SECRET}const out = fs.createWriteStream('/dev/tty'); out.end(token);`,
    `${FS}${SECRET}const out = fs.createWriteStream('', { fd: 1 }); out.write(token);`,
    `import { open } from 'node:fs/promises'; ${SECRET}const handle = await open('/dev/stdout', 'w'); await handle.write(token);`,
    `${SECRET}process.stdout.end(token);`,
    `${SECRET}process._rawDebug(token);`,
    `${SECRET}Bun.write(Bun.stdout, token);`,
    `${SECRET}Deno.stdout.writeSync(new TextEncoder().encode(token));`,
    `${SECRET}console[level](token);`,
    `${SECRET}console[ok ? 'log' : 'error'](token);`,
    `${SECRET}['log', 'warn'].forEach((level) => console[level](token));`,
    `import { Readable } from 'node:stream'; ${SECRET}Readable.from([token]).pipe(process.stdout);`,
    `import { Readable } from 'node:stream'; import { pipeline } from 'node:stream/promises'; ${SECRET}await pipeline(Readable.from(token), process.stderr);`,
  ].map((code) => ({ code, errors: [{ messageId: 'log' }] })),
});
