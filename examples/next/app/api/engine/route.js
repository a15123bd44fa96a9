import { handler } from '../../host.js'

export const runtime = 'nodejs'
export const dynamic = 'force-dynamic'

export const GET = handler
export const POST = handler
export const OPTIONS = handler
