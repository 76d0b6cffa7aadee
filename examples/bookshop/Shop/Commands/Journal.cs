namespace Shop.Commands;

/// <summary>The journal's entries and what readers pencilled under them.</summary>
static class Journal
{
    public sealed record Entry(string Title, string Slug, string Byline, DateTime Published, string Intro, string Body, bool AboutABook, (string Name, string Text)[] Notes);

    public static readonly Entry[] All =
    [
        new("In praise of the soft pencil", "in-praise-of-the-soft-pencil", "Imogen at the till", At(2026, 11, 12),
            "A 4B leaves a line that can be taken back. That is the whole argument, but here are six more paragraphs.",
            """
            People apologise when they bring us a book with notes in it. They open it on the counter, find the page, and say that it was like that when they got it, although the hand in the margin is plainly their own.

            We would like them to stop. A margin is the only part of a book that the author left to you. It is wide for a reason, and the reason is not the binder’s convenience. Somebody once asked us for a book “with less white round the edges, for the bus”, and we have thought about it ever since.

            Use a soft pencil. A hard one engraves, ink is a threat, and the yellow highlighter has never once marked the sentence that mattered. A 4B lets you change your mind, which is what reading is for.

            If you must write something longer than the margin, write it on a slip and leave the slip. We find them months later, and read them standing up.
            """, true, [("Tobias", "I have gone over to 6B. It smudges, but so do I."), ("M. Harrow", "My aunt marked only what she disagreed with. We read her copies for the arguments."), ("Ines", "Counted the paragraphs. There are four.")]),
        new("What sold in the rain", "what-sold-in-the-rain", "Obadiah, upstairs", At(2026, 11, 2),
            "It rained for nine days. We kept a list.",
            """
            On the first day people bought what they had come for. On the second they bought what was nearest to the radiator, which is History, and History has never had such a week.

            From the fourth day on something changed. Nobody was in a hurry any more. A man read a third of a novel in the window seat and then bought a different one. Two strangers, who had been standing back to back in Poetry for most of an hour, turned out to be cousins.

            By the ninth day we had sold every book with a boat on its cover and not one with a beach. We have ordered more boats.
            """, false, [("Petra", "I am one of the cousins."), ("Lew", "It was the warm pipe under the window, not the novel.")]),
        new("A shelf for books that were abandoned", "abandoned-books", "Imogen at the till", At(2026, 10, 18),
            "Bring back the one you could not finish, and tell us on which page you left it.",
            """
            There is a shelf by the stairs now for books that somebody gave up on. A slip in each says where. Page 31 is common. So is page 212, which tells you more about the author than about the reader.

            They are the fastest books in the shop. Everybody believes that they will be the one who gets through, and quite often they are. A copy of a very long novel has been out and back five times since June, each time a little further, like a relay.

            The record is held by a book that was left on its last page. The slip says: “I did not want to know.”
            """, true, [("Anneke", "I was page 31. Sorry."), ("Yusuf", "Got past 212. It gets worse, then it does not."), ("Doreen P.", "Please do not tell me how it ends either.")]),
        new("The author came to tea", "the-author-came-to-tea", "Obadiah, upstairs", At(2026, 9, 27),
            "She asked for the worst sentence in her book. Somebody had it ready.",
            """
            We had put out forty chairs and eleven people came, which she said was the right number for a conversation and the wrong one for a fire.

            She did not read. She asked us to open her book anywhere and find a sentence that did not work, and for a while nobody moved. Then a boy of about fifteen read one out. There was a silence of the kind in which one hears the fridge.

            “Yes,” she said. “That one was there at the beginning and I could never get it to leave.” She took his copy, crossed it out, and signed underneath. It is the only first edition of hers with one sentence fewer.
            """, true, [("The boy", "It is in my desk. I am not selling it."), ("Hedda", "The seed cake deserves a mention.")]),
        new("How we price a second-hand book", "how-we-price", "Imogen at the till", At(2026, 8, 30),
            "The same as a new one, and here is why that is not greed.",
            """
            A book that has been read is a book that somebody thought worth reading, and that is information. It comes with a test already passed.

            We look at the notes. If they are good we leave the price where it was. If they are very good we have been known to add a pound. Only once have we taken something off, for a reader who had corrected the punctuation of a poet.

            Coffee rings are free.
            """, false, [("A poet", "Thank you.")]),
        new("Inventory, with ladder", "inventory-with-ladder", "Obadiah, upstairs", At(2026, 7, 5),
            "Four hundred books, counted by two people who did not agree on the number until Tuesday.",
            """
            Once a year we close for a day and touch every book in the shop. It sounds like work, and by the evening it is, but for the first hours it is like walking through a village and saying good morning.

            We found eleven books in the wrong place, and in nine of these cases the wrong place was better. They have been left there. If you cannot find the life of the bell founder, it is in Science, beside the book on the weight of air, and they seem happy.

            The number is four hundred. It was three hundred and ninety-nine until we looked behind the ladder.
            """, false, [("Ravi", "What was behind the ladder?"), ("Obadiah", "A cookery book, open at soup.")]),
        new("Translators, by name", "translators-by-name", "Imogen at the till", At(2026, 5, 21),
            "From this month their names stand on our labels, in the same size.",
            """
            Somebody chose every word you read in that novel from Bergen, and it was not only the author.

            So we have reprinted the labels. It took an evening and one ribbon. The translator’s name now stands beside the author’s, in the same size, because we tried it smaller and it looked like an apology.

            A customer asked whether that meant the book was less the author’s. We said that it meant that there were two people to thank.
            """, true, [("K. Solberg, translator", "I have photographed the label and sent it to my mother."), ("Ines", "Same size. Good.")]),
        new("The shop cat’s reading list", "shop-cat", "Obadiah, upstairs", At(2026, 3, 14),
            "She prefers large formats, warm from the delivery van.",
            """
            Comma is nine years old and has slept on most of the stock. Over the winter we noted what she chose, in the hope of a pattern.

            She will not lie on Crime. She tolerates History in one volume. She has a weakness for atlases, open, at the Pacific. When a box arrives from Utrecht she is on it before we have cut the tape, and from Lisbon she wants nothing at all.

            We shall not draw conclusions. We have, however, moved the atlases into the sun.
            """, false, [("Mrs Adeyemi", "Please tell her that the atlas is sold and that I am sorry."), ("Tobias", "She sat on my 6B.")]),
        new("Opening the second door", "the-second-door", "Imogen at the till", At(2025, 12, 6),
            "There has always been another entrance. We lost the key in 1988.",
            """
            Behind the travel shelf there is a door onto the alley. It was locked when we took over the shop, and the map maker’s widow, who sold it to us, said that her husband had always meant to mention something about it.

            In November a reader found the key. It was in a book, as a bookmark, in a chapter on locks. We have oiled the hinges, moved Travel two metres to the left, and from today you may come in by the alley.

            It lets in a draught, some leaves, and people who have never noticed the front.
            """, true, [("The finder", "I still need a bookmark."), ("Lew", "The alley smells of bread at six. Recommended.")]),
        new("A letter to whoever has our copy of the almanac", "a-letter", "Obadiah, upstairs", At(2025, 10, 9),
            "Keep it. But tell us what happened on the nineteenth.",
            """
            You borrowed it in spring, from the desk, where it was not for sale. It is an almanac for a year that is over, so we suppose that you did not take it for the forecasts.

            Every one of us had written in it: deliveries, birthdays, the day the pipe burst. There is a line for the nineteenth of February in a hand that none of us recognises. It says only “He was right about the herons.”

            Keep the book. We have a new one. But if that line is yours, come in by either door and tell us who he was.
            """, false, [("Unsigned", "He knows."), ("Eilidh", "About herons somebody is always right.")]),
    ];

    static DateTime At(int year, int month, int day) => new(year, month, day, 9, 30, 0, DateTimeKind.Utc);
}
