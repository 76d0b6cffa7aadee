using System.Text;
using Quintet;
using Quintet.Db;
using Quintet.Files;
using Uploads;

namespace DbTests;

public sealed class FileFieldTestsOnSqlite() : FileFieldTests(DatabaseKind.Sqlite)
{
    [Fact]
    public void The_column_is_Djangos() => Assert.Equal(
        """
        CREATE TABLE "uploads_report" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "attachment" varchar(100) NOT NULL, "title" varchar(50) NOT NULL, "document" varchar(60) NOT NULL, "original" varchar(100) NULL UNIQUE)
        """,
        Database.Connection.Query("SELECT sql FROM sqlite_master WHERE name = 'uploads_report'", row => row.GetString(0)).Single());

    [Fact]
    public void What_a_migration_says_of_it() => Assert.Equal(
        [
            """new FileField { UploadTo = "attached/%Y/%m/%d", MaxLength = 100, Blank = true }""".Replace("MaxLength = 100, ", ""),
            """new FileField { MaxLength = 60 }""",
            """new FileField { Storage = "vault", Null = true, Unique = true }""",
            """new ImageField { WidthField = "avatar_width", HeightField = "AvatarHeight", UploadTo = "avatars/" }""",
        ],
        new[] { Report.Meta.GetField("attachment"), Report.Meta.GetField("document"), Report.Meta.GetField("original"), Member.Meta.GetField("avatar") }.Select(f => f.Field.ToString()));
}

public sealed class FileFieldTestsOnPostgreSql() : FileFieldTests(DatabaseKind.PostgreSql);

