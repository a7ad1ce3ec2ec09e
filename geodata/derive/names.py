"""Names of islands, lakes and rivers, with the points or traces by which the build finds them."""

#: Island id: point inside, territory it must belong to, names. The build and the tests check the territory.
ISLANDS = {
    "saaremaa": ((22.5, 58.4), "estonia", {"name": "Saaremaa", "name:de": "Ösel", "name:ru": "Сааремаа"}),
    "hiiumaa": ((22.7, 58.9), "estonia", {"name": "Hiiumaa", "name:de": "Dagö", "name:ru": "Хийумаа"}),
    "muhu": ((23.2, 58.6), "estonia", {"name": "Muhu", "name:de": "Moon"}),
    "vormsi": ((23.23, 59.0), "estonia", {"name": "Vormsi", "name:de": "Worms"}),
    "naissaar": ((24.51, 59.57), "estonia", {"name": "Naissaar", "name:de": "Nargen"}),
    "aegna": ((24.76, 59.583), "estonia", {"name": "Aegna", "name:de": "Wulf"}),
    "prangli": ((25.013, 59.6285), "estonia", {"name": "Prangli", "name:de": "Wrangelsholm"}),
    "keri": ((25.0233, 59.7012), "estonia", {"name": "Keri", "name:de": "Kokskär"}),
    "aksi": ((25.0874, 59.6021), "estonia", {"name": "Aksi"}),
    "mohni": ((25.8006, 59.6802), "estonia", {"name": "Mohni", "name:de": "Ekholm"}),
    "vaindloo": ((26.3608, 59.8187), "estonia", {"name": "Vaindloo", "name:de": "Stenskär"}),
    "osmussaar": ((23.39, 59.29), "estonia", {"name": "Osmussaar", "name:de": "Odensholm"}),
    "suur-pakri": ((23.9129, 59.3256), "estonia", {"name": "Suur-Pakri", "name:de": "Groß-Rogö"}),
    "vaike-pakri": ((23.975, 59.3383), "estonia", {"name": "Väike-Pakri", "name:de": "Klein-Rogö"}),
    "ruhnu": ((23.2467, 57.8028), "estonia", {"name": "Ruhnu", "name:de": "Runö", "name:lv": "Roņu sala"}),
    "kihnu": ((23.982, 58.1246), "estonia", {"name": "Kihnu", "name:de": "Kühnö"}),
    "manilaid": ((24.1274, 58.2187), "estonia", {"name": "Manilaid"}),
    "abruka": ((22.5095, 58.1496), "estonia", {"name": "Abruka", "name:de": "Abro"}),
    "vilsandi": ((21.8596, 58.3829), "estonia", {"name": "Vilsandi", "name:de": "Filsand"}),
    "suursaari": (
        (26.9862, 60.0579),
        "gulf-islands",
        {"name": "Suursaari", "name:et": "Suursaar", "name:ru": "Гогланд", "name:de": "Hochland"},
    ),
    "lavansaari": (
        (27.8408, 60.0095),
        "gulf-islands",
        {"name": "Lavansaari", "name:et": "Lavassaar", "name:ru": "Мощный"},
    ),
    "seiskari": ((28.3749, 60.0221), "gulf-islands", {"name": "Seiskari", "name:ru": "Сескар"}),
    "tytarsaari": (
        (27.2024, 59.8478),
        "gulf-islands",
        {"name": "Tytärsaari", "name:et": "Suur Tütarsaar", "name:ru": "Большой Тютерс"},
    ),
    "pien-tytarsaari": (
        (26.9131, 59.8094),
        "gulf-islands",
        {"name": "Pien-Tytärsaari", "name:et": "Väike Tütarsaar", "name:ru": "Виргин"},
    ),
    "someri": ((27.6454, 60.2095), "gulf-islands", {"name": "Someri", "name:ru": "Соммерс"}),
    "koivusaari": ((28.496, 60.3364), "karelia-ceded", {"name": "Koivisto island", "name:fi": "Koivusaari"}),
    "kotlin": ((29.7537, 60.0033), "ussr", {"name": "Kotlin", "name:ru": "Котлин", "name:fi": "Retusaari"}),
    "russaro": ((22.9441, 59.7717), "hanko", {"name": "Russarö"}),
    "uto": ((21.3771, 59.7806), "finland", {"name": "Utö"}),
    "kokar": ((20.8866, 59.9242), "finland", {"name": "Kökar"}),
    "aland": ((19.8242, 60.1987), "finland", {"name": "Åland", "name:fi": "Ahvenanmaa"}),
    "gotland": ((18.5387, 57.4187), "sweden", {"name": "Gotland"}),
    "faro": ((19.1008, 57.92), "sweden", {"name": "Fårö"}),
    "gotska-sandon": ((19.26, 58.3662), "sweden", {"name": "Gotska Sandön"}),
    "oland": ((16.6625, 56.7817), "sweden", {"name": "Öland"}),
}

#: Reservoirs that did not exist yet, by year of filling: any lake polygon with one of the points in it is left out.
LATER_RESERVOIRS = {
    "Narva, 1955-56": ((28.22, 59.30), (28.0155, 59.2511)),
    "Zaslawye, 1956": ((27.367, 53.981),),
    "Kaunas, 1959": ((24.1845, 54.844),),
    "Elektrėnai, 1961": ((24.68, 54.732),),
}

