import type { Command, Word } from '../model.ts';

/** The address of a registry in a command, and what to call it in a message. */
interface NamedRegistry {
  readonly label: string;
  readonly value: Word;
}
type Form = (command: Command) => NamedRegistry | null;

const ADDRESS = /^(?:https?|sparse\+https?):\/\//i;

/** The first address behind the given words, in whatever place options stand. */
function afterWords(label: string, ...words: readonly RegExp[]): Form {
  return ({ args }) => {
    const operands = args.filter(({ value }) => !value.startsWith('-'));
    const value = words.every((word, index) => word.test(operands[index]?.value ?? '')) ? operands.slice(words.length).find((word) => ADDRESS.test(word.value)) : undefined;
    return value ? { label, value } : null;
  };
}

/** The address that one of the options gives, as the next word or behind an equals sign. */
function option(pattern: RegExp): Form {
  return ({ args }) => {
    for (const [index, word] of args.entries()) {
      const equals = word.value.indexOf('=');
      const name = equals > 0 ? word.value.slice(0, equals) : word.value;
      const value = equals > 0 ? { ...word, value: word.value.slice(equals + 1) } : args[index + 1];
      if (pattern.test(name) && value && ADDRESS.test(value.value)) return { label: name, value };
    }
    return null;
  };
}

/** A form that counts only where a word stands in the command. */
function given(word: RegExp, form: Form): Form {
  return (command) => (command.args.some(({ value }) => word.test(value)) ? form(command) : null);
}

const first =
  (...forms: readonly Form[]): Form =>
  (command) => {
    for (const form of forms) {
      const found = form(command);
      if (found) return found;
    }
    return null;
  };

/**
 * How package managers that have no `config set registry` are told of another registry. Sources: the managers' command
 * references (RubyGems, Bundler, Poetry, Cargo, Composer, .NET, conda).
 */
export const OWN_FORMS: ReadonlyMap<string, Form> = new Map([
  ['gem', option(/^(?:-s|--source|--add|-a)$/)],
  ['bundle', given(/^mirror\./, afterWords('mirror', /^config$/))],
  ['poetry', first(afterWords('source', /^source$/, /^add$/), afterWords('repositories', /^config$/, /^repositories\./))],
  ['cargo', option(/^--index$/)],
  ['composer', given(/^repo(?:s|sitories)\.packagist(?:\.org)?$/, afterWords('repositories', /^(?:global|config)$/))],
  ['dotnet', first(afterWords('source', /^nuget$/, /^add$/, /^source$/), option(/^(?:--source|-s)$/))],
  ['nuget', afterWords('source', /^sources?$/, /^add$/)],
]);
