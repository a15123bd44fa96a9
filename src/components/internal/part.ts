import {
  type ComponentPropsWithoutRef,
  type CSSProperties,
  cloneElement,
  createElement,
  type ElementRef,
  type ForwardedRef,
  type ForwardRefExoticComponent,
  type JSX,
  type ReactElement,
  type Ref,
  type RefAttributes,
  useMemo,
} from 'react'
import { joinRefs, mergeProps, refOf } from './merge-props.js'

/** The tags that parts are made of. */
export type PartTag =
  | 'button'
  | 'dialog'
  | 'div'
  | 'dl'
  | 'fieldset'
  | 'h3'
  | 'input'
  | 'label'
  | 'li'
  | 'p'
  | 'section'
  | 'select'
  | 'span'
  | 'ul'

/** What `render` gets as a function: everything to put on the element, `ref` too. */
export type RenderProps = Record<string, unknown> & { readonly ref?: Ref<never> }

/** The props of a part: those of its element, with three of them widened. `State` is what its `data-*` attributes say. */
export type PartProps<Tag extends PartTag, State> = Omit<ComponentPropsWithoutRef<Tag>, 'className' | 'style'> & {
  /** A class, or a function of the state. A part has none of its own. */
  readonly className?: string | ((state: State) => string | undefined)
  /** Inline styles, or a function of the state. */
  readonly style?: CSSProperties | ((state: State) => CSSProperties | undefined)
  /**
   * Another element in place of the part's own: `render={<Button size="sm" />}`, or a function of props and state.
   * It must pass on the props and the ref that it gets.
   */
  readonly render?: ReactElement | ((props: RenderProps, state: State) => ReactElement)
}

/** A part as a component. */
export type Part<Tag extends PartTag, State, Extra = unknown> = ForwardRefExoticComponent<
  PartProps<Tag, State> & Extra & RefAttributes<ElementRef<Tag>>
>

/** What a part itself puts on its element. */
export type OwnProps = Record<string, unknown>

/** Makes the element of a part: what the part needs, what the app gave, and the state as `data-*` attributes. */
export function usePart<Tag extends PartTag, State extends object>(
  tag: Tag,
  state: State,
  { className, style, render, ...given }: PartProps<Tag, State>,
  ref: ForwardedRef<ElementRef<Tag>>,
  own: OwnProps,
): JSX.Element {
  const elementRef = typeof render === 'object' ? refOf(render) : null
  const joined = useMemo(() => joinRefs(ref as Ref<never>, elementRef), [ref, elementRef])
  const looks = {
    className: typeof className === 'function' ? className(state) : className,
    style: typeof style === 'function' ? style(state) : style,
  }
  const props: RenderProps = {
    ...mergeProps({ ...dataAttributes(state), ...own }, { ...given, ...looks }),
    ref: joined,
  }
  if (typeof render === 'function') return render(props, state)
  if (render === undefined) return createElement(tag, props)
  return cloneElement(render as ReactElement<OwnProps>, { ...mergeProps(props, render.props as OwnProps), ref: joined })
}

/** A state as attributes: `true` is an empty attribute, `false` and `null` are none, `timeLeft` is `data-time-left`. */
export function dataAttributes(state: object): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const [key, value] of Object.entries(state)) {
    if (value === null || value === undefined || value === false) continue
    attributes[`data-${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`] =
      value === true ? '' : String(value)
  }
  return attributes
}
