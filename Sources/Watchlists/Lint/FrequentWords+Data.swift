// Made by scripts/make-frequent-words. Do not edit: run it again.
// In how many public texts of these collections a word stands:
// - AfriSenti, CC-BY-4.0
// - KazNERD, CC-BY-4.0
// - KazSAnDRA, CC-BY-4.0
// - SemEval2025-Task11 (BRIGHTER), CC-BY-4.0
// - UD_French-GSD, CC-BY-SA-4.0
// - UD_Russian-Taiga (social), CC-BY-SA-4.0
// swift-format-ignore-file

extension FrequentWords {
    /// Lines of a number of texts and the words that stand in that many.
    static let all = [
        FrequentWords("kk", texts: 626, """
            72 өте
            58 керемет
            46 жақсы
            42 мен
            39 екен маған ұнады
            35 бұл
            31 бір
            30 бар
            29 ойын
            28 күшті
            27 осы
            26 емес
            25 да
            24 жоқ
            23 керек көп
            20 бірақ деп неге
            18 енді және
            17 де жұмыс
            15 адам еді екі не қатты үшін
            14 болады жатыр рахмет
            13 ең жаман ол сол
            12 біз жүз нашар
            11 ал алып береді болып қазір
            10 айтып алған барлық жылы сапасы қазақ өз
            9 алла болса деген жазып менің он осындай тұр ыңғайлы ішінде қалай әрі
            8 басқа бойынша болар болсын жаксы кеңес мың олардың оте отыр разы сосын ғана қосымша
            7 барлығы дейді дұрыс жатырмын каспи катты кейін ма маган мына оның рет сияқты тартып тек қазақша үш
            7 өткен
            6 алмай ақша бес болатын болды бүгін бәрі дейін жиырма жок жұлдыз кезде мүлдем мүмкін сайын су супер
            6 тез теңге төмен унады ғой қала ұнамады
            5 адамға ай алады алғашқы бағдарлама берді жарнама жасамайды жасап жер жумыс келеді кетеді кеткен
            5 менде миллион оиын орын осыны пайдасы приложение сатып себебі сонда тіпті халықаралық шығар шығып
            5 істеп қазақстан қанша қызмет қымбат қырық үлкен ұнайды әдемі әлі әр өйткені
            4 аз алуға алыңдар ау ашылмайды бағасына бе беред берем береміз беремін биыл болған бул дәл егер
            4 екінші ешқандай жалпы жаңа жеті жоғары жулдыз жылға и кайта келген келді кете кушты мал мемлекет
            4 мысалы мықты нші ойында олар ондай пайда пен президент рақмет ретінде сапалы саған соңғы сөз
            4 тамаша туралы түсті тұрады төрт унамады шетелдік шығарған шықты ыы яғни іс істемейді қазіргі қалды
            4 қашан қиын қолданба қызық қызықты ұнаған ұсынған өтініш
            3 автоматты адамдарға айналып аллаһ алмайды алты ауыз ба банк бас бастап басшысы басында бағасы бері
            3 болуы бізге бірдей бүгінде гб гой дауыс дегенмен десең дурыс дым екенсің екенін еліміздің етеді
            3 жасаған жастар жатырмыз жаңарту жеке жерге жергілікті жоба жол жоқпын жылдам жылдан зор кейде
            3 келмей кім күн күні көмек лайк мамандар машина маңызды мені мынау мүмкіндік мә негізгі облысы
            3 обновление одан ойынды оны осылай отыз оған сагат сауда секілді скачать судың сіздерге таза
            3 таңертең тг тілінде тұрғындардың уақытта уже унайды ушин халық халыққа ыншы ыңғайсыз інші іске
            3 істей істемей ғо қажет қайтадан қалады қалған қана қандай қара қарап қатысты қойдым қойған қуып
            3 ұзақ ұнамайды әзірге әлсіз әуежайы өзі өзіме өмір өседі өтірік
            2 boeing əдемі а автор адамда адамдар айта айтады айтарым айтты алайда аласын алатын алдағы алдым
            2 алдын алмады алмадым алмаймын алмайсың алу алға алғыс алғысым ардақ арзан артық арқасында арқылы
            2 астана асылханұлы асып асқан ауыл ауысып аша ашылмай аясында ақ ақпарат ақпараттық базар
            2 байланысты бала бари баска басты баяндайды бағдарламасы бағыт белгілі берген береди береды
            2 бермейді би бойы бойына боламыз болдым болмайды болмауы болу болғандықтан болғаны боп бос біздің
            2 білмейм білмеймін білім біріне бірінші бүгінгі бүкіл бұдан бұрын бұрынғы бұған вапше владимир
            2 вообще гектар далбаса дан даусы делінген демек десе десем деңгейі диктордың доллар достары
            2 дүниежүзілік екенің елу елі енген ерекше ерте есік ету етіп еуразиялық еш еңбек жазады жаздым жазу
            2 жазылмайды жай жайлы жане жасадым жасайды жасауға жасы жатырм жатқанын жағдайда жағынан жаңалықтар
            2 жаңағы жаңғыру жерде жетеді жетті жиынды жолды жолы жоғарғы жусан жылдамдығы жылдың жіберу жүзеге
            2 жүйесі жүктеп жүр жүргізілген жүріп жұмсақ жұрттың жөндеп жөндеуге иин инвесторлардың интернет ия
            2 иісі каждый калады калып каспиге каспий кез кейбір келер келесі кемі кең кеңестің киевке киын код
            2 комиссиясы кушти кіреді күнде күту көмегімен көп-көп көпқабатты көрейін көреміз көретін көрсетеді
            2 көрсету көрінеді көңілімнен логин лохотрон маңында мб медициналық мемлекеттік
            2 мемлекеттік-жекеменшік менім музыка мұндай мәселелер мәселесі назарбаев намаз негізі новый
            2 нұр-сұлтан нұрсұлтан нәрсе нөмірі облыстық оданда ой ойлаймын ойлап ойнайды олай оларды оларға
            2 онай орай орналасқан орта орындаған орысша отбасы отырасың отырмыз отырысында оқып пайдалы пайызға
            2 парол пилоттық полный премиум приложениеге программа проста процент проценті реклама ресей рухани
            2 сабақ сайлау салу санаулы саяси себепті сендердің сиякты солардың сондай-ақ соны сонымен сотқа
            2 сәлеметсіз сөзбен сөздер табылады тагы талап тартпаңдар тартындар тастады тағы таңда таңдау
            2 тегеран тегін телефон телефонды темір теңгеден тиімділігін толығырақ толық том триллион тур турде
            2 тізім тілді тілшіміз тілін түрде түркия түркістан түсі тұрмайды тұрған тұңғыш уақытынан ушын фото
            2 фф халықтың халқының шаруашылығы шағын шексіз шыкты шығарамыз шығын шыққан ыстық энергия і іріктеу
            2 істейтін іші іі қазақстандық қазақстанның қазақтың қалалық қаласында қаласындағы қарамастан
            2 қарапайым қарасты қарсы қате қауіпке қолдана қолданып қолдап қолын қорытынды қорқынышты қоса
            2 қосылмайды қотақбас қызметкерлері қызым қызыма қысқа құлады құны құрал құрылыс құрылған үй үйден
            2 ұлттық ұнап ұсынды ұшағы әйел әкелді әкеліп әлем әлеуметтік әріптесім әскери өзара өзгермейді
            2 өзгеріс өзім өзің өкінбейсіңдер өкінішке өмірге өткізуді өтте өтті өту
            """),
        FrequentWords("ru", texts: 613, """
            160 и
            147 в
            112 не
            100 на
            87 я
            67 с
            64 что
            59 как
            56 а
            51 это
            40 все меня
            38 так у
            31 но
            30 же
            29 он
            27 по
            26 из
            25 мне уже
            22 вот к о то
            21 за ты
            19 когда
            17 мы ну только
            16 вы от
            15 есть нет просто
            14 для до мой надо
            13 день еще люди тут
            12 да его кто можно чтобы
            11 боюсь бы даже их себя сейчас тебя тоже этот
            10 будет если жизни ненавижу они очень со
            9 был было вас всех потому страшно
            8 бесит блять больше была быть вообще всё дома завтра никогда один сегодня такое чем
            7 без боже вам которые нахуй нужно почему спасибо тебе теперь этой
            6 во время или лучше мама много можете моя нас него ни ним под потом при раз свою сука там эти
            5 бесят блин были весь всем где год ещё жить здесь иди каждого какой конечно лишь людей моей мысли
            5 них ничего опять поэтому себе снег стало такой того фото школу
            4 ведь вечер видео времени всегда всего говорит дела друзья дух ибо идет каждый какие который
            4 красота лет мать могу может мои надеюсь найти ого одна особенно первый пока понимаю сам самое
            4 своем свой совсем стали такие таким тех тогда том утро хорошо хотя хочу человека шоке языков
            3 аж больших большой будто бывает вещи вижу вместе возможно вон воу вся выходные городе давно
            3 декоративного денег дерьмо добрый друг другой ее заебали запах зачем земли игры иду из-за
            3 искусства какая ко которого красоте кроме кстати ли люблю между мерзко могут над наиболее народов
            3 настроения наш неделю ней немного новый норм однако она отвратительно перед плохо пожалуйста
            3 поздравляю пор последние про птичка пугает работать работу работы реально родители сама светка
            3 своей своими своих сильно сказал сказала смысл сначала стекло стоит странно сын такая ужас ужасно
            3 фу хотел хочешь человек что-то чтоб чувствую этого эту юрка
            2 one x ааааа андрей б банка безопасности безумно бля божественно болен буду будут будь важное
            2 великий вечно видеть видимо видит видна вода воздух возможности вокруг волосы вопрос врач все-таки
            2 вселенной всю выйти выходил выходить гнева говна говорил говорят года голос горе грустно давай
            2 данного два действительно делает деле десять детей дитя дней днем дня доброе должна должны домой
            2 дорогостоящие другого думала думать ей её желание жив жизнь жопу задолбали заебало законы засыпало
            2 звезда звонка зиму зло значит идти им именно интересно интересов используется историю итог каждой
            2 каждом кажется какой-то какую катке клев композиция которых крещением крым куда ладно лед лежал
            2 леса литература любимая любительской любовь людям малых мам массы места месте минут мир мира
            2 младописьменных младшая мог могла могли мода мрази мудрость мужик наконец нам нами например наргиз
            2 настроение нашей нашем невозможно нельзя неожиданно нереально неужели ник ноги нужен об обман
            2 обожаю общественных объяснять огонь одно около оно отдохнуть оформление пару пенсии песня пиздец
            2 пить плюсы повезло погибших погодок поезд пойду пойти понимание попробуй поражаюсь после последней
            2 поставила постоянно права правду правила прекрасный придумали приехала приходите пришлось приятно
            2 произведения противно прям прямо пугают пух пятницу работает равно развитие разработке рейтинг
            2 решать рисовал родной родственник русская рыбалке самого самом самый сделала семьям сидеть системе
            2 сих скажу сказало сказать скоро славы словами смешно сможет смотреть снегом соболезнования
            2 создания социальные сочи сплю способ сразу стал становится стать столько стороны стояла стране
            2 страны страха страшные субботу суки сутки существуют счет считают также таких такого таком такую
            2 твиты твою тело теории терминов терминологии территориях тому точки тошнит трудно тупо тяжело
            2 увидела удивлена удивляюсь уж украшения улице умру ура ураа утра учиться фильм х хорош хорошего
            2 хороший хотелось хоть хочет хочется художественная хуесосы хуй целью цена червяк честно число
            2 читать школе школы эпохи эта этапе этим этом эх языками
            """),
        FrequentWords("sw", texts: 599, """
            201 ni
            168 na
            143 ya
            104 kwa
            98 wa
            53 sana za
            51 kama
            43 watu
            40 tu
            38 mtu
            36 sasa
            35 hii
            33 the
            30 leo
            29 la lakini
            27 kuna
            26 mimi
            25 kwenye ndio
            23 hawa mungu nini
            22 siku
            21 hiyo katika
            19 ama i juu to
            18 au in
            17 a cha yako
            16 bado hapo
            15 hapa is kila sio wewe
            14 and gani of wako wale
            13 ata huyu kazi kitu kutoka kuwa pesa si zaidi
            12 but hadi hata huku sisi yake yangu
            11 haha hao hio hivi huwa mbaya ndo
            10 huduma ile mbona me namba nayo niko on pia tanzania wote
            9 aje asante bana habari hakuna ka kupata kwani my nasi vile
            8 ahsante ati bora hizi hizo huyo karibu kupitia mama mwenye pole sijui tafadhali that this tunaomba
            8 unaweza vya wake yao
            7 are at baba bila changamoto huu ila jana kabisa kumbe madem maisha mwanaume n nani naomba ndani
            7 next nikama nje serikali shida uhuru wakati wana wengine wenye wetu yetu yeye zao
            6 acha after be by game huko it just kabla kuona kusema kutoa kuwasiliana maana mambo mimba mkono
            6 mpaka msaada namna nchini pale sawa shule simu so taarifa their time twitter wanaume wapi we what
            6 your zetu
            5 akiwa alafu all baada bidhaa bwana day elimu endelea for hahaha hali hana haya hehe hela how jamaa
            5 je kenya kufanya kwamba letu miaka mtoto mwingine nguvu noma nyumba nyumbani one pamoja taifa
            5 tarehe tatizo tawi then una vijana vitu wacha wasee watoto who wiki you yule zote
            4 afya ako ambao amesema anataka buana come dame dawa dem familia haina hawezi hewa hivyo ikiwa ili
            4 jambo jamii ju jua k kichwa kina ku kwanza kweli kwenda live macho mamlaka mapema mbali men mi
            4 miguu mke moja morning mteja muhimu mwaka mwenyewe nafasi naye ndiyo nguo nikiwa no now polisi
            4 sema tena timu tuna ujumbe uko unataka up us uzinduzi video vizuri wanawake wangu wao was wengi
            4 will yani yote zake zako
            3 about aki akili akisema alikuwa alisema ambaye an ana anakaa anasema anga any asifiwe asubuhi
            3 baadhi back basi black bure c chakula china city dar days dhani disemba dkt don't down dunia exams
            3 fahamu fans followers from gas gharama good h haki halafu haraka has he house iko itakuwa ivo
            3 jukwaa kaa kati kawaida kifo kijana kufahamu kujenga kujua kuku kule kupokea kushinda kutokana
            3 kwako labda lako lazima let maina maji mara mashariki matumizi mbele mbunge mechi mhe milioni
            3 mitatu mjini mko mkubwa mlango mlisema mmoja money moyo mpya msee mvua mwanza mzae mzee mzima
            3 mzuri najua namshukuru nao naona nashukuru ndugu ngapi nilikua nilikuwa njaa not nyinyi ofisi only
            3 oomf or out person picha piga pombe rais saa sababu sehemu should simba sina siwezi siz size sober
            3 soda soko story tangu tao tell they those tunashukuru tuu tv tweet uganda ukiwa unajua usiku
            3 usumbufu utoaji uyo wajua walai wateja waziri week weekend wilaya women world wowote yesu yoyote
            3 zangu zoezi
            2 account adui afanye africa afrika age aj ajab ajili ajira alama alikuja am amachiko amefanya
            2 ameshinda anajua anakua anatumia anauliza anaweza anyway around as asanteni asanti aty awamu
            2 azimio baby badala baridi bei bestie bet between biashara binafsi bofya bro btw bunge business
            2 campus catfish cause chadema chafu chagua chama cold community county cousin cup dada daily
            2 daladala daraja dead dm dodoma dr dryspell duniani dustbin early enjoy es eti even fair fake
            2 family fear fedha first flani follow form fresh friday fulani furaha gb god group gtgt had hakika
            2 hapana happened hatua have hawajui hawako hawawezi hehehehe hilo home hour htt hujifanya hukua
            2 hukuwa husika hutaka ikue ilikuwa imagine inaeza instead interview into io ipo it's iwe iyo izo
            2 jiji jioni jirani job jokes juja kabsa kadhaa kaka kakitu kampuni kiasi kid kidnapped kidogo
            2 kifurushi kijamii kijiji kile kilimanjaro kilunda kimataifa kipindi kisha know kuamka kuanzia
            2 kubeba kubwa kuepuka kufurahia kuishi kukufahamisha kula kuliko kununua kupika kushirikiana kusini
            2 kutembelea kutuandikia kwangu kwetu land life like lissu loo lost love low lowkey lugha m ma
            2 maamuzi mabula mademu madini madrid magazeti magenche magoli make makiwa makosa makubwa mali
            2 malipo man manchester maneno mangapi mapenzi mashindano matajiri matokeo maybe mazito mazoezi
            2 mazuri mb mchango mchongo mda mengi mengine mfupi mganga mguu miezi mihadarati mingi mkataba mkoa
            2 mkoani mkuu mlikua mnapenda months moronya mpango mrejesho msingi mtaa mti muda mum mume must mwa
            2 mwaminifu mwezi mwisho nairobari nakula nakupata nasema nataka naweza nazo ndege need neno ngoma
            2 ngombe nigeria night nikapata ninunue nkt nmb nusu nyamagana nyeri nyie nzuri ocha omwamba ona
            2 online our over own parody party pekee period playing ploti poa police pressure radhi rafiki rasmi
            2 really rent road roho s sahihi sai salaam salama salimia say sekta serious sex shilingi shit
            2 shujaa shukran sleep small soon store such suicide support swala swali ta taka tamaa tayari team
            2 tembelea thamani them these think toka top tuko tunapenda tunaweza tutaendelea tuweze tuzo tweets
            2 twende two tzs uchomoki uhalisia ujenzi uku ukurasa ukweli ule uliyoipata umuhimu unasema unless
            2 uongozi upande upate usajili usawa useless ushauri ushinde usisite utabiri utalii utapata utapeli
            2 utaratibu uwe uwezo vibaya vifurushi viosk vitabu vyenye vyetu wachezaji wajasiriamali wakae
            2 wakisema wakubwa wala wali walienda walikuwa walimu walipewa wamama wamefanya wamesema wanaeza
            2 wanajua wanakataa wanakuwa wanaongea wanted warembo wasichana wasio watoe wazee weather wee weed
            2 weka were why with wonder work works wtf yaani yana ye year zenye zero zilizopo zingine
            """),
        FrequentWords("rw", texts: 586, """
            212 mu
            170 ko
            105 ku
            86 ni
            84 muri
            68 ngo
            62 ati
            61 na
            57 ari
            51 ya
            48 wa
            45 ariko kuko
            42 no
            40 kandi
            39 hari
            37 rwanda
            36 uyu
            35 kuri
            33 cyane
            32 gihe
            31 ndetse
            30 iyo
            29 we
            27 aho icyo nta yo
            25 igihe kubera
            24 bari mbere
            23 cyangwa ubu yavuze
            22 abantu ibyo
            21 iki kuba umuntu
            19 abana iyi se
            18 gusa ibi niba nubwo nyuma ubwo uko
            17 benshi kugira munsi neza ntabwo
            16 cyo u uwo
            15 bafite buryo bwo kubona rya
            14 abandi cya ese kuva za
            13 bya harimo uri yari yose
            12 abaturage avuga ba bamwe bo bwa byo gukora gutanga
            11 abatutsi akaba bikorwa cg ikibazo jenoside ka nawe none umunsi wo
            10 muntu nka umwana umwe yabo yagize
            9 aba afite ahantu amakuru bagiye bose buri byinshi byose gahunda gute ibintu impamvu imyaka
            9 ingaruka iri kimwe mugabo nzu umugore ye
            8 bihe covid hanze i leta nziza uburyo umwuka zo
            7 abo ahubwo akazi ashobora baba biri buzima hamwe imwe kugenda kugera kugeza kureba kwica mukuru
            7 noneho rayon si ubundi umugabo umutekano undi zabo zitandukanye
            6 abanyarwanda aha ahita amafaranga amazi bamaze bijyanye bintu biteye dore gatatu gushaka hagati
            6 ibikorwa inama inyuma ishize isi izo karere kibazo kigali kwa mahanga muhanda nonese rwego rwose
            6 saa sports ubutumwa ufite uruhare urukiko wabo yaba yakomeje
            5 abagore agaciro ako amahirwe amatora bana barimo bavuga be bindi birimo bityo byatumye cy'isi dr
            5 dufite gihugu gushyira hafi hasi hejuru ibindi icyizere ikipe imbabazi imbere inshingano
            5 interahamwe inzira irimo isesemi isoko itegeko kaminuza kazi kujya kumenya kumwe kwiga make maze
            5 minisitiri mugore murenge muryango mwaka mwanya nabi naho njye nko ntacyo nuko nyamara padiri rero
            5 serivisi twitter ubuzima ubwenge ubwoba ukuntu umubare urebye vuba w'igihugu wari wowe y'igihugu
            5 y'igikombe yaje
            4 afurika amagambo amahoro amategeko atari aya ayo babiri basigaye batangira bati bazi bimwe
            4 bishobora bituma bwe bye c eac gufasha gufata gukoresha gutangira h haba ho ibiri ibyaha igihugu
            4 igikorwa imana imirimo inteko inzego inzoga inzu ishuri izi jean kare kumva kurya kwinjira
            4 kwirinda kwishyura makuru mama man me modoka mugenzi munini mwana mwiza myaka n n'abandi n'abo
            4 n'ubuzima n'uko nabo nako ngaho nibwo nshingwabikorwa nyina perezida reka rubyiniro rugo rusange
            4 tugiye turi uba ubukwe ubusa ukuri umukobwa umuyobozi uretse uru usanga vs waba wese yabanje
            4 yabaye yabwiye yagaragaje yagiye yakorewe yakoze yatangaje yatanze zimwe
            3 ababwira ababyeyi abagabo abakiliya agaragaza agira agiye ajya aka akajya akamaro amabwiriza
            3 amafoto amasaha amasomo aza babyeyi badafite bagomba bajya bakaba bakora basaba basanzwe batari
            3 bavuze bayobozi baza bigenda bigira bigoye bihugu bikaba biryo bishwe bitandukanye bivuze buriya
            3 burundi bushinwa bwabo bwongereza byari cyakoze cyiza da de dushaka fardc gatandatu gatanya
            3 gitondo guha guhagarika guhura guhuza gusaba gusenya gusura gutera gutuma gutyo habaye harya he
            3 iba ibihugu ibijyanye icyaha icyorezo ifite igenda igera igitabo ikintu imaze imbogamizi iminsi
            3 imodoka imvura ingabo inkuru isano ishozi ishyirwa ivuga izina izindi kabiri kigo kiliziya koko
            3 kubahiriza kubaka kubura kugaragara kugenzura kuki kurinda kurusha kurwana kurwanya kuza la m
            3 mahoro maso menshi mfite mikino miliyoni mpuzamahanga mubi mugire mujyi mukino mutwe mwaramutse
            3 n'abaturage n'ibindi n'ikibazo n'u n'ubu n'ubwo nari ndebe ndumva ngingo ngiye ngombwa nibyo njya
            3 nk'uko nkuru nshuro ntago numva nyine nyinshi nzira pe politiki ra runaka ruri rwiyemezamirimo rwo
            3 ryari ryose senateri the to tshisekedi tubwire tugomba twari twese ubanza ubona ububasha ubumwe
            3 ubushobozi ubwa ufana ugiye ukraine umubyeyi umukuru umuriro umusaruro umutwe utekereza uti uvuga
            3 uwitwa wacu wanjye wasanga weekend witwa woe y'ibihe y'imari y'u y'uko yaguye yayo you youtube
            3 ziri
            2 a abagenzi abagize abakobwa abakomeretse abakunzi abanyafurika abanyamahanga abanyamakuru
            2 abanyeshuri abashakashatsi abashinzwe abe abenshi abona abonye africa agahinda aganira agasaba
            2 agomba ahagana ahandi ahari akarere akiri akubita akumva akwiye alias amagi amakimbirane amanota
            2 amara amarira amaze amerika amubwira arikurya arimo ariyo arya asanga asanzwe ashaka atandatu
            2 atangira atazi ateganyijwe avuye b babo bafana baganiriye bagira bagize bahagaze bahanzi bahembwa
            2 bajyaga bakaza bakinnyi bakomeje bakoze bakunzi bamubwira banki banyeshuri baravuga bariyeri
            2 bashakanye bashinzwe bashobora basuye batandukanye batinyuka batuye bava bazajya biba bibazo bice
            2 bigaragaza bigatuma bigera bigeze biguma bihari bijya bikabije bikomeye bikomoka bimugora
            2 birashoboka birombe biruenz birumvikana bishoboka bita bitaro bite bitera biterwa bivugwa bizageza
            2 bombi bro bufaransa bufatanye bugufi bujura burenganzira burera burimo burundu burusiya bus
            2 bw'imyororokere bwohereje by'ubukungu byabaye byabo byarangiye byasabaga byatangiye byawe byeri
            2 byiganjemo byigeze byiza canada cc city club collines colonel cy'amahoro cy'imyaka cyose cyumba
            2 cyumweru dukunda dutegereze dutekereza ejo erega eshanu fidèle fm followers frw gakomeye gaz
            2 general gifite gikomeye gishize giterane gufatwa gufunga guhangana guhera guhora gukira gukomeza
            2 gukura gupfukama gusohora gutegura gutunganya guverinoma hakiri hakoreshejwe hamenyekane hano
            2 hantu hanyuma hariya hashobora have hazaza here hose huye ibere ibibazo ibihano ibihe ibihitwe
            2 ibihumbi ibishyimbo ibitaro ibitero ibyiza icumi icyemezo igeze igikombe igitero ihagije ijambo
            2 ikihe ikindi imbaraga imbeba imbunda imfura imibiri imideli imihanda imikino iminota imipaka imiti
            2 imitima imitungo impanuka impapuro impungenge imyanda imyanzuro imyenda imyitozo indirimbo induru
            2 indyo ingana ingengo ingenzi ingurube inshuro intambwe intera intwaro inyama iperereza irakomeje
            2 iranyishe irenga iryo isaha ishami ishinga ishobora ishyano isoni itandukanye itanga itanu itatu
            2 iterambere ivuyemo iyobowe joro joseph k kabari kagari kamarampaka kamena kanama karuyonga kbsa
            2 kenshi kera kiganiro kigero kimaze kindi kiyovu kizwi knd komite kubaho kubara kuboneka kubyara
            2 kubyumva kugabanya kugana kugaragaza kugarura kumvikana kunywa kure kurengera kurikira kutagira
            2 kutubwira kuvumbura kuwa kwakira kwemera kwerekana kwibagirwa kwifashisha kwimuka kwiyongera
            2 kwizihiza mafaranga mahirwe makipe manager manda mata mbi mbikoze mbona mbuga mhn mibereho mihanda
            2 mille mirima mirimo miryango misokoro miss mn momo monusco mpinduka mubiri muganga muhanzi
            2 mukomeze murakoze muraperi murugo musanze mutima mwe mwinshi mwiriwe mwumve myenda myiza n'abana
            2 n'amahanga n'intambara n'inzego n'ubufatanye n'ubuyobozi n'ubworozi n'umugabo n'umugore n'umwana
            2 n'uwo nacyo nagiye nagize namwe nanjye nariye nawo nda ndibuka ndwara ngira ngufu nibura nidutinda
            2 nigeria nigihe niho niko niwe niyo nk'umuntu nkawe nkoranyambaga nkotanyi nones nsengiyumva nshuti
            2 ntakuntu ntibyumvikana nukuri nyarugenge nyiransabimana nyubako nzajya nzego of paruwasi pasiteri
            2 pastor polisi pour rigaragaza rimwe rishya rubavu rubyiruko rugendo ruhago rukundo rupfu
            2 rw'ubujurire rwakoze rwari rye service sha shampiyona singombwa sinzi site sosiyete taifa tariki
            2 time tu tuba turimo tweet twifuza ubucuruzi ubukungu uburwayi ubuse ubutwari ubuyobozi
            2 ubuziranenge ubwishingizi ubwiza udakwiye udashaka uganda ugasanga ugera ugomba ukaba ukabona
            2 ukunda ukwezi umbwire umubiri umucyo umukinnyi umukino umunyamabanga umupira umusanzu umusore
            2 umusoro umututsi umutware umwaka umwanya umwuga united urakoze uravuze ureba uriya urubanza
            2 urugero urwanda urwego usa usanzwe ushinzwe ushize ushobora usibye utaha utanga uvuze uzaba
            2 w'abibumbye w'imana w'u w'umurenge wahamagara waje wawe weee wose wuzuye y y'amasaha y'iterambere
            2 yabonye yafatwa yahise yajyaga yanjye yanyuzemo yarimo yashyize yatangiye yavugaga yawe yicaye
            2 yishwe yombi yongeyeho yujuje yumva z'u z'umutekano zari zatangiye zawe zayo ze ziba zikaba
            2 zikomeje zikomeye zindi zirimo zishinzwe zose
            """),
        FrequentWords("fr", texts: 517, """
            329 de
            230 la
            213 le
            206 et
            158 à
            145 en
            137 les
            126 des est
            110 du
            101 un
            85 il
            82 une
            79 au
            74 dans par
            66 pour
            58 a
            52 que qui sur
            51 se
            50 son
            37 ce
            35 plus
            33 avec
            31 sont
            30 aux
            29 elle ou pas
            28 mais
            26 cette
            23 été
            22 aussi
            21 comme sa
            20 d'une ses
            18 d'un même
            17 premier
            16 ne nous
            15 deux
            14 entre fait leur également était
            13 c'est on ont vers
            12 ainsi depuis y
            11 avait sous très
            10 alors autres ces dont ils partie première qu'il trouve
            9 après bien contre française né où paris peut puis si
            8 ans avant avoir bonne communauté fois je lui niveau nom plusieurs région s'est située tous
            7 ancien commune donc faire fils france grand général jusqu'à ministre monde nouvelle novembre
            7 partir peu sources temps titre toujours toutes ville
            6 années cependant chef club cœur e film forme français fut jean l'équipe n'est nationale non
            6 notamment nouveau place près père quelques selon situation souvent série tant tout trois vous
            5 afin ayant beaucoup cela cet compte connu dernier division encore famille grande jour km l'homme
            5 l'université lors mai membre milieu moins national nombreuses nord points président quatre raison
            5 roi s'agit sans six siècle soit sud sécurité terme travail vie états-unis être
            4 am autre avons bon cadre communes compétition connaître d'autres date dernière deuxième devient
            4 différents directeur doit durant dès déjà département développement face faible gouvernement
            4 groupe hommes jusqu'en l'ouest l'état l'île leurs m maroc mars membres moment n'a octobre pan
            4 pendant personnes point politiques porte pouvoir programme propre public repris saison second
            4 seconde septembre sera soir supérieur toute travers utilisé va voie vue zone
            3 actuel année appel appelé arrêté assez aucune base britannique catégorie celui-ci centre ceux
            3 championnats changement charge chez cinéma classique colline commandant conseil contrôle demande
            3 demeure divers dizaine droits début désormais effet elles enfants er etats européenne fonction
            3 février grandes grec guerre h i immédiatement issu janvier john juillet juin klm l'album l'année
            3 ligne long lutte là mal manière matchs matière maurice mesure mis mise moyen musique musée
            3 nombreux nommé parmi parties paul pays petit petite population populations poste pourquoi
            3 premières principalement prix production précis présence présente pu publié puisqu'il période
            3 relations religion représentants retire retrouve réaliser réseau révèle saint seront services
            3 seulement sites situé sociale société sorti succès suite surtout taille tard taux tels terrain
            3 territoire texte toutefois traditions tête victimes vins voies voir voire équipe équipes œuvres
            2 accompagnée accueil activité adresse afrique ailleurs alain alexis algérie algérienne allemands
            2 allés ami américaine an and andalouses angel angleterre août applications approche articles
            2 artisan arts at atteint au-delà aujourd'hui auprès aurait autel autour avaient avancé avril b ban
            2 bandes bataille beau belgique besoins bibliothèque birmingham black bois bout boutique bratislava
            2 britanniques bronze but c'est-à-dire camp camping candidat capables capitaine capitale ceci celle
            2 certaines certains chaleureux chaque charles chaîne chercheurs cheval chinois cimetière citoyens
            2 cité civile classement collectionneur colonne combat commun communautés compagnie comportement
            2 composé comte concept conduite conflit conservateur conservé constitue constitution contribue
            2 corps correspondant cour coureur cours critique créé créée culture culturelle culturelles cycliste
            2 célèbre côte d'abord d'europe d'histoire d'hygiène d'infanterie daily dangereux dc dessert devant
            2 dieu différentes disposition documents doivent domaine donnent dossier douzaine droit droite duc
            2 dure dynastie décide déclaré défense elliptique environ espèce européens excellent excellente
            2 exécuté fabrique faut favori feuille finalement firent fit fonctions font football force formation
            2 former formule futur gaz genre george gouverneur grande-bretagne grands gratuite grecque
            2 géographique habitants hall harbor harold haut histoires historique humeur héros ii iii immédiat
            2 importante indépendance installé international investissements island jadis jeunes journal juste
            2 karl king l'abbé l'absence l'action l'aide l'amour l'apport l'armée l'association l'autoroute
            2 l'aéroport l'endroit l'ensemble l'est l'europe l'histoire l'honneur l'intérieur l'oblige
            2 l'occasion l'onu l'ordre l'une l'utilisation l'âge l'économie l'élaboration l'énergie l'événement
            2 laquelle lequel lettre liberté lieu lieux ligue littéraire littérature livre logiciel londres
            2 lorraine los louis légion ma magasins main maire mairie maladies malgré malheureusement manifeste
            2 marché marguerite marquée matin meilleur meilleurs menace mesures mexique michel mieux mission
            2 mode mondiaux montre mort mouvement municipales médecin mêmes n'en nations neuengamme new ni
            2 nombre norvège noter notre nouveaux nouvelles née néerlandais occidental of ordre organiser
            2 organisés os ouverte ouvrage paix parallèle parlait part partis passant passe passé perd permis
            2 personnage petites peut-être peuvent photos pièce plan plats plupart poids politique pologne port
            2 porter portée position possible poursuit poésie premiers primaire prince printemps pris prise
            2 prises proche projet propose proposition protection provenance province précieuse précisé
            2 présidentielle publications qu'un qualité quand quant question quoi race rapport rapporté
            2 recherche recommandations reconnaissance rejoint religieux religions remise rendement
            2 renseignement reprise représentant représentent restaurant retour retourne rhétorique riche rien
            2 robert romans rouge règne réalisé récemment récupéré rédacteur répertoire réunion rôle sahara
            2 sahraouis sait salle samedi santé sarkozy secrétaire section sections seigneurs sein sensibilité
            2 sert service seule simple site siège sol solaire solaires sommes souchon sous-marins square statut
            2 structure successeur suivre supprimé supérieure système tenu tenue terminus thomas titulaire toit
            2 ton tour tournée traditionnellement train transformé trouvée type unique universités variées venir
            2 vieille village vive voter votre voyager william york âme écoles économiques écrit élites
            2 épidémies éponyme états études évidente évolue êtes
            """),
        FrequentWords("en", texts: 615, """
            354 my
            314 i
            256 the
            226 and
            189 to
            166 a
            141 was
            128 in
            124 of
            108 it
            81 on
            78 that
            72 with
            65 for
            61 but
            59 me so
            58 this up
            51 at head out
            44 just
            41 is
            39 had
            37 as eyes
            36 one
            35 into
            34 back
            33 he she
            31 all not were when
            30 got we
            29 about
            28 from have
            27 there
            26 hand still
            25 get
            24 down heart her like
            23 i'm time
            21 because face right some
            20 could then they
            19 been now over
            18 around be know little or started
            17 feet went you
            16 after first him never off see
            15 put really
            14 away felt going room
            13 again by can't even fell home mouth saw
            12 an arm asleep brain close didn't do hands his legs no other said through very what
            11 are bed day did few go how only thought too
            10 can foot good has here water which while without
            9 am arms bit enough eye found it's keep leave let myself nose our pretty tears thing trying well
            9 work
            8 ago also black don't door feel held i've neck open place since something story think thinking
            8 those took where whole
            7 actually against another behind being called came end friend getting girl having last life light
            7 long make night nothing once remember say stomach throat us used walk way woke
            6 across air any anything before body breathing car caught chest closed completely couldn't doing
            6 every feeling finally fine front hard if its left looked mind more morning move pain probably side
            6 sit small someone standing stuck taken than them though tried turned under walked walking who yet
            6 your
            5 bad barely began best better blood coming creepy dark decided done each eating everything exactly
            5 floor guy happy heavy hours house however hurt later made mom months need nice outside part ran
            5 rest second sick smile sore start stop stuff teeth their together two until years
            4 ache almost along always anyway asked baby birthday boy breath bright corner crying deep doctor
            4 during else ended fact fucking gave god goes ground hair hit hour job knees knew look looking lot
            4 man many much must next noticed oh old opened own people person play point quite red run running
            4 sad sat school screaming seems shoulder sitting six sleep slowly sometimes stand straight stupid
            4 sun sure telling things threw times totally try wait want week weird white woman wrong year
            3 able alone begin both broke brought brushed burning cant class cold cool cop dad damage date days
            3 dead died dinner direction early ears entire ever experience explain eyebrows fall fast find
            3 fingers food forward freaked friends gone great guess haven't he's help holding hot huge ill
            3 immediately interested isn't jaw kept kids kind knee least literally lost lying making managed
            3 middle month most moving nap needless new odd okay passed pictures pieces pillow plastic ready
            3 reason river routine s same shot shows sister sleeping smell snow soft spent spot staring starts
            3 stood strong takes th thank toilet told tooth top turn tv twice upset voice wake watched watching
            3 wedding weight what's whatever why window worst young
            2 add ahead alas already amp angry apparently arch areas ask ate badly bag bandages base basically
            2 beat beating beautiful become bedroom beer believe belly beside big bike biting blew bones born
            2 bottle bottom box boyfriend break broken brother bumped buried buy camera cause chair cheeks chin
            2 choose city club coma come computer confused control convinced couch couldnt course covered cried
            2 cry curb cut d dancing darkness deal decide despite does doesn't dog dream drinking drive driveway
            2 drops due ear eat edward either elbow empty evening extremely falling far figure finding finger
            2 fist flat flying force forced forehead forget four fresh full girlfriend gonna gotten grandma
            2 green growing gt guys half handle happened happening hardly heading heard heels hell high hospital
            2 hurting hurts i'll idea image inches inside inspired instead insulting jump jumped kick kid kinda
            2 knows lady landed large late lately leaving leg length less lightly line lip listen live lived
            2 lives living love lunch lungs mean meant mess messed met miles milk mine moment moved movie movies
            2 na neighborhood nervous nobody none normal nt number obvious often ones pack pale pattern pedals
            2 pet phone pick piece pit pizza places pocket poking police popped positive post pounded pounding
            2 promptly pushed quickly quit raise reach realized reasonably religious remembered replied resting
            2 road rolled roof rope scream screamed send sending sensitive set sex sharp shattered sheets shit
            2 short should shoulders show sigh sight silent sing single sink skin slammed smashed snake somehow
            2 song sonic sound spread stare starting steering stick stock store strained strange suddenly super
            2 swelling swimming swollen t tables take taste tear ten tender terrible thankfully that's these
            2 thin throbbing throwing ton tonight tops trash trigger truck turning turns underside unfortunately
            2 upon upstairs use v visions waist wall wan wasn't wasnt watch we're weeks welcome wet who's wife
            2 will wishes within working world worn worrying worse wrist written x-rays yesterday
            """),
    ]
}
