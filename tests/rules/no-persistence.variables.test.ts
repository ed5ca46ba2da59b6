import { ruleTester } from '../tester.ts';
import type { Case } from '../tester.ts';
import { bad, fence, script, sh, step, strictOnly } from './carriers.ts';
import rule from '../../src/rules/no-persistence.ts';

const file = (filename: string, code: string): Case => ({ code: `${code}\n`, filename });
const HIDDEN = '--require /tmp/.cache/hook.js';
const strictCases = [
  strictOnly(sh('NODE_OPTIONS="--require ./test/setup.js" jest'), 'variable'),
  strictOnly(sh('export BASH_ENV="$HOME/.config/bash/env"'), 'variable'),
  strictOnly(sh('export LD_PRELOAD=/opt/conda/lib/libstdc++.so.6'), 'variable'),
  strictOnly(sh('LD_PRELOAD=./build/libhook.so ./build/tests'), 'variable'),
  strictOnly(fence(`export NODE_OPTIONS="${HIDDEN}"`), 'variable'),
  strictOnly(sh("echo 'export LD_PRELOAD=/usr/lib/libjemalloc.so.2' >> ~/.bashrc"), 'file'),
];

await ruleTester(rule, {
  valid: [
    ...strictCases.map(({ valid }) => valid),
    sh('export NODE_OPTIONS="--max-old-space-size=4096 --enable-source-maps"'),
    sh('NODE_OPTIONS=--experimental-vm-modules npx jest'),
    sh('export LD_PRELOAD=\nunset BASH_ENV\nexport PATH="$PWD/node_modules/.bin:$PATH" LD_LIBRARY_PATH=/usr/local/lib'),
    sh('export GIT_SSH_COMMAND="ssh -i $KEY -o IdentitiesOnly=yes"'),
    sh("PROMPT_COMMAND='history -a'\nexport HTTPS_PROXY=http://proxy.acme.example:3128"),
    sh('GIT_CONFIG=.git/config make test'),
    sh(`echo "NODE_OPTIONS=${HIDDEN}"`),
    step('echo "NODE_OPTIONS=--max-old-space-size=6000" >> "$GITHUB_ENV"'),
    script('cross-env NODE_OPTIONS=--no-warnings node server.js'),
    file('a.ps1', "$env:NODE_OPTIONS = '--max-old-space-size=4096'\n$env:LD_PRELOAD = $library"),
    file('a.cmd', 'set NODE_OPTIONS=--max-old-space-size=4096'),
  ],
  invalid: [
    ...strictCases.map(({ invalid }) => invalid),
    { ...sh(`set -e\nexport NODE_OPTIONS='${HIDDEN}'`), errors: [{ messageId: 'variable', line: 2, column: 8, endLine: 2, endColumn: 52 }] },
    bad(sh(`NODE_OPTIONS='${HIDDEN}'\nexport NODE_OPTIONS`), 'variable'),
    bad(sh('export NODE_OPTIONS="--import data:text/javascript,alert"'), 'variable'),
    bad(sh('export LD_PRELOAD=/tmp/.l.so'), 'variable'),
    bad(sh('LD_PRELOAD=./node_modules/.cache/h.so npm test'), 'variable'),
    bad(sh('export DYLD_INSERT_LIBRARIES=/tmp/x.dylib'), 'variable'),
    bad(sh('export BASH_ENV=/tmp/.e.sh'), 'variable'),
    bad(sh('BASH_ENV=/dev/shm/e bash -c true'), 'variable'),
    bad(sh('export GIT_SSH_COMMAND=\'sh -c "/tmp/x"; ssh\''), 'variable'),
    bad(sh('export RUBYOPT=-r/tmp/x'), 'variable'),
    bad(script(`NODE_OPTIONS='${HIDDEN}' node server.js`), 'variable'),
    bad(step(`echo "NODE_OPTIONS=${HIDDEN}" >> "$GITHUB_ENV"`), 'variable'),
    bad(step("cat >> $GITHUB_ENV <<'END'\nBASH_ENV=/tmp/.e\nEND"), 'variable'),
    bad(file('a.ps1', `$env:NODE_OPTIONS = '${HIDDEN}'`), 'variable'),
    bad(file('a.cmd', `set NODE_OPTIONS=${HIDDEN}`), 'variable'),
    bad(file('.gitlab-ci.yml', 't:\n  script:\n    - export LD_PRELOAD=/tmp/.x.so\n    - npm test'), 'variable'),
    bad(sh("echo 'export LD_PRELOAD=/tmp/.l.so' >> ~/.bashrc"), 'file'),
    bad(sh("echo 'LD_PRELOAD=/tmp/.l.so' >> /etc/environment"), 'file', 'variable'),
  ],
});
