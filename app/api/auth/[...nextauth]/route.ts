import { answerNextAuth } from '@/lib/http/next-auth-route'
import { route } from '@/lib/http/route'

const handler = route<{ nextauth: string[] }>((request, { params }) =>
  answerNextAuth(request, params),
)

export { handler as GET, handler as POST }
