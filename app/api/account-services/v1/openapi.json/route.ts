import { accountEndpoints, accountSchemas } from '@/lib/accounts/endpoints'
import { getAuthContext } from '@/lib/auth/auth-context'
import { openToAll } from '@/lib/guard/route-rules'
import { createOpenApiDocument } from '@/lib/resource-server/openapi-document'

/** What the API takes and answers. It says nothing about anybody, so anybody may read it. */
export const GET = openToAll(async () => {
  const { accountServicesUrl } = getAuthContext().config
  return Response.json(
    createOpenApiDocument({
      title: 'Account Services (sample)',
      version: '1',
      url: accountServicesUrl,
      endpoints: accountEndpoints,
      schemas: accountSchemas,
    }),
  )
})
