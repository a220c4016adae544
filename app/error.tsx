'use client'

export { PageError as default } from '@/components/message-page/page-error'
