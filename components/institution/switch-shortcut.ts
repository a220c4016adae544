/**
 * Calls back on Ctrl+K or Cmd+K, wherever the focus is, but not under a dialog that asks something.
 *
 * @returns stops listening
 */
export function onSwitchShortcut(onShortcut: () => void): () => void {
  function answerKey(event: KeyboardEvent) {
    const isShortcut = event.key.toLowerCase() === 'k' && event.ctrlKey !== event.metaKey
    if (!isShortcut || event.shiftKey || event.altKey || event.defaultPrevented) return
    if (document.querySelector('dialog[open]')) return
    event.preventDefault()
    onShortcut()
  }
  window.addEventListener('keydown', answerKey)
  return () => window.removeEventListener('keydown', answerKey)
}
