import { plainText } from '../mapped-text.ts';
import type { SourceRange } from '../mapped-text.ts';
import type { Draft, DraftMember } from './tree.ts';

const MAX_LINE = 2000;
const MAX_MATCHES = 10_000;

/** A setting that stands in one line of a file that is no settings file as a whole. */
interface LineSetting {
  /** The first group is the setting's name, the second its value; it is only tried at the start of a line. */
  readonly pattern: RegExp;
  /** Spellings of a name that mean another one. */
  readonly names?: ReadonlyMap<string, string>;
}

/** `-i https://…`, `--extra-index-url https://…`. Source: pip, requirements file format. */
const REQUIREMENTS: LineSetting = { pattern: /^[ \t]{0,20}(-i|-f|--(?:index-url|extra-index-url|find-links|trusted-host))(?:[ \t]{1,20}|=)["']?([^\s"'#]{1,1000})/, names: new Map([['-i', 'index-url'], ['-f', 'find-links'], ['--index-url', 'index-url'], ['--extra-index-url', 'extra-index-url'], ['--find-links', 'find-links'], ['--trusted-host', 'trusted-host']]) };
/** `source 'https://…'`. Source: Bundler, Gemfile. */
const GEMFILE: LineSetting = { pattern: /^[ \t]{0,40}(source)[ \t]{0,5}\(?[ \t]{0,5}["']([^"'\s]{1,1000})["']/ };
/** `distributionUrl=https\://…`. Sources: Gradle wrapper, Maven wrapper. */
const WRAPPER: LineSetting = { pattern: /^[ \t]{0,20}(distributionUrl|wrapperUrl)[ \t]{0,20}[=:][ \t]{0,20}(\S{1,1000})/ };
/** `NAME = 'value'` in a block of a Jenkinsfile. Source: Jenkins, Pipeline syntax. */
const GROOVY_VARIABLE = /^[ \t]{0,100}([A-Za-z_]\w{0,100})[ \t]{0,20}=[ \t]{0,20}(?:'([^'\n]{0,1000})'|"([^"\n]{0,1000})")/;

/** A requirement that names an address; all others come from an index. */
const ADDRESSED = /^[ \t]{0,20}(?:(?:-e|--editable)[ \t=]|[A-Za-z\d][\w.[\], -]{0,200}@[ \t]{0,5}(?=[a-z+]{3,12}:\/\/)|(?:(?:git|hg|svn|bzr)\+[a-z]{2,6}|https?|git):\/\/)/;

/** The options of a pip requirements file, and as `requirements` those that name an address. */
export function requirementsDraft(text: string): Draft {
  return { kind: 'object', range: [0, text.length], members: () => [...matched(text, REQUIREMENTS), ...addressed(text)] };
}

function addressed(text: string): readonly DraftMember[] {
  if (!text.includes('://')) return [];
  const items: DraftMember[] = [];
  eachLine(text, 0, text.length, (line, at) => {
    if (!line.includes('://') || !ADDRESSED.test(line) || items.length >= MAX_MATCHES) return;
    const start = line.length - line.trimStart().length;
    const raw = line.trim();
    items.push({ key: items.length, draft: { kind: 'string', value: raw, range: [at + start, at + start + raw.length], text: () => plainText(raw, at + start) } });
  });
  return items.length === 0 ? [] : [{ key: 'requirements', keyRange: [0, 0], draft: { kind: 'array', range: [0, text.length], members: () => items } }];
}

/** The sources of a Gemfile. */
export function gemfileDraft(text: string): Draft {
  return { kind: 'object', range: [0, text.length], members: () => [...matched(text, GEMFILE), ...gems(text)] };
}

/** `gem 'x', git: 'http://…', ref: '…'`, `:git => …`. Source: Bundler, Gemfile. */
const GEM = /^[ \t]{0,40}gem[ \t]{0,5}\(?[ \t]{0,5}["']([\w.-]{1,100})["'],[^\n#]{0,300}?(?::?\bgit(?::|[ \t]{0,5}=>))[ \t]{0,5}["']([a-z]{2,6}:\/\/[^"'\s]{1,500})["']/;
const REVISION = /\bref(?::|[ \t]{0,5}=>)[ \t]{0,5}["']([\da-f]{40})["']/;

/** Gems from a repository, spelled as a requirement of Python is: `name @ git+http://…@revision`. */
function gems(text: string): readonly DraftMember[] {
  if (!text.includes('://') || !text.includes('git')) return [];
  const items: DraftMember[] = [];
  eachLine(text, 0, text.length, (line, at) => {
    const [, name, address] = line.includes('://') && items.length < MAX_MATCHES ? (GEM.exec(line.slice(0, 1000)) ?? []) : [];
    if (name === undefined || address === undefined) return;
    const revision = REVISION.exec(line.slice(0, 1000))?.[1];
    const value = `${name} @ git+${address}${revision === undefined ? '' : `@${revision}`}`.replace('git+git:', 'git:');
    const start = line.length - line.trimStart().length;
    items.push({ key: items.length, draft: { kind: 'string', value, range: [at + start, at + line.trimEnd().length], text: () => plainText(value, at + start) } });
  });
  return items.length === 0 ? [] : [{ key: 'requirements', keyRange: [0, 0], draft: { kind: 'array', range: [0, text.length], members: () => items } }];
}

/** The addresses in the properties of a wrapper of Gradle or Maven. */
export function wrapperDraft(text: string): Draft {
  return matchedDraft(text, WRAPPER);
}

const OPENS = /\benvironment[ \t]{0,20}\{/;
const INTERPOLATION = /\$\{[^{}\n]{0,500}\}/g;

/** Variables that a Jenkinsfile sets, as `{ environment: { NAME: value } }`. A block ends at its first brace that closes no value. */
export function jenkinsDraft(text: string): Draft {
  const members: DraftMember[] = [];
  let isInside = false;
  const readVariable = (line: string, at: number): void => {
    const [all, name = '', single, double] = GROOVY_VARIABLE.exec(line) ?? [];
    const value = single ?? double;
    if (all !== undefined && value !== undefined && members.length < MAX_MATCHES) members.push(member(name, at + line.indexOf(name), value, at + all.length - 1 - value.length));
    isInside = !line.replaceAll(INTERPOLATION, '').includes('}');
  };
  if (text.includes('environment')) {
    eachLine(text, 0, text.length, (line, at) => {
      const open = OPENS.exec(line);
      if (open) readVariable(line.slice(open.index + open[0].length), at + open.index + open[0].length);
      else if (isInside) readVariable(line, at);
    });
  }
  const range: SourceRange = [0, text.length];
  return { kind: 'object', range, members: () => (members.length > 0 ? [{ key: 'environment', draft: { kind: 'object', range, members: () => members } }] : []) };
}

function matchedDraft(text: string, setting: LineSetting): Draft {
  return { kind: 'object', range: [0, text.length], members: () => matched(text, setting) };
}

function matched(text: string, { pattern, names }: LineSetting): readonly DraftMember[] {
  const members: DraftMember[] = [];
  eachLine(text, 0, text.length, (line, at) => {
    const [all, name = '', value = ''] = pattern.exec(line) ?? [];
    if (all === undefined || members.length >= MAX_MATCHES) return;
    const valueAt = at + all.lastIndexOf(value);
    members.push(member(names?.get(name) ?? name, at + line.indexOf(name), value, valueAt, name.length));
  });
  return members;
}

/** A backslash in front of a colon is how properties write one. */
function member(key: string, keyAt: number, raw: string, valueAt: number, keyLength: number = key.length): DraftMember {
  const value = raw.replaceAll('\\:', ':');
  return { key, keyRange: [keyAt, keyAt + keyLength], draft: { kind: 'string', value, range: [valueAt, valueAt + raw.length], text: () => plainText(raw, valueAt) } };
}

function eachLine(text: string, start: number, end: number, read: (line: string, at: number) => void): void {
  for (let at = start; at < end; ) {
    const newline = text.indexOf('\n', at);
    const stop = newline < 0 ? end : Math.min(newline, end);
    if (stop > at) read(text.slice(at, Math.min(stop, at + MAX_LINE)), at);
    at = stop + 1;
  }
}
