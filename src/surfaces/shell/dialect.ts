import type { Dialect } from './model.ts';

const POWERSHELL =
  /\$env:\w|\$PSScriptRoot\b|(?:^|[\s;|&({])(?:Invoke-(?:WebRequest|RestMethod|Expression|Command)|Set-ExecutionPolicy|Remove-Item|Get-ChildItem|Get-Content|Set-Content|Out-File|Start-Process|New-Object|New-Item|Write-Host|Write-Output|ForEach-Object|Where-Object|Start-BitsTransfer|Set-MpPreference|Add-MpPreference|iwr|irm)(?=[\s;|)]|$)|\|\s{0,20}iex\b|(?:^|[;|]\s{0,20})iex\s{0,20}\(|\[(?:System\.)?(?:Convert|Text\.Encoding|Net\.WebClient|IO\.File|Environment)\]::/i;
const CMD =
  /(?:^|[&|]\s{0,9})[a-z]{1,10}\^[a-z]|^\s{0,20}@?(?:echo off|rem\s|setlocal\b|cmd(?:\.exe)?\s{1,20}\/[ckCK])|%[A-Za-z_]\w{0,60}%|%~?dp0|(?:^|[\s&|(])(?:rd|rmdir|del|erase|xcopy|robocopy|taskkill|schtasks|reg|attrib|icacls|format)\s{1,20}(?:[^\s&|]{1,100}\s{1,20}){0,4}\/[a-z]{1,4}(?![\w/])|(?:^|[\s&|(])(?:if\s{1,20}(?:not\s{1,20})?exist|(?:certutil|bitsadmin|mshta|regsvr32|wscript|cscript)(?:\.exe)?)\s/i;

/** The dialect a command text is most likely written in; looks at the first 4096 characters. */
export function detectDialect(text: string): Dialect {
  const head = text.slice(0, 4096);
  if (/^#!/.test(head)) return /^#![^\n]{0,200}(?:pwsh|powershell)/.test(head) ? 'powershell' : 'sh';
  if (/^\s{0,20}(?:powershell|pwsh)(?:\.exe)?\s/i.test(head)) return 'sh';
  if (POWERSHELL.test(head)) return 'powershell';
  return CMD.test(head) ? 'cmd' : 'sh';
}
