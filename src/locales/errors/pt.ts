import type { DownloadMessages } from '../../engine/core/messages-download.js'

const kept = 'O que já chegou é mantido.'

/** What went wrong and what to do, in Portuguese. */
export const ERRORS_PT: DownloadMessages['error'] = {
  'invalid-model': {
    title: 'Este modelo não pode ser baixado',
    hint: 'A descrição dele contém um erro. Avise os autores do aplicativo.',
  },
  'invalid-command': {
    title: 'Isso não é possível agora',
    hint: 'O download pode ter avançado nesse meio-tempo. Tente novamente.',
  },
  unsupported: {
    title: 'O aplicativo não consegue fazer isso aqui',
    hint: 'O serviço de downloads usado não oferece essa opção.',
  },
  'unknown-download': {
    title: 'Este download não existe mais',
    hint: 'Ele foi removido nesse meio-tempo. Inicie-o de novo se ainda precisar do modelo.',
  },
  network: { title: 'A conexão foi perdida', hint: `Verifique sua conexão com a internet e tente novamente. ${kept}` },
  timeout: { title: 'O servidor não responde', hint: `Tente novamente em alguns minutos. ${kept}` },
  stalled: {
    title: 'Os dados pararam de chegar',
    hint: `Verifique sua conexão com a internet e tente novamente. ${kept}`,
  },
  'http-status': { title: 'O servidor informou um problema', hint: `Tente novamente mais tarde. ${kept}` },
  'not-found': {
    title: 'O modelo não foi encontrado',
    hint: 'Ele pode ter sido movido ou retirado. Procure uma atualização do aplicativo.',
  },
  unauthorized: { title: 'É preciso entrar', hint: 'Entre no site de onde vem o modelo e tente novamente.' },
  forbidden: {
    title: 'Acesso negado',
    hint: 'Sua conta não permite baixar este modelo. Use outra ou peça acesso a quem o publica.',
  },
  gated: {
    title: 'É preciso aceitar a licença primeiro',
    hint: 'Aceite a licença na página do modelo e tente novamente.',
  },
  'rate-limited': {
    title: 'Solicitações demais',
    hint: `O servidor pede uma pausa. Tente novamente em alguns minutos. ${kept}`,
  },
  'bad-response': {
    title: 'O servidor enviou algo inesperado',
    hint: 'Tente novamente. Se acontecer de novo, pode haver um proxy ou firewall no caminho.',
  },
  'source-changed': {
    title: 'O modelo mudou no servidor',
    hint: 'Tente novamente para baixar a nova versão desde o início.',
  },
  'too-many-redirects': {
    title: 'O endereço do modelo não leva a lugar nenhum',
    hint: 'Procure uma atualização do aplicativo ou avise os autores.',
  },
  'insecure-url': {
    title: 'A conexão não seria segura',
    hint: 'O download foi interrompido para proteger você. Avise os autores do aplicativo.',
  },
  'captive-portal': {
    title: 'Esta rede pede que você faça login',
    hint: 'Abra o navegador, faça login na rede Wi-Fi e tente novamente.',
  },
  'checksum-mismatch': {
    title: 'O arquivo chegou danificado',
    hint: 'Ele não corresponde ao que foi publicado e por isso foi excluído. Tente novamente, de preferência em outra rede.',
  },
  'size-mismatch': {
    title: 'O arquivo tem o tamanho errado',
    hint: 'O modelo pode ter sido alterado. Procure uma atualização do aplicativo.',
  },
  'disk-full': { title: 'Espaço em disco insuficiente', hint: `Libere espaço e tente novamente. ${kept}` },
  'storage-denied': {
    title: 'Não é possível gravar na pasta de modelos',
    hint: 'Dê ao aplicativo permissão para gravar nela ou escolha outra pasta e tente novamente.',
  },
  'storage-io': {
    title: 'O disco informou um problema',
    hint: 'Verifique se a unidade está conectada e em bom estado e tente novamente.',
  },
  'quota-exceeded': {
    title: 'O navegador não concede mais espaço',
    hint: 'Remova modelos de que não precisa mais ou libere espaço em disco e tente novamente.',
  },
  locked: {
    title: 'A pasta de modelos está em uso',
    hint: 'Outra janela ou aplicativo está usando a pasta. Feche-o ou tente novamente mais tarde.',
  },
  cancelled: { title: 'O download foi cancelado', hint: 'Você pode iniciá-lo de novo quando quiser.' },
  'link-lost': {
    title: 'O serviço de downloads está fora de alcance',
    hint: 'A conexão está sendo restabelecida. Nada se perde.',
  },
  closed: { title: 'O serviço de downloads foi encerrado', hint: `Reinicie o aplicativo para continuar. ${kept}` },
}
