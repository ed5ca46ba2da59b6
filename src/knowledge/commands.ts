const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** Programs that fetch content from the network. */
export const DOWNLOADERS = set('curl wget wget2 aria2c fetch lwp-request lwp-download lynx w3m elinks get http https xh curlie axel iwr irm invoke-webrequest invoke-restmethod start-bitstransfer nc ncat netcat telnet socat websocat ftp tftp');

/** Programs that talk to the network: they can send what they are given. */
export const NETWORK_COMMANDS = set(
  'curl wget wget2 aria2c fetch lwp-request post http https xh xhs curlie iwr irm invoke-webrequest invoke-restmethod nc ncat netcat telnet socat websocat wscat ftp sftp lftp tftp ssh scp rsync rclone mail mailx sendmail mutt start-bitstransfer bitsadmin gsutil s3cmd croc wormhole',
);

/** Programs whose arguments become DNS queries. */
export const DNS_COMMANDS = set('dig nslookup host drill ping ping6 resolvectl resolve-dnsname');

export const CURL_VALUES = set(
  '-X --request -H --header -d --data --data-raw --data-binary --data-urlencode --data-ascii --json -F --form --form-string -T --upload-file -o --output -u --user -A --user-agent -e --referer -b --cookie -c --cookie-jar -m --max-time --connect-timeout --retry --retry-delay --retry-max-time -w --write-out -x --proxy -K --config -E --cert --key --cacert --capath -r --range -Y -y -z --time-cond -C --continue-at -D --dump-header --resolve --interface --limit-rate --max-filesize --proto --proto-default --url --output-dir --unix-socket --max-redirs --ciphers --netrc-file --oauth2-bearer --aws-sigv4 --connect-to --noproxy -U --proxy-user --stderr --trace --trace-ascii --pass --cert-type --key-type --engine --mail-from --mail-rcpt -Q --quote -P --ftp-port --variable --url-query --rate --dns-servers --doh-url --keepalive-time --speed-limit --speed-time --tls-max --curves --login-options --preproxy --socks5 --socks5-hostname --socks4 --socks4a -t --telnet-option',
);
export const WGET_VALUES = set(
  '-O --output-document -o --output-file -a --append-output -P --directory-prefix -U --user-agent --header --post-data --post-file --body-data --body-file --method --user --password -T --timeout -t --tries -w --wait -i --input-file -e --execute -A --accept -R --reject -D --domains -l --level -Q --quota --load-cookies --save-cookies --referer --certificate --private-key --ca-certificate --limit-rate --waitretry --http-user --http-password --retry-on-http-error -B --base --connect-timeout --read-timeout --dns-timeout --cut-dirs',
);
export const NETCAT_VALUES = set('-e -p -s -w -i -q -g -G -X -x -I -O -P -T -V -m -M -o -b --exec --sh-exec --proxy --proxy-type --source --source-port --wait --idle-timeout --ssl-cert --ssl-key');
export const SSH_FILE_VALUES = set('-c -D -E -e -F -I -i -J -L -l -m -o -P -p -Q -R -S -W -w -b --rsh --exclude --include --filter --exclude-from --include-from --files-from --bwlimit --rsync-path --port --chmod --chown --log-file --timeout -f -B -T --max-size --min-size --password-file');
/** Options of `aws s3 cp`, `mv` and `sync` that take a value. Source: AWS CLI command reference, s3. */
export const AWS_COPY_VALUES = set('--acl --profile --region --sse --sse-kms-key-id --sse-c --sse-c-key --storage-class --content-type --cache-control --content-disposition --content-encoding --content-language --expires --exclude --include --metadata --metadata-directive --grants --endpoint-url --output --query --website-redirect --source-region --copy-props --page-size --ca-bundle --cli-read-timeout --cli-connect-timeout --color --checksum-algorithm');
/** Options of PowerShell's web commands that take a value. */
export const WEB_REQUEST_VALUES = set('-uri -outfile -method -body -headers -infile -contenttype -useragent -credential -websession -sessionvariable -timeoutsec -proxy -source -destination -form -token -authentication -maximumredirection -certificate');

/** Interpreters that run what they read from standard input, and options that give them code or a module instead. */
export const INTERPRETERS: ReadonlyMap<string, { readonly code: ReadonlySet<string>; readonly values: ReadonlySet<string> }> = new Map(
  (
    [
      ['sh bash zsh dash ksh ash fish mksh rbash csh tcsh', '-c', '-o -O --rcfile --init-file +o +O'],
      ['node nodejs bun tsx ts-node', '-e --eval -p --print -pe --test -c --check', '-r --require --import --loader -C --conditions --input-type --env-file --experimental-loader'],
      ['deno', 'eval', ''],
      ['python python2 python3 pypy pypy3', '-c -m', '-W -X -Q'],
      ['perl', '-e -E -n -p -i -ne -pe -ie -pie -lne -ane -lane -i.bak', '-I -M'],
      ['ruby', '-e -n -p -ne -pe -c', '-r -I -W'],
      ['php', '-r -f -B -R -F -E -S -i -l', '-d -c -t'],
      ['osascript', '-e', '-l'],
      ['lua tclsh rscript scala groovy', '-e', '-l'],
    ] as const
  ).flatMap(([names, code, values]) => names.split(' ').map((name): [string, { code: ReadonlySet<string>; values: ReadonlySet<string> }] => [name, { code: set(code), values: set(values) }])),
);

