namespace Shop.Commands;

/// <summary>One shelf of the shop and how the titles and summaries on it are made; <c>{thing}</c> and its like are filled from <see cref="Words"/>.</summary>
sealed record ShelfPlan(string Name, string Slug, int Hue, string Blurb, string[] Titles, string[] Openings);

static class Shelves
{
    public static readonly ShelfPlan[] All =
    [
        new("Novels", "novels", 28, "Long enough to move into. Bring a toothbrush.",
            ["The {quality} {thing}", "A {thing} at {place}", "What the {thing} Knew", "The {thing} and the {thing2}", "Letters to the {quality} {thing}", "Everything but the {thing}"],
            ["In {place}, {person} inherits a house and the quarrel that comes with it.", "{Person} comes back to {place} after thirty years to find that everyone has kept a chair free.", "One summer, one street and {person}: a novel about what is owed and what is only lent."]),
        new("Crime & Mystery", "crime", 355, "Somebody did it. You may keep your coat on.",
            ["Death of a {thing} Maker", "The {quality} Witness of {place}", "Murder by {thing}", "The {thing} Inquiry", "Nobody Leaves {place}", "A {quality} Alibi"],
            ["A body, a locked room and {person}, who was seen in two places at once.", "Inspector Mabel Thrupp is sent to {place} for her health; it does not help.", "{Person} confesses at once. The difficulty is that nothing has happened yet."]),
        new("Poetry", "poetry", 310, "Thin books that take up a great deal of room.",
            ["{quality} {thing}", "Eleven Ways Past the {thing}", "{thing}, {thing2}", "Songs from {place}", "The {thing} Says Nothing", "Field Notes on {quality} Things"],
            ["Fifty-two poems, one for each week of a year beside the water at {place}.", "Sonnets, mostly, about {person} and the price of bread.", "A long poem in short lines, written on the backs of tide tables."]),
        new("History", "history", 60, "What happened, according to the people who kept the receipts.",
            ["A History of the {thing}", "{place}: A {quality} Century", "The {quality} Road to {place}", "How the {thing} Was Won", "The {thing} Tax", "When {place} Was Elsewhere"],
            ["Three hundred years of {place}, told through its account books.", "How {person} changed the price of grain, and with it the border.", "From ship’s logs and parish registers: the rise and the surprisingly quiet fall of a trade that everybody has forgotten."]),
        new("Travel", "travel", 200, "There and, with luck, back again.",
            ["Slowly to {place}", "A {thing} in {place}", "The {quality} Way to {place}", "From {place} with a {thing}", "No Boats on Sunday", "Walking the {quality} Line"],
            ["On foot from {place} to the sea, in the wrong shoes.", "A year of second-class carriages, good soup and {person}.", "Nobody goes to {place} on purpose. The author did, four times."]),
        new("Natural History", "nature", 140, "Birds, mostly. Some moss.",
            ["The {quality} Heron", "Under the {thing} Tree", "A Year with {quality} Birds", "Moss, {thing} and Rain", "What Grows at {place}", "The {thing} in Winter"],
            ["Twelve months on one square mile of {place}, with eyes open and boots wet.", "Everything that is known about eels, and everything that is not, by {person}.", "A patient account of lichens, and of the people who can tell them apart."]),
        new("Cookery", "cookery", 85, "Stained copies cost the same.",
            ["Supper at {place}", "The {quality} Kitchen", "Bread and the {thing}", "{thing} Soup", "A {quality} Appetite", "The Pear Tree Table"],
            ["Ninety recipes from {place}, none of which needs more than one pan.", "Cooking for {person}: plain food with one surprise in it.", "Soups, stews and an honest chapter about what went wrong."]),
        new("Science", "science", 245, "How we know. Also how long it took.",
            ["The {quality} Number", "On the Weight of a {thing}", "The {thing} Problem", "A {quality} Theory of Tides", "Counting {thing}s", "Eight Proofs and a {thing}"],
            ["The story of one constant, three rivals and {person}.", "Why tides are harder than rockets, explained with no more than a bucket.", "From {place} to the edge of what can be measured, in nine short experiments."]),
        new("Fantastic Tales", "fantastic", 280, "Doors that were not there yesterday.",
            ["The {thing} Under the Hill", "A {quality} Sort of Magic", "The Cartographer of {place}", "{thing}’s Daughter", "The {quality} Door", "Seven Keys for the {thing}"],
            ["{Person} finds a stair in {place} that goes down further than the house does.", "Once in a hundred years the {thing} of {place} must be wound by hand, and this year nobody has the key.", "A kingdom the size of a tablecloth, and {person} to defend it."]),
        new("Essays & Lives", "essays", 12, "One mind at a time.",
            ["On {quality} Things", "The {thing} and I", "Notes from the {quality} Desk", "A Life in {thing}s", "Against the {thing}", "{place}, Mornings"],
            ["Nineteen essays about attention, errors and {person}.", "The author looks at one object a month and tells us what it costs.", "A life told in the wrong order, beginning in {place} with a missed ferry."]),
    ];
}
