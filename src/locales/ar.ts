import type { Messages } from '../engine/core/messages.js'
import { createPlural } from '../engine/core/plural.js'
import { ERRORS_AR } from './errors/ar.js'

const plural = /*#__PURE__*/ createPlural('ar')
const also = (detail: string | null): string => (detail === null ? '' : ` ${detail}.`)

/** Keeps a name or a size in Latin letters from turning the sentence around it. */
const own = (text: string): string => `\u2068${text}\u2069`

const DOWNLOADS = { one: 'تنزيل واحد', two: 'تنزيلان', few: '# تنزيلات', many: '# تنزيلًا', other: '# تنزيل' }
const MODELS = { one: 'نموذج واحد', two: 'نموذجان', few: '# نماذج', many: '# نموذجًا', other: '# نموذج' }

/** All words in Arabic. */
export const ar: Messages = {
  common: {
    moment: { in: (duration) => `خلال ${own(duration)}`, at: (time) => `في ${own(time)}` },
    link: {
      connecting: 'جارٍ الاتصال بخدمة التنزيل…',
      open: null,
      lost: 'جارٍ إعادة الاتصال بخدمة التنزيل…',
      closed: 'توقفت خدمة التنزيل',
    },
  },
  download: {
    status: {
      missing: 'لم يُنزَّل',
      queued: 'في قائمة الانتظار',
      preparing: 'جارٍ التحضير',
      downloading: 'جارٍ التنزيل',
      waiting: 'قيد الانتظار',
      paused: 'متوقف مؤقتًا',
      verifying: 'جارٍ التحقق',
      completed: 'جاهز للاستخدام',
      failed: 'فشل التنزيل',
      cancelled: 'أُلغي',
    },
    announcement: {
      missing: (name) => `أُزيل ${own(name)} من هذا الجهاز.`,
      queued: (name) => `${own(name)} في قائمة الانتظار.`,
      preparing: (name) => `جارٍ تحضير تنزيل ${own(name)}.`,
      downloading: (name) => `جارٍ تنزيل ${own(name)}.`,
      waiting: (name, detail) => `${own(name)} قيد الانتظار.${also(detail)}`,
      paused: (name) => `توقف تنزيل ${own(name)} مؤقتًا.`,
      verifying: (name) => `وصل ${own(name)} وجارٍ التحقق منه.`,
      completed: (name) => `${own(name)} جاهز للاستخدام.`,
      failed: (name, detail) => `تعذّر تنزيل ${own(name)}.${also(detail)}`,
      cancelled: (name) => `أُلغي تنزيل ${own(name)}.`,
    },
    reason: {
      retry: (moment) => `فشل الاتصال. ستُعاد المحاولة ${moment ?? 'قريبًا'}`,
      'rate-limited': (moment) => `يطلب الخادم التمهل. ستُعاد المحاولة ${moment ?? 'قريبًا'}`,
      offline: () => 'لا يوجد اتصال بالإنترنت. سيُستأنف التنزيل عند عودة الاتصال',
      metered: () => 'هذا الاتصال محدود الاستخدام. سيُستأنف التنزيل عند توفر اتصال آخر',
      schedule: (moment) => `خارج ساعات التنزيل. سيُستأنف ${moment ?? 'عند بدايتها'}`,
      yield: () => 'يُفسح المجال ما دام التطبيق مشغولًا. سيُستأنف التنزيل بعد ذلك',
      lock: () => 'تستخدم نافذة أخرى أو تطبيق آخر مجلد النماذج. سيُستأنف التنزيل بعد ذلك',
    },
    error: ERRORS_AR,
    action: {
      download: (size) => (size === null ? 'تنزيل' : `تنزيل ${own(size)}`),
      pause: 'إيقاف مؤقت',
      resume: 'استئناف',
      resumeDownload: 'استئناف التنزيل',
      cancel: 'إلغاء',
      retry: 'إعادة المحاولة',
      retryNow: 'المحاولة الآن',
      startNow: 'البدء الآن',
      allowMetered: 'التنزيل على أي حال',
      remove: 'إزالة',
      update: (size) => (size === null ? 'تحديث' : `تحديث، ${own(size)}`),
      removePartial: 'حذف الجزء المنزَّل',
      named: (label, name) => `${label}، ${own(name)}`,
    },
    progress: {
      pair: (done, total) => `${own(done)} من ${own(total)}`,
      soFar: (done) => `${own(done)} حتى الآن`,
      timeLeft: (duration) => `يتبقى نحو ${own(duration)}`,
      verifying: (percent) => `جرى التحقق من ${own(percent)}`,
      stalled: 'لا تصل أي بيانات',
      position: (position) =>
        position === 1
          ? 'التالي في القائمة'
          : `الترتيب ${own(new Intl.NumberFormat('ar').format(position))} في القائمة`,
      checking: 'جارٍ البحث في هذا الجهاز…',
      partial: 'منزَّل جزئيًا',
      updateAvailable: 'يتوفر تحديث',
      updating: 'جارٍ التحديث',
      unverified: 'لم يُتحقق منه',
      join: (parts) => parts.join('، '),
    },
    confirmCancel: {
      title: (name) => `هل تريد إلغاء تنزيل ${own(name)}؟`,
      body: (size) =>
        `يوجد ${own(size)} على هذا الجهاز بالفعل. يمكنك الاحتفاظ بها للمتابعة لاحقًا أو حذفها لإخلاء المساحة.`,
      keep: 'إلغاء مع الاحتفاظ',
      discard: 'إلغاء مع الحذف',
      back: 'متابعة التنزيل',
    },
    confirmRemove: {
      title: (name) => `هل تريد إزالة ${own(name)} من هذا الجهاز؟`,
      body: (size) => `${size === null ? '' : `سيؤدي ذلك إلى إخلاء ${own(size)}. `}يجب تنزيله مجددًا قبل استخدامه.`,
      discard: 'إزالة',
      back: 'احتفاظ',
    },
  },
  offer: {
    gate: {
      title: (name) => `تتطلب هذه الميزة ${own(name)}`,
      body: 'يُنزَّل مرة واحدة فقط، وبعدها يعمل على هذا الجهاز حتى من دون اتصال.',
    },
    plan: {
      title: (name) => `ما يتطلبه تنزيل ${own(name)}`,
      size: 'حجم التنزيل',
      unknownSize: 'الحجم غير معروف بعد',
      present: (toFetch, present) => `${own(toFetch)} (${own(present)} موجودة بالفعل)`,
      time: 'المدة',
      duration: (duration) => `نحو ${own(duration)}`,
      space: 'المساحة المتبقية بعده',
      free: (size) => own(size),
      source: 'المصدر',
      license: 'الترخيص',
      missing: (size) => `مساحة القرص غير كافية: يجب إخلاء ${own(size)} أخرى أولًا.`,
      metered: 'هذا الاتصال محدود الاستخدام، وقد يكلّف التنزيل مالًا.',
    },
  },
  network: {
    offline: 'لا يوجد اتصال بالإنترنت',
    metered: 'هذا الاتصال محدود الاستخدام',
    waiting: (count) => `قيد الانتظار: ${plural(count, DOWNLOADS)}.`,
    allow: 'التنزيل على أي حال',
  },
  toasts: {
    title: 'إشعارات التنزيلات',
    dismiss: 'إغلاق',
    many: (status, count) => `${plural(count, MODELS)}: ${status}.`,
  },
  queue: {
    title: 'التنزيلات',
    section: {
      running: 'جارٍ التنزيل',
      failed: 'تحتاج إلى انتباهك',
      queued: 'التالي',
      waiting: 'قيد الانتظار',
      paused: 'متوقفة مؤقتًا',
      completed: 'جاهزة للاستخدام',
      cancelled: 'ملغاة',
    },
    action: {
      pauseAll: 'إيقاف الكل مؤقتًا',
      resumeAll: 'استئناف الكل',
      moveUp: 'نقل إلى أعلى',
      moveDown: 'نقل إلى أسفل',
    },
    announcement: {
      moved: (name, place, count) => `أصبح ${own(name)} في الترتيب ${place} من ${count}.`,
      stays: (name, place, count) => `بقي ${own(name)} في الترتيب ${place} من ${count}.`,
      many: (section, count) => `${section}: ${plural(count, DOWNLOADS)}.`,
    },
    graph: (now, peak) => `السرعة خلال الدقائق الثلاث الأخيرة: الآن ${own(now)}، وأقصاها ${own(peak)}`,
    empty: { title: 'لا توجد تنزيلات', hint: 'تظهر هنا النماذج التي تنزّلها.' },
  },
  settings: {
    setting: {
      bytesPerSecondLimit: 'حد السرعة',
      concurrency: 'التنزيلات المتزامنة',
      connections: 'الاتصالات لكل تنزيل',
      metered: 'الاتصالات محدودة الاستخدام',
      schedule: 'في ساعات محددة فقط',
    },
    hint: {
      bytesPerSecondLimit: 'لجميع التنزيلات معًا. اتركه فارغًا لعدم التقييد.',
      concurrency: 'تنتظر البقية دورها.',
      connections: 'قد تكون الزيادة أسرع مع الخوادم البعيدة.',
      metered: 'مثل نقطة اتصال الهاتف، حيث يكلّف كل غيغابايت مالًا.',
      schedule: 'خارج هذه الساعات تنتظر التنزيلات.',
    },
    metered: { ask: 'السؤال عند كل تنزيل', allow: 'التنزيل كالمعتاد', wait: 'انتظار اتصال آخر' },
    label: {
      title: 'إعدادات التنزيل',
      unit: 'وحدة حد السرعة',
      noLimit: 'بلا حد',
      windows: 'ساعات التنزيل',
      window: (number) => `الفترة ${own(number)}`,
      days: 'الأيام',
      from: 'من',
      to: 'إلى',
      windowLimit: (unit) => `حد السرعة في هذه الفترة، ${own(unit)}`,
      timeZone: 'المنطقة الزمنية',
      ownTimeZone: 'توقيت هذا الجهاز',
    },
    action: { addWindow: 'إضافة فترة', removeWindow: 'إزالة' },
    problem: {
      limit: 'أدخل رقمًا أكبر من 0، مثل 5، أو اتركه فارغًا لعدم التقييد.',
      concurrency: 'أدخل عددًا صحيحًا من 1 إلى 100.',
      days: 'اختر يومًا واحدًا على الأقل.',
      time: 'حدّد بداية هذه الفترة ونهايتها.',
    },
  },
  storage: {
    title: 'التخزين',
    section: { models: 'النماذج', partials: 'غير مكتملة', orphans: 'ملفات أخرى' },
    summary: { used: (size) => `المستخدم: ${own(size)}`, free: (size) => `المتاح: ${own(size)}` },
    fact: {
      pair: (done, total) => `${own(done)} من ${own(total)}`,
      soFar: (done) => `${own(done)} حتى الآن`,
      changed: (when) => `آخر تعديل: ${own(when)}`,
      used: (when) => `آخر استخدام: ${own(when)}`,
      shared: (size) => `${own(size)} مشتركة مع نموذج آخر`,
      leftover: 'بقايا تنزيل متوقف',
      foreign: 'لا يخص هذا التطبيق',
      verifying: (percent) => `جارٍ التحقق، ${own(percent)}`,
      busy: 'قيد التنزيل',
    },
    action: {
      remove: 'إزالة',
      discard: 'حذف',
      verify: 'تحقق',
      sweep: 'تنظيف',
      adopt: (name) => `استخدام ملف لديك من ${own(name)}…`,
    },
    sweepLabel: 'ما الذي يُنظَّف',
    olderThan: (days) =>
      days === 0
        ? 'كل ما لم يكتمل'
        : `دون تغيير منذ ${plural(days, { one: 'يوم واحد', two: 'يومين', few: '# أيام', many: '# يومًا', other: '# يوم' })}`,
    confirm: {
      title: (name) => `هل تريد إزالة ${own(name)} من هذا الجهاز؟`,
      body: (size) => `سيؤدي ذلك إلى إخلاء ${own(size)}. يجب تنزيله مجددًا قبل استخدامه.`,
      remove: 'إزالة',
      back: 'احتفاظ',
    },
    announcement: {
      removed: (name) => `أُزيل ${own(name)}.`,
      swept: (size) => `أُخليت ${own(size)}.`,
      sweptNothing: 'لم يكن هناك ما يُنظَّف.',
      verifying: (name) => `جارٍ التحقق من ${own(name)}.`,
      adopting: (name) => `جارٍ ضم ملف ${own(name)}.`,
    },
    pending: 'جارٍ فحص التخزين…',
    empty: { title: 'لا توجد نماذج على هذا الجهاز', hint: 'تظهر هنا المساحة التي تشغلها النماذج المنزَّلة.' },
  },
}
