"""The example organisations, continued."""

from .example import CIVIL, PRIVATE, PUBLIC, Example

ROWS = (
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
