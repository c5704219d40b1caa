import { tradSimpPairs } from '../text/trad-simp-table.ts';

/** Folded to another character by the table, yet written in Simplified texts too: 著名, 乾坤, 什么. */
const alsoSimplified = new Set('么乾著徵夥帐馀甚覆');

/** Simplified forms that Big5 has among its common characters, so Traditional texts use them too: 后, 里, 只, 面. */
const alsoTraditional = new Set(
  [
    '并干布占局系私幸杰家佣仆雇俊凶胄克划札恤即念吃咽向采冢伙奸娘尸峰昆岳岩几吊雕佛后征栗戚欲蒙捍拼舍挨卷挂扇折扑抬教',
    '于旗既升晒台拐查杆棋矩杠梁朴僵泛污溯泄凌涌准沈漓床抵呆什酸愈痴症皂杯真困了朱秘御谷灶范筑蓑檐帘吁粽扎弦捆彩致累才',
    '群玩唇修庵搜席卜芸姜荐苔虱蔑同胡只里制核托注夸志咨噪溪丰狸逾挽回周游腌丑糖扣巨表旋合板暗辟云沾秋千愿刮飧余肴糊喂',
    '松斗哄郁咸面曲霉冬出更滑串句契金喇奈螺裸洛烙珞落酪卵拉廊朗浪狼郎冷老路露碌鹿弄牢磊雷漏陋勒肋菱陵丹怒率北便不泌索',
    '塞省辰拾若掠略亮良量女旅黎力年撚列劣烈裂廉捻令玲羚聆零例醴僚寮尿料燎阮柳流溜琉留硫六戮律隆利吏履易李梨泥理痢罹匿',
    '溺吝燐璘麟林淋立笠粒炙茶刺切度拓宅洞暴行降廓兀晴益神祥福靖精羽逸都侮僧免勉勤卑喝器墨悔慨憎敏暑梅海渚煮琢碑社祉祈',
    '祐祖祝突繁署者臭褐全充冀勇勺啕喙奄奔婢惘慎戴摒敖望杖歹滋瞧爵犯瘟盛直荒',
  ].join(''),
);

const traditionalOnly = new Set<string>();
const simplifiedOnly = new Set<string>();
fillSets();

function fillSets(): void {
  const chars = Array.from(tradSimpPairs);
  for (let i = 0; i + 1 < chars.length; i += 2) {
    const [from = '', to = ''] = [chars[i], chars[i + 1]];
    if (!alsoSimplified.has(from)) traditionalOnly.add(from);
    if (!alsoTraditional.has(to)) simplifiedOnly.add(to);
  }
  // A Traditional character can be the simpler form of a rarer variant.
  for (const char of traditionalOnly) simplifiedOnly.delete(char);
}

/** Characters of the text that only Traditional Chinese uses, each once. */
export function traditionalCharacters(text: string): string[] {
  return [...new Set(text)].filter((char) => traditionalOnly.has(char));
}

/** Characters of the text that only Simplified Chinese uses, each once. */
export function simplifiedCharacters(text: string): string[] {
  return [...new Set(text)].filter((char) => simplifiedOnly.has(char));
}
