import { readFileSync } from 'node:fs';
import { cleanMessage } from '../src/core/claim/clean.ts';
import { createMatcher } from '../src/core/match/matcher.ts';
import { createMatchingModel } from '../src/core/match/model.ts';
import { indexCorpus, EVERYONE } from '../tools/matching-data.ts';
import { toAskedForms, toKnownForms } from '../src/core/language/canonical-form.ts';
import { toStatements } from '../src/core/language/message-statements.ts';
const W = JSON.parse(readFileSync('src/core/match/weights.json','utf8'));
const [f, want, most='40'] = process.argv.slice(2);
const rows = readFileSync('/work/shared/data/pairs/'+f+'.jsonl','utf8').trim().split('\n').map(l=>JSON.parse(l));
const store = await indexCorpus(rows.map((r,i)=>({id:String(i),claim:r.prior,title:'',forms:[],label:'false' as const,summary:''})));
const m = createMatcher({priors: store.priors, model: createMatchingModel(W)});
let n=0, s=0, d=0;
for (const r of rows) {
  const known = new Set(toKnownForms(r.prior));
  const ident = toStatements(cleanMessage(r.asked).text).flatMap(toAskedForms).some(x=>known.has(x));
  const res = await m.match(cleanMessage(r.asked), EVERYONE);
  const mine = res.find(x=>rows[Number(x.surface.id)].prior===r.prior);
  const lik = ident || mine?.grade==='likely';
  if (lik) r.same ? s++ : d++;
  if ((want==='d' && !r.same && lik) || (want==='s' && r.same && !lik)) { if (n++ < Number(most)) console.log(mine?.probability.toFixed(2), mine?.likeness.toFixed(2), mine?.differences.map(x=>x.kind+':'+x.asked+'/'+x.prior).join(','), '|', r.prior, '|', r.asked); }
}
console.log(f, 'same', s, 'diff', d);
store.close();
