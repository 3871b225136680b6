"""Who the example organisations are. Each name says that it is an example."""

from dataclasses import dataclass

from ..models import OrganisationKind

PUBLIC = OrganisationKind.PUBLIC
PRIVATE = OrganisationKind.PRIVATE
CIVIL = OrganisationKind.CIVIL_SOCIETY
Words = tuple[str, str, str, str]  # in one sentence, about, what it brings, what it seeks


@dataclass(frozen=True)
class Example:
    name: str
    kind: OrganisationKind
    country: str
    place: str
    founded: int
    sectors: tuple[str, ...]
    offers: tuple[str, ...]
    needs: tuple[str, ...]
    texts: dict[str, Words]  # the first language first


ORGANISATIONS = (
    Example(
        *("Example Music Export Office", PUBLIC, "ML", "Bamako", 2003),
        *(("music",), ("network", "venue"), ("distribution",)),
        {
            "fr": (
                "Fait voyager les musiciens de la région, et leurs enregistrements.",
                "Bureau d’exemple : il aide les groupes à préparer une tournée et un contrat.",
                "Un réseau de salles et de festivals.",
                "Des distributeurs qui travaillent hors du continent.",
            ),
            "en": (
                "Helps the musicians of the region to travel, and their recordings with them.",
                "An example office: it helps bands to prepare a tour and a contract.",
                "A network of stages and festivals.",
                "Distributors who work beyond the continent.",
            ),
        },
    ),
    Example(
        *("Example Riverside Studio", PRIVATE, "KE", "Nairobi", 1998),
        *(("music", "cinema-audiovisual"), ("equipment", "training"), ("co-production",)),
        {
            "en": (
                "A recording studio that trains sound engineers.",
                "An example studio with two rooms, for music and for the sound of films.",
                "Rooms, instruments, and three weeks of training a year.",
                "Co-producers for an album of river songs.",
            )
        },
    ),
    Example(
        *("Example Publishers’ Guild", CIVIL, "CO", "Bogotá", 1987),
        *(("publishing",), ("rights", "expertise"), ("distribution", "funding")),
        {
            "es": (
                "Reúne a pequeñas editoriales que quieren llegar más lejos.",
                "Gremio de ejemplo: cuarenta editoriales comparten ferias y catálogos.",
                "Derechos de traducción y un catálogo común.",
                "Distribuidores y fondos para traducir.",
            ),
            "en": (
                "Brings small publishers together who want to reach further.",
                "An example guild: forty publishers share fairs and catalogues.",
                "Translation rights and a common catalogue.",
                "Distributors, and funds for translations.",
            ),
        },
    ),
    Example(
        *("Example Craft Cooperative of the Highlands", CIVIL, "PE", "Cusco", 1979),
        *(("crafts-design",), ("expertise", "training"), ("network", "distribution")),
        {
            "es": (
                "Tejedoras y tejedores que diseñan y venden en común.",
                "Cooperativa de ejemplo de doscientas familias.",
                "Técnicas de tejido y tintes naturales.",
                "Diseñadores y tiendas que paguen un precio justo.",
            )
        },
    ),
    Example(
        *("Example Film Fund", PUBLIC, "MA", "Rabat", 2001),
        *(("cinema-audiovisual",), ("funding", "co-production"), ("distribution",)),
        {
            "ar": (
                "صندوق يدعم الأفلام الوثائقية الأولى لمخرجيها.",
                "صندوق على سبيل المثال، يختار عشرة مشاريع في السنة.",
                "تمويل أولي وإنتاج مشترك.",
                "موزعون خارج المنطقة.",
            ),
            "fr": (
                "Un fonds pour les premiers films documentaires.",
                "Fonds d’exemple, qui retient dix projets par an.",
                "Un premier financement et la coproduction.",
                "Des distributeurs hors de la région.",
            ),
        },
    ),
    Example(
        *("Example House of the Book", CIVIL, "EG", "Cairo", 1994),
        *(("publishing", "copyright"), ("network", "research"), ("rights",)),
        {
            "ar": (
                "بيت للكتاب يجمع الناشرين والمترجمين.",
                "بيت على سبيل المثال، فيه مكتبة ومعرض كل عام.",
                "شبكة من المترجمين.",
                "حقوق ترجمة الكتب المصورة.",
            )
        },
    ),
    Example(
        *("Example Oud Makers’ Association", CIVIL, "IQ", "Baghdad", 2005),
        *(("music", "crafts-design"), ("training",), ("equipment", "funding")),
        {
            "ar": (
                "صناع العود يعلمون حرفتهم للشباب.",
                "جمعية على سبيل المثال.",
                "دورات في صناعة الآلات.",
                "أدوات وخشب وتمويل للورشة.",
            ),
            "en": (
                "Makers of the oud teach their craft to the young.",
                "An example association.",
                "Courses in making instruments.",
                "Tools, wood, and funds for the workshop.",
            ),
        },
    ),
    Example(
        *("Example Rights Society", CIVIL, "ES", "Madrid", 1968),
        *(("copyright", "music"), ("expertise", "training"), ("network",)),
        {
            "es": (
                "Gestiona derechos y enseña a gestionarlos.",
                "Sociedad de ejemplo con cursos para sociedades nuevas.",
                "Formación en gestión colectiva de derechos.",
                "Sociedades nuevas que quieran empezar bien.",
            ),
            "en": (
                "Manages rights, and teaches how to manage them.",
                "An example society with courses for new ones.",
                "Training in the collective management of rights.",
                "New societies that want to begin well.",
            ),
        },
    ),
    Example(
        *("Example Picture Book Press", PRIVATE, "FR", "Lyon", 2010),
        *(("publishing",), ("rights", "co-production"), ("network",)),
        {
            "fr": (
                "Des albums pour enfants, imprimés en plusieurs langues.",
                "Maison d’exemple de six personnes.",
                "Des droits, et des tirages faits ensemble.",
                "Des maisons qui publient pour enfants dans d’autres langues.",
            )
        },
    ),
    Example(
        *("Example Animation Collective", PRIVATE, "KR", "Busan", 2014),
        *(("cinema-audiovisual",), ("co-production", "equipment"), ("rights",)),
        {
            "en": (
                "Short animated films after stories from elsewhere.",
                "An example collective of twelve people.",
                "Co-production and a room for sound.",
                "Stories, and the rights to tell them.",
            )
        },
    ),
    Example(
        *("Example Silk Design Centre", PUBLIC, "CN", "Suzhou", 1992),
        *(("crafts-design",), ("expertise", "venue"), ("network", "research")),
        {
            "zh": (
                "研究并传授丝绸设计的示例中心。",
                "本机构仅为示例。中心设有工作室和展厅。",
                "工艺知识和展览场地。",
                "希望与其他地区的手工艺机构合作研究。",
            ),
            "en": (
                "Studies and teaches the design of silk.",
                "An example centre with workshops and a gallery.",
                "Knowledge of the craft, and rooms for exhibitions.",
                "Research with craft centres elsewhere.",
            ),
        },
    ),
    Example(
        *("Example Independent Bookshops’ Network", CIVIL, "CN", "Chengdu", 2012),
        *(("publishing",), ("distribution", "venue"), ("network",)),
        {
            "zh": (
                "由独立书店组成的示例网络。",
                "本机构仅为示例。三十家书店共同举办活动。",
                "图书发行和活动场地。",
                "寻找愿意来访的外国作者和出版社。",
            )
        },
    ),
    Example(
        *("Example Documentary School", PUBLIC, "RU", "Екатеринбург", 1996),
        *(("cinema-audiovisual",), ("training", "equipment"), ("network",)),
        {
            "ru": (
                "Школа документального кино для молодых авторов.",
                "Школа-пример: два курса в год.",
                "Обучение и съёмочное оборудование.",
                "Партнёры для совместных практик.",
            ),
            "en": (
                "A school of documentary film for young authors.",
                "An example school: two courses a year.",
                "Training, and equipment to film with.",
                "Partners for practice together.",
            ),
        },
    ),
    Example(
        *("Example Folk Song Archive", CIVIL, "KZ", "Almaty", 1985),
        *(("music", "multisectoral"), ("research",), ("equipment", "funding")),
        {
            "ru": (
                "Собирает и издаёт записи народных песен.",
                "Архив-пример: двенадцать тысяч записей.",
                "Исследования и записи.",
                "Оборудование для оцифровки.",
            )
        },
    ),
    Example(
        *("Example Carnival Arts Trust", CIVIL, "TT", "Port of Spain", 1990),
        *(("multisectoral", "music"), ("expertise", "network"), ("funding",)),
        {
            "en": (
                "Costume, steel and song: it trains those who make carnival.",
                "An example trust.",
                "People who know how carnival is made.",
                "Funds for a school that lasts all year.",
            )
        },
    ),
    Example(
        *("Example Records", PRIVATE, "BR", "Salvador", 2006),
        *(("music",), ("distribution", "rights"), ("co-production",)),
        {
            "en": (
                "A small label that presses what others only stream.",
                "An example label.",
                "Distribution in three countries.",
                "Albums to release together.",
            ),
            "es": (
                "Un sello pequeño que publica en vinilo.",
                "Sello de ejemplo.",
                "Distribución en tres países.",
                "Discos para publicar juntos.",
            ),
        },
    ),
    Example(
        *("Example Copyright Clinic", CIVIL, "ZA", "Cape Town", 2009),
        *(("copyright", "multisectoral"), ("expertise", "training"), ("research",)),
        {
            "en": (
                "Free advice on rights for those who write, film and play.",
                "An example clinic, run by teachers of law and their students.",
                "Advice, and training for advisers.",
                "Others who advise, to learn from.",
            )
        },
    ),
    Example(
        *("Example Ministry Department for Design", PUBLIC, "CA", "Montréal", 1999),
        *(("crafts-design", "multisectoral"), ("funding", "research"), ("expertise",)),
        {
            "fr": (
                "Un service public qui relie designers et artisans.",
                "Service d’exemple.",
                "Des bourses de voyage et des études.",
                "Des ateliers qui accueillent un designer.",
            ),
            "en": (
                "A public service that brings designers and craftspeople together.",
                "An example service.",
                "Travel grants and studies.",
                "Workshops that take a designer in.",
            ),
        },
    ),
    Example(
        *("Example Theatre of Shadows", CIVIL, "ID", "Yogyakarta", 1974),
        *(("multisectoral", "crafts-design"), ("training", "venue"), ("network", "funding")),
        {
            "en": (
                "Makes shadow puppets, and plays with them.",
                "An example theatre, with a workshop and a stage in the open.",
                "A stage, and puppet makers who teach.",
                "Festivals that invite us, and funds to travel.",
            )
        },
    ),
    Example(
        *("Example University Chair for Cultural Industries", PUBLIC, "SN", "Dakar", 2011),
        *(("multisectoral", "publishing"), ("research", "expertise"), ("network",)),
        {
            "fr": (
                "Étudie comment vivent ceux qui créent.",
                "Chaire d’exemple : enquêtes, cours et un colloque tous les deux ans.",
                "Des enquêtes et des chercheurs.",
                "Des organisations qui ouvrent leurs chiffres.",
            )
        },
    ),
    Example(
        *("Example Cinema on Wheels", CIVIL, "LB", "Tripoli", 2016),
        *(("cinema-audiovisual",), ("equipment", "distribution"), ("rights", "funding")),
        {
            "ar": (
                "سينما متنقلة تعرض الأفلام في القرى.",
                "جمعية على سبيل المثال.",
                "شاشة ومعدات عرض.",
                "حقوق عرض أفلام قصيرة وتمويل للوقود.",
            ),
            "fr": (
                "Un cinéma ambulant qui va de village en village.",
                "Association d’exemple.",
                "Un écran et un projecteur.",
                "Des droits pour des courts métrages, et de quoi rouler.",
            ),
        },
    ),
)
