import noAuthBypass from '../../src/rules/no-auth-bypass.ts';
import noDataExfiltration from '../../src/rules/no-data-exfiltration.ts';
import noEnvDump from '../../src/rules/no-env-dump.ts';
import noUntrustedRegistry from '../../src/rules/no-untrusted-registry.ts';
import { ruleTester } from '../tester.ts';
import { HONEST } from './honest-applications.ts';

for (const rule of [noAuthBypass, noDataExfiltration, noEnvDump, noUntrustedRegistry]) await ruleTester(rule, { valid: HONEST, invalid: [] });
