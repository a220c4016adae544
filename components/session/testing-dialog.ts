/** Gives jsdom what it lacks of dialogs: opening, closing, and the focus that goes back. */
export function stubDialogs(): void {
  const before = new WeakMap<HTMLDialogElement, Element | null>()
  Object.assign(HTMLDialogElement.prototype, {
    showModal(this: HTMLDialogElement) {
      before.set(this, document.activeElement)
      this.open = true
    },
    close(this: HTMLDialogElement) {
      this.open = false
      const element = before.get(this)
      if (element instanceof HTMLElement) element.focus()
    },
  })
}
