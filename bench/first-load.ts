import { gzipSync } from 'node:zlib'
import type { Visit } from '../simulator/test-browser.ts'

/** What a page makes a browser load before anyone has done anything, in bytes of gzip. */
export interface FirstLoad {
  readonly scripts: number
  readonly styles: number
}

/** Whatever can open a page. */
interface Opener {
  open(address: string): Promise<Pick<Visit, 'markup' | 'url'>>
}

/** Opens a page and adds up the scripts and styles that its HTML names. */
export async function measureFirstLoad(browser: Opener, address: string): Promise<FirstLoad> {
  const { markup, url } = await browser.open(address)
  const named = (pattern: RegExp) => [
    ...new Set([...markup.matchAll(pattern)].map(([, path = '']) => new URL(path, url).href)),
  ]
  return {
    // `noModule` scripts are for browsers that none of us supports.
    scripts: await gzipBytes(named(/<script(?![^>]*noModule)[^>]*\ssrc="([^"]+)"/gi)),
    styles: await gzipBytes(named(/<link[^>]*rel="stylesheet"[^>]*href="([^"]+)"/g)),
  }
}

async function gzipBytes(addresses: string[]): Promise<number> {
  let bytes = 0
  for (const address of addresses) {
    const response = await fetch(address)
    bytes += gzipSync(Buffer.from(await response.arrayBuffer()), { level: 9 }).byteLength
  }
  return bytes
}
