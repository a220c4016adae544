import { spawn } from 'node:child_process'

const openers: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  // `start` would read an ampersand of the address as the end of a command.
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

/** Opens an address in the person's browser, if there is one; nobody is told when there is not. */
export function openBrowser(url: URL): void {
  const [program, ...parameters] = openers[process.platform] ?? ['xdg-open']
  const opener = spawn(program, [...parameters, url.href], { detached: true, stdio: 'ignore' })
  opener.on('error', () => {})
  opener.unref()
}
