/**
 * Words by what they are, for telling *another thing* from *the same thing in other words*. Two unshared words of one class in the same place of two
 * otherwise like claims make them different claims; two unshared words of one synonym group do not. All are stems-to-be: `stem` is applied on load.
 */
import { stem } from './stem.ts';

const CLASSES: Readonly<Record<string, string>> = {
  disease:
    'cancer asthma diabetes dengue malaria autism epilepsy influenza flu measles polio ebola zika hiv aids covid mpox monkeypox cholera plague tuberculosis leprosy dementia alzheimer parkinson arthritis stroke ' +
    'depression anxiety schizophrenia hepatitis pneumonia rabies tetanus smallpox chickenpox shingles mumps rubella herpes obesity hypertension anemia leukemia lupus eczema acne migraine insomnia infertility typhoid meningitis sars mers scurvy gout cold ulcer cataract glaucoma blindness deafness',
  organ:
    'breast prostate lung liver kidney brain heart stomach skin colon bladder ovary cervical pancreas blood bone eye ear nose tongue throat teeth tooth hair nail muscle spine knee hip womb uterus',
  animal:
    'dog cat cow bull pig horse goat sheep chicken duck goose turkey fish shark whale dolphin octopus squid crab lobster shrimp bee wasp ant spider fly mosquito butterfly snake lizard frog toad turtle tortoise crocodile alligator ' +
    'bird eagle owl parrot penguin ostrich bat rat mouse rabbit hamster squirrel fox wolf bear lion tiger leopard cheetah elephant giraffe zebra rhino hippo monkey gorilla chimpanzee koala kangaroo panda camel llama deer moose goldfish chameleon sloth wombat scorpion jellyfish flamingo',
  food:
    'banana apple orange lemon lime mango grape strawberry pineapple tomato potato carrot onion garlic ginger turmeric spinach broccoli cabbage bread rice pasta sugar salt honey milk cheese butter egg meat beef pork bacon coffee tea ' +
    'beer wine vodka whisky chocolate nut peanut almond avocado kale celery mushroom oil vinegar juice soda cola soy tofu yogurt cinnamon pepper chili msg gluten',
  substance:
    'water alcohol caffeine nicotine fluoride mercury lead arsenic aluminium aluminum iron zinc copper gold silver platinum graphene bleach chlorine ammonia hydrogen helium nitrogen oxygen carbon methane uranium plutonium lithium cobalt sodium potassium calcium magnesium asbestos glyphosate ' +
    'collagen melatonin insulin cannabis marijuana cocaine heroin opium fentanyl ecstasy lsd tobacco',
  drug: 'aspirin ibuprofen paracetamol acetaminophen ivermectin hydroxychloroquine remdesivir viagra antibiotic antidepressant steroid statin penicillin morphine tamiflu metformin ozempic chloroquine',
  brand:
    'pfizer moderna astrazeneca biontech sputnik novavax sinovac facebook instagram whatsapp telegram signal twitter tiktok youtube snapchat reddit google apple microsoft amazon netflix tesla samsung huawei nokia sony intel nvidia openai chatgpt gemini bing ' +
    'iphone android windows linux firefox chrome safari coca pepsi mcdonald kfc starbucks nike adidas ikea walmart costco disney lego lidl aldi tesco carrefour ebay alibaba temu shein ford toyota bmw volkswagen volvo boeing airbus nasa spacex esa fbi cia nato un whorg imf unicef interpol opec gucci prada ' +
    'bitcoin ethereum dogecoin visa mastercard paypal uber airbnb zoom skype gmail yahoo',
  kin: 'mother father brother sister son daughter uncle aunt grandmother grandfather wife husband cousin nephew niece',
  weekday: 'monday tuesday wednesday thursday friday saturday sunday',
  month: 'january february april june july august september october november december',
  season: 'spring summer autumn fall winter',
  colour: 'red blue green yellow black white purple pink brown grey gray orange',
  rank: 'first second third fourth fifth sixth seventh eighth ninth tenth',
  vehicle:
    'car bus train truck lorry plane airplane aircraft helicopter ship boat bicycle bike motorcycle tram submarine rocket',
  religion:
    'muslim christian jew jewish hindu buddhist catholic protestant orthodox sikh atheist islam christianity judaism hinduism buddhism',
  direction: 'north northern south southern east eastern west western',
  age: 'adult child baby teenager',
  subject: 'mathematics physics chemistry biology geography literature grammar',
  people: 'viking knight samurai pirate gladiator pharaoh cowboy monk pilgrim aztec inca maya celt spartan',
  sex: 'man woman men women male female boy girl',
  sport: 'football soccer tennis cricket rugby hockey baseball basketball golf chess boxing swimming volleyball',
};

