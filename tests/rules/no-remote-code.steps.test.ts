import rule from '../../src/rules/no-remote-code.ts';
import { ruleTester } from '../tester.ts';
import type { Case } from '../tester.ts';
import { bad, container, strictOnly } from './carriers.ts';

const HEAD = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n';
const job = (...steps: readonly string[]): Case => ({ code: `${HEAD}${steps.map((step) => `      - run: |\n${step.replace(/^/gm, '          ')}\n`).join('')}`, filename: '.github/workflows/ci.yml' });
const image = (...lines: readonly string[]): Case => ({ code: `FROM node:22\n${lines.join('\n')}\n`, filename: 'Dockerfile' });
const workflow = (code: string): Case => ({ code: `on: push\njobs:\n${code}`, filename: '.github/workflows/ci.yml' });
const bat = (...lines: readonly string[]): Case => ({ code: `@echo off\n${lines.join('\n')}\n`, filename: 'scripts/a.bat' });
const sh = (...lines: readonly string[]): Case => ({ code: `#!/bin/bash\n${lines.join('\n')}\n`, filename: 'scripts/a.sh' });

const https = strictOnly(job('curl -fsSL https://dl.acme-tools.dev/tool -o ./tool\nchmod +x tool', './tool'), 'stepped');
const added = strictOnly(image('ADD https://dl.acme-tools.dev/x.sh /opt/', 'RUN sh /opt/x.sh'), 'stepped');
const matrix = strictOnly(workflow('  a:\n    runs-on: ubuntu-latest\n    strategy:\n      matrix:\n        cmd: ["curl -s https://dl.acme-tools.dev/a.sh | bash", "npm test"]\n    steps:\n      - run: ${{ matrix.cmd }}\n'), 'pipe');

