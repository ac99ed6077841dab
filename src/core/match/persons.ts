/** Words that stand before a person's name. */
export const TITLES: ReadonlySet<string> = new Set(
  (
    'president king queen prince princess pope saint dr doctor mr mrs ms miss sir lord lady senator sen congressman congresswoman rep representative governor gov mayor minister premier chancellor emperor tsar sultan ' +
    'general gen colonel captain professor prof judge justice secretary ceo pm madame mme mademoiselle madam archbishop bishop sheriff comrade attorney lieutenant sergeant marshal admiral duke duchess baron count former late'
  ).split(' '),
);

const FIRST_NAMES =
  'james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin ' +
  'scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron jose adam henry nathan douglas zachary peter kyle walter ethan jeremy harold keith christian roger noah gerald carl terry sean austin arthur lawrence jesse dylan ' +
  'bryan joe jordan billy bruce albert willie gabriel logan alan juan wayne roy ralph randy eugene vincent bobby russell louis philip johnny mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa betty margaret sandra ashley kimberly emily donna ' +
  'michelle dorothy carol amanda melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather diane ruth julie olivia joyce virginia ' +
  'victoria kelly lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn janice jean abigail alice julia judy sophia grace denise amber doris marilyn danielle beverly isabella theresa diana natalie ' +
  'brittany charlotte marie kayla alexis lori elon bill barack hillary bernie boris theresa angela emmanuel vladimir volodymyr narendra xi justin benjamin francis benedict marie napoleon cleopatra julius leonardo isaac galileo nikola marie charles winston adolf franklin abraham ' +
  'martin nelson mahatma fidel che ernesto ludwig wolfgang johann vincent pablo salvador frida neil buzz yuri stanley steve tim jeff liz rishi tony gordon keir olaf viktor recep kim donald greta oprah taylor beyonce kanye madonna elvis marilyn freddie bob';

const SURNAMES =
  'trump biden obama clinton bush reagan kennedy nixon lincoln washington jefferson roosevelt churchill thatcher johnson truss sunak starmer blair cameron macron merkel scholz putin zelensky zelenskyy gerasimov erdogan modi netanyahu trudeau musk gates bezos zuckerberg ' +
  'jobs buffett soros epstein fauci einstein newton darwin tesla edison curie hawking galileo armstrong aldrin gagarin gandhi mandela hitler stalin lenin mao castro guevara napoleon bonaparte shakespeare mozart beethoven picasso dali kubrick spielberg swift beckham messi ' +
  'ronaldo pele maradona owens palin pence harris sanders warren pelosi mcconnell omar orban meloni berlusconi bolsonaro lula maduro chavez assad saddam gaddafi khomeini khamenei jong xi thunberg assange snowden franklin columbus magellan vespucci caesar cleopatra burke kissinger';

const names = new Set(`${FIRST_NAMES} ${SURNAMES}`.split(' '));

/** Whether a folded word is a well-known first name or surname. */
export function isPersonName(word: string): boolean {
  return names.has(word);
}