const SYNONYMS =
  'doctor,physician,medic|child,children,kid,toddler|kill,die,dead,deadly,death,fatal,lethal|vaccine,vaccination,vaccinate,jab,shot,inoculation,immunization|cause,trigger,lead,give,make,create,produce,induce,bring|car,automobile,vehicle,auto|' +
  'increase,raise,rise,grow,boost,up|decrease,fall,drop,decline,reduce,lower,cut,shrink,down|photo,photograph,picture,image,pic,photoshoot,snapshot|video,clip,footage,film,movie|see,seen,visible,spot,view,look,saw|police,cop,officer|buy,bought,purchase|' +
  'begin,start,began,begun|end,finish,stop,quit,over|ban,banned,forbid,forbidden,prohibit,outlaw,illegal|legalize,legalise,legal,allow,permit,allowed|build,built,building,construct,construction,erect|woman,female,lady,women|man,male,guy,men|speak,say,said,tell,told,state,claim,announce,declare|' +
  'big,large,huge,giant,enormous,massive|small,tiny,little|quick,fast,rapid,speedy|smart,clever,intelligent|sick,ill,illness,disease|cure,heal,treat,remedy|stop,prevent,avert,halt,block|election,vote,ballot,poll|war,conflict|soldier,troop,forces,army,military|fight,fought,combat,battle|' +
  'president,potus|money,cash,fund|job,work,employment|pay,paid,payment,fee,charge|student,pupil|school,college|house,home|rich,wealthy|poor,poverty|hoax,fake,staged,faked,fabricated|invent,invented,inventor,discover,discovery,discovered|earth,planet,world,globe|human,people,person,humans,mankind|' +
  'baby,infant,newborn|pregnant,pregnancy|old,aged,elderly,ancient|wrong,false,incorrect,untrue|true,correct,right|real,genuine,authentic,actual|heat,hot,warm,warming|cold,cool,chilly|eat,ate,eaten,consume,swallow,ingest|drink,drank,drunk|food,meal|meat,flesh|phone,mobile,smartphone,cellphone,cell|' +
  'internet,web,online|computer,pc,laptop|message,text,sms,msg|email,mail|delete,remove,erase|share,forward,spread|danger,dangerous,harmful,hazardous,harm,risky,risk,unsafe|safe,harmless,secure|poison,poisonous,toxic,venomous|grow,grew,growth|life,live,alive|sleep,asleep,slept|brain,mind|' +
  'contain,include,have,hold|use,utilise,utilize,usage|need,require,necessary|whole,entire,all,every|only,just,merely|always,constantly|about,approximately,around,roughly,nearly,almost|percent,pct|petrol,gas,gasoline,fuel|plane,airplane,aircraft,aeroplane,jet|queen,monarch,king|' +
  'coldest,cold|hottest,hot|bone,skeleton|moon,lunar|sun,solar|tv,television,telly|fridge,refrigerator|lift,elevator|autumn,fall|soccer,football|chip,microchip|bug,insect|virus,viral|bacteria,bacterial,germ|tooth,teeth|foot,feet|mouse,mice|goose,geese|lie,lied|lose,lost|win,won,winner,victory|' +
  'shoot,shot,film|break,broke,broken|fly,flew,flight|write,wrote,written,author|sing,sang,song|hide,hid,hidden|send,sent|sell,sold,sale|teach,taught|think,thought,believe|leave,left|keep,kept|meet,met|feel,felt|lead,led|run,ran|sit,sat|stand,stood|fought,fight|forbid,ban|' +
  'british,english,england,britain,uk|american,usa,america|surpass,exceed,beat|reveal,show,prove,confirm,demonstrate,find,found|quake,earthquake|storm,hurricane,cyclone,typhoon|crash,accident,collision|murder,kill|jail,prison,imprison|arrest,detain|steal,stolen,theft,stole|' +
  'scientist,researcher,expert|study,research|law,legislation,statute|tax,taxes,taxation|immigrant,migrant,refugee|wild,feral|tree,forest,rainforest|ocean,sea|rock,stone|road,street|town,city|nation,country|leader,chief,head,boss|general,gen|minister,pm,premier|company,firm,corporation,business|' +
  'inhabit,live,reside|originate,come,origin|travel,go,went,gone,move|help,aid,assist,support|destroy,ruin,damage,wreck|effective,efficacious,work|effect,impact,influence|half,50|twice,double|tall,high,height|long,length|heavy,weight,weigh|deep,depth|wide,width|near,close|far,distant,distance|hit,strike,slam|math,maths,mathematics,mathematical|christmas,xmas|close,closer,near,nearer,closest,nearest|pee,wee,urinate,urine|better,well,good|meds,medication,medicine,drug,tablet,pill|booze,alcohol|modern,today,current,present|reverse,opposite|label,classify,class,call|tummy,stomach,belly|employee,staff,worker';

