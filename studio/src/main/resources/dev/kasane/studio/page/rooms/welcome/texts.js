import {addTexts} from '/base/texts.js';

addTexts({
  'welcome.title': ['Watch networks learn', 'ニューラルネットの学習を見る'],
  'welcome.lead': ['Build a network, train it, look inside while it learns, and use it. Everything runs on this '
      + 'machine; nothing is sent anywhere.',
      'ネットワークを組み立て、学習させ、学習中の中身をのぞき、使ってみる。すべてこのマシンの中で動き、外には何も送りません。'],
  'welcome.begin': ['Begin with images', '画像から始める'],
  'welcome.small': ['Or with a small world', '小さな世界から始める'],
  'welcome.rooms': ['Rooms', '部屋'],
  'welcome.hints': ['Good to know', '知っておくと便利'],
  'welcome.hint.tabs': ['Runs belong to the program, not to the page: close this tab, open it again or open several, '
      + 'and find everything as it is.',
      '学習はページではなくプログラムの中で続きます。タブを閉じても、開き直しても、いくつ開いても、今の状態が見えます。'],
  'welcome.hint.own': ['Your own training can be shown here: “kasane train RECIPE --studio”, or a StudioCallback in '
      + 'your fit. It appears under “Runs”.',
      '自分の学習も表示できます。kasane train RECIPE --studio か、fit に StudioCallback を渡すと「学習の記録」に現れます。'],
  'welcome.hint.keys': ['With the keyboard: Tab moves on, the arrow keys move in the menu, Space and Enter press, and '
      + 'charts zoom with the mouse wheel or two fingers.',
      'キーボード: Tab で次へ、メニューでは矢印キー、Space と Enter で実行。グラフはホイールか 2 本指で拡大できます。'],
  'welcome.hint.link': ['The page can be reached from this machine only, by whoever has the link that the program '
      + 'printed. Do not pass it on.',
      'このページは、このマシンから、プログラムが表示したリンクを知る人だけが開けます。リンクは他人に渡さないでください。'],
  'about.image': ['Digits and photos: choose data and a network, train, draw a digit, look at every layer, go back in '
      + 'time.',
      '数字や写真。データとネットワークを選んで学習し、数字を描き、各層を見て、時間をさかのぼる。'],
  'about.inside': ['Activations, gradients and filters of every layer, and the sums behind each number.',
      '各層の活性化、勾配、フィルター。ひとつひとつの数の計算の中身。'],
  'about.classify': ['Points in the plane, two colours: watch the border bend. Circle, spiral, XOR, or your own.',
      '平面上の 2 色の点。境界が曲がっていくのを見る。円、渦巻き、XOR、自分で置いた点。'],
  'about.regression': ['A curve through points: every neuron’s share in it, live.',
      '点を通る曲線。どのニューロンが何を描くかをその場で。'],
  'about.autoencoder': ['Pictures squeezed into two numbers and back: a map of digits that nobody labelled.',
      '画像を 2 つの数に縮めて戻す。ラベルなしでできる数字の地図。'],
  'about.painting': ['A network that learns one picture: position in, colour out.',
      '1 枚の絵を覚えるネットワーク。位置から色へ。'],
  'about.optimizers': ['All methods side by side, from the same start on the same batches.',
      'すべての最適化手法を、同じ初期値と同じバッチで並べて比較。'],
  'about.search': ['A table in, many networks tried, the best answer together.',
      '表を入れると多くのネットワークを試し、良いものが合議で答える。'],
  'about.qlearning': ['A little animal that learns by reward to find apples and avoid poison.',
      'ごほうびで学ぶ小さな動物。りんごを探し、毒を避ける。'],
  'about.runs': ['Every run with its curves, also those of your own programs; reports as files.',
      'すべての学習とその曲線。自分のプログラムの学習も。レポートはファイルに。'],
});