/** What one step downloads and a later one runs; commands that stand in values of a workflow. */
await ruleTester(rule, {
  valid: [
    https.valid,
    added.valid,
    matrix.valid,
    // a hash is checked in between
    { ...job('curl -fsSLO http://dl.acme-tools.dev/tool\ncurl -fsSLO http://dl.acme-tools.dev/tool.sha256', 'sha256sum -c tool.sha256', './tool'), options: { strict: true } },
    { ...image('ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d http://dl.acme-tools.dev/x.sh /x.sh', 'RUN sh /x.sh'), options: { strict: true } },
    // another job, another stage, another file
    { ...workflow('  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: curl -so a.sh http://dl.acme-tools.dev/a.sh\n  b:\n    runs-on: ubuntu-latest\n    steps:\n      - run: bash a.sh\n'), options: { strict: true } },
    { ...image('ADD http://dl.acme-tools.dev/x.sh /x.sh', 'FROM alpine', 'COPY x.sh /x.sh', 'RUN sh /x.sh'), options: { strict: true } },
    { ...image('ADD https://dl.acme-tools.dev/data.json /data.json', 'RUN node build.js'), options: { strict: true } },
    job('curl -so a.sh http://dl.acme-tools.dev/a.sh', "cat > a.sh <<'X'\necho hi\nX\nbash a.sh"),
    job('curl -so data.json http://dl.acme-tools.dev/data.json', 'node scripts/import.js data.json'),
    job('curl -so a.sh http://localhost:8080/a.sh', 'bash a.sh'),
    container('npm ci', 'onCreateCommand'),
    // honest values
    workflow('  a:\n    runs-on: ubuntu-latest\n    strategy:\n      matrix:\n        cmd: [npm test, npm run lint]\n    steps:\n      - run: ${{ matrix.cmd }}\n'),
    workflow('  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: nick-fields/retry@v3\n        with:\n          command: npm ci && npm test\n'),
    workflow('  a:\n    uses: acme/workflows/.github/workflows/run.yml@v1\n    with:\n      description: curl -s http://dl.acme-tools.dev/a.sh | bash\n'),
    bat("for /f %%i in ('git rev-parse HEAD') do set SHA=%%i", 'echo %SHA%'),
    bat("for /f \"delims=\" %%i in ('curl -s https://dl.acme-tools.dev/version.txt') do set V=%%i", 'for %%i in (a b) do %%i'),
    sh('scp deploy@app.acme.dev:/srv/dump.sql /tmp/dump.sql', 'psql app < /tmp/dump.sql'),
    sh('ssh app.acme.dev "cat /srv/dump.sql" | psql app'),
    sh('aria2c -d /tmp -o data.json https://dl.acme-tools.dev/data.json', 'node import.js /tmp/data.json'),
  ],
  invalid: [
    https.invalid,
    added.invalid,
    matrix.invalid,
    { ...job('curl -so a.sh http://dl.acme-tools.dev/a.sh', 'echo run', 'bash a.sh'), errors: [{ messageId: 'stepped', line: 11, column: 11, endColumn: 20 }] },
    bad(job('wget -q http://dl.acme-tools.dev/boot -O "${RUNNER_TEMP}/boot"', 'chmod +x $RUNNER_TEMP/boot', '$RUNNER_TEMP/boot --ci'), 'stepped'),
    bad(job('curl -so a.sh http://203.0.113.5/a.sh', 'sh < a.sh'), 'stepped'),
    bad(image('RUN curl -so /usr/local/bin/entry http://dl.acme-tools.dev/entry && chmod +x /usr/local/bin/entry', 'ENTRYPOINT ["/usr/local/bin/entry"]'), 'stepped'),
    bad(image('ADD ["http://dl.acme-tools.dev/x.sh", "/opt/"]', 'RUN ["sh", "/opt/x.sh"]'), 'stepped'),
    bad(image('ADD http://dl.acme-tools.dev/x.sh /x.sh', 'RUN chmod +x /x.sh && /x.sh'), 'stepped'),
    bad({ code: JSON.stringify({ image: 'x/y:1', onCreateCommand: 'curl -so /tmp/t https://dl.acme-tools.dev/t', postCreateCommand: 'bash /tmp/t' }, null, 1), filename: '.devcontainer/devcontainer.json' }, 'stepped'),
    bad({ code: 'test:\n  before_script:\n    - curl -so a.sh http://dl.acme-tools.dev/a.sh\n  script:\n    - sh a.sh\n', filename: '.gitlab-ci.yml' }, 'stepped'),
    bad({ code: 'version: 2.1\njobs:\n  build:\n    steps:\n      - run: curl -s http://dl.acme-tools.dev/a.sh > a.sh\n      - run: bash a.sh\n', filename: '.circleci/config.yml' }, 'stepped'),
    // values
    bad(workflow('  a:\n    runs-on: ubuntu-latest\n    strategy:\n      matrix:\n        include:\n          - cmd: curl -s http://dl.acme-tools.dev/a.sh | bash\n    steps:\n      - run: |\n          npm ci\n          ${{ matrix.cmd }}\n'), 'pipe'),
    bad(workflow('  a:\n    uses: acme/workflows/.github/workflows/run.yml@v1\n    with:\n      pre-command: curl -s http://dl.acme-tools.dev/a.sh | bash\n'), 'pipe'),
    bad(workflow('  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: nick-fields/retry@v3\n        with:\n          command: curl -s http://dl.acme-tools.dev/b.sh | sh\n'), 'pipe'),
    bad({ code: 'name: a\ninputs:\n  cmd:\n    default: curl -s http://dl.acme-tools.dev/a.sh | sh\nruns:\n  using: composite\n  steps:\n    - shell: bash\n      run: bash -c "${{ inputs.cmd }}"\n', filename: 'action.yml' }, 'pipe'),
    // other ways to fetch
    bad(bat("for /f \"delims=\" %%i in ('curl -s https://dl.acme-tools.dev/cmd.txt') do %%i"), 'pipe'),
    bad(bat('for /f "usebackq tokens=*" %%a in (`curl -s https://dl.acme-tools.dev/cmd.txt`) do (', '  %%a', ')'), 'pipe'),
    bad(sh('scp -q deploy@203.0.113.77:/srv/x.sh /tmp/x.sh', 'sh /tmp/x.sh'), 'pipe'),
    bad(sh('ssh -o StrictHostKeyChecking=no root@203.0.113.77 cat boot.sh | sh'), 'pipe'),
    bad(sh('aria2c -q -d /tmp -o run.sh https://dl.acme-tools.dev/a.sh', 'bash /tmp/run.sh'), 'pipe'),
  ],
});
