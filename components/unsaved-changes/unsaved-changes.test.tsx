import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { announceForcedLeave } from '@/components/session/forced-leave'
import { stubDialogs } from '@/components/session/testing-dialog'
import { UnsavedChanges } from './unsaved-changes'

beforeAll(async () => {
  stubDialogs()
  await import('./leave-dialog')
})
afterEach(cleanup)

async function show(isDirty = true, { savesByScript = false } = {}) {
  render(
    <>
      <a href="/i/other">Other</a>
      <a href="#content">Skip</a>
      {/* biome-ignore lint/a11y/useSemanticElements: as the switcher is, a link until its code is here */}
      <a href="/institutions" role="button">
        Switcher
      </a>
      <a href="mailto:help@example.test">Help</a>
      <form onSubmit={(event) => savesByScript && event.preventDefault()}>
        <UnsavedChanges isDirty={isDirty} at="Cedar Valley FCU" />
        <button type="submit">Save</button>
      </form>
    </>,
  )
  await act(async () => {})
}

/** Whether the page lets the click do what it does. */
const click = (name: string, more: MouseEventInit = {}) =>
  fireEvent.click(screen.getByText(name), more)
/** Submits the form, without the page of its answer, which jsdom has none of. */
function saveAsBrowsersDo() {
  const prevent = (event: Event) => event.preventDefault()
  window.addEventListener('submit', prevent, { once: true })
  fireEvent.click(screen.getByText('Save'))
}
const mayUnload = () => window.dispatchEvent(new Event('beforeunload', { cancelable: true }))

describe('UnsavedChanges', () => {
  it('asks before a link leaves the page, names the place, and stays', async () => {
    await show()
    expect(click('Other')).toBe(false)
    const dialog = screen.getByRole('alertdialog', { name: 'Leave without saving?' })
    expect(dialog.textContent).toContain('Your changes at Cedar Valley FCU will be lost.')
    expect(document.activeElement?.textContent).toBe('Stay')
    fireEvent.click(screen.getByText('Stay'))
    expect(screen.queryByRole('alertdialog')).toBeNull()
    expect(mayUnload()).toBe(false)
  })

  it('stays on Escape too', async () => {
    await show()
    click('Other')
    fireEvent(screen.getByRole('alertdialog'), new Event('cancel', { cancelable: true }))
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })

  it('lets be what leaves nothing: a new tab, a place on the page, a button, a mail', async () => {
    await show()
    click('Other', { ctrlKey: true })
    click('Other', { button: 1 })
    for (const name of ['Skip', 'Switcher', 'Help']) click(name)
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })

  it('asks nothing when there is nothing to lose', async () => {
    await show(false)
    click('Other')
    expect(screen.queryByRole('alertdialog')).toBeNull()
    expect(mayUnload()).toBe(true)
  })

  it('goes on asking while a form that saves by script has not saved', async () => {
    await show(true, { savesByScript: true })
    saveAsBrowsersDo()
    expect(mayUnload()).toBe(false)
  })

  it('does not stand in the way of saving, nor of the end of the session', async () => {
    await show()
    saveAsBrowsersDo()
    expect(mayUnload()).toBe(true)
    cleanup()
    await show()
    expect(mayUnload()).toBe(false)
    announceForcedLeave()
    expect(mayUnload()).toBe(true)
  })
})
