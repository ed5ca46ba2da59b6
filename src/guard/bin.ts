#!/usr/bin/env node
// The command `agent-security-guard`. It loads nothing before it knows what is wanted, and turns whatever goes wrong into
// an answer: an agent takes a crash for consent.
import { writeSync } from 'node:fs';

function print(descriptor: 1 | 2, text: string): void {
  for (let rest = Buffer.from(text); rest.length > 0; ) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
    }
  }
}

try {
  const { main } = await import('./cli.ts');
  const { stdout, stderr, exitCode } = await main(process.argv.slice(2));
  print(1, stdout);
  print(2, stderr);
  process.exitCode = exitCode;
} catch {
  // Exit code 2 with a text blocks in every agent that looks at exit codes.
  print(2, 'agent-security: denied. The guard could not start; reinstall eslint-plugin-agent-security.\n');
  process.exitCode = 2;
}