const OPPOSITES =
  'increase,raise,rise,grow,boost,gain/decrease,fall,drop,decline,reduce,lower,shrink,lose|more,over,above/less,fewer,under,below|before/after|safe,harmless/unsafe,dangerous,harmful,risky|legal,legalize,legalise,allow,permit,decriminalize/ban,illegal,outlaw,prohibit,forbid,criminalize|' +
  'win,won,gain/lose,lost|hot,hottest,warm,warmest/cold,coldest|old,oldest/young,youngest,new,newest|big,biggest,large,largest/small,smallest|high,highest,tall,tallest/low,lowest,short,shortest|long,longest/short,shortest|first/last|best,good/worst,bad|most/least,fewest|real,genuine/fake,hoax,fictional|' +
  'alive/dead|open,reopen/close,shut|cause/prevent,cure,protect|improve,strengthen/worsen,weaken,impair|accept,approve,agree/reject,refuse,oppose,veto|support,favour,favor,endorse/against,oppose,condemn|start,begin,launch,announce/end,stop,cancel,abolish|arrive,enter,join/leave,quit,exit|' +
  'fast,fastest,quick/slow,slowest|strong,strongest/weak,weakest|rich,richest/poor,poorest|easy/hard,difficult|guilty/innocent|guilty,convicted/acquitted|born/died|buy/sell|love/hate|male/female|effective/ineffective,useless|healthy/unhealthy|possible/impossible|heavy,heavier,heaviest/light,lighter,lightest|' +
  'hire/fire|left/right|inside/outside|majority/minority|attractive/unattractive|inherit/earn|minimum/maximum|import/export|surplus/deficit|day/night|summer/winter|older/younger,newer|bigger,larger/smaller|taller,higher/shorter,lower|longer/shorter|faster,quicker/slower|hotter,warmer/colder,cooler|richer/poorer|stronger/weaker|closer,nearer/farther,further|easier/harder|better,good,great,help,protect/worse,bad,ruin,harm,damage,destroy|likelier/unlikelier|likely/unlikely|happy/unhappy|early,earlier/late,later|everyone/nobody|include/exclude|visible/invisible|known/unknown|able/unable|common/rare|sink/float|fresh/stale|wet/dry|rich/poor|attack/defend|love/hate|wear/remove|up/down|few,fewest,little/most,many,much|some/all|rarely,seldom/often,usually|begin/end|inside/outside|innocent/guilty';

