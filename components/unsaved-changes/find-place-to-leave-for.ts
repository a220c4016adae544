/**
 * The address that a click is going to take this tab to; null for a click that leaves the page where it
 * is: on no link, into a new tab, to a place on this page, or on a link that acts as a button.
 */
export function findPlaceToLeaveFor(event: MouseEvent): string | null {
  const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey)
  if (!isPlain || event.altKey || !(event.target instanceof Element)) return null
  const link = event.target.closest<HTMLAnchorElement>('a[href]')
  if (link === null || link.getAttribute('role') === 'button') return null
  if ((link.target !== '' && link.target !== '_self') || link.hasAttribute('download')) return null
  const { protocol, href, hash } = link
  if (protocol !== 'http:' && protocol !== 'https:') return null
  const isOnThisPage = hash !== '' && withoutHash(href) === withoutHash(window.location.href)
  return isOnThisPage ? null : href
}

const withoutHash = (address: string) => address.replace(/#.*$/, '')
