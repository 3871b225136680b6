"""The example organisations."""

from .example import CIVIL, PRIVATE, PUBLIC, Example

ROWS = (
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
)
