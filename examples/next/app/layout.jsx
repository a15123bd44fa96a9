import 'weightlift/styles.css'

export const metadata = { title: 'Weightlift in Next' }

export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}
