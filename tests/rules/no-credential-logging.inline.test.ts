import rule from '../../src/rules/no-credential-logging.ts';
import { ruleTester } from '../tester.ts';
import type { Case } from '../tester.ts';

const workflow = '.github/workflows/ci.yml';
/** A step with two secrets in its environment, one of which has a name that does not tell. */
const step = (run: string): Case => ({
  filename: workflow,
  code: ['on: push', 'env:', '  DATA: ${{ secrets.DEPLOY_KEY }}', '  NPM_TOKEN: ${{ secrets.NPM_TOKEN }}', 'jobs:', '  a:', '    runs-on: ubuntu-latest', '    steps:', '      - run: |', ...run.split('\n').map((line) => `          ${line}`), ''].join('\n'),
});
const python = (...lines: readonly string[]): Case => step(["python - <<'EOF'", 'import os', ...lines, 'EOF'].join('\n'));
const print = [{ messageId: 'print' }] as const;

await ruleTester(rule, {
  valid: [
    // cookies around a session
    { code: 'app.get("/x", (req) => { console.log(req.cookies.author, req.cookies.oauth_state, req.cookies.sessionExpired, req.cookies.auth_provider, req.cookies.isAuthenticated, req.cookies.possession, req.cookies.inside); });' },
    { code: 'console.log(errorTexts.password, loginLabels.secretKey);' },
    { code: 'import dotenv from "dotenv"; import fs from "node:fs"; const example = dotenv.parse(fs.readFileSync(".env.example")); for (const key of Object.keys(example)) console.log(key);' },
    step(`python -c "import os; print(len(os.environ['NPM_TOKEN']))"`),
    step(`python -c "import os; print('NPM_TOKEN' in os.environ, bool(os.getenv('NPM_TOKEN')))"`),
    step(`python3 -c 'import os; print("set" if os.getenv("NPM_TOKEN") else "missing")'`),
    step(`python -c "import os; print('::add-mask::' + os.environ['NPM_TOKEN'])"`),
    step(`python -c "import os, hashlib; print(hashlib.sha256(os.environ['NPM_TOKEN'].encode()).hexdigest())"`),
    step(`python -c "import os, requests; print(requests.get('https://api.example.com', headers={'Authorization': os.environ['NPM_TOKEN']}).status_code)"`),
    step(`echo "B64=$(python -c "import os,base64; print(base64.b64encode(os.environ['DATA'].encode()).decode())")" >> "$GITHUB_ENV"`),
    step(`python -c "import os; print(os.environ['DATA'][::-1])" > key.pem`),
    step(`python -c "import os; print(os.environ['NPM_TOKEN'])" | docker login -u x --password-stdin`),
    step(`ruby -e 'puts ENV["NPM_TOKEN"].nil? ? "missing" : "set"'`),
    step(`php -r 'echo getenv("NPM_TOKEN") ? "yes" : "no";'`),
    step(`node -p "require('./package.json').version"`),
    step(`node -p "Boolean(process.env.NPM_TOKEN)"`),
    step(`node -p "process.env.NPM_TOKEN.length"`),
    // Of a name that does not tell, printed as it is, logs mask the value.
    step(`python -c "import os; print(os.environ['DATA'])"`),
    python("r = requests.get('https://api.example.com', headers={'Authorization': os.environ['NPM_TOKEN']})", 'print(r.status_code)'),
    python("token = os.environ.get('NPM_TOKEN')", 'print(f"token: {bool(token)}, {len(token)}")', 'print("the token is used", Client(token).whoami())', 'print(token[:4])'),
    { filename: 'run.sh', code: `python3 -c "import os; print(os.environ['HOME'])"\n` },
    { filename: 'run.sh', code: `X=$(node -p 'process.env.API_TOKEN.trim()')\n` },
  ],
  invalid: [
    ...['session', 'sid', 'PHPSESSID', 'session_id', 'sessionId', 'jwt', 'auth'].map((name) => ({ code: `app.get("/x", (req) => { console.log(req.cookies.${name}); });`, errors: [{ messageId: 'log' }] as const })),
    { code: 'app.get("/x", (req) => { console.log(req.cookies["connect.sid"]); });', errors: [{ messageId: 'log' }] },
    { code: 'export function show(oauthTokens) { console.log(oauthTokens.accessToken); }', errors: [{ messageId: 'log' }] },
    { ...step(`python3 -c 'import os; print(os.getenv("NPM_TOKEN"))'`), errors: [{ messageId: 'print', data: { name: 'NPM_TOKEN' }, line: 10, column: 22, endColumn: 64 }] },
    { ...step(`ruby -e 'puts ENV.fetch("NPM_TOKEN").reverse'`), errors: print },
    { ...step('node -p process.env.NPM_TOKEN'), errors: print },
    { ...step(`perl -e 'print $ENV{NPM_TOKEN}'`), errors: print },
    { ...step(`php -r 'echo getenv("NPM_TOKEN");'`), errors: print },
    { ...step(`python -c "import os,base64; print(base64.b64encode(os.environ['DATA'].encode()).decode())"`), errors: [{ messageId: 'print', data: { name: 'DATA' } }] },
    { ...step(`python -c "import os; print(' '.join(os.environ['DATA']))"`), errors: print },
    { ...step(`node -e "console.log(process.env.DATA.split('').join(' '))"`), errors: print },
    { ...step(`python -c "import os; print(os.environ['DATA'])"`), options: { strict: true }, errors: print },
    { ...step(`python -c "print('\${{ secrets.NPM_TOKEN }}')"`), errors: [{ messageId: 'print', line: 10, column: 29, endColumn: 53 }] },
    { ...step(`node -p "'\${{ secrets.NPM_TOKEN }}'.split('').join(' ')"`), errors: print },
    { ...python('t = os.environ["DATA"]', 'for c in t:', '    print(c)', 'print(f"{t[::-1]}")'), errors: print },
    { filename: 'run.sh', code: `python3 -c "import os; print(os.environ['API_TOKEN'])"\n`, errors: print },
  ],
});
