import type { Endpoint, Endpoints } from '@/lib/resource-server/endpoint'
import {
  accountListSchema,
  accountSchema,
  accountSummarySchema,
  availableBalanceSchema,
  datesChangeSchema,
  detailsChangeSchema,
  detailsSchema,
  inquirySchema,
  listedAccountSchema,
  listQuerySchema,
} from './account-schemas'

const readScope = 'https://jackhenry.com/account-services/accounts.read'
const writeScope = 'https://jackhenry.com/account-services/accounts.write'

const accounts = '/{institutionId}/enterprise/{enterpriseUserId}/accounts'

const reads = (action: string, permission: Endpoint['rule']['permission']) =>
  ({ action, scopes: [readScope], permission }) as const
const writes = (action: string, permission: Endpoint['rule']['permission']) =>
  ({ action, scopes: [writeScope], permission }) as const

/** The endpoints of Account Services: who may call each, what it takes, what it answers. */
export const accountEndpoints = {
  listAccounts: {
    method: 'GET',
    path: accounts,
    summary: 'Accounts of the institution, by name',
    rule: reads('account.list', 'accounts.view'),
    query: listQuerySchema,
    answer: accountListSchema,
    version: 'none',
  },
  inquireAccounts: {
    method: 'POST',
    path: `${accounts}/inquiry`,
    summary: 'Accounts that match, in the order that is asked for',
    rule: reads('account.inquire', 'accounts.view'),
    body: inquirySchema,
    answer: accountListSchema,
    version: 'none',
  },
  getAccount: {
    method: 'GET',
    path: `${accounts}/{accountId}`,
    summary: 'One account',
    rule: reads('account.get', 'accounts.view'),
    answer: accountSchema,
    version: 'told',
  },
  getAccountSummary: {
    method: 'GET',
    path: `${accounts}/{accountId}/account-summary`,
    summary: 'One account in a few words and figures',
    rule: reads('account.summarize', 'accounts.view'),
    answer: accountSummarySchema,
    version: 'told',
  },
  getAvailableBalance: {
    method: 'GET',
    path: `${accounts}/{accountId}/available-balance`,
    summary: 'What can be drawn now',
    rule: reads('account.view-balance', 'accounts.view-balances'),
    answer: availableBalanceSchema,
    version: 'none',
  },
  replaceDetails: {
    method: 'PUT',
    path: `${accounts}/{accountId}`,
    summary: 'Replaces all details that can be changed',
    rule: writes('account.replace-details', 'accounts.change-details'),
    body: detailsSchema,
    answer: accountSchema,
    version: 'required',
  },
  changeDates: {
    method: 'PATCH',
    path: `${accounts}/{accountId}/dates`,
    summary: 'Changes dates',
    rule: writes('account.change-dates', 'accounts.change-dates'),
    body: datesChangeSchema,
    answer: accountSchema,
    version: 'required',
  },
  changeDetails: {
    method: 'PATCH',
    path: `${accounts}/{accountId}`,
    summary: 'Changes some details',
    rule: writes('account.change-details', 'accounts.change-details'),
    body: detailsChangeSchema,
    answer: accountSchema,
    version: 'required',
  },
} as const satisfies Endpoints

/** What the OpenAPI document gives a name. */
export const accountSchemas = {
  Account: accountSchema,
  AccountList: accountListSchema,
  AccountSummary: accountSummarySchema,
  AvailableBalance: availableBalanceSchema,
  DatesChange: datesChangeSchema,
  Details: detailsSchema,
  DetailsChange: detailsChangeSchema,
  Inquiry: inquirySchema,
  ListedAccount: listedAccountSchema,
} as const
