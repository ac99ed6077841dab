/** The words of the bench's made-up claims, commonest first: a word is drawn less often the later it is listed. */

const list = (words: string): readonly string[] => words.trim().split(/\s*[|\n]\s*/);

/** Topics of claims, in the plural. */
export const NOUNS = list(`
  people|children|vaccines|voters|doctors|police officers|migrants|students|photos|patients|women|soldiers|workers|teachers|companies|schools|hospitals
  videos|ballots|immigrants|taxpayers|families|drugs|guns|masks|veterans|phones|viruses|scientists|protesters|farmers|nurses|judges|prisoners|tourists
  banks|drivers|dogs|cats|bees|whales|bats|birds|elephants|sharks|snakes|spiders|trees|forests|rivers|glaciers|volcanoes|earthquakes|hurricanes|wildfires|storms
  satellites|rockets|astronauts|planets|telescopes|drones|missiles|tanks|submarines|aircraft|helicopters|trains|buses|bridges|tunnels|airports|stadiums|museums
  churches|mosques|monks|bishops|priests|saints|statues|paintings|coins|bank notes|passports|visas|licences|pensions|mortgages|wages|taxes|tariffs|budgets|subsidies
  eggs|onions|lemons|bananas|apples|tomatoes|carrots|mushrooms|peanuts|almonds|herbs|spices|pizzas|burgers|sausages|soft drinks|energy drinks|wines|beers|coffees|teas|cakes
  toothpastes|shampoos|soaps|perfumes|candles|toys|dolls|bicycles|cars|lorries|batteries|solar panels|wind turbines|power plants|reactors|pipelines|mines|dams|wells
  antibiotics|painkillers|vitamins|pills|injections|blood tests|pacemakers|organs|kidneys|bones|teeth|brains|hearts|lungs|genes|cells|bacteria|worms|ticks|mosquitoes
  actors|singers|footballers|athletes|billionaires|journalists|bloggers|hackers|pilots|sailors|firefighters|librarians|barbers|plumbers|astronomers|historians|pharaohs
  emperors|pirates|vikings|dinosaurs|mammoths|fossils|pyramids|castles|temples|manuscripts|maps|flags|anthems|stamps|postcards|newspapers|textbooks|dictionaries`);

/** Attributes of the nouns. */
export const ADJECTIVES = list(`
  new|old|fake|free|federal|foreign|illegal|public|young|local|private|American|Chinese|Russian|European|secret|dead|toxic|homeless|pregnant|infected|unvaccinated|elderly
  armed|wounded|poor|rich|rare|giant|ancient|electric|nuclear|digital|organic|frozen|contaminated|counterfeit|imported|abandoned|wild|stray|deaf|blind|retired|unemployed
  wooden|golden|silver|plastic|radioactive|magnetic|underground|floating|invisible|haunted|sacred|medieval|Roman|Egyptian|Indian|Brazilian|Japanese|Mexican|Canadian|Swedish
  Turkish|Kenyan|Polish|Greek|Ukrainian|Korean|Nigerian|Australian|anonymous|masked|barefoot|left-handed|bilingual|orphaned|exiled|genetically modified|gluten-free|homemade`);

/** What a person or institution does to things. */
export const DEEDS = list(`
  banned|voted against|signed a law on|bought|killed|arrested|paid for|gave money to|lied about|deported|attacked|closed|donated|fired|sued|stole|burned|sold|invented|funded
  vaccinated|taxed|destroyed|rescued|poisoned|recalled|registered|hid|praised|mocked|photographed|evacuated|adopted|replaced|counted|inspected|smuggled|insured|pardoned|exported
  counterfeited|baptised|sketched|auctioned|hypnotised|catalogued|microchipped|fingerprinted|blindfolded|serenaded|quarantined|confiscated|subsidised|privatised|nationalised`);

/** What things do to people. */
export const EFFECTS = list(`
  cause|cure|prevent|kill|spread|contain|weaken|carry|double the risk of|trigger|protect against|can be mistaken for|heal|speed up|lead to|hide|detect|mimic|worsen|reverse`);

export const ILLNESSES = list(`
  cancer|Covid-19|autism|the flu|diabetes|heart attacks|strokes|dementia|asthma|malaria|measles|Ebola|depression|infertility|arthritis|migraine|tuberculosis|cholera|rabies|polio
  leukaemia|epilepsy|psoriasis|gout|anaemia|cataracts|glaucoma|scurvy|rickets|tetanus|typhoid|leprosy|plague|shingles|eczema|insomnia|kidney stones|hair loss|tooth decay|allergies`);