/** Stems that say little by themselves: exchanging one of them makes no other claim. */
export const LIGHT_WORDS: ReadonlySet<string> = new Set(
  (
    'go get make take come keep put let become seem happen start begin try want like know think say tell hear see look find use give need mean call turn stay remain ' +
    'thing way lot bit kind sort stuff fact case part time people person someone somebody everyone anyone guy folk world day today now actual actually really ever still even again already always ' +
    'please share forward send message breaking news true claim study scientist expert doctor report research according source official confirmed apparently literally basically simply totally completely wow omg lol hey'
  )
    .split(' ')
    .map(stem),
);

/** Words that turn a statement into its opposite, as folded words, not stems. */
export const NEGATORS: ReadonlySet<string> = new Set(
  (
    'not no never none nobody nothing neither nor without cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt shouldnt couldnt hasnt havent hadnt aint ' +
    'false untrue incorrect debunked debunks debunk myth denied denies deny denying refused refuses refuse fails fail failed unable incapable hardly rarely seldom barely scarcely stopped disproved disproven refuted nonexistent zero ' +
    // German, Spanish, French, Portuguese, Italian, Dutch, Indonesian, Polish, Ukrainian, Russian, Turkish, Arabic, Hindi, Chinese.
    'nicht kein keine keinen keiner keinem nie niemals niemand nunca jamas ningun ninguna nadie tampoco pas jamais aucun aucune rien nao nem nenhum nenhuma ninguem ' +
    'mai nessun nessuno nessuna niente niet geen nooit tidak bukan tak belum nigdy nikt zaden не ні ніколи ніхто нет никогда никто degil yok hicbir asla لا ليس ليست لم لن غير नहीं नही मत 不 没 没有 未 无 非'
  ).split(' '),
);

/** The languages whose "not" is among them. */
export const NEGATION_LANGUAGES: ReadonlySet<string> = new Set(
  'en de es fr pt it nl id pl uk ru tr ar hi zh'.split(' '),
);

const classOf = new Map<string, string>();
for (const [name, words] of Object.entries(CLASSES)) for (const word of words.split(' ')) classOf.set(stem(word), name);

const groupsOf = new Map<string, number[]>();
for (const [index, group] of SYNONYMS.split('|').entries()) {
  for (const word of group.split(',')) groupsOf.set(stem(word), [...(groupsOf.get(stem(word)) ?? []), index]);
}

const poles = new Map<string, { axis: number; pole: 0 | 1 }[]>();
for (const [axis, pair] of OPPOSITES.split('|').entries()) {
  for (const [pole, side] of pair.split('/').entries()) {
    for (const word of side.split(',')) {
      const known = poles.get(stem(word)) ?? [];
      poles.set(stem(word), [...known, { axis, pole: pole === 0 ? 0 : 1 }]);
    }
  }
}

/** @returns the class of things a stem names, such as `disease`, or undefined */
export function toClass(stemmed: string): string | undefined {
  return classOf.get(stemmed);
}

/** Whether two stems can stand for each other in a claim. */
export function areSynonyms(one: string, other: string): boolean {
  const groups = groupsOf.get(one);
  if (groups === undefined) return false;
  const others = groupsOf.get(other);
  return others !== undefined && groups.some((group) => others.includes(group));
}

/** Whether two stems stand at opposite ends of one scale. */
export function areOpposites(one: string, other: string): boolean {
  const ends = poles.get(one);
  const others = poles.get(other);
  return (
    ends !== undefined &&
    others !== undefined &&
    ends.some(({ axis, pole }) => others.some((end) => end.axis === axis && end.pole !== pole))
  );
}
