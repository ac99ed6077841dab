import { fold } from './tokens.ts';

/**
 * Places that a claim can be about, each under one canonical name, with the words for its people. Countries come from Intl (CLDR); the lists
 * below add what CLDR has no word for. The gazetteer only tells *another* place from the same one, so it needs names, not geography.
 */
const PEOPLES =
  'america:american,americans usa:usa british:british,britain,britons,brits,uk,england,english,gb french:france,french german:germany,german,germans italian:italy,italian,italians ' +
  'spanish:spain,spanish,spaniards dutch:netherlands,dutch,holland russia:russia,russian,russians,kremlin ukraine:ukraine,ukrainian,ukrainians poland:poland,polish,poles ' +
  'sweden:sweden,swedish,swedes norway:norway,norwegian,norwegians denmark:denmark,danish,danes finland:finland,finnish,finns iceland:iceland,icelandic ireland:ireland,irish ' +
  'scotland:scotland,scottish,scots wales:wales,welsh switzerland:switzerland,swiss austria:austria,austrian,austrians belgium:belgium,belgian,belgians portugal:portugal,portuguese ' +
  'greece:greece,greek,greeks turkey:turkey,turkish,turks,turkiye hungary:hungary,hungarian,hungarians romania:romania,romanian,romanians bulgaria:bulgaria,bulgarian,bulgarians ' +
  'czech:czech,czechia,czechs slovakia:slovakia,slovak,slovaks serbia:serbia,serbian,serbs croatia:croatia,croatian,croats bosnia:bosnia,bosnian albania:albania,albanian ' +
  'belarus:belarus,belarusian estonia:estonia,estonian latvia:latvia,latvian lithuania:lithuania,lithuanian moldova:moldova,moldovan georgia:georgia,georgian armenia:armenia,armenian ' +
  'azerbaijan:azerbaijan,azerbaijani china:china,chinese japan:japan,japanese india:india,indian,indians pakistan:pakistan,pakistani bangladesh:bangladesh,bangladeshi ' +
  'northkorea:northkorea,dprk southkorea:southkorea vietnam:vietnam,vietnamese thailand:thailand,thai indonesia:indonesia,indonesian malaysia:malaysia,malaysian ' +
  'philippines:philippines,philippine,filipino,filipinos singapore:singapore taiwan:taiwan,taiwanese mongolia:mongolia,mongolian nepal:nepal,nepalese australia:australia,australian,australians,aussie ' +
  'zealand:zealand canada:canada,canadian,canadians mexico:mexico,mexican,mexicans brazil:brazil,brazilian,brazilians argentina:argentina,argentine,argentinian chile:chile,chilean ' +
  'peru:peru,peruvian colombia:colombia,colombian venezuela:venezuela,venezuelan cuba:cuba,cuban bolivia:bolivia,bolivian ecuador:ecuador,ecuadorian egypt:egypt,egyptian,egyptians ' +
  'israel:israel,israeli,israelis palestine:palestine,palestinian,palestinians,gaza iran:iran,iranian,iranians,persia,persian iraq:iraq,iraqi,iraqis syria:syria,syrian,syrians ' +
  'lebanon:lebanon,lebanese jordan:jordan,jordanian saudi:saudi,saudis yemen:yemen,yemeni qatar:qatar,qatari emirates:emirates,uae,emirati kuwait:kuwait,kuwaiti afghanistan:afghanistan,afghan,afghans ' +
  'morocco:morocco,moroccan algeria:algeria,algerian tunisia:tunisia,tunisian libya:libya,libyan sudan:sudan,sudanese ethiopia:ethiopia,ethiopian kenya:kenya,kenyan nigeria:nigeria,nigerian ghana:ghana,ghanaian ' +
  'somalia:somalia,somali uganda:uganda,ugandan rwanda:rwanda,rwandan congo:congo,congolese zimbabwe:zimbabwe africa:africa,african,africans europe:europe,european,europeans asia:asia,asian,asians ' +
  'antarctica:antarctica,antarctic arctic:arctic moon:moon,lunar mars:mars,martian venus:venus jupiter:jupiter saturn:saturn mercury:mercury neptune:neptune uranus:uranus pluto:pluto ' +
  'eu:eu sun:sun space:space,orbit roman:rome,roman,romans ussr:ussr,soviet,soviets';