/// <summary>Files of models, in a folder that each test has for itself.</summary>
public abstract class FileFieldTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("quintet-files-").FullName;
    private readonly FileSystemStorage _media;
    private readonly FileSystemStorage _vault;
    private readonly Context.Scope _scope;

    protected FileFieldTests(DatabaseKind kind)
    {
        Database = new TestDatabase(kind, Report.Meta, Member.Meta, Chief.Meta);
        (_media, _vault) = (new(Path.Combine(_root, "media"), "/media/"), new(Path.Combine(_root, "vault")));
        _scope = Context.Current.With(Storage.Key, _media).With(Storage.NamedKey, new Dictionary<string, Storage> { ["vault"] = _vault }).Enter();
    }

    protected TestDatabase Database { get; }

    public void Dispose()
    {
        _scope.Dispose();
        Database.Dispose();
        Directory.Delete(_root, recursive: true);
        GC.SuppressFinalize(this);
    }

    [DatabaseFact]
    public void What_is_assigned_is_stored_when_the_object_is_saved()
    {
        var report = new Report { Title = "May", Document = new ContentFile("hello", "plan.txt"), Attachment = new ContentFile("more", "a b.txt") };
        Assert.Equal(("plan.txt", false, 5L), (report.Document.Name, report.Document.IsCommitted, report.Document.Size));
        Assert.False(Directory.Exists(_media.Location));
        report.Save();
        var day = DateTime.UtcNow.ToString("yyyy/MM/dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(("reports/May/plan.txt", true, 5L), (report.Document.Name, report.Document.IsCommitted, report.Document.Size));
        Assert.Equal($"attached/{day}/a_b.txt", report.Attachment.Name);
        Assert.Equal("hello", Text(report.Document));

        var read = Report.Objects.Get(report.Id);
        Assert.Equal((report.Document.Name, "/media/reports/May/plan.txt"), (read.Document.Name, read.Document.Url));
        Assert.Equal(Path.Combine(_media.Location, "reports", "May", "plan.txt"), read.Document.Path);
        Assert.Equal("hello", Text(read.Document));
        using (var stream = read.Document.Open()) Assert.Equal('h', stream.ReadByte());
        read.Document.Open();
        read.Document.Close();

        // It is there, so that nothing more is stored.
        read.Save();
        Assert.Equal(["plan.txt"], Files("reports/May"));
    }

    [DatabaseFact]
    public async Task Without_blocking_it_is_the_same()
    {
        var report = new Report { Title = "June", Document = new ContentFile("one", "a.txt") };
        await report.SaveAsync();
        Assert.Equal("one", Encoding.UTF8.GetString(await report.Document.ReadAsync()));
        await report.Document.SaveAsync("b.txt", new ContentFile("two"));
        Assert.Equal("reports/June/b.txt", (await Report.Objects.GetAsync(report.Id)).Document.Name);
        await using (var stream = await report.Document.OpenAsync()) Assert.Equal('t', stream.ReadByte());
        await report.Document.SaveAsync("c.txt", new MemoryStream("three"u8.ToArray()), save: false);
        Assert.Equal("reports/June/b.txt", (await Report.Objects.GetAsync(report.Id)).Document.Name);
        await report.Document.DeleteAsync();
        Assert.False((await Report.Objects.GetAsync(report.Id)).Document.HasFile);
        Assert.Equal(["a.txt", "b.txt"], Files("reports/June"));
    }

    [DatabaseFact]
    public void A_file_that_is_saved_by_itself_saves_its_object_too()
    {
        var report = new Report { Title = "July" };
        report.Document.Save("a.txt", new ContentFile("one"));
        Assert.Equal("reports/July/a.txt", Report.Objects.Get(report.Id).Document.Name);
        report.Document.Save("a.txt", new MemoryStream("two"u8.ToArray()), save: false);
        Assert.Matches("^reports/July/a_[a-zA-Z0-9]{7}\\.txt$", report.Document.Name);
        Assert.Equal(("two", "reports/July/a.txt"), (Text(report.Document), Report.Objects.Get(report.Id).Document.Name));

        // Of another object the bytes, not the file.
        var copy = new Report { Title = "Copy" };
        copy.Document.Save("a.txt", report.Document);
        Assert.Equal(("reports/Copy/a.txt", "two"), (copy.Document.Name, Text(copy.Document)));
    }

    [DatabaseFact]
    public void A_file_that_is_deleted_leaves_the_storage_and_the_object()
    {
        var report = Report.Objects.Create(new() { Title = "Old", Document = new ContentFile("x", "a.txt"), Original = new ContentFile("y", "b.txt") });
        Assert.Equal(["b.txt"], _vault.ListDirectory("").Files);
        report.Document.Delete();
        report.Original!.Delete(save: false);
        Assert.Empty(Files("reports/Old"));
        Assert.Empty(_vault.ListDirectory("").Files);
        Assert.Null(report.Original);
        var read = Report.Objects.Get(report.Id);
        Assert.Equal((false, "b.txt"), (read.Document.HasFile, read.Original?.Name));
        report.Save();
        Assert.Null(Report.Objects.Get(report.Id).Original);
        report.Document.Delete();

        // What was never stored is no file of the storage's, even if one is called so.
        _media.Save("other.txt", new MemoryStream());
        report.Document = new ContentFile("z", "other.txt");
        report.Document.Delete(save: false);
        Assert.True(_media.Exists("other.txt"));
    }

    [DatabaseFact]
    public void Without_a_file_there_is_nothing_to_ask_of_it()
    {
        var report = Report.Objects.Create(new() { Title = "None" });
        Assert.Equal(("", false), (report.Document.ToString(), report.Document.HasFile));
        Assert.Null(report.Original);
        Action[] asked = [() => _ = report.Document.Url, () => _ = report.Document.Path, () => _ = report.Document.Size, () => report.Document.Open(), () => report.Document.Read()];
        foreach (var ask in asked) Assert.Equal("The 'document' attribute has no file associated with it.", Assert.Throws<InvalidOperationException>(ask).Message);
        Assert.Equal([""], Database.Connection.Query("SELECT document FROM uploads_report", row => row.GetString(0)));
        Assert.Equal([true], Database.Connection.Query("SELECT original FROM uploads_report", row => row.IsNull(0)));
    }

    [DatabaseFact]
    public void A_file_needs_a_name_and_a_storage_that_is_there()
    {
        var nameless = new Report { Title = "x", Document = new ContentFile("x") };
        Assert.Equal("File for document must have the name attribute specified to be saved. Pass a name to ContentFile.", Assert.Throws<FieldErrorException>(nameless.Save).Message);
        using var scope = Context.Current.With(Storage.NamedKey, new Dictionary<string, Storage>()).Enter();
        var report = new Report { Title = "x", Original = new ContentFile("x", "a.txt") };
        Assert.Equal("Could not find config for 'vault' in the settings' Storages. There are: default.", Assert.Throws<InvalidOperationException>(report.Save).Message);
    }

    [DatabaseTheory]
    [InlineData("../evil.txt")]
    [InlineData("/etc/evil.txt")]
    [InlineData("..\\evil.txt")]
    [InlineData("\\evil.txt")]
    [InlineData("a/../../../evil.txt")]
    [InlineData("..")]
    [InlineData("a/..")]
    [InlineData("evil.txt/")]
    [InlineData("a\0.txt")]
    public void No_name_leads_out_of_the_storage(string name)
    {
        var report = new Report { Title = "x", Attachment = new ContentFile("x", name) };
        Assert.Throws<SuspiciousFileOperationException>(report.Save);
        Assert.Throws<SuspiciousFileOperationException>(() => report.Attachment.Save(name, new ContentFile("x")));
        report.Attachment = "";
        report.Document = new ContentFile("x", name);

        // Behind a folder that a method gives, what was absolute is within.
        if (name[0] is not ('/' or '\\')) Assert.Throws<SuspiciousFileOperationException>(report.Save);
        Assert.Equal(0, Report.Objects.Count());
        Assert.Empty(Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories));
    }

    [DatabaseFact]
    public void A_name_from_a_row_does_not_lead_out_either()
    {
        File.WriteAllText(Path.Combine(_root, "secret.txt"), "secret");
        var report = Report.Objects.Create(new() { Title = "x", Document = "../secret.txt" });
        Assert.Throws<SuspiciousFileOperationException>(() => report.Document.Read());
        Assert.Throws<SuspiciousFileOperationException>(() => report.Document.Delete());
        Assert.True(File.Exists(Path.Combine(_root, "secret.txt")));
    }

    [DatabaseFact]
    public void A_name_is_made_as_short_as_the_column()
    {
        var report = Report.Objects.Create(new() { Title = "Long", Document = new ContentFile("x", new string('n', 200) + ".txt") });
        Assert.Matches("^reports/Long/n+_[a-zA-Z0-9]{7}\\.txt$", report.Document.Name);
        Assert.Equal(60, report.Document.Name.Length);
    }

    [DatabaseFact]
    public void Only_the_fields_that_are_written_are_stored()
    {
        var report = Report.Objects.Create(new() { Title = "Part" });
        report.Document = new ContentFile("x", "a.txt");
        report.Attachment = new ContentFile("y", "b.txt");
        report.Save(updateFields: ["document"]);
        Assert.Equal((true, false), (report.Document.IsCommitted, report.Attachment.IsCommitted));
        var part = Report.Objects.Only("title", "document").Get(report.Id);
        Assert.Equal("reports/Part/a.txt", part.Document.Name);
        part.Document = new ContentFile("z", "c.txt");
        part.Save();
        var later = Report.Objects.Defer(r => r.Document).Get(report.Id);
        Assert.Equal("", later.Document.Name);
        later.RefreshFromDb("document");
        Assert.Equal("reports/Part/c.txt", later.Document.Name);
        report.RefreshFromDb();
        Assert.Equal(("reports/Part/c.txt", ""), (report.Document.Name, report.Attachment.Name));
    }

    [DatabaseFact]
    public void Many_at_once()
    {
        var reports = Report.Objects.BulkCreate([.. Enumerable.Range(1, 3).Select(i => new Report { Title = "Many", Document = new ContentFile($"{i}", $"{i}.txt") })]);
        Assert.Equal(["reports/Many/1.txt", "reports/Many/2.txt", "reports/Many/3.txt"], Report.Objects.OrderBy(r => r.Document).Values(r => r.Document.Name).ToList());
        foreach (var report in reports) report.Document = new ContentFile("new", "new.txt");
        Report.Objects.BulkUpdate(reports, ["document"]);
        Assert.Equal(3, Report.Objects.Filter(r => r.Document.Name.StartsWith("reports/Many/new")).Count());
        Assert.All(Report.Objects.All().ToList(), r => Assert.Equal("new", Text(r.Document)));
    }

    [DatabaseFact]
    public void Queries_speak_of_the_name()
    {
        var (a, b) = (Report.Objects.Create(new() { Title = "A", Document = new ContentFile("a", "a.txt") }), Report.Objects.Create(new() { Title = "B" }));
        Report.Objects.Filter(r => r.Id == b.Id).Update(r => new() { Original = "old.txt" });
        var name = "reports/A/a.txt";
        Assert.Equal([b], Report.Objects.Filter(r => r.Document == "").ToList());
        Assert.Equal([a], Report.Objects.Filter(r => r.Document != "").ToList());
        Assert.Equal([a], Report.Objects.Filter(r => r.Document == name).ToList());
        Assert.Equal([a], Report.Objects.Filter(r => r.Document == a.Document).ToList());
        Assert.Equal([a], Report.Objects.Filter(r => r.Document.HasFile).ToList());
        Assert.Equal([b], Report.Objects.Exclude(r => r.Document.HasFile).ToList());
        Assert.Equal([b], Report.Objects.Filter(r => r.Original!.HasFile).ToList());
        Assert.Equal([a], Report.Objects.Filter(r => r.Original == null).ToList());
        Assert.Equal([a], Report.Objects.Filter(r => r.Document.Name.Contains("A/")).ToList());
        Assert.Equal([a], Report.Objects.Filter("document__endswith", ".txt").ToList());
        Assert.Equal([a], Report.Objects.Filter("document", a.Document).ToList());
        Assert.Equal([a], Report.Objects.Filter("document__in", new[] { a.Document }).ToList());
        Assert.Equal([b], Report.Objects.Filter("original__isnull", false).ToList());
        Assert.Equal([name, ""], Report.Objects.Values("document").ToList().Select(row => row["document"]).OrderByDescending(n => n));
        Assert.Equal([b.Id, a.Id], Report.Objects.OrderBy(r => r.Document).Values(r => r.Id).ToList());

        // A file that was read without its object can be read, not changed.
        var files = Report.Objects.OrderBy(r => r.Title).Values(r => new { r.Title, r.Document, r.Original }).ToList();
        Assert.Equal(("/media/reports/A/a.txt", "a", null), (files[0].Document.Url, Text(files[0].Document), files[0].Original));
        Assert.Equal(("", "old.txt"), (files[1].Document.Name, files[1].Original?.Name));
        Assert.StartsWith("The file was read without its object", Assert.Throws<InvalidOperationException>(() => files[0].Document.Delete()).Message);

        var error = Assert.Throws<QueryTranslationException>(() => Report.Objects.Filter(r => r.Document.Url == "x").ToList());
        Assert.Contains("The database knows Name and HasFile of a file", error.Message);
        FieldFile unsaved = new ContentFile("x", "x.txt");
        Assert.StartsWith("The file 'x.txt' is not stored yet", Assert.Throws<InvalidOperationException>(() => Report.Objects.Filter(r => r.Document == unsaved).ToList()).Message);
        Assert.Throws<InvalidOperationException>(() => Report.Objects.Update(r => new() { Document = new ContentFile("x", "x.txt") }));
    }

    [DatabaseFact]
    public void Found_or_made()
    {
        var (made, created) = Report.Objects.GetOrCreate(() => new() { Title = "New" }, () => new() { Document = new ContentFile("x", "a.txt") });
        Assert.Equal((true, "reports/New/a.txt"), (created, Report.Objects.Get(made.Id).Document.Name));
        var (found, _) = Report.Objects.UpdateOrCreate(() => new() { Document = "reports/New/a.txt" }, () => new() { Document = new ContentFile("y", "b.txt") });
        Assert.Equal((made, "reports/New/b.txt"), (found, Report.Objects.Get(made.Id).Document.Name));
    }

    [DatabaseFact]
    public void Two_with_the_same_name_are_equal()
    {
        var (a, b) = (new Report { Document = "a.txt" }, new Report { Document = "a.txt", Attachment = "b.txt" });
        Assert.True(a.Document == b.Document && a.Document == "a.txt" && a.Document != b.Attachment && a.Document.Equals("a.txt"));
        Assert.Equal(a.Document.GetHashCode(), b.Document.GetHashCode());
        Assert.True(a.Document != null && a.Original == null);

        // Assigned to another object it is that one's.
        a.Document = b.Attachment;
        Assert.Same(b.Attachment, b.Attachment);
        Assert.NotSame(b.Attachment, a.Document);
        a.Document = null!;
        Assert.Equal(("", "b.txt"), (a.Document.Name, b.Attachment.Name));
    }

    [DatabaseFact]
    public void Validators_see_the_file()
    {
        var report = new Report { Title = "x", Document = new ContentFile("x", "evil.exe") };
        var error = Assert.Throws<ValidationError>(() => report.FullClean());
        Assert.Equal("File extension “exe” is not allowed. Allowed extensions are: pdf, txt.", error.MessageDict["document"].Single());
        report.Document = new ContentFile("x", new string('n', 200) + ".PDF");
        report.FullClean();
        report.Document = "";
        Assert.Equal("This field cannot be blank.", Assert.Throws<ValidationError>(() => report.FullClean()).MessageDict["document"].Single());
        var member = new Member { Name = "x", Avatar = new ContentFile("x", "a.pdf") };
        Assert.StartsWith("File extension “pdf” is not allowed.", Assert.Throws<ValidationError>(() => member.CleanFields()).MessageDict["avatar"].Single());
    }

    [DatabaseFact]
    public void A_picture_knows_its_size_and_tells_its_object()
    {
        var member = new Member { Name = "Ann", Avatar = new ContentFile(Pictures.Png(640, 480), "ann.png") };
        Assert.Equal((640, 480, 640, 480), (member.Avatar.Width, member.Avatar.Height, member.AvatarWidth, member.AvatarHeight));
        member.Save();
        var read = Member.Objects.Get(member.Id);
        Assert.Equal(("avatars/ann.png", 640, 480, 640, 480), (read.Avatar.Name, read.Avatar.Width, read.Avatar.Height, read.AvatarWidth, read.AvatarHeight));
        read.Avatar.Save("small.gif", new ContentFile(Pictures.Gif(16, 12)));
        Assert.Equal((16, 12), (Member.Objects.Get(member.Id).AvatarWidth, read.AvatarHeight));
        read.Avatar = "avatars/ann.png";
        Assert.Equal(640, read.AvatarWidth);
        read.Avatar = "avatars/gone.png";
        Assert.Null(read.AvatarWidth);
        read.Avatar = new ContentFile("no picture", "x.png");
        Assert.Equal((null, null, 0), (read.Avatar.Width, read.AvatarWidth, read.AvatarHeight));
        read.Avatar = member.Avatar;
        read.Avatar.Delete();
        Assert.Equal((null, 0), (Member.Objects.Get(member.Id).AvatarWidth, read.AvatarHeight));
        Assert.Throws<InvalidOperationException>(() => read.Avatar.Width);

        // What a row says is not measured anew.
        Member.Objects.Update(m => new() { Avatar = "avatars/small.gif", AvatarWidth = 7 });
        Assert.Equal((7, 16), (Member.Objects.Get(member.Id).AvatarWidth, Member.Objects.Get(member.Id).Avatar.Width));
        Assert.Equal([16], Member.Objects.Values(m => m.Avatar).ToList().Select(avatar => avatar.Width!.Value));
    }

    [DatabaseFact]
    public void Templates_read_files()
    {
        var member = Member.Objects.Create(new() { Name = "Ann", Avatar = new ContentFile(Pictures.Png(3, 2), "ann.png") });
        ITemplateMembers members = member;
        Assert.True(members.TryGetTemplateMember("avatar", out var avatar));
        Assert.True(((ITemplateTruth)avatar!).IsTrue);
        string[] names = ["name", "url", "width", "height", "size", "Url"];
        Assert.Equal(
            ["avatars/ann.png", "/media/avatars/ann.png", 3, 2, 33L, "/media/avatars/ann.png"],
            names.Select(name => ((ITemplateMembers)avatar).TryGetTemplateMember(name, out var value) ? value : "?"));
        Assert.False(((ITemplateMembers)avatar).TryGetTemplateMember("delete", out _));
        Assert.False(((ITemplateTruth)new Member().Avatar).IsTrue);
    }

    [DatabaseFact]
    public void Files_of_a_parent_and_over_relations()
    {
        var report = Report.Objects.Create(new() { Title = "R", Document = new ContentFile("r", "r.txt") });
        var chief = Chief.Objects.Create(new() { Name = "Cat", Avatar = new ContentFile(Pictures.Gif(9, 8), "cat.gif"), Contract = new ContentFile("c", "c.txt"), Favourite = report });
        var read = Chief.Objects.Get(chief.Id);
        Assert.Equal(("avatars/cat.gif", 9, "c.txt"), (read.Avatar.Name, read.AvatarWidth, read.Contract.Name));
        Assert.Equal(chief.Avatar, Member.Objects.Get(chief.Id).Avatar);
        Assert.Equal([chief], Chief.Objects.Filter(c => c.Avatar.Name.EndsWith(".gif") && c.Favourite!.Document == report.Document).ToList());
        Assert.Equal(["reports/R/r.txt"], Chief.Objects.Values(c => c.Favourite!.Document).ToList().Select(file => file.Name));
        Member.Objects.Create(new() { Name = "Dan" });
        Assert.Null(Member.Objects.Filter(m => m.Name == "Dan").Values(m => (FieldFile?)m.Favourite!.Document).ToList().Single());
        Assert.Equal("reports/R/r.txt", Member.Objects.SelectRelated(m => m.Favourite!).Get(chief.Id).Favourite!.Document.Name);
    }

    private static string Text(FieldFile file) => Encoding.UTF8.GetString(file.Read());

    private string[] Files(string folder) => [.. _media.ListDirectory(folder).Files.Order(StringComparer.Ordinal)];
}

