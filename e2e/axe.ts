import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { adoptStyle, expectReadableAtAnySize } from './layout.ts'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * Axe finds nothing on the page as it stands, in light and in dark, and its text can be read on a small
 * phone, twice as large, and spaced. Every finding is told, so that one run shows all of them.
 */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  await adoptStyle(page, '')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect.soft(await findViolations(page), `axe on ${state} in ${colorScheme}`).toEqual([])
  }

  await page.emulateMedia({ colorScheme: null })
  await expectReadableAtAnySize(page, state)
}

async function findViolations(page: Page): Promise<string[]> {
  // Colours that are still on their way would be measured as they are.
  await page.evaluate(async () => {
    // That of a skeleton has no end.
    const findEnding = () =>
      document
        .getAnimations()
        .filter(({ playState }) => playState === 'running')
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
    // One that is taken back rejects, and another may have taken its place.
    for (let ending = findEnding(); ending.length > 0; ending = findEnding()) {
      await Promise.allSettled(ending.map(({ finished }) => finished))
    }
  })
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(tags)
    // No page has frames, and without them axe needs no second page for its results.
    .setLegacyMode()
    .analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  )
}
