using System.Text;
using FsCheck;
using FsCheck.Xunit;
using Quintet.Localization;

namespace CoreTests.Localization;

public sealed class PoTests : IDisposable
{
    private const string Header = "msgid \"\"\nmsgstr \"\"\n\"Language: de\\n\"\n\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quintet-po-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Texts_contexts_plurals_and_what_stands_on_several_lines()
    {
        var file = PoFile.Parse(Header + """
            # Ein Kommentar
            #: Blog/Views.cs:12
            msgid "Welcome"
            msgstr "Willkommen"

            msgctxt "month name"
            msgid "May"
            msgstr "Mai"

            msgid "%(count)s book"
            msgid_plural "%(count)s books"
            msgstr[0] "%(count)s Buch"
            msgstr[1] "%(count)s Bücher"

            msgid ""
            "Dear reader,\n"
            "\"hello\"\t\\ \x41\101"
            msgstr "Hallo" " " "du"
            """);

        Assert.Empty(file.Errors);
        Assert.Equal("Language: de\nPlural-Forms: nplurals=2; plural=(n != 1);\n", file.Header);
        Assert.Equal("de", file.HeaderField("language"));
        Assert.Equal(["Welcome", "May", "%(count)s book", "Dear reader,\n\"hello\"\t\\ AA"], file.Messages.Select(message => message.Id));
        Assert.Equal("month name", file.Messages[1].Context);
        Assert.Equal(["%(count)s Buch", "%(count)s Bücher"], file.Messages[2].Translations);
        Assert.Equal("Hallo du", file.Messages[3].Translations[0]);
        Assert.Equal("8:1", file.Messages[0].Position.ToString());
    }

    [Fact]
    public void Fuzzy_messages_are_marked_and_obsolete_ones_are_not_there()
    {
        var file = PoFile.Parse("""
            #, fuzzy, python-format
            #| msgid "Boook"
            msgid "Book"
            msgstr "Bock"

            #, fuzzy
            #~ msgid "Gone"
            #~ msgstr "Weg"

            msgid "Page"
            msgstr "Seite"
            """);

        Assert.Empty(file.Errors);
        Assert.Equal([("Book", true), ("Page", false)], file.Messages.Select(message => (message.Id, message.IsFuzzy)));
    }

    [Theory]
    [InlineData("msgid \"a\nmsgstr \"b\"", "1:7", "not closed")]
    [InlineData("msgstr \"b\"", "1:1", "'msgid' first")]
    [InlineData("msgid \"a\"", "1:1", "'msgstr' is missing")]
    [InlineData("msgid \"a\"\nmsgid \"b\"\nmsgstr \"c\"", "1:1", "'msgstr' is missing")]
    [InlineData("msgid a\nmsgstr \"b\"", "1:7", "found 'a'")]
    [InlineData("msgid \"a\"\nmsgstr \"b\" x", "2:12", "found 'x'")]
    [InlineData("msgid \"a\"\nmsgstr", "2:7", "quotes is missing")]
    [InlineData("msgid \"a\"\nmsgstr \"b\\q\"", "2:10", "'\\q' means nothing")]
    [InlineData("msgid \"a\"\nmsgstr[0] \"b\"", "2:1", "needs a 'msgid_plural'")]
    [InlineData("msgid \"a\"\nmsgid_plural \"as\"\nmsgstr \"b\"", "3:1", "This message has a plural: write 'msgstr[0]'")]
    [InlineData("msgid \"a\"\nmsgid_plural \"as\"\nmsgstr[1] \"b\"", "3:1", "Expected 'msgstr[0]'")]
    [InlineData("msgid \"a\"\nmsgstr \"b\"\nmsgid \"a\"\nmsgstr \"c\"", "3:1", "twice")]
    [InlineData("hello", "1:1", "found 'hello'")]
    [InlineData("\"stray\"", "1:1", "stands alone")]
    [InlineData("\n\nmsgid \"\"\nmsgstr \"Plural-Forms: nplurals=2; plural=n+;\\n\"", "3:1", "Plural-Forms cannot be read")]
    public void What_is_wrong_is_told_with_its_place(string text, string place, string what)
    {
        var file = PoFile.Parse(text, "de.po");
        var error = Assert.Single(file.Errors, error => error.Message.Contains(what, StringComparison.Ordinal));
        Assert.Equal($"de.po:{place}: {error.Message}", error.ToString());
    }

