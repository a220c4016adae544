import { type CheckLine, failure } from './check-line'

/** A mistake in one check must not hide what the others found. */
export async function guarded(
  name: string,
  check: () => Promise<CheckLine[]>,
): Promise<CheckLine[]> {
  try {
    return await check()
  } catch (error) {
    const what = error instanceof Error ? error.name : typeof error
    return [failure(name, `the check itself failed (${what})`, 'This is a mistake of doctor.')]
  }
}
