/**
 * Runs in a page: lines of text that their box cuts off, or that lie on one another. A name that is
 * shortened on purpose is there in whole, as a title.
 */
export function findUnreadableText(): string[] {
  interface Line {
    text: string
    box: DOMRect
    node: Node
    layer: Element | null
  }
  const found: string[] = []
  const lines: Line[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.textContent?.trim() ?? ''
    const element = node.parentElement
    if (text === '' || element === null || !isSeen(element)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const rect of range.getClientRects()) {
      const box = inView(rect, element)
      if (isCut(rect, element, text)) found.push(`cut off: ${text.slice(0, 60)}`)
      if (box.width <= 1 || box.height <= 1) continue
      lines.push({ text, box, node, layer: layerOf(element) })
    }
  }
  for (const [index, a] of lines.entries()) {
    for (const b of lines.slice(index + 1)) {
      if (a.node !== b.node && a.layer === b.layer && doOverlap(a.box, b.box)) {
        found.push(`on one another: ${a.text.slice(0, 40)} and ${b.text.slice(0, 40)}`)
      }
    }
  }
  return [...new Set(found)]

  function isSeen(element: Element): boolean {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false
    // Text for screen readers alone.
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      if (getComputedStyle(at).clipPath === 'inset(50%)') return false
    }
    return true
  }

  function isCut(rect: DOMRect, element: Element, text: string): boolean {
    if (element.closest<HTMLElement>('[title]')?.title.includes(text)) return false
    for (
      let at: Element | null = element;
      at !== null && at !== document.body;
      at = at.parentElement
    ) {
      const { overflowX, overflowY } = getComputedStyle(at)
      const box = at.getBoundingClientRect()
      if (scrolls(overflowX) || scrolls(overflowY)) return false
      const isWide = rect.left < box.left - 1 || rect.right > box.right + 1
      const isHigh = rect.top < box.top - 2 || rect.bottom > box.bottom + 2
      if ((overflowX !== 'visible' && isWide) || (overflowY !== 'visible' && isHigh)) return true
    }
    return false
  }

  /** The part of a line that is in view, where it stands in something that scrolls or cuts. */
  function inView(rect: DOMRect, element: Element): DOMRect {
    let { left, top, right, bottom } = rect
    for (
      let at: Element | null = element;
      at !== null && at !== document.body;
      at = at.parentElement
    ) {
      const { overflowX, overflowY } = getComputedStyle(at)
      if (overflowX === 'visible' && overflowY === 'visible') continue
      const box = at.getBoundingClientRect()
      left = Math.max(left, box.left)
      right = Math.min(right, box.right)
      top = Math.max(top, box.top)
      bottom = Math.min(bottom, box.bottom)
    }
    return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top))
  }

  /** What lies over the page on purpose: a bar that stays, a popup, a dialog. */
  function layerOf(element: Element): Element | null {
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      const { position } = getComputedStyle(at)
      if (position === 'fixed' || position === 'sticky') return at
      if (at.matches('dialog, [popover], [role=dialog]')) return at
    }
    return null
  }

  /** By more than the room that fonts keep above and below their letters. */
  function doOverlap(a: DOMRect, b: DOMRect): boolean {
    const width = Math.min(a.right, b.right) - Math.max(a.left, b.left)
    const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
    return width > 2 && height > Math.min(a.height, b.height) * 0.35
  }

  function scrolls(overflow: string): boolean {
    return overflow === 'auto' || overflow === 'scroll'
  }
}
