/** Everyday goods with the price range in fen; some names hold commas and quotes on purpose. */
export interface Goods {
  readonly name: string;
  readonly lowestFen: number;
  readonly highestFen: number;
}

export const GOODS: readonly Goods[] = [
  { name: '鲜牛奶 950ml', lowestFen: 1290, highestFen: 2290 },
  { name: '抽纸, 3 层 120 抽 × 24 包', lowestFen: 2990, highestFen: 5990 },
  { name: '每日坚果 "混合装" 750g', lowestFen: 5900, highestFen: 12_900 },
  { name: '东北大米 10kg', lowestFen: 5590, highestFen: 9990 },
  { name: '手机壳，透明 6.1"', lowestFen: 990, highestFen: 3990 },
  { name: 'USB-C cable, 2 m, "braided"', lowestFen: 1500, highestFen: 4900 },
  { name: '早餐：豆浆+油条', lowestFen: 600, highestFen: 1500 },
  { name: '咖啡（大杯，少糖）', lowestFen: 1600, highestFen: 3600 },
  { name: '地铁充值', lowestFen: 2000, highestFen: 20_000 },
  { name: '停车费', lowestFen: 500, highestFen: 6000 },
  { name: '家电-电饭煲 4L', lowestFen: 19_900, highestFen: 69_900 },
  { name: '平板电脑 11 英寸, 256GB', lowestFen: 219_900, highestFen: 529_900 },
  { name: '运动鞋 42 码', lowestFen: 29_900, highestFen: 89_900 },
  { name: '牙膏/牙刷套装', lowestFen: 1990, highestFen: 4990 },
  { name: '=特价= 洗衣液 3kg', lowestFen: 2990, highestFen: 4990 },
  { name: '图书《算法导论》', lowestFen: 7900, highestFen: 12_800 },
];
