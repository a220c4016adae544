'use client'

import { createContext, useContext } from 'react'

/**
 * The page that a row opens in its institution, for people who came by `/go/…`: a path inside it, judged by
 * the server; empty for its home.
 */
export const TargetPageContext = createContext('')

export function useTargetPage(): string {
  return useContext(TargetPageContext)
}
