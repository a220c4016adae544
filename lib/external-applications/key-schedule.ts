/**
 * Seconds that anyone may keep our published keys. A provider that meets an unknown key within them
 * may not look again.
 */
export const publishedKeysMaxAgeSeconds = 300

/**
 * Seconds from a key's publication until it may sign: twice what anyone keeps, for every instance to
 * have read the file and every cache to have ended.
 */
export const keyWaitSeconds = 2 * publishedKeysMaxAgeSeconds