LAKES = {
    "peipus": (
        (27.4, 58.7),
        {
            "name": "Lake Peipus",
            "name:et": "Peipsi järv",
            "name:ru": "Чудское озеро",
            "name:de": "Peipussee",
            "note": "One polygon with Lake Pskov and Lämmijärv; Piirissaar and Kolpina are holes in it.",
        },
    ),
    "vortsjarv": ((26.0608, 58.2531), {"name": "Võrtsjärv"}),
    "ladoga": ((31.5, 60.8), {"name": "Lake Ladoga", "name:fi": "Laatokka", "name:ru": "Ладожское озеро"}),
    "ilmen": ((31.3, 58.3), {"name": "Lake Ilmen", "name:ru": "Ильмень"}),
    "razna": ((27.4347, 56.33), {"name": "Rāzna"}),
    "lubans": ((26.87, 56.7629), {"name": "Lubāns"}),
    "burtnieks": ((25.2493, 57.7444), {"name": "Burtnieks"}),
    "usma": ((22.1754, 57.1552), {"name": "Usma"}),
    "engure": ((23.12, 57.26), {"name": "Engure"}),
    "druksiai": ((26.5193, 55.616), {"name": "Drūkšiai", "name:pl": "Dryświaty"}),
    "narach": ((26.7853, 54.8546), {"name": "Narach", "name:pl": "Narocz", "name:ru": "Нарочь"}),
    "sniardwy": ((21.6863, 53.7346), {"name": "Spirdingsee", "name_today": "Śniardwy", "name:de": "Spirdingsee"}),
    "mamry": ((21.6985, 54.1175), {"name": "Mauersee", "name_today": "Mamry", "name:de": "Mauersee"}),
    "vistytis": ((22.72, 54.43), {"name": "Vištytis", "name:de": "Wystiter See"}),
    "saimaa": ((28.4682, 61.2132), {"name": "Saimaa"}),
    "paijanne": ((25.4695, 61.7644), {"name": "Päijänne"}),
    "malaren": ((16.8887, 59.5128), {"name": "Mälaren"}),
}

#: A river is a chain of parts: ``("trace", start, end)`` along WDB II, ``("arc", id)`` of a border
#: arc, or ``("own", points)`` where the source has a gap (the Nemunas under the Kaunas reservoir of 1959).
RIVERS = {
    "narva": (
        {"name": "Narva", "name:ru": "Нарова"},
        [("arc", "estonia-narva-strip-narva")],
        "dcw-gmt-2.1.1, RU.LEN",
    ),
    "daugava": (
        {"name": "Daugava", "name:ru": "Западная Двина", "name:de": "Düna", "name:pl": "Dźwina"},
        [
            ("trace", (31.2, 55.6), (28.236, 55.5747)),
            ("arc", "poland-east-ussr-1921-daugava"),
            ("trace", (27.6, 55.79), (24.03, 57.06)),
        ],
        "gshhg-2.3.6, WDB II rivers",
    ),
    "nemunas": (
        {"name": "Nemunas", "name:de": "Memel", "name:pl": "Niemen", "name:ru": "Неман"},
        [
            ("trace", (26.7, 53.5), (23.92, 53.966)),
            ("arc", "lithuania-strip-1940-1923-nemunas"),
            ("trace", (24.18, 54.155), (24.137, 54.777)),
            ("own", ((24.2, 54.8), (24.215, 54.845), (24.16, 54.865), (24.07, 54.872))),
            ("trace", (23.996, 54.879), (22.5856, 55.07)),
            ("arc", "east-prussia-klaipeda-nemunas"),
        ],
        "gshhg-2.3.6, WDB II rivers; lower course dcw-gmt-2.1.1, LT",
    ),
    "neris": (
        {"name": "Neris", "name:pl": "Wilia", "name:ru": "Вилия"},
        [("trace", (26.9, 54.5), (23.88, 54.9))],
        "gshhg-2.3.6, WDB II rivers",
    ),
    "velikaya": (
        {"name": "Velikaya", "name:ru": "Великая"},
        [("trace", (29.188, 56.439), (28.475, 57.288)), ("trace", (28.467, 57.331), (28.146, 57.863))],
        "gshhg-2.3.6, WDB II rivers",
    ),
    "neva": (
        {"name": "Neva", "name:ru": "Нева"},
        [("trace", (31.039, 59.943), (30.227, 59.911))],
        "gshhg-2.3.6, WDB II rivers",
    ),
    "vuoksi": (
        {"name": "Vuoksi", "name:ru": "Вуокса"},
        [("trace", (28.822, 61.126), (30.543, 60.622))],
        "gshhg-2.3.6, WDB II rivers",
    ),
    "vistula": (
        {"name": "Vistula", "name:de": "Weichsel", "name:pl": "Wisła"},
        [("trace", (18.56, 53.0), (18.954, 54.351))],
        "gshhg-2.3.6, WDB II rivers",
    ),
    "nogat": ({"name": "Nogat"}, [("arc", "danzig-east-prussia-nogat")], "gshhg-2.3.6, WDB II rivers"),
    "pisa": (
        {"name": "Pisa", "name:de": "Pissek"},
        [
            ("trace", (21.81, 53.63), (21.8583, 53.4542)),
            ("arc", "poland-east-poland-west-1939-pisa"),
            ("trace", (21.65972, 53.1125), (21.5, 52.97)),
        ],
        "gshhg-2.3.6, WDB II rivers",
    ),
    "narew": ({"name": "Narew"}, [("trace", (22.9, 53.0), (21.884, 53.222))], "gshhg-2.3.6, WDB II rivers"),
    "pregel": (
        {"name": "Pregel", "name:ru": "Преголя", "name:de": "Pregel"},
        [("trace", (21.8, 54.63), (20.37, 54.68))],
        "gshhg-2.3.6, WDB II rivers",
    ),
}
