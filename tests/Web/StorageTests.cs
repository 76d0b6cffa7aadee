using Quintet;
using Quintet.Files;
using Quintet.Templates;
using Uploads;

namespace WebTests;

/// <summary>Where the settings say that files are kept.</summary>
public class StorageTests
{
    [Fact]
    public void Files_are_kept_in_the_media_folder_and_found_under_its_address()
    {
        var settings = new SiteSettings { MediaRoot = "/srv/uploads", MediaUrl = "/files/" };
        using var scope = Application.Load(settings).Context.Enter();
        Assert.Equal((Path.GetFullPath("/srv/uploads/a.txt"), "/files/a.txt"), (Storage.Default.Path("a.txt"), Storage.Default.Url("a.txt")));
    }

    [Fact]
    public void Without_a_word_it_is_the_folder_media_of_the_project()
    {
        var settings = new SiteSettings();
        using var scope = Application.Load(settings).Context.Enter();
        Assert.Equal((Path.Combine(settings.BaseDir, "media", "a.txt"), "/media/a.txt"), (Storage.Default.Path("a.txt"), Storage.Default.Url("a.txt")));
    }

    [Fact]
    public void The_default_storage_may_be_another()
    {
        var other = new FileSystemStorage(Path.GetTempPath());
        using var scope = Application.Load(new SiteSettings { Storages = { ["default"] = other } }).Context.Enter();
        Assert.Same(other, Storage.Default);
    }

    [Fact]
    public void Further_storages_have_a_name()
    {
        var vault = new FileSystemStorage(Path.GetTempPath());
        using var scope = Application.Load(new SiteSettings { Storages = { ["vault"] = vault } }).Context.Enter();
        Assert.Same(vault, Storage.Get("vault"));
        Assert.Same(Storage.Default, Storage.Get("default"));
        Assert.Same(Storage.Default, Storage.Get(null));
        Assert.Contains("There are: default, vault.", Assert.Throws<InvalidOperationException>(() => Storage.Get("safe")).Message);
    }

    [Fact]
    public async Task Files_in_memory()
    {
        var clock = new Caching.StandingClock();
        var storage = new MemoryStorage("/files", clock);
        Assert.Equal("docs/a.txt", storage.Save("docs/a.txt", new MemoryStream("one"u8.ToArray())));
        var second = await storage.SaveAsync("docs/a.txt", new MemoryStream("two"u8.ToArray()));
        Assert.Matches("^docs/a_[A-Za-z0-9]{7}\\.txt$", second);

        Assert.Equal(("one", "two"), (Text("docs/a.txt"), Text(second)));
        Assert.Equal(3, storage.Size("docs/a.txt"));
        Assert.Equal("/files/docs/a.txt", storage.Url("docs/a.txt"));
        Assert.Equal(clock.Now.UtcDateTime, storage.GetModifiedTime("docs/a.txt"));
        Assert.Equal(["docs"], storage.ListDirectory("").Folders);
        Assert.Equal(2, storage.ListDirectory("docs").Files.Count);
        Assert.True(storage.Exists("docs"));
        storage.Delete("docs/a.txt");
        Assert.False(storage.Exists("docs/a.txt"));
        Assert.Throws<FileNotFoundException>(() => storage.Open("docs/a.txt"));
        Assert.Throws<SuspiciousFileOperationException>(() => storage.Save("../a.txt", Stream.Null));
        Assert.Throws<NotSupportedException>(() => new MemoryStorage().Url("a.txt"));

        string Text(string name)
        {
            using var reader = new StreamReader(storage.Open(name));
            return reader.ReadToEnd();
        }
    }

    [Fact]
    public void A_template_shows_a_models_file_where_there_is_one()
    {
        using var scope = Application.Load(new SiteSettings { MediaUrl = "/files/" }).Context.Enter();
        var template = new Engine(new()).FromString("{% if r.document %}<a href=\"{{ r.document.url }}\">{{ r.document }}</a>{% else %}none{% endif %}");
        Assert.Equal("<a href=\"/files/a%20b.txt\">a b.txt</a>", template.Render(RenderContext.From(new { r = new Report { Document = "a b.txt" } })));
        Assert.Equal("none", template.Render(RenderContext.From(new { r = new Report() })));
        var error = Assert.ThrowsAny<Exception>(() => new Engine(new()).FromString("{{ r.document.url }}").Render(RenderContext.From(new { r = new Report() })));
        Assert.Contains("The 'document' attribute has no file associated with it.", error.ToString());
    }
}
