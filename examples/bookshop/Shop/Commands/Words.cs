namespace Shop.Commands;

/// <summary>What the invented stock is made of. Names and titles stay within Latin-1, the letters that the shop's fonts have.</summary>
static class Words
{
    /// <summary>What a book may be about.</summary>
    public static readonly string[] Themes = ["Childhood", "Gardens", "Letters", "Maps", "Music", "The sea", "Trains", "Winter"];

    /// <summary>Name as printed, family name first, country, year of birth, what they did before.</summary>
    public static readonly (string Name, string SortName, string Country, int Born, string Past)[] Authors =
    [
        ("Adaeze Nwokolo", "Nwokolo, Adaeze", "Nigeria", 1979, "taught physics in Enugu for eleven years"),
        ("Aino Virtasalo", "Virtasalo, Aino", "Finland", 1968, "kept a lighthouse log until the lamp was automated"),
        ("Anselm Kerrigan", "Kerrigan, Anselm", "Ireland", 1951, "was a postman, then a printer of posters"),
        ("Beatriz Amoroso", "Amoroso, Beatriz", "Portugal", 1983, "restored tiles for the national museum"),
        ("Bertrand Ouellon", "Ouellon, Bertrand", "Canada", 1947, "drove the night train between Halifax and Montréal"),
        ("Carys Llewelyn-Pugh", "Llewelyn-Pugh, Carys", "Wales", 1972, "edited a dictionary up to the letter M"),
        ("Casimir Dauvergne", "Dauvergne, Casimir", "France", 1939, "repaired clocks in Besançon"),
        ("Chiamaka Eze-Brandt", "Eze-Brandt, Chiamaka", "Germany", 1990, "studied law and left it in the second week"),
        ("Clementine Ashgrove", "Ashgrove, Clementine", "England", 1964, "ran a seed library from a disused chapel"),
        ("Daphne Mavros", "Mavros, Daphne", "Greece", 1958, "translated weather reports for the merchant navy"),
        ("Desmond Okafor-Lyle", "Okafor-Lyle, Desmond", "England", 1986, "was a pastry cook and still bakes for readings"),
        ("Eilidh Strachan", "Strachan, Eilidh", "Scotland", 1977, "counted seabirds on an island with eleven houses"),
        ("Emre Yalvaz", "Yalvaz, Emre", "Turkey", 1981, "built lutes with his grandmother"),
        ("Esperanza Quintero", "Quintero, Esperanza", "Colombia", 1969, "walked the length of the Magdalena with a notebook"),
        ("Felix Brandauer-Holm", "Brandauer-Holm, Felix", "Austria", 1955, "was an usher at the opera for thirty seasons"),
        ("Fiametta Corsi", "Corsi, Fiametta", "Italy", 1988, "catalogued a duke’s library and found the duke dull"),
        ("Gideon Ferrars", "Ferrars, Gideon", "England", 1943, "surveyed canals"),
        ("Greta Lindqvist", "Lindqvist, Greta", "Sweden", 1975, "measured the thickness of ice on the same lake every winter"),
        ("Haruko Ishimori", "Ishimori, Haruko", "Japan", 1962, "taught calligraphy to engineers"),
        ("Helmine Vogt", "Vogt, Helmine", "Germany", 1934, "played second violin in four orchestras"),
        ("Idris Benhaddou", "Benhaddou, Idris", "Morocco", 1973, "sold maps in a shop without a street number"),
        ("Ingeborg Sæther", "Sæther, Ingeborg", "Norway", 1949, "was a ferry pilot on three fjords"),
        ("Iskander Rahmani", "Rahmani, Iskander", "Uzbekistan", 1984, "studies the history of paper"),
        ("Jacinta Moreau", "Moreau, Jacinta", "Belgium", 1971, "wrote obituaries for a newspaper that has since died"),
        ("Joaquín Belmonte", "Belmonte, Joaquín", "Spain", 1966, "kept bees on the roof of the town hall"),
        ("Josephine Tarrant", "Tarrant, Josephine", "Australia", 1978, "mapped dry rivers"),
        ("Kaveh Daneshgar", "Daneshgar, Kaveh", "Iran", 1960, "was a radio announcer with a famous pause"),
        ("Kwabena Asante-Poole", "Asante-Poole, Kwabena", "Ghana", 1982, "designed playgrounds"),
        ("Leonie Achterberg", "Achterberg, Leonie", "Netherlands", 1957, "tended the same lock for nineteen years"),
        ("Linnea Hult", "Hult, Linnea", "Sweden", 1991, "writes for the stage and for her dog"),
        ("Lucasta Penhallow", "Penhallow, Lucasta", "England", 1948, "dived for wrecks off Cornwall"),
        ("Maeve Gallarus", "Gallarus, Maeve", "Ireland", 1985, "was a locksmith’s apprentice"),
        ("Magnus Thorarinsson", "Thorarinsson, Magnus", "Iceland", 1953, "taught swimming and geology at the same school"),
        ("Manuela Restrepo Vidal", "Restrepo Vidal, Manuela", "Argentina", 1976, "was a court stenographer"),
        ("Marguerite Solanges", "Solanges, Marguerite", "France", 1931, "began to write at seventy, when it became quiet"),
        ("Nadia Kessentini", "Kessentini, Nadia", "Tunisia", 1987, "photographs doors"),
        ("Nikolai Ostrander", "Ostrander, Nikolai", "United States", 1944, "tuned pianos in nine states"),
        ("Oluwaseun Bright", "Bright, Oluwaseun", "Nigeria", 1993, "won a prize for a poem about a bus timetable"),
        ("Ottoline Greaves", "Greaves, Ottoline", "England", 1937, "was the last to leave three publishing houses"),
        ("Paloma Iturbide", "Iturbide, Paloma", "Mexico", 1980, "is a botanist and a very slow walker"),
        ("Pertti Saarela", "Saarela, Pertti", "Finland", 1959, "was a forester, then a judge of chess"),
        ("Priya Raghunathan", "Raghunathan, Priya", "India", 1974, "wrote software for tide gauges"),
        ("Rasheed Calloway", "Calloway, Rasheed", "United States", 1989, "drove a library bus in Mississippi"),
        ("Rosalind Treece", "Treece, Rosalind", "England", 1952, "taught Latin to the reluctant"),
        ("Sanna Kivelä", "Kivelä, Sanna", "Finland", 1994, "grew up above a cinema"),
        ("Severin Haldane", "Haldane, Severin", "Scotland", 1963, "made globes"),
        ("Tamsin Orchard", "Orchard, Tamsin", "England", 1970, "was a hedge layer and a bad guitarist"),
        ("Thandiwe Mokoena", "Mokoena, Thandiwe", "South Africa", 1981, "nursed at night and wrote on the way home"),
        ("Ursula Felderer", "Felderer, Ursula", "Italy", 1946, "kept the key of a monastery library in South Tyrol"),
        ("Wendell Abernathy", "Abernathy, Wendell", "United States", 1941, "was a county surveyor and never moved house"),
    ];