export const HOUSES = list(`
  government|police|Senate|parliament|health ministry|Supreme Court|city council|army|university|central bank|World Health Organization|United Nations|NASA|Pentagon|FBI|European Union
  Red Cross|tax office|navy|fire brigade|border guard|electoral commission|weather service|post office|school board|football federation|space agency|Vatican|Greenpeace|Interpol
  royal family|chamber of commerce|water board|national archive|geological survey|Olympic committee|chess federation|botanical garden|coast guard|customs office`);

export const PLACES = list(`
  the United States|China|Russia|California|Texas|India|New York|Florida|Germany|France|Italy|Ukraine|Brazil|Mexico|Canada|Australia|Chicago|London|Japan|Israel|Iran|Spain|Nigeria
  Pakistan|Turkey|Poland|Sweden|Kenya|South Africa|Egypt|Syria|Afghanistan|Ohio|Georgia|Michigan|Wisconsin|Arizona|Paris|Berlin|Rome|Madrid|Delhi|Mumbai|Manila|Jakarta|Seoul
  Kursk|Kyiv|Warsaw|Vienna|Oslo|Helsinki|Lisbon|Athens|Cairo|Lagos|Nairobi|Lima|Bogota|Caracas|Havana|Toronto|Sydney|Auckland|Hanoi|Bangkok|Dhaka|Colombo|Kathmandu|Tehran|Baghdad
  Nebraska|Vermont|Idaho|Montana|Kansas|Bavaria|Tuscany|Catalonia|Normandy|Wales|Scotland|Sicily|Crete|Iceland|Greenland|Patagonia|Siberia|Tibet|Punjab|Kerala|Sumatra|Borneo`);

export const FIRST_NAMES = list(`
  John|Maria|Donald|Barack|Joe|Hillary|Anna|David|Michael|Angela|Boris|Elena|James|Sarah|Ahmed|Fatima|Wei|Priya|Carlos|Lucia|Pierre|Claire|Hans|Greta|Olga|Ivan|Yuki|Kenji|Amara|Kofi
  Ingrid|Lars|Aoife|Declan|Zofia|Marek|Thandiwe|Sipho|Leila|Omar|Rosa|Diego|Mehmet|Ayla|Linh|Minh|Noa|Eitan|Chiara|Matteo|Freya|Magnus|Isla|Rory|Bronwyn|Gareth|Wanjiru|Otieno|Nadia|Tariq`);

/** Connecting words; drawn evenly, so that none is in every claim. */
export const SAID = list(
  'said|claimed|announced|denied|warned|admitted|revealed|promised|complained|joked|testified|insisted',
);
export const SHOWN = list('a photograph shows that|a video shows that|a photograph shows how');
export const PRICED = list('worth|valued at|for a price of|that cost|insured for|bought for|priced at|sold for');
export const SHARES = list(
  'in one of|in four of|in most of|in none of|among|in fewer than|in more than|in every group of',
);
export const BESIDE = list(
  'near|beside|behind|together with|opposite|below|above|in exchange for|with the help of|instead of',
);
export const REASONS = list(
  'because of|thanks to|in spite of|due to|regardless of|in return for|on account of|out of fear of',
);
export const TIMES = list('after|before|while|as soon as|until|on the day|a week before|months after|years after|when');
export const ARRIVED = list(
  'came to|left|were seen in|vanished from|arrived in|were banned in|flooded|were lost in|returned to',
);
export const SOURCES = list('according to|in a report by|in a letter to|at a meeting of|on a website of|in a video of');
export const EVENTS = list(
  'election|strike|trial|flood|war|festival|summit|holiday|drought|parade|marathon|debate|concert|eclipse',
);
export const SUFFERED = list(
  'banned|found|sold|hidden|burned|built|stolen|tested|buried|painted|counted|weighed|tagged|filmed',
);

/** The parts of made-up names and words. */
export const ONSETS = list('b|br|c|ch|d|dr|f|fl|g|gr|h|j|k|kl|l|m|n|p|pr|qu|r|s|sh|sl|st|t|tr|v|w|z');
export const VOWELS = list('a|e|i|o|u|ai|ea|ie|oo|ou');
export const CODAS = list('n|r|l|s|t|m|d|k|nd|rt|ll|ck|sk|x|th|ng|st|p');
export const NAME_ENDS = list('son|ez|ov|man|ini|berg|ski|ton|field|wood|ley|escu|sen|ides|wala|moto');
export const WORD_ENDS = list('a|o|ium|ex|in|ol|ite|an|or|us|ide|ine');

export const MONTHS = list('January|February|March|April|May|June|July|August|September|October|November|December');
export const RATINGS = list('False|Mostly false|True|Misleading|Mostly true|Half true|Pants on Fire!|Partly false');
export const PUBLISHERS = list(
  'Bench Facts|Claim CheckService|The Checkers|Rumour Watch|Fact Harbour|Second Look|Verify Today',
);
