import { ruleTester } from '../tester.ts';
import { bad, exec, sh, step, strictOnly } from './carriers.ts';
import rule from '../../src/rules/no-tls-bypass.ts';

/** The check is on for everybody but those who ask for it: strict alone tells that. */
const askedFor = [
  'flag=""\nif [ "${ALLOW_INSECURE:-}" = "yes" ]; then\n  flag="-k"\nfi\ncurl -fsS $flag https://acme.example/a',
  'OPTIONS="-s"\nif $INSECURE; then\n  OPTIONS="$OPTIONS -k"\nfi\ncurl $OPTIONS https://acme.example/a',
  'options=(-s)\nif [[ -n "$SELF_SIGNED_CERT" ]]; then options+=(-k); fi\ncurl "${options[@]}" https://acme.example/a',
  'while getopts "h:k" option; do\n  case "$option" in\n    h) HOST="$OPTARG" ;;\n    k) CHECK="-k" ;;\n  esac\ndone\ncurl $CHECK "https://$HOST/a"',
  'case "$1" in\n  --insecure) EXTRA="--insecure" ;;\nesac\ncurl $EXTRA https://acme.example/a',
  'E=""; [ "$SITE" = localhost ] && E="-k"\ncurl $E "https://$SITE/health"',
  'curl ${SKIP_TLS_CHECK:+-k} https://acme.example/a',
  'if [ "$VERIFY_SSL" = "false" ]; then export NODE_TLS_REJECT_UNAUTHORIZED=0; fi\nnode app.js',
  'if [ "$VERIFY_TLS" != true ]; then\n  wget --no-check-certificate https://acme.example/a\nfi',
  'if [ "$MODE" = a ]; then\n  N=1\nelif [ "$NO_VERIFY" = 1 ]; then\n  local flag=-k\nfi\ncurl $flag https://acme.example/a',
];
const kinds = (code: string): string => (code.includes('NODE_TLS') ? 'variable' : 'command');
const strictCases = askedFor.map((code) => strictOnly(sh(code), kinds(code)));

await ruleTester(rule, {
  valid: [
    ...strictCases.map(({ valid }) => valid),
    step('FLAG=\nif [ "$INSECURE" = 1 ]; then FLAG=-k; fi\ncurl $FLAG https://acme.example/a'),
    // Nothing is switched off.
    sh('if [ "$INSECURE" = 1 ]; then echo "checks are always on"; fi\ncurl -s https://acme.example/a'),
    sh('if [ "$DEBUG" ]; then FLAG=-v; else FLAG=-s; fi\ncurl $FLAG https://acme.example/a'),
  ],
  invalid: [
    ...strictCases.map(({ invalid }) => invalid),
    // Whoever runs it gets it, or another question decides.
    bad(sh('FLAG="-k"\ncurl $FLAG https://acme.example/a'), 'command'),
    bad(sh('if [ -n "$CI" ]; then FLAG="-k"; fi\ncurl $FLAG https://acme.example/a'), 'command'),
    bad(sh('if true; then FLAG=-k; fi\ncurl $FLAG https://acme.example/a'), 'command'),
    bad(sh('if [ "insecure" = "insecure" ]; then FLAG=-k; fi\ncurl $FLAG https://acme.example/a'), 'command'),
    bad(sh('OPTIONS="-s -k"\nif [ "$INSECURE" = 1 ]; then OPTIONS="$OPTIONS -v"; fi\ncurl $OPTIONS https://acme.example/a'), 'command'),
    bad(sh('options=(-k)\nif [ "$INSECURE" = 1 ]; then options+=(-v); fi\ncurl "${options[@]}" https://acme.example/a'), 'command'),
    bad(sh('curl ${OPTIONS:--k} https://acme.example/a'), 'command'),
    // What is unsaid in a branch that may not be taken.
    bad(sh('FLAG=-k\nif false; then FLAG=""; fi\ncurl $FLAG https://acme.example/a'), 'command'),
    bad(sh('if [ "$A" ]; then FLAG=-k; else FLAG=""; fi\ncurl $FLAG https://acme.example/a'), 'command'),
    bad(exec('if [ -f x ]; then F=-k; fi; curl $F https://acme.example/a'), 'command'),
  ],
});
