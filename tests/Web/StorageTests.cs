using Quintet;
using Quintet.Files;

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
}