    public static readonly (string Name, string City, int Founded)[] Publishers =
    [
        ("Alder & Finch", "Norwich", 1921),
        ("Bolt Court Press", "London", 1889),
        ("Éditions du Passage", "Lyon", 1954),
        ("Fathom House", "Falmouth", 1978),
        ("Halfpenny Bridge", "Dublin", 1996),
        ("Kite & Lantern", "Bristol", 2009),
        ("Lowland Paper Company", "Utrecht", 1932),
        ("Meridian Road", "Toronto", 1967),
        ("Nordlys", "Bergen", 1946),
        ("Pilcrow Books", "Edinburgh", 1985),
        ("Quire & Signature", "Oxford", 1903),
        ("Salt Stair", "Lisbon", 2014),
    ];

    public static readonly string[] Places =
    [
        "Ardnamurchan", "the Wash", "Trieste", "Lower Street", "Valparaíso", "Saint-Malo", "the Skerries", "Tangier", "the Fens",
        "Ostend", "Kars", "the Long Reach", "Bergen", "Nantucket", "the Sierra Mágina", "Harbour Hill", "Samarkand", "Hokitika",
        "the Lahn", "Orford", "Tbilisi", "the High Veld", "Cadaqués", "Whitby", "Lake Onega", "the Marsh Road", "Gotland", "Oban",
    ];

    public static readonly string[] Things =
    [
        "Lantern", "Ferry", "Orchard", "Compass", "Cartographer", "Salt", "Heron", "Letter", "Bell", "Almanac", "Harbour", "Thread",
        "Archive", "Key", "Mirror", "River", "Loom", "Clock", "Ladder", "Garden", "Winter", "Tide", "Map", "Stair", "Swallow", "Inkwell",
        "Quarry", "Window", "Granary", "Violin", "Beekeeper", "Comet", "Marsh", "Viaduct", "Pear Tree", "Sextant", "Barometer", "Kiln",
    ];

    public static readonly string[] Qualities =
    [
        "Patient", "Borrowed", "Second", "Quiet", "Unfinished", "Northern", "Small", "Last", "Hollow", "Common", "Invisible", "Reluctant",
        "Copper", "Paper", "Drowned", "Ordinary", "Long", "Early", "Slow", "Wild", "Forgotten", "Plain", "Blue",
    ];

    public static readonly string[] People =
    [
        "a widowed piano tuner", "two sisters who share one coat", "a retired ferry pilot", "a girl who collects tide tables",
        "the last typesetter of a closed newspaper", "a botanist with a poor memory", "a translator who mishears one word",
        "three generations of bell founders", "a customs officer with too little to do", "an apprentice who can forge any hand",
        "a surveyor who has lost his instruments", "the night porter of a small hotel", "a village that cannot agree on the time",
        "a choir without a conductor", "a judge who has stopped judging", "the keeper of a library nobody visits",
    ];

    public static readonly string[] Praise =
    [
        "It is shorter than it feels, and we mean that kindly.",
        "Read it with a pencil; our copy has no clean page left.",
        "Three of us have argued about the ending. It is still two against one.",
        "The last chapter is worth the price by itself, and the others are free.",
        "It came back to us twice with notes in it, and we have read those as well.",
        "A book that knows when to stop, which is rarer than it sounds.",
        "Give it forty pages. On page forty-one you will miss your train.",
        "We have put it on the low shelf so that nobody has to reach for it.",
        "There is a joke on every page and not one of them is told.",
        "It smells of rain, and we cannot say why.",
        "The sentences are plain and the silences are not.",
        "You will want to read parts of it aloud to people who are trying to sleep.",
        "Nothing is explained twice, and some things not once.",
        "It has an index that is a story of its own.",
    ];
}