    [Fact]
    public void One_mistake_costs_one_message()
    {
        var file = PoFile.Parse("msgid \"a\"\nmsgstr oops\n\nmsgid \"b\"\nmsgstr \"B\"\n");
        Assert.Contains(file.Messages, message => message is { Id: "b", Translations: ["B"] });
        Assert.Single(file.Errors);
    }

    [Fact]
    public void Files_that_are_not_UTF8()
    {
        var path = Path.Combine(_folder.FullName, "django.po");
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes("msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=ISO-8859-1\\n\"\n\nmsgid \"a\"\nmsgstr \"ä\"\n"));
        Assert.Equal("ä", PoFile.Load(path).Messages[0].Translations[0]);

        File.WriteAllBytes(path, Encoding.Latin1.GetBytes("msgid \"a\"\nmsgstr \"ä\"\n"));
        var error = Assert.Single(PoFile.Load(path).Errors);
        Assert.Equal($"{path}:2:9: This is not UTF-8. Save the file as UTF-8, and write charset=UTF-8 in its header.", error.ToString());
    }

    [Property(MaxTest = 10_000, EndSize = 30)]
    public void Any_text_is_read_without_an_exception(NonNull<string> text) => PoFile.Parse(text.Get);

    /// <summary>Texts that look like a file, so that the reader comes further than its first line.</summary>
    [Property(MaxTest = 10_000, EndSize = 30)]
    public void Any_pieces_are_read_without_an_exception_and_every_error_has_a_place_in_the_text(NonEmptyArray<byte> picks)
    {
        string[] pieces = ["msgid", "msgstr", "msgctxt", "msgid_plural", "msgstr[", "0]", "1]", "]", " ", "\"", "\"a\"", "\\", "\n", "\r\n", "#", "#~ ", "#, fuzzy", "Plural-Forms: nplurals=", "2; plural=", "(n", "domain", "é"];
        var text = string.Concat(picks.Get.Select(pick => pieces[pick % pieces.Length]));
        var lines = text.Split(["\r\n", "\n", "\r"], StringSplitOptions.None);
        foreach (var error in PoFile.Parse(text).Errors)
        {
            Assert.InRange(error.Position.Line, 0, lines.Length - 1);
            Assert.InRange(error.Position.Column, 0, lines[error.Position.Line].Length);
        }
    }

    [Property(MaxTest = 10_000, EndSize = 30)]
    public void What_is_written_reads_back(NonEmptyArray<(NonNull<string> Id, NonNull<string> Translation, bool Fuzzy, byte Kind)> rows)
    {
        var messages = rows.Get
            .Select((row, i) => new PoMessage($"{i} {row.Id.Get}", row.Kind % 3 == 0 ? row.Id.Get + "s" : null, row.Kind % 3 == 0 ? [row.Translation.Get, row.Id.Get] : [row.Translation.Get])
            {
                Context = row.Kind % 2 == 0 ? row.Translation.Get : null,
                IsFuzzy = row.Fuzzy,
            })
            .ToList();
        var text = Header + string.Concat(messages.Select(Written));
        var read = PoFile.Parse(text);

        Assert.Empty(read.Errors);
        Assert.Equal(messages.Select(Shape), read.Messages.Select(Shape));
        var again = PoFile.Parse(read.ToString());
        Assert.Empty(again.Errors);
        Assert.Equal(read.Header, again.Header);
        Assert.Equal(messages.Select(Shape), again.Messages.Select(Shape));

        static string Shape(PoMessage message) => $"{message.IsFuzzy}|{message.Context ?? "∅"}|{message.Id}|{message.PluralId ?? "∅"}|{string.Join('|', message.Translations)}";
    }

    /// <summary>Written otherwise than the file itself does it: everything on one line.</summary>
    private static string Written(PoMessage message)
    {
        var forms = message.PluralId is null
            ? $"msgstr {Quoted(message.Translations[0])}\n"
            : $"msgid_plural {Quoted(message.PluralId)}\n" + string.Concat(message.Translations.Select((form, i) => $"msgstr[{i}] {Quoted(form)}\n"));
        return $"{(message.IsFuzzy ? "#, fuzzy\n" : "")}{(message.Context is null ? "" : $"msgctxt {Quoted(message.Context)}\n")}msgid {Quoted(message.Id)}\n{forms}\n";
    }

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal)}\"";
}