/// <summary>The sizes of pictures, and what only pretends to be one.</summary>
public class ImageHeaderTests
{
    private static readonly byte[][] Kinds = [Pictures.Png(640, 480), Pictures.Jpeg(640, 480), Pictures.Gif(640, 480), Pictures.WebP(640, 480), Pictures.Bmp(640, 480), Pictures.Bmp(640, -480)];

    [Fact]
    public void Each_kind_tells_its_size()
    {
        foreach (var bytes in Kinds) Assert.Equal((640, 480), SizeOf(bytes));
        Assert.Equal((64, 48), SizeOf(Pictures.Ico(64, 48)));
        Assert.Equal((256, 256), SizeOf(Pictures.Ico(0, 0)));
    }

    [Fact]
    public void A_stream_that_is_read_once_is_enough()
    {
        foreach (var bytes in Kinds) Assert.Equal((640, 480), SizeOf(bytes, once: true));
    }

    /// <summary>Whatever is cut off or changed: there is a size or none, and no exception.</summary>
    [Fact]
    public void What_is_broken_is_no_picture()
    {
        var random = new Random(1);
        foreach (var bytes in Kinds.Append(Pictures.Ico(1, 1)))
        {
            for (var length = 0; length < Math.Min(bytes.Length, 100); length++) SizeOf(bytes[..length]);
            for (var i = 0; i < 2000; i++)
            {
                var changed = (byte[])bytes.Clone();
                for (var n = 0; n < 4; n++) changed[random.Next(Math.Min(changed.Length, 64))] = (byte)random.Next(256);
                SizeOf(changed);
            }
        }

        Assert.Null(SizeOf("<svg/>"u8.ToArray()));
        Assert.Null(SizeOf([]));
    }

    /// <summary>A chunk that says it is 2 GB, and 60000 × 60000 pixels: neither costs memory.</summary>
    [Fact]
    public void A_bomb_is_not_lit()
    {
        byte[] bytes = [.. Pictures.Png(60_000, 60_000), 0x7F, 0xFF, 0xFF, 0xFF, .. "zTXt"u8, .. new byte[5000]];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal((60_000, 60_000), SizeOf(bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    private static (int, int)? SizeOf(byte[] bytes, bool once = false)
    {
        var picture = new Member { Avatar = new Picture(bytes, once) }.Avatar;
        return picture.Width is { } width && picture.Height is { } height ? (width, height) : null;
    }

    private sealed class Picture(byte[] bytes, bool once) : FileContent
    {
        public override string Name => "picture";

        public override long Size => bytes.Length;

        public override Stream Open() => once ? new Once(bytes) : new MemoryStream(bytes);
    }

    private sealed class Once(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