const CITIES =
  'oxford cambridge harvard yale princeton stanford london paris berlin madrid lisbon vienna prague warsaw budapest moscow kyiv kiev athens brussels amsterdam copenhagen stockholm oslo helsinki dublin edinburgh glasgow manchester liverpool birmingham leeds bristol ' +
  'cardiff belfast milan naples turin venice florence bologna palermo genoa barcelona valencia seville bilbao malaga porto lyon marseille nice toulouse bordeaux lille strasbourg munich hamburg frankfurt cologne ' +
  'stuttgart dresden leipzig zurich geneva basel bern salzburg krakow gdansk bucharest sofia belgrade zagreb sarajevo tirana minsk vilnius riga tallinn istanbul ankara izmir jerusalem beirut damascus baghdad tehran ' +
  'riyadh mecca medina doha dubai cairo alexandria tripoli tunis algiers casablanca rabat lagos abuja accra nairobi kampala kigali johannesburg pretoria durban harare khartoum mogadishu addis dakar ' +
  'tokyo osaka kyoto hiroshima nagasaki seoul busan pyongyang beijing shanghai wuhan shenzhen guangzhou taipei hanoi saigon bangkok manila jakarta bali delhi mumbai kolkata chennai bangalore hyderabad karachi lahore islamabad ' +
  'dhaka kathmandu colombo kabul sydney melbourne brisbane perth adelaide canberra auckland wellington toronto montreal vancouver ottawa calgary edmonton winnipeg quebec ontario alberta ' +
  'york washington chicago houston dallas austin phoenix philadelphia boston seattle denver detroit miami orlando atlanta minneapolis portland baltimore memphis nashville charlotte cleveland pittsburgh cincinnati milwaukee ' +
  'oakland sacramento tucson tulsa omaha angeles francisco diego vegas orleans bogota lima quito santiago caracas havana rio brasilia buenos montevideo asuncion kursk donetsk luhansk kharkiv odesa crimea kherson mariupol bakhmut chernobyl fukushima ' +
  'alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska ' +
  'nevada hampshire jersey carolina dakota ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia wisconsin wyoming ' +
  'himalaya everest amazon sahara nile pacific atlantic mediterranean caribbean siberia tibet scandinavia bavaria catalonia kashmir punjab xinjiang greenland';

/** Country names that are common words or names in English claims and would be places by mistake. */
const AMBIGUOUS = new Set([
  'turkey',
  'jordan',
  'chad',
  'mali',
  'guinea',
  'island',
  'islands',
  'saint',
  'american',
  'united',
  'republic',
  'south',
  'north',
  'new',
  'and',
  'the',
  'of',
]);

let known: ReadonlyMap<string, string> | undefined;

/** @returns the canonical place a folded word names, or undefined */
export function toPlace(word: string): string | undefined {
  known ??= buildGazetteer();
  return known.get(word);
}

function buildGazetteer(): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  for (let first = 65; first <= 90; first += 1) {
    for (let second = 65; second <= 90; second += 1) {
      const name = fold(names.of(String.fromCharCode(first, second)) ?? '');
      // Countries of one word only: the pieces of "Sierra Leone" are no places each.
      if (name !== '' && !/[^\p{L}]/u.test(name) && !AMBIGUOUS.has(name)) places.set(name, name);
    }
  }
  for (const city of CITIES.split(' ')) places.set(city, city);
  for (const group of PEOPLES.split(' ')) {
    const [name = '', words = ''] = group.split(':');
    for (const word of words.split(',')) places.set(word, name);
  }
  return places;
}