export const SHELL_NAMES = set('sh bash zsh dash ksh ash fish mksh rbash csh tcsh');

/** Commands that print a file or pack it: their operands are read. */
export const READ_COMMANDS = set(
  'cat bat less more head tail tac nl strings base64 base32 xxd od hexdump gzip bzip2 xz zstd zip tar 7z cp rsync scp openssl gpg jq yq grep egrep fgrep rg awk gawk sed cut sort uniq dd pbcopy xclip type get-content gc gci get-childitem find ls copy xcopy tee sqlite3 source . mapfile readarray',
);

/** Commands that print a credential. Matched by name and the first operands. */
export const CREDENTIAL_COMMANDS: readonly (readonly [name: string, operands: readonly string[], label: string])[] = [
  ['gh', ['auth', 'token'], 'GitHub token'],
  ['glab', ['auth', 'token'], 'GitLab token'],
  ['gcloud', ['auth', 'print-access-token'], 'Google Cloud token'],
  ['gcloud', ['auth', 'print-identity-token'], 'Google Cloud token'],
  ['gcloud', ['auth', 'application-default', 'print-access-token'], 'Google Cloud token'],
  ['aws', ['configure', 'get'], 'AWS credentials'],
  ['aws', ['configure', 'export-credentials'], 'AWS credentials'],
  ['az', ['account', 'get-access-token'], 'Azure token'],
  ['npm', ['token', 'list'], 'npm token'],
  ['op', ['read'], 'password store'],
  ['pass', ['show'], 'password store'],
  ['security', ['find-generic-password'], 'keychain'],
  ['security', ['find-internet-password'], 'keychain'],
  ['security', ['dump-keychain'], 'keychain'],
  ['secret-tool', ['lookup'], 'keychain'],
  ['cmdkey', ['/list'], 'keychain'],
  ['kubectl', ['config', 'view'], 'Kubernetes credentials'],
  ['git', ['credential', 'fill'], 'Git credentials'],
];

/** Commands that tell about the machine and its user. */
export const HOST_FACTS = set('whoami hostname uname id ifconfig ipconfig ip systeminfo hostnamectl lscpu lsb_release sw_vers netstat ps last w who getent arp route');

/** The name or path of a shell. */
export const SHELL_PROGRAM = /(?:^|[\\/])(?:(?:ba|z|da|k|a|fi)?sh|cmd|powershell|pwsh)(?:\.exe)?$/i;

/** The option after which a shell takes a command line: `-c`, `-lc`, `/c`, `-Command`. */
export const SHELL_COMMAND_OPTION = /^(?:-[a-z]{0,4}c|\/[ck]|-command)$/i;

/** Interpreters other than shells, and the options after which they take code. Sources: the manuals of Node.js, Bun, Deno, Python, Perl, Ruby, PHP. */
const CODE_OPTIONS: readonly (readonly [program: RegExp, option: RegExp])[] = [
  [/(?:^|[\\/])(?:node|nodejs|bun|tsx|deno)(?:\.exe)?$/i, /^(?:-e|-p|-pe|--eval|--print|eval)$/],
  [/(?:^|[\\/])(?:python|pypy)\d{0,2}(?:\.\d{1,2})?(?:\.exe)?$/i, /^-[a-zA-Z]{0,4}c$/],
  [/(?:^|[\\/])(?:perl|ruby)(?:\.exe)?$/i, /^-[a-z]{0,4}[eE]$/],
  [/(?:^|[\\/])php(?:\.exe)?$/i, /^-r$/],
];

/** Where in the arguments of an interpreter its code stands (`node -e CODE`, `python3 -c CODE`); -1 when it is given none, or is a shell. */
export function inlineCodeIndex(program: string, args: readonly string[]): number {
  const option = CODE_OPTIONS.find(([name]) => name.test(program.slice(-200)))?.[1];
  if (!option) return -1;
  for (let at = 0; at < Math.min(args.length - 1, 20); at += 1) {
    const word = args[at] ?? '';
    if (option.test(word)) return at + 1;
    if (!word.startsWith('-')) return -1;
    if (TAKES_VALUE.test(word)) at += 1;
  }
  return -1;
}

/** Options of these interpreters that a value follows. */
const TAKES_VALUE = /^(?:-[rWXICM]|--(?:require|import|loader|conditions|input-type|env-file|experimental-loader))$/;
