export { InstitutionNotAvailableMessage as default } from '@/components/message-page/institution-not-available-message'
