import type { DownloadMessages } from '../../engine/core/messages-download.js'

const kept = '받은 데이터는 그대로 남아 있습니다.'

/** What went wrong and what to do, in Korean. */
export const ERRORS_KO: DownloadMessages['error'] = {
  'invalid-model': {
    title: '이 모델은 다운로드할 수 없습니다',
    hint: '모델 설명에 오류가 있습니다. 앱 개발자에게 알려 주세요.',
  },
  'invalid-command': {
    title: '지금은 할 수 없습니다',
    hint: '그사이 다운로드 상태가 바뀌었을 수 있습니다. 다시 시도하세요.',
  },
  unsupported: { title: '이 앱에서는 할 수 없는 작업입니다', hint: '사용 중인 다운로드 서비스가 지원하지 않습니다.' },
  'unknown-download': {
    title: '더 이상 없는 다운로드입니다',
    hint: '그사이 삭제되었습니다. 모델이 필요하면 다시 시작하세요.',
  },
  network: { title: '연결이 끊어졌습니다', hint: `인터넷 연결을 확인한 다음 다시 시도하세요. ${kept}` },
  timeout: { title: '서버가 응답하지 않습니다', hint: `몇 분 후에 다시 시도하세요. ${kept}` },
  stalled: { title: '데이터가 더 이상 들어오지 않습니다', hint: `인터넷 연결을 확인한 다음 다시 시도하세요. ${kept}` },
  'http-status': { title: '서버에 문제가 있습니다', hint: `나중에 다시 시도하세요. ${kept}` },
  'not-found': {
    title: '모델을 찾을 수 없습니다',
    hint: '옮겨졌거나 게시가 중단되었을 수 있습니다. 앱 업데이트를 확인하세요.',
  },
  unauthorized: { title: '로그인이 필요합니다', hint: '모델을 제공하는 사이트에 로그인한 다음 다시 시도하세요.' },
  forbidden: {
    title: '접근이 거부되었습니다',
    hint: '이 계정으로는 다운로드할 수 없습니다. 다른 계정을 사용하거나 게시자에게 권한을 요청하세요.',
  },
  gated: { title: '먼저 라이선스에 동의해야 합니다', hint: '모델 페이지에서 라이선스에 동의한 다음 다시 시도하세요.' },
  'rate-limited': {
    title: '요청이 너무 많습니다',
    hint: `서버가 잠시 기다리라고 합니다. 몇 분 후에 다시 시도하세요. ${kept}`,
  },
  'bad-response': {
    title: '서버가 예상하지 못한 응답을 보냈습니다',
    hint: '다시 시도하세요. 되풀이되면 프록시나 방화벽 때문일 수 있습니다.',
  },
  'source-changed': { title: '서버의 모델이 바뀌었습니다', hint: '다시 시도하면 새 버전을 처음부터 다운로드합니다.' },
  'too-many-redirects': {
    title: '모델 주소를 찾아갈 수 없습니다',
    hint: '앱 업데이트를 확인하거나 개발자에게 알려 주세요.',
  },
  'insecure-url': {
    title: '안전하지 않은 연결입니다',
    hint: '보호를 위해 다운로드를 중지했습니다. 앱 개발자에게 알려 주세요.',
  },
  'captive-portal': {
    title: '이 네트워크는 로그인이 필요합니다',
    hint: '브라우저를 열어 Wi-Fi에 로그인한 다음 다시 시도하세요.',
  },
  'checksum-mismatch': {
    title: '파일이 손상되었습니다',
    hint: '게시된 내용과 달라 삭제했습니다. 가능하면 다른 네트워크에서 다시 시도하세요.',
  },
  'size-mismatch': {
    title: '파일 크기가 맞지 않습니다',
    hint: '모델이 변경되었을 수 있습니다. 앱 업데이트를 확인하세요.',
  },
  'disk-full': { title: '디스크 공간이 부족합니다', hint: `공간을 확보한 다음 다시 시도하세요. ${kept}` },
  'storage-denied': {
    title: '모델 폴더에 쓸 수 없습니다',
    hint: '앱에 쓰기 권한을 주거나 다른 폴더를 선택한 다음 다시 시도하세요.',
  },
  'storage-io': {
    title: '디스크에 문제가 있습니다',
    hint: '드라이브가 연결되어 있고 정상인지 확인한 다음 다시 시도하세요.',
  },
  'quota-exceeded': {
    title: '브라우저가 더 이상 공간을 주지 않습니다',
    hint: '필요 없는 모델을 삭제하거나 디스크 공간을 확보한 다음 다시 시도하세요.',
  },
  locked: {
    title: '모델 폴더가 사용 중입니다',
    hint: '다른 창이나 앱이 사용하고 있습니다. 닫거나 나중에 다시 시도하세요.',
  },
  cancelled: { title: '다운로드를 취소했습니다', hint: '언제든지 다시 시작할 수 있습니다.' },
  'link-lost': {
    title: '다운로드 서비스에 연결할 수 없습니다',
    hint: '다시 연결하고 있습니다. 잃어버리는 것은 없습니다.',
  },
  closed: { title: '다운로드 서비스가 중지되었습니다', hint: `계속하려면 앱을 다시 시작하세요. ${kept}` },
}
