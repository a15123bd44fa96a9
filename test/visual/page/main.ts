// Letters that come along, so that a picture does not depend on what a machine has.
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/noto-sans-arabic/wght.css'
import { gallery } from './gallery.js'
import './page.css'

Object.assign(window, { gallery })
