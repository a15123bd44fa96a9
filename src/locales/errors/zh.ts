import type { DownloadMessages } from '../../engine/core/messages-download.js'

const kept = '已下载的部分会保留。'

/** What went wrong and what to do, in Chinese. */
export const ERRORS_ZH: DownloadMessages['error'] = {
  'invalid-model': { title: '无法下载此模型', hint: '模型的描述有误，请告知应用的开发者。' },
  'invalid-command': { title: '目前无法执行此操作', hint: '下载状态可能已经改变，请重试。' },
  unsupported: { title: '此应用在这里不支持该操作', hint: '所使用的下载服务不提供此功能。' },
  'unknown-download': { title: '此下载已不存在', hint: '它已被移除。如果仍需要该模型，请重新开始下载。' },
  network: { title: '连接已断开', hint: `请检查网络连接，然后重试。${kept}` },
  timeout: { title: '服务器没有响应', hint: `请过几分钟再试。${kept}` },
  stalled: { title: '不再收到数据', hint: `请检查网络连接，然后重试。${kept}` },
  'http-status': { title: '服务器报告了问题', hint: `请稍后再试。${kept}` },
  'not-found': { title: '找不到该模型', hint: '它可能已被移动或下架，请检查应用更新。' },
  unauthorized: { title: '需要登录', hint: '请登录模型的来源网站，然后重试。' },
  forbidden: { title: '访问被拒绝', hint: '您的账号无权下载此模型。请换用其他账号，或向发布者申请权限。' },
  gated: { title: '需要先接受许可协议', hint: '请在模型页面上接受许可协议，然后重试。' },
  'rate-limited': { title: '请求过于频繁', hint: `服务器要求稍候，请过几分钟再试。${kept}` },
  'bad-response': { title: '服务器返回了意外内容', hint: '请重试。如果再次出现，可能是代理或防火墙所致。' },
  'source-changed': { title: '服务器上的模型已更改', hint: '重试将从头下载新版本。' },
  'too-many-redirects': { title: '模型的地址无法到达', hint: '请检查应用更新，或告知应用的开发者。' },
  'insecure-url': { title: '连接不安全', hint: '为保护您，下载已停止。请告知应用的开发者。' },
  'captive-portal': { title: '此网络需要登录', hint: '请打开浏览器登录 Wi-Fi 网络，然后重试。' },
  'checksum-mismatch': {
    title: '文件已损坏',
    hint: '收到的内容与发布者公布的不符，已将其删除。请重试，最好换一个网络。',
  },
  'size-mismatch': { title: '文件大小不符', hint: '发布者可能更改了模型，请检查应用更新。' },
  'disk-full': { title: '磁盘空间不足', hint: `请释放一些空间，然后重试。${kept}` },
  'storage-denied': { title: '无法写入模型文件夹', hint: '请允许应用写入该文件夹，或选择其他文件夹，然后重试。' },
  'storage-io': { title: '磁盘报告了问题', hint: '请检查驱动器是否已连接并正常工作，然后重试。' },
  'quota-exceeded': { title: '浏览器不再提供更多空间', hint: '请移除不需要的模型或释放磁盘空间，然后重试。' },
  locked: { title: '模型文件夹正在使用中', hint: '另一个窗口或应用正在使用它。请将其关闭，或稍后再试。' },
  cancelled: { title: '下载已取消', hint: '您可以随时重新开始。' },
  'link-lost': { title: '无法连接下载服务', hint: '正在重新连接，不会丢失任何内容。' },
  closed: { title: '下载服务已停止', hint: `请重新启动应用以继续。${kept}` },
}
