import 'server-only'
import { readBuildId } from '@/lib/config/build-id'
import { getConfig } from '@/lib/config/config'

/** Whether pages say that nobody here is a real customer. */
export function isPractice(): boolean {
  return getConfig().usesSimulator
}

/** Whether this is a developer's machine with hot reload; the gallery of components shows then. */
export function isDevelopment(): boolean {
  return getConfig().development
}

/** Whether the sign-in page asks for an email address. */
export function hasEmailField(): boolean {
  return getConfig().signInEmailField
}

const buildId = readBuildId()

/** What the footer calls the running build. */
export function describeBuild(): string {
  return (isDevelopment() ? null : buildId) ?? 'development'
}
