/**
 * Yours to change: pages under `/i/{institutionId}/` that every institution has, so that switching
 * stays on the same one. An id of something never stands here: it belongs to one institution.
 */
export const keptSections: readonly string[] = ['accounts', 'settings']
